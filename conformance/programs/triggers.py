# collections show
# When automatic collections run, and of which generation (semantics 2.1).
import gc


class T:
    __slots__ = ('a',)


def fired(thresholds, n):
    generations = []

    def watch(phase, info):
        if phase == 'start':
            generations.append(info['generation'])
    gc.disable()
    keep = []
    gc.callbacks.append(watch)
    gc.set_threshold(*thresholds)
    gc.collect()
    generations.clear()
    gc.enable()
    for _ in range(n):
        keep.append(T())
    gc.disable()
    gc.callbacks.remove(watch)
    return generations


for thresholds in ((1, 10, 10), (1, 1, 1), (1, 2, 3), (3, 0, 0), (10, 1, 1)):
    print(thresholds, fired(thresholds, 60))

gc.set_threshold(700, 10, 10)


def first():
    lengths = []

    def watch(phase, info):
        if phase == 'start':
            lengths.append(len(keep))
    keep = []
    gc.callbacks.append(watch)
    gc.collect()
    lengths.clear()
    gc.enable()
    while not lengths:
        keep.append(T())
    gc.disable()
    gc.callbacks.remove(watch)
    return lengths


print(first())
gc.set_threshold(2000, 10, 10)
print(first())

gc.collect()
print(gc.get_count())
gc.collect(0)
gc.collect(0)
print(gc.get_count()[1:])
gc.collect(1)
print(gc.get_count()[1:])
gc.collect()
print(gc.get_count())


def generation(o):
    for g in range(3):
        if [1 for x in gc.get_objects(g) if x is o]:
            return g


o = []
for g in (0, 0, 1, 1, 2):
    before = generation(o)
    gc.collect(g)
    print(before, end=' ')
print(generation(o))
