# Counts of captured variables, cells, default arguments and the functions that hold them.
from sys import getrefcount


def outer():
    x = []
    before = getrefcount(x)

    def inner():
        return getrefcount(x)

    def second():
        return x
    return before, inner(), getrefcount(x), inner, second


before, inside, after, inner, second = outer()
print(before, inside, after, inner())
cell = inner.__closure__[0]
print(getrefcount(cell), getrefcount(cell.cell_contents), cell is second.__closure__[0])
m = cell.cell_contents
print(getrefcount(m))
del second
print(getrefcount(cell))
cell.cell_contents = None
print(getrefcount(m))
del inner, cell


def defaults(a=m, *, b=m):
    return getrefcount(a)


print(getrefcount(m), defaults(), defaults([]), defaults(m))
print(getrefcount(defaults.__defaults__), getrefcount(defaults.__kwdefaults__))
defaults.__defaults__ = None
print(getrefcount(m))
defaults.__kwdefaults__ = None
print(getrefcount(m))
fs = [lambda i=m: i for _ in range(3)]
print(getrefcount(m), fs[0]() is m)
del fs


def late():
    fs = []
    for o in [m, m]:
        fs.append(lambda: o)
    return fs


fs = late()
print(getrefcount(m), getrefcount(fs[0]), fs[0].__closure__[0] is fs[1].__closure__[0])
del fs
print(getrefcount(m))


def counter():
    n = m

    def step():
        nonlocal n
        old, n = n, None
        return old
    return step


s = counter()
print(getrefcount(m))
s()
print(getrefcount(m))
s()


def deleted():
    x = m

    def inner():
        return x
    count = getrefcount(m)
    del x
    return count, getrefcount(m)


print(deleted())
code = defaults.__code__
print(getrefcount(code), getrefcount(defaults))
