# Referents of functions, classes, generators and frames (semantics 2.2).
import gc
import sys
import types

gc.disable()


def kinds(o):
    return [type(r).__name__ if not isinstance(r, str) else repr(r) for r in gc.get_referents(o)]


def plain():
    pass


def documented(a=1, *, b=2) -> int:
    """Text."""


def outer():
    v = []

    def inner():
        return v
    return inner


class A:
    x = 1

    def m(self):
        pass


def generator():
    a = [1]
    yield a


g = generator()
print(kinds(plain))
print(kinds(outer()))
print(kinds(A().m))
print(kinds(types.ModuleType('m')))
print(kinds(type('T', (), {})))
a = A()
print(kinds(a))
a.y = 2.5
print(kinds(a))
print(kinds(super(A, a)))
e = ValueError(1, 2)
print(kinds(e))
try:
    raise e
except ValueError:
    pass
print(kinds(e), kinds(e.__traceback__))
