# collections show
# __prepare__, namespaces that watch, ordered members, metaclass keywords, __set_name__ order, __init_subclass__, __class_getitem__, __mro_entries__, type() by hand.
class Watching(dict):
    def __init__(self):
        super().__init__()
        self.log = []

    def __setitem__(self, key, value):
        self.log.append(f'set {key}')
        super().__setitem__(key, value)

    def __getitem__(self, key):
        if key == 'magic':
            return 42
        return super().__getitem__(key)

    def __delitem__(self, key):
        self.log.append(f'del {key}')
        super().__delitem__(key)


class Meta(type):
    @classmethod
    def __prepare__(mcls, name, bases, **kw):
        print('prepare', name, [b.__name__ for b in bases], kw)
        return Watching()

    def __new__(mcls, name, bases, namespace, **kw):
        print('new', name, [entry for entry in namespace.log if '__' not in entry], kw)
        kw.pop('eaten', None)
        return super().__new__(mcls, name, bases, dict(namespace), **kw)

    def __init__(cls, name, bases, namespace, **kw):
        print('init', name, kw)
        super().__init__(name, bases, namespace)

    def __instancecheck__(cls, obj):
        return obj == 'pretend' or super().__instancecheck__(obj)

    def __subclasscheck__(cls, other):
        return other is int or super().__subclasscheck__(other)

    def __len__(cls):
        return 99

    def __iter__(cls):
        return iter('abc')

    def __contains__(cls, item):
        return item == 'in'

    def __getitem__(cls, key):
        return f'{cls.__name__}[{key}]'

    def __lt__(cls, other):
        return cls.__name__ < other.__name__

    def __or__(cls, other):
        return 'or'

    @property
    def where(cls):
        return f'on {cls.__name__}'


class Base(metaclass=Meta, eaten=1):
    a = magic
    b = 2
    del b

    def __init_subclass__(cls, extra=None, **kw):
        print('init_subclass', cls.__name__, extra, kw)
        super().__init_subclass__(**kw)


class Derived(Base, extra='e', eaten=2):
    c = 3


print(Base.a, isinstance('pretend', Base), issubclass(int, Derived), len(Base), list(Base), 'in' in Base, Base['k'], Base < Derived, sorted([Derived, Base]), Base | 1, Derived.where, hasattr(Base(), 'where'))
try:
    class Bad(Base, unknown=1):
        pass
except TypeError as error:
    print(error)


class Name:
    def __init__(self, label):
        self.label = label

    def __set_name__(self, owner, name):
        print('  set_name', self.label, name, owner.__name__, 'later' in vars(owner))


class Order:
    z = Name(1)
    a = Name(2)
    later = alias = Name(3)


class Generic:
    def __class_getitem__(cls, key):
        return f'{cls.__name__}<{key}>'


class Sub(Generic):
    pass


print(Generic[int], Sub[1, 2], Generic[1:2])


class Entry:
    def __init__(self, *bases):
        self.bases = bases

    def __mro_entries__(self, bases):
        print('  entries', len(bases))
        return self.bases


class Made(Entry(Generic, Order), Entry(), list):
    pass


print(Made.__bases__, [type(b).__name__ for b in Made.__orig_bases__])
for wrong in (lambda: type('X', (Entry(int),), {}), lambda: type('X', (bool,), {}), lambda: type('X', (int, str), {}), lambda: type('X', (Generic, Generic), {}), lambda: type('X', (object, Generic), {}), lambda: type(1, (), {}), lambda: type('X', [], {}), 
              lambda: type('X', ()), lambda: type('X\0', (), {}) if False else type(), lambda: type('X', (), {'__slots__': ('a', 'a b')}), lambda: type('X', (int,), {'__slots__': 'a'}), lambda: type('X', (), {'__slots__': 'a', 'a': 1}), lambda: type('X', (), {'__qualname__': 5}), lambda: type('X', (), {}, k=1)):
    try:
        print(wrong())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
X = type('X', (), dict(a=1, f=lambda self: self.a))
print(X().f(), X.__name__, X.__module__, X.__qualname__, type('Y', (X,), {'__doc__': 'd', '__module__': 'elsewhere'}), X.__mro__)


def decorator(label):
    print('  made', label)
    return lambda thing: print('  applied', label, thing.__name__) or thing


@decorator('outer')
@decorator('inner')
class Decorated:
    @decorator('method')
    def m(self): ...


class M1(type):
    pass


class M2(type):
    pass


try:
    class Conflict(M1('A', (), {}), M2('B', (), {})):
        pass
except TypeError as error:
    print(error)


def function_as_metaclass(name, bases, namespace, **kw):
    return name, bases, sorted(k for k in namespace if not k.startswith('__')), kw




class NotAClass(metaclass=function_as_metaclass, k=3):
    x = 1


print(NotAClass)
print(Decorated.__subclasses__(), Base.__subclasses__(), type.__subclasses__(type)[-2:] == [M1, M2])
