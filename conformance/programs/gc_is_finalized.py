# gc.is_finalized before, during and after __del__, for collected and revived objects.
import gc

gc.disable()


class F:
    def __del__(self):
        print('in del', gc.is_finalized(self))
        saved.append(self)


saved = []
f = F()
print(gc.is_finalized(f))
del f
print(gc.is_finalized(saved[0]))
saved.clear()
f = F()
f.me = f
del f
gc.collect()
print(gc.is_finalized(saved[0]), saved[0].me is saved[0])
saved.clear()
gc.collect()


class Plain:
    pass


p = Plain()
p.me = p
print(gc.is_finalized(p), gc.is_finalized(1), gc.is_finalized([]), gc.is_finalized('s'))


def g():
    yield


x = g()
next(x)
print(gc.is_finalized(x))
x.close()
print(gc.is_finalized(x))
x = g()
list(x)
print(gc.is_finalized(x))
