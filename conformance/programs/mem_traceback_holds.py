# Tracebacks hold frames, frames hold locals: what dies when, through except, sys.exception, with_traceback, clear_frames, contexts, generators.
import gc
import sys
import traceback
import weakref


class Big:
    def __init__(self, name):
        self.name = name
        weakref.finalize(self, print, '  dies:', name).atexit = False


def fail(name):
    local = Big(name)
    raise ValueError(name)


def step(text):
    print(text)


try:
    fail('plain')
except ValueError as error:
    step('handler')
step('after')
saved = None
try:
    fail('saved')
except ValueError as error:
    saved = error
step('saved beyond')
print(saved.__traceback__.tb_next.tb_frame.f_locals['local'].name, sys.getrefcount(saved) - 1)
saved.__traceback__ = None
step('cleared traceback')
del saved
try:
    fail('frames')
except ValueError as error:
    traceback.clear_frames(error.__traceback__)
    step('cleared frames')
    print(sorted(error.__traceback__.tb_next.tb_frame.f_locals))


def nested():
    try:
        fail('first')
    except ValueError:
        fail('second')


try:
    nested()
except ValueError as error:
    print(error, '|', error.__context__)
    error.__context__ = None
    step('context cut')
step('after nested')


def keeps_itself():
    big = Big('cycle')
    try:
        raise KeyError('k')
    except KeyError as error:
        kept = error


gc.collect()
gc.disable()
keeps_itself()
step('not yet')
print(gc.collect() > 0)


def breaks_cycle():
    big = Big('no cycle')
    try:
        raise KeyError('k')
    except KeyError as error:
        kept = error
    finally:
        kept = None


breaks_cycle()
step('at once')


def generator():
    big = Big('in generator')
    try:
        yield 1
    except ValueError as error:
        yield error
    yield 3


g = generator()
next(g)
error = g.throw(ValueError('thrown'))
print(repr(error), error.__traceback__.tb_frame.f_code.co_name)
del error
print(next(g))
g.close()
step('closed')
del g


def reraises():
    try:
        fail('reraised')
    except ValueError as error:
        raise


def from_none():
    try:
        fail('hidden')
    except ValueError:
        raise TypeError('other') from None


for function in reraises, from_none:
    try:
        function()
    except Exception as error:
        names, tb = [], error.__traceback__
        while tb:
            names.append(tb.tb_frame.f_code.co_name)
            tb = tb.tb_next
        print(names, repr(error.__context__), error.__suppress_context__)
    tb = None
    step('next')
e = ValueError('reused')
for i in range(3):
    try:
        raise e
    except ValueError:
        pass
depth, tb = 0, e.__traceback__
while tb:
    depth, tb = depth + 1, tb.tb_next
print('depth', depth, e.with_traceback(None).__traceback__)


def exc_info_held():
    try:
        fail('info')
    except ValueError:
        info = sys.exc_info()
        print(info[0].__name__, sys.exception() is info[1])
    print(sys.exc_info(), sys.exception())
    return info[2].tb_lineno > 0


print(exc_info_held())
step('info left a cycle')
gc.collect()
step('collected')
try:
    try:
        fail('a')
    finally:
        step('finally runs first')
except ValueError:
    pass
step('end')
group = None
try:
    raise ExceptionGroup('g', [ValueError(Big('in group'))])
except* ValueError as group:
    step('group handled')
step('done')
