# Callbacks of weak references: newest first, arguments, death by count and in a cycle, callbacks inside the garbage.
import gc
import weakref

gc.disable()
gc.collect()


class A:
    def __del__(self):
        print('del', [r() is not None for r in watched])


def note(i):
    return lambda w: print('callback', i, w() is None, w in refs)


a = A()
refs = [weakref.ref(a, note(i)) for i in range(3)]
watched = refs[:]
print(weakref.getweakrefcount(a))
del a
a = A()
a.me = a
refs = [weakref.ref(a, note(i)) for i in range(3)]
watched = refs[:]
del a
print(gc.collect())
a = A()
a.me = a
a.inside = weakref.ref(a, lambda w: print('never'))
refs = watched = []
del a
print(gc.collect())
a, b = A(), A()
a.b, b.a = b, a
refs = [weakref.ref(a, note('a')), weakref.ref(b, note('b')), weakref.ref(a, note('a2'))]
watched = refs[:]
del a, b
print(gc.collect())
a = A()
refs = [weakref.ref(a, note('kept')), weakref.ref(a, note('dropped'))]
watched = []
refs.pop()
del a
a = A()
r = weakref.ref(a, print)
r2 = weakref.ref(a, lambda w: print(w is r2, w.__callback__))
print(r.__callback__ is print)
r = None
del a
print(r2(), r2.__callback__)
a = A()
p = weakref.proxy(a, lambda w: print('proxy callback', type(w).__name__))
del a
try:
    p.x
except ReferenceError as e:
    print(e)
