# Counts inside functions (semantics 1.2).
import sys
getrefcount = sys.getrefcount
print(getrefcount([]))
m = []
print(getrefcount(m))


def f():
    x = []
    return getrefcount(x)


def f2():
    x = []
    y = x
    return getrefcount(x), y


print(f(), f2()[0])


def p(o):
    return getrefcount(o)


print(p([]), p(m))


def caller():
    x = []
    return p(x)


print(caller())


def star(*a):
    return getrefcount(a[0])


print(star([]), star(m))


def outer():
    x = []

    def inner():
        return x
    return getrefcount(x), inner() is x


print(outer())


def loop():
    for o in [object()]:
        return getrefcount(o)


print(loop())
for i in [object()]:
    print(getrefcount(i))


class D:
    def m(self):
        return getrefcount(self)

    def __init__(self):
        self.n = getrefcount(self)


print(D().m())
d = D()
print(d.m(), d.n)


class F:
    def __del__(self):
        print('del', getrefcount(self))


F()
try:
    raise ValueError('x')
except ValueError as e:
    print(getrefcount(e))


def handler():
    try:
        raise KeyError(1)
    except KeyError as e:
        return getrefcount(e)


print(handler())


class C:
    pass


print(getrefcount(C))
a = []
b = [a, a]
print(getrefcount(a))
t = (a,)
k = {'a': a}
s = [x for x in [a]]
print(getrefcount(a))
del b, t
print(getrefcount(a))
k.clear()
print(getrefcount(a))
s.pop()
print(getrefcount(a))
x = y = a
print(getrefcount(a))
x, y = y, None
print(getrefcount(a))
lam = lambda v=a: v
print(getrefcount(a), getrefcount(lam()))
del lam
print(getrefcount(a))
