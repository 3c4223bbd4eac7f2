# collections show
# What runs at the end of the interpreter: atexit, finalize, then the objects of the main module (semantics 5).
import atexit
import weakref


class F:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del', self.name)


b = F('b')
_u = F('_u')
a = F('a')
cycle = F('cycle')
cycle.me = cycle
target = F('target')
weakref.finalize(target, print, 'finalize')
z = F('z')
l = [F('list member')]
d = {'k': F('dict member')}
atexit.register(print, 'atexit 1')
atexit.register(lambda: print('atexit 2', a.name))


def f(o=F('default')):
    pass


class Holder:
    attribute = F('class attribute')


def generator():
    try:
        yield
    finally:
        print('generator closed')


g = generator()
next(g)
print('end')
