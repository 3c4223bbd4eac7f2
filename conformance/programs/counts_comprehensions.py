# Counts in comprehensions of every kind, at module level and in functions.
from sys import getrefcount

m = []
print([getrefcount(o) for o in [m]], {getrefcount(o) for o in [m]}, {getrefcount(o): 1 for o in [m]}, list(getrefcount(o) for o in [m]))
print([getrefcount(o) for o in (m, m)], [getrefcount(o) for o in {1: m}.values()])
print([getrefcount(a) for a in [m] for b in [a, a]])
print([getrefcount(a) for a, b in [(m, m)]])
print([o for o in [m] if getrefcount(o) > 100])
print([[getrefcount(o) for o in row] for row in [[m], [m, m]]])
print(getrefcount(m))


def f(m):
    a = [getrefcount(o) for o in [m]], {getrefcount(o) for o in [m]}, {getrefcount(o): 1 for o in [m]}, list(getrefcount(o) for o in [m])
    b = [getrefcount(m) for _ in range(2)]
    c = [(lambda: getrefcount(o))() for o in [m]]
    return a, b, c


print(f(m), f([]))
kept = [(lambda: o) for o in [m, []]]
print(getrefcount(m), [getrefcount(k()) for k in kept])
del kept
print([y := m, getrefcount(y)], getrefcount(m))
del y
print([getrefcount(o) for o in [[]]], [getrefcount(o) for o in [[] for _ in range(2)]])
print(getrefcount(m))
