# freeze and unfreeze: the permanent generation, what disappears from get_objects and what a collection leaves alone.
import gc

gc.disable()
gc.collect()
base = gc.get_freeze_count()
marker = ['marker']


def visible(o):
    return [any(x is o for x in gc.get_objects(g)) for g in range(3)]


print(visible(marker))
l = []
print(visible(l))
gc.collect(0)
print(visible(l))
gc.freeze()
print(gc.get_freeze_count() > base, visible(l), visible(marker), gc.get_count())
l.append(l)
del l
print(gc.collect())
gc.unfreeze()
print(gc.get_freeze_count(), visible(marker))
print(gc.collect())
n = []
gc.freeze()
print(any(r is n for r in gc.get_objects()), gc.is_tracked(n))
holder = [n]
print([r is holder for r in gc.get_referrers(n) if r is holder])
del holder
gc.unfreeze()
print(visible(n))
del n


class A:
    def __del__(self):
        print('del')


a = A()
a.me = a
gc.freeze()
del a
print(gc.collect())
gc.unfreeze()
print(gc.collect())
