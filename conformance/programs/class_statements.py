def attempt(what, code):
    try:
        print(what, '->', code())
    except Exception as e:
        print(what, '->', type(e).__name__ + ':', e, getattr(e, '__notes__', ''))


class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        print('prepare', mcs.__name__, name, [b.__name__ for b in bases], kw)
        return {'prepared': True}

    def __new__(mcs, name, bases, ns, **kw):
        print('new', name, sorted(ns), kw)
        return super().__new__(mcs, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        print('init', name, kw)
        super().__init__(name, bases, ns)

    def __call__(cls, *args, **kw):
        print('call', cls.__name__, args, kw)
        return super().__call__(*args, **kw)


class A(metaclass=Meta, option=1):
    pass


class B(A, *(), **{'other': 2}):
    def __init__(self, *args, **kw):
        pass


class Mixin:
    pass


B(1, k=2)
print(A.prepared, type(B).__name__)


class Proxy:
    def __init__(self, *bases):
        self.bases = bases

    def __mro_entries__(self, bases):
        print('entries', [b is self for b in bases])
        return self.bases


class D(Proxy(dict), Mixin):
    pass


print(D.__bases__, [type(b).__name__ for b in D.__orig_bases__])


class E(*(Mixin, object)):
    pass


print(E.__mro__)


class BadProxy:
    def __mro_entries__(self, bases):
        return 5


def bad_entries():
    class X(BadProxy()):
        pass


attempt('bad entries', bad_entries)
attempt('type with proxy', lambda: type('X', (Proxy(dict),), {}))


def conflict():
    class M1(type):
        pass

    class M2(type):
        pass

    class X1(metaclass=M1):
        pass

    class X2(metaclass=M2):
        pass

    class X3(X1, X2):
        pass


attempt('conflict', conflict)


def prepare_no_mapping():
    class M(type):
        @classmethod
        def __prepare__(mcs, name, bases):
            return 5

    class X(metaclass=M):
        pass


attempt('no mapping', prepare_no_mapping)


def prepare_no_mapping2():
    def meta(*args):
        return args
    meta.__prepare__ = lambda *args: 5

    class X(metaclass=meta):
        pass


attempt('no mapping', prepare_no_mapping2)


def function_as_metaclass():
    def meta(name, bases, ns, **kw):
        return name, bases, sorted(ns), kw

    class X(Mixin, metaclass=meta, k=1):
        a = 1

    return X[0], X[1], [n for n in X[2] if n in ('a', '__module__', '__qualname__')], X[3]


attempt('function', function_as_metaclass)


def keywords_unknown():
    class X(k=1):
        pass


attempt('keywords', keywords_unknown)


def repeated():
    class X(**{'a': 1}, **{'a': 2}):
        pass


attempt('repeated', repeated)


def metaclass_twice():
    class X(metaclass=type, **{'metaclass': type}):
        pass


attempt('twice', metaclass_twice)


def star_of_int():
    class X(*5):
        pass


attempt('star', star_of_int)


def star_star_of_int():
    class X(**5):
        pass


attempt('star star', star_star_of_int)


def star_star_keys():
    class X(**{1: 2}):
        pass


attempt('keys', star_star_keys)


class Base:
    def __init_subclass__(cls, /, flavour=None, **kw):
        super().__init_subclass__(**kw)
        print('subclass', cls.__name__, flavour)


class Sub(Base, flavour='sweet'):
    pass


def too_many_keywords():
    class X(Base, colour=1):
        pass


attempt('colour', too_many_keywords)


class Named:
    def __set_name__(self, owner, name):
        print('named', owner.__name__, name)


class Fails:
    def __set_name__(self, owner, name):
        raise ValueError('no name')


class H:
    n = Named()
    m = Named()


def failing_set_name():
    class X:
        field = Fails()


try:
    failing_set_name()
except (ValueError, RuntimeError) as e:
    print(type(e).__name__, e, getattr(e, '__notes__', None), repr(e.__cause__))


def lost_cell():
    class M(type):
        def __new__(mcs, name, bases, ns):
            ns.pop('__classcell__', None)
            return super().__new__(mcs, name, bases, ns)

    class X(metaclass=M):
        def f(self):
            return __class__


attempt('lost cell', lost_cell)


def wrong_cell():
    class M(type):
        def __new__(mcs, name, bases, ns):
            cls = super().__new__(mcs, name, bases, ns)
            return type.__new__(mcs, name, bases, ns)

    class X(metaclass=M):
        def f(self):
            return __class__


attempt('wrong cell', wrong_cell)


def cell_not_cell():
    class X:
        __classcell__ = 5


attempt('cell no cell', cell_not_cell)


class Namespace(dict):
    def __setitem__(self, key, value):
        print('set', key)
        super().__setitem__(key, value)

    def __getitem__(self, key):
        if not key.startswith('__'):
            print('get', key)
        return super().__getitem__(key)

    def __delitem__(self, key):
        print('del', key)
        super().__delitem__(key)


class Watching(type):
    @classmethod
    def __prepare__(mcs, name, bases):
        return Namespace()

    def __new__(mcs, name, bases, ns):
        return super().__new__(mcs, name, bases, dict(ns))


class W(metaclass=Watching):
    a = 1
    b = a + len('xx')
    del a
    a: int = 5

    def m(self):
        pass


print(W.b, W.__annotations__)
