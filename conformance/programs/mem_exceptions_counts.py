# Counts of an exception and its parts: raise, as, context, notes, groups, re-raise, sys.exception, generators, finally, del.
import sys

E = ValueError
e = E('one')
n = lambda: sys.getrefcount(e) - 2
print('made', n())
try:
    print('in try', n())
    raise e
except E:
    print('caught without a name', n())
print('after', n())
try:
    raise e
except E as named:
    print('named', n())
print('after name', n())
try:
    try:
        raise e
    except E:
        raise KeyError('k')
except KeyError as k:
    print('context', n(), k.__context__ is e)
print('after context', n())
try:
    raise KeyError from e
except KeyError as k:
    print('cause', n(), k.__cause__ is e, k.__context__)
print(n())
try:
    try:
        raise e
    finally:
        print('finally', n())
except E:
    pass
print(n())


def f():
    raise e


try:
    f()
except E as x:
    tb = x.__traceback__
    print('from f', n(), sys.getrefcount(tb) - 1)
del tb
e.__traceback__ = None
print(n())
g = ExceptionGroup('g', [e, e])
print('group', n(), g.exceptions[0] is e)
try:
    raise g
except* ValueError as eg:
    print('in except*', n(), eg is g)
del g
print('after group', n())
try:
    raise ExceptionGroup('h', [e, KeyError()])
except* ValueError as eg:
    print('split', n())
except* KeyError:
    print('other handler', n())
print(n())
try:
    raise E
except E as fresh:
    print('fresh', sys.getrefcount(fresh), fresh.__traceback__.tb_lineno > 0, sys.exception() is fresh, sys.getrefcount(fresh))
arg = object()
base = sys.getrefcount(arg)
err = E(arg)
print('args', sys.getrefcount(arg) - base, sys.getrefcount(err.args))
err.args = ()
print(sys.getrefcount(arg) - base)
err.add_note('a'), err.add_note('b')
print(err.__notes__, sys.getrefcount(err.__notes__))
err.__init__(arg, arg)
print(sys.getrefcount(arg) - base, err.args[0] is arg)
del err
print(sys.getrefcount(arg) - base)


def gen():
    try:
        yield
    except E as thrown:
        yield sys.getrefcount(thrown) - 1
    yield n()


it = gen()
next(it)
print('thrown', it.throw(e), n())
print('next', next(it), n())
it.close()
e.__traceback__ = None
print(n())


def reraise():
    try:
        raise e
    except E:
        raise


for _ in range(2):
    try:
        reraise()
    except E as again:
        depth, t = 0, again.__traceback__
        while t:
            depth, t = depth + 1, t.tb_next
        print('reraised', n(), depth)
e.__traceback__ = None
print(n(), e.__context__, e.__cause__)


class Holder:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        print('exit', sys.getrefcount(value) - 1, value is e)
        return True


with Holder():
    raise e
e.__traceback__ = None
print('end', n())
try:
    int('x')
except ValueError as v:
    print(sys.getrefcount(v), sys.getrefcount(v.args[0]))
try:
    raise StopIteration(arg)
except StopIteration as s:
    print(sys.getrefcount(arg) - base, s.value is arg)
print(sys.getrefcount(arg) - base)
