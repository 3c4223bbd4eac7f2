# collections show
# What happens at the end: atexit newest first, finalizers, module globals in their order, cycles, what __del__ can still use.
import atexit
import sys
import weakref


class T:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del', self.name, 'sys' in globals() and sys is not None, type(helper).__name__)


def helper():
    return 1


a = T('a')
_private = T('_private')
cycle = T('cycle')
cycle.me = cycle
lst = [T('in list'), T('in list too')]
closure = (lambda t: lambda: t)(T('closed over'))
watched = T('watched')
weakref.finalize(watched, print, 'finalize watched')
weakref.finalize(helper, print, 'finalize helper')
atexit.register(print, 'first registered')


@atexit.register
def last():
    print('last registered', a.name, len(lst))


def fails():
    raise ValueError('in atexit')


def generator():
    try:
        yield T('in generator')
    finally:
        print('generator closed')


g = generator()
kept = next(g)
atexit.register(atexit.unregister, print)
exc = None
try:
    raise KeyError(T('in exception'))
except KeyError as error:
    exc = error
default = lambda x=T('default'): x
T.attribute = T('class attribute')
weakref.finalize(lst[0], print, 'finalize list item').atexit = False
z = T('z')
print('end of the script')
