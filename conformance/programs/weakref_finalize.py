# weakref.finalize: call, detach, peek, alive, atexit, order at exit, and death of the object.
import weakref


class A:
    pass


a = A()
f = weakref.finalize(a, print, 'died', sep='')
print(f.alive, f.peek()[0] is a, f.peek()[2:], f.atexit)
del a
print(f.alive, f.peek(), f())
a = A()
f = weakref.finalize(a, lambda *args, **kwargs: (args, kwargs), 1, k=2)
print(f(), f(), f.alive)
f = weakref.finalize(a, print, 'never')
print(f.detach()[1] is print, f.detach(), f.alive)
f = weakref.finalize(a, print, 'not at exit')
f.atexit = False
g = weakref.finalize(a, print, 'first made, last run')
h = weakref.finalize(a, print, 'second made, first run')
b = A()
b.me = b
i = weakref.finalize(b, print, 'cycle')
del b
import gc
gc.collect()
print(i.alive)
c = A()


weakref.finalize(c, print, 'c')
del c
try:
    weakref.finalize(5, print)
except TypeError as e:
    print(e)
try:
    weakref.finalize(a)
except TypeError as e:
    print(e)
print('end')
