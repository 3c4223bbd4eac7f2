# Counts of exceptions, their arguments, tracebacks and contexts while they travel.
import sys
from sys import getrefcount

m = []


def thrower(e):
    raise e


e = ValueError(m)
print(getrefcount(e), getrefcount(m), getrefcount(e.args))
try:
    raise e
except ValueError as caught:
    print(getrefcount(caught), getrefcount(e), caught is sys.exc_info()[1])
print(getrefcount(e))
try:
    thrower(e)
except ValueError:
    print(getrefcount(e), getrefcount(e.__traceback__), getrefcount(e.__traceback__.tb_next.tb_frame))
print(getrefcount(e), getrefcount(m))
e.__traceback__ = None
print(getrefcount(e))
try:
    try:
        raise e
    except ValueError as first:
        raise KeyError(m) from first
except KeyError as second:
    print(getrefcount(second), getrefcount(e), second.__cause__ is e, second.__context__ is e)
    second = second.__cause__
print(getrefcount(e), getrefcount(m))
try:
    try:
        raise e
    finally:
        print('finally', getrefcount(e))
except ValueError:
    pass
try:
    try:
        raise e
    except ValueError:
        raise
except ValueError:
    print('raised again', getrefcount(e))
print(getrefcount(e))


def returns():
    try:
        raise e
    except ValueError as x:
        return getrefcount(x)


print(returns(), getrefcount(e))


def in_finally():
    try:
        raise e
    finally:
        return getrefcount(e)


print(in_finally(), getrefcount(e))


class Own(Exception):
    def __init__(self, o):
        super().__init__(o)
        self.o = o


try:
    raise Own(m)
except Own as o:
    print(getrefcount(o), getrefcount(m))
print(getrefcount(m))
e.with_traceback(None)
e.__context__ = None
e.add_note('note')
print(getrefcount(e))
del e
print(getrefcount(m))
