# Which built-in types can be base classes, and conflicts of layout.
import collections
import functools
import types
import weakref


def attempt(name, f):
    try:
        f()
        print(name, 'ok')
    except TypeError as e:
        print(name, e)


for t in (int, float, complex, str, bytes, bytearray, list, tuple, dict, set, frozenset, object, type, bool, type(None), type(...), type(NotImplemented), range, slice,
          memoryview, property, staticmethod, classmethod, super, enumerate, zip, map, filter, reversed, types.FunctionType, types.GeneratorType, types.CodeType,
          types.MethodType, types.BuiltinFunctionType, types.ModuleType, types.FrameType, types.TracebackType, types.CellType, types.MappingProxyType, types.SimpleNamespace,
          types.GenericAlias, types.UnionType, weakref.ref, type(iter([])), type({}.keys()), ValueError, BaseException, ExceptionGroup, OSError, StopIteration,
          collections.deque, collections.OrderedDict, collections.defaultdict, functools.partial, type(int.__add__), type(weakref.proxy(object))):
    attempt(t.__name__, lambda: type('S', (t,), {}))
for a, b in ((int, str), (list, dict), (int, float), (ValueError, KeyError), (OSError, ValueError), (OSError, StopIteration), (list, tuple), (set, frozenset), (int, object), (object, int), (dict, collections.OrderedDict)):
    attempt(f'{a.__name__} {b.__name__}', lambda: type('S', (a, b), {}))


class S1:
    __slots__ = ('a',)


class S2:
    __slots__ = ('b',)


class S0:
    __slots__ = ()


attempt('slots', lambda: type('S', (S1, S2), {}))
attempt('empty slots', lambda: type('S', (S1, S0), {}))
attempt('list with slots', lambda: type('S', (list, S1), {}))
attempt('twice', lambda: type('S', (int, int), {}))
attempt('bad name', lambda: type(5, (), {}))
attempt('null', lambda: type('S', (), {'__slots__': ('a b',)}))
attempt('slot 5', lambda: type('S', (), {'__slots__': (5,)}))
attempt('tuple slots', lambda: type('S', (tuple,), {'__slots__': ('a',)}))
try:
    type('S', (), {'__slots__': ('a',), 'a': 1})
except ValueError as e:
    print(e)


class L(list):
    def __init__(self, *a, k=None):
        super().__init__(*a)
        self.k = k

    def append(self, x):
        super().append(x * 2)


l = L([1], k=5)
l.append(2)
l += [3]
print(l, l.k, type(l + l).__name__, type(l[:]).__name__, type(l * 2).__name__, type(l.copy()).__name__, type(L(l)).__name__)


class D(dict):
    def __missing__(self, key):
        return key

    def __getitem__(self, key):
        return super().__getitem__(key) * 2


d = D(a=1)
print(d['a'], d['b'], d.get('a'), d.get('b'), dict(d), {**d}, '%(a)s %(z)s' % d)
