# Exceptions in __del__: the text on stderr, the hook, and that the death goes on.
import gc
import sys

gc.disable()


class A:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        raise ValueError('in del', self.n)


class B:
    def __del__(self):
        1 / 0


class C:
    def __del__(self, extra):
        pass


class D:
    __del__ = 5


class E(Exception):
    def __str__(self):
        raise RuntimeError


class F:
    def __del__(self):
        raise E


A(1)
a = A(2)
a = A(3)
del a
print('after')
B()
C()
D()
F()
l = [A(4), A(5)]
del l
c = A(6)
c.me = c
del c
print(gc.collect())


def f():
    x = A(7)
    return 'value'


print(f())
try:
    x = A(8)
    raise KeyError
except KeyError:
    del x
    print(sys.exc_info()[0])


def hook(u):
    print('hook', u.exc_type.__name__, u.exc_value, u.err_msg, getattr(u.object, '__qualname__', u.object), u.exc_traceback.tb_lineno)


sys.unraisablehook = hook
A(9)
B()
sys.unraisablehook = lambda u: 1 / 0
B()
sys.unraisablehook = sys.__unraisablehook__


class G:
    def __del__(self):
        raise SystemExit(3)


class K:
    def __del__(self):
        raise KeyboardInterrupt


G()
K()


def generator():
    try:
        yield
    finally:
        raise ValueError('in generator')


g = generator()
next(g)
del g


def refuses():
    try:
        yield
    except GeneratorExit:
        yield


g = refuses()
next(g)
del g
print('end')
