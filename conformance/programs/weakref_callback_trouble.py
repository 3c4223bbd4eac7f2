# Callbacks that raise, drop other references, revive what they can reach, and remove themselves.
import gc
import sys
import weakref

gc.disable()
gc.collect()


class A:
    pass


def bad(w):
    raise ValueError('in callback')


a = A()
r = weakref.ref(a, bad)
s = weakref.ref(a, lambda w: print('still called'))
del a
a = A()
a.me = a
r = weakref.ref(a, bad)
del a
print(gc.collect())
a = A()
refs = []
refs.append(weakref.ref(a, lambda w: print('first')))
refs.append(weakref.ref(a, lambda w: print('second', refs.pop(0) and None)))
del a
print(len(refs))
a = A()
b = A()
a.b = b
saved = []
rb = weakref.ref(b)
r = weakref.ref(a, lambda w: saved.append(rb()))
del a, b
print(saved, rb())


class Reviver:
    def __del__(self):
        saved.append(self)


saved = []
v = Reviver()
r = weakref.ref(v, lambda w: print('dead after all'))
del v
print(r() is None, len(saved))
saved.clear()
print(r() is None)
a = A()


def make(w):
    print('makes', w())
    made.append(A())


made = []
r = weakref.ref(a, make)
a = None
print(len(made))
hook = sys.unraisablehook
sys.unraisablehook = lambda u: print(u.exc_type.__name__, u.exc_value, u.err_msg, u.object is bad)
a = A()
r = weakref.ref(a, bad)
del a
sys.unraisablehook = hook
a = A()
r = weakref.ref(a, 5)
del a
print('end')
