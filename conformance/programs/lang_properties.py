# Properties: overriding parts of them in subclasses, super() through them, deleters, docs, on metaclasses and modules of classes, cached and lazy ones, abstract ones, errors inside them, slots beside them.
import abc
import functools


def attempt(what, f):
    try:
        print(what, '=', f())
    except Exception as error:
        print(what, '->', type(error).__name__, error)


class Base:
    def __init__(self):
        self._x = 1

    @property
    def x(self):
        """Doc of x."""
        return self._x

    @x.setter
    def x(self, value):
        self._x = value

    @x.deleter
    def x(self):
        print('  deleted')
        del self._x

    only = property(lambda self: 'read')
    write = property(None, lambda self, value: print('  written', value), doc='write only')
    nothing = property()


class Getter(Base):
    @Base.x.getter
    def x(self):
        return f'sub {self._x}'


class Setter(Base):
    @Base.x.setter
    def x(self, value):
        Base.x.fset(self, value * 10)


class Replaced(Base):
    @property
    def x(self):
        return super().x + 100

    @x.setter
    def x(self, value):
        super(Replaced, type(self)).x.__set__(self, value)


class Hidden(Base):
    x = 'plain'
    only = None


class Slotted(Base):
    __slots__ = ('y',)
    y_property = property(lambda self: self.y, lambda self, v: setattr(self, 'y', v))


for cls in (Base, Getter, Setter, Replaced, Hidden):
    o = cls()
    print(cls.__name__, o.x, end=' ')
    o.x = 5
    print(o.x, vars(o), type(cls.__dict__.get('x')).__name__)
b = Base()
for what, f in {'set only': lambda: setattr(b, 'only', 1), 'del only': lambda: delattr(b, 'only'), 'get write': lambda: b.write, 'set write': lambda: setattr(b, 'write', 5), 'get nothing': lambda: b.nothing, 'del x': lambda: delattr(b, 'x'), 'after': lambda: b.x, 'again': lambda: delattr(b, 'x'), 'class': lambda: type(Base.x).__name__, 'doc': lambda: (Base.x.__doc__, Base.write.__doc__, Base.only.__doc__, Getter.x.__doc__, Setter.x.__doc__, Replaced.x.__doc__), 'parts': lambda: [getattr(Base.x, part).__name__ for part in ('fget', 'fset', 'fdel')], 'read only part': lambda: setattr(Base.x, 'fget', None), 'hidden': lambda: setattr(Hidden(), 'only', 9), 'vars wins not': lambda: vars(b).__setitem__('only', 'in dict') or b.only, 'get by hand': lambda: Base.only.__get__(b), 'get none': lambda: Base.only.__get__(None, Base) is Base.only, 'set by hand': lambda: Base.only.__set__(b, 1), 'delete by hand': lambda: Base.write.__delete__(b), 'call': lambda: Base.x(), 'args': lambda: property(1, 2, 3, 4, 5), 'not callable': lambda: type('T', (), {'p': property(5)})().p, 'slots': lambda: (lambda s: (setattr(s, 'y_property', 3), s.y, s.y_property))(Slotted())}.items():
    attempt(what, f)


class Raises:
    @property
    def attribute(self):
        return self.missing

    @property
    def with_getattr(self):
        raise AttributeError('inside')

    @property
    def key(self):
        return {}['k']


class Catches(Raises):
    def __getattr__(self, name):
        return f'getattr {name}'


r, c = Raises(), Catches()
for name in ('attribute', 'with_getattr', 'key'):
    attempt(f'r.{name}', lambda: getattr(r, name))
    attempt(f'c.{name}', lambda: getattr(c, name))
    attempt(f'hasattr {name}', lambda: (hasattr(r, name), getattr(r, name, 'default')))


class Meta(type):
    @property
    def kind(cls):
        return f'kind of {cls.__name__}'

    @kind.setter
    def kind(cls, value):
        print('  kind set', value)

    @property
    def shadowed(cls):
        return 'from meta'


class Made(metaclass=Meta):
    shadowed = 'from class'
    kind_of_instance = property(lambda self: type(self).kind)


print(Made.kind, Made.shadowed, Made().shadowed, Made().kind_of_instance)
Made.kind = 5
attempt('instance', lambda: Made().kind)


class Lazy:
    calls = 0

    @functools.cached_property
    def value(self):
        """Lazy doc."""
        Lazy.calls += 1
        return [self.calls]

    @property
    @functools.lru_cache
    def cached(self):
        return object()


lazy = Lazy()
print(lazy.value is lazy.value, Lazy.calls, vars(lazy), Lazy.value.__doc__, lazy.cached is lazy.cached)
lazy.value = 'assigned'
print(lazy.value)
del lazy.value
print(lazy.value, Lazy.calls)


class Abstract(abc.ABC):
    @property
    @abc.abstractmethod
    def must(self): ...

    @must.setter
    @abc.abstractmethod
    def must(self, value): ...


class Half(Abstract):
    @Abstract.must.getter
    def must(self):
        return 'got'


class Whole(Abstract):
    must = property(lambda self: 'whole', lambda self, v: None)


attempt('abstract', lambda: str(Abstract()).count(''))
attempt('half', lambda: Half())
attempt('whole', lambda: Whole().must)
print(Abstract.must.__isabstractmethod__, Whole.must.__isabstractmethod__, sorted(Half.__abstractmethods__))


class Typed(property):
    """A property that checks what is set; subclasses of property carry attributes."""

    def __init__(self, kind, fget=None, fset=None, doc=None):
        super().__init__(fget, fset, doc=doc or f'of type {kind.__name__}')
        self.kind = kind

    def __set_name__(self, owner, name):
        self.where = f'{owner.__name__}.{name}'

    def __get__(self, instance, owner=None):
        return self if instance is None else instance.__dict__.get(self.where, self.kind())

    def __set__(self, instance, value):
        if not isinstance(value, self.kind):
            raise TypeError(f'{self.where} wants {self.kind.__name__}')
        instance.__dict__[self.where] = value


class Record:
    name = Typed(str)
    size = Typed(int)


record = Record()
print(repr(record.name), record.size, Record.name.__doc__, Record.size.where)
record.size = 5
attempt('typed', lambda: setattr(record, 'name', 5))
print(vars(record), isinstance(Record.name, property))


class Counter:
    _n = 0

    @property
    def n(self):
        return self._n

    @n.setter
    def n(self, value):
        self._n = value

    n_alias = n
    next = property(lambda self: setattr(self, 'n', self.n + 1) or self.n)


counter = Counter()
counter.n += 5
counter.n_alias *= 2
counter.n, counter.other = 7, counter.n
print(counter.n, counter.other, counter.next, counter.next, [counter.n for counter.n in range(3)], counter.n)
for counter.n in 'ab':
    pass
with type('M', (), {'__enter__': lambda self: 'entered', '__exit__': lambda *a: None})() as counter.n:
    print(counter.n, vars(counter))
del Counter.n
attempt('removed', lambda: counter.n)
