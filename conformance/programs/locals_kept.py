# versions: 3.11
import sys


def kept(a):
    first = locals()
    b = 2
    before = sorted(first)
    second = locals()
    return first is second, before, sorted(second), sys._getframe().f_locals is first


print(kept(1))


def stale():
    d = locals()
    d['extra'] = 1
    d['x'] = 2
    x = 5
    locals()
    return d['x'], d['extra'], x


print(stale())


def deletes():
    x = 1
    d = locals()
    del x
    locals()
    return sorted(d)


print(deletes())
