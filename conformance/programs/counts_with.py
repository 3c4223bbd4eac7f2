# Counts of the manager and of what it hands out in a with statement, with and without an exception.
import contextlib
from sys import getrefcount


class Manager:
    def __enter__(self):
        print('enter', getrefcount(self))
        return self

    def __exit__(self, kind, error, trace):
        print('exit', getrefcount(self), kind and kind.__name__, error and getrefcount(error), trace and getrefcount(trace))
        return True


with Manager():
    pass
with Manager() as m:
    print('inside', getrefcount(m))
print('after', getrefcount(m))
with m:
    raise ValueError
print(getrefcount(m))
with m as n, Manager() as o:
    print(getrefcount(m), getrefcount(n), getrefcount(o))
    raise KeyError(1)
print(getrefcount(m), getrefcount(o))
del n


def early():
    with Manager() as k:
        return getrefcount(k)


print(early())


@contextlib.contextmanager
def made(o):
    try:
        print('made', getrefcount(o))
        yield o
    finally:
        print('unmade', getrefcount(o))


l = []
with made(l) as x:
    print(getrefcount(l))
print(getrefcount(l))
del x
try:
    with made(l):
        raise ValueError
except ValueError as e:
    print(getrefcount(l), getrefcount(e))
print(getrefcount(l))
