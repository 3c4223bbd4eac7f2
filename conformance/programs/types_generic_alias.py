"""types.GenericAlias and types.UnionType: list[int], int | None, checks, errors; isinstance with odd classes."""
import sys
print(list[int], dict[str, int], tuple[int, ...], tuple[()], type[int], set[int], frozenset['x'], list[list[int]], list[[int, str]], dict[str, None])
a = list[int]
print(a.__origin__, a.__args__, a.__parameters__, a([1, 2]), type(a), type(a).__name__, type(a).__module__, a == list[int], a != list[str], hash(a) == hash(list[int]), a.__mro_entries__((1,)))
print(a.append is list.append, a.__name__, a.__class__, a.__unpacked__, next(iter(tuple[int])), [*tuple[int, str]][0].__unpacked__)
def attempt(*calls):
    for call in calls:
        try: print(call())
        except Exception as e: print(type(e).__name__, e)
attempt(lambda: isinstance([], list[int]), lambda: issubclass(list, list[int]), lambda: int[int], lambda: list[int][int], lambda: a.foo, lambda: a.__copy__, lambda: list[int] < list[int], lambda: type(a)(), lambda: type(a)(list, int), lambda: type(a)(1, (2, 3)), lambda: a.__reduce__(), lambda: list.__class_getitem__(), lambda: [][int])
class C(list[int]): pass
print(C.__mro__, C.__orig_bases__)
u = int | None
print(u, int | str, int | str | None, int | int, list[int] | str, u.__args__, type(u), int | (str | float) | int, None | int, (int | str) == (str | int), hash(int|str) == hash(str|int))
attempt(lambda: isinstance(1, int | str), lambda: isinstance(None, int | None), lambda: isinstance(1.5, int | str), lambda: issubclass(bool, int | str), lambda: issubclass(int, str | None), lambda: int | 5, lambda: 5 | int, lambda: isinstance(1, list[int] | int), lambda: u(), lambda: u[int], lambda: u.__name__, lambda: u.__module__, lambda: isinstance(1, (int | str, float)), lambda: u.__parameters__, lambda: None | None)
class M(type): pass
class D(metaclass=M): pass
print(D | int, type(D | int).__name__, D | None)
print(sys.getsizeof(a), sys.getsizeof(u))
class E:
    def __class_getitem__(cls, item): return (cls.__name__, item)
print(E[1], E[1, 2])
attempt(lambda: isinstance(1, 5), lambda: isinstance(1, (int, 5)), lambda: isinstance('a', (int, 5)), lambda: issubclass(5, int), lambda: issubclass(int, 5), lambda: issubclass(int, (str, 5)), lambda: isinstance(1, [int]))
class F:
    @property
    def __class__(self): return int
print(isinstance(F(), int), isinstance(F(), F), isinstance(F(), str))
class Abstract:
    def __init__(self, *bases): self.bases = bases
    @property
    def __bases__(self): return self.bases
x = Abstract(); y = Abstract(x)
print(issubclass(y, x), issubclass(x, y))
import weakref
class W: pass
w = W(); p = weakref.proxy(w)
print(isinstance(p, W), isinstance(p, int)); del w
attempt(lambda: isinstance(p, W), lambda: isinstance(p, weakref.ProxyType))
