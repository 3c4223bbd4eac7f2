# Which types allow weak references, and what the others say.
import collections
import functools
import re
import types
import weakref


class A:
    pass


class S:
    __slots__ = ()


class W:
    __slots__ = ('__weakref__',)


class I(int):
    pass


class L(list):
    pass


class T(tuple):
    pass


def f():
    yield


async def co():
    pass


c = co()
for name, o in [
    ('instance', A()), ('class', A), ('slots', S()), ('slots with __weakref__', W()), ('int', 1), ('str', 'a'), ('bytes', b'a'), ('float', 1.5),
    ('list', []), ('dict', {}), ('tuple', (1,)), ('set', set()), ('frozenset', frozenset([1])), ('object', object()), ('None', None),
    ('function', f), ('builtin', len), ('method', [].append), ('generator', f()), ('coroutine', c), ('code', f.__code__),
    ('module', types), ('type', int), ('range', range(3)), ('slice', slice(1)), ('memoryview', memoryview(b'a')), ('bytearray', bytearray()),
    ('deque', collections.deque()), ('partial', functools.partial(f)), ('property', property()), ('namespace', types.SimpleNamespace()),
    ('exception', ValueError()), ('int subclass', I()), ('list subclass', L()), ('tuple subclass', T()), ('weakref', weakref.ref(A)),
    ('cell', types.CellType()), ('iterator', iter([])), ('map', map(f, [])), ('staticmethod', staticmethod(f)), ('mappingproxy', A.__dict__),
    ('dict view', {}.keys()), ('frame', f().gi_frame), ('ordered dict', collections.OrderedDict()), ('super', super(A, A())),
    ('ellipsis', ...), ('complex', 1j), ('bool', True), ('alias', list[int]), ('union', int | str), ('counter', collections.Counter()),
]:
    try:
        r = weakref.ref(o)
        print(name, r() is o)
    except TypeError as e:
        print(name, e)
c.close()


def method():
    a = A()
    a.f = f
    return weakref.ref(a.__init_subclass__)


print(method()())


class M:
    def m(self):
        pass


m = M()
r = weakref.ref(m.m)
print(r())
b = m.m
r = weakref.ref(b)
print(r() is b)
del b
print(r())
w = weakref.WeakMethod(m.m)
print(w()() is None)
del m
print(w())
