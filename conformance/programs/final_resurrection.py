# Resurrection in __del__: once, twice, through a list, a global, an attribute and in a cycle.
import gc
import weakref

gc.disable()
gc.collect()


class R:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del', self.name)
        saved.append(self)


saved = []
a = R('once')
del a
print(len(saved), saved[0].name, gc.is_finalized(saved[0]))
saved.clear()
print('second death is silent', len(saved))
a = R('weak')
r = weakref.ref(a, lambda w: print('callback', w() is None))
del a
print(r() is None, len(saved))
saved.clear()
print(r() is None)
a = R('cycle')
a.me = a
del a
print(gc.collect(), len(saved), saved[0].me is saved[0])
saved.clear()
print(gc.collect())
a, b = R('a'), R('b')
a.b, b.a = b, a
del a, b
print(gc.collect(), [x.name for x in saved])
saved.clear()
print(gc.collect())


class Once:
    count = 0

    def __del__(self):
        Once.count += 1
        global back
        back = self


back = None
o = Once()
o.data = [1, 2, 3]
del o
print(back.data, Once.count)
back = None
print(Once.count)


class Partial:
    def __del__(self):
        print('partial')
        saved.append(self.other)


p = Partial()
p.other = Partial()
p.other.other = None
p.other.back = p
del p
print(gc.collect(), [type(x).__name__ for x in saved], saved[0] is not None)
saved.clear()
print(gc.collect())


class New:
    def __del__(self):
        print('makes another', self.n)
        if self.n:
            x = New()
            x.n = self.n - 1


n = New()
n.n = 3
del n
print('end')
