# Every row of the table of counts inside functions (semantics 1.2).
from sys import getrefcount

print('temporary', getrefcount([]))
m = []
print('global', getrefcount(m))


def local():
    x = []
    return getrefcount(x)


def two_names():
    x = []
    y = x
    return getrefcount(x)


def p(o):
    return getrefcount(o)


def caller():
    x = []
    return p(x)


def star(*a):
    return getrefcount(a[0])


def cell():
    x = []

    def inner():
        return x
    return getrefcount(x)


def loop():
    for o in [object()]:
        return getrefcount(o)


print('local', local(), two_names())
print('argument', p([]), p(m), caller(), star([]))
print('cell', cell())
print('loop', loop())
for i in [object()]:
    print('loop at module level', getrefcount(i))


class D:
    def __init__(self):
        print('self in __init__', getrefcount(self))

    def m(self):
        return getrefcount(self)

    def __del__(self):
        print('self in __del__', getrefcount(self))


print('self of a temporary', D().m())
d = D()
print('self of a global', d.m())
try:
    raise ValueError
except ValueError as e:
    print('exception', getrefcount(e))


def generator():
    x = []
    yield getrefcount(x)


print('generator', next(generator()))


def constant():
    s = 'not an identifier'
    return getrefcount(s)


print('constant', constant())


class C:
    pass


print('class', getrefcount(C))
