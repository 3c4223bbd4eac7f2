# Thresholds: zero stops automatic collections, changes take effect at once, and counts after each collection (semantics 2.1).
# collections show
import gc


class T:
    __slots__ = ('x',)


def run(n, *thresholds):
    fired = []

    def watch(phase, info):
        if phase == 'start':
            fired.append(info['generation'])
    keep = [None] * n
    gc.disable()
    gc.set_threshold(*thresholds)
    gc.callbacks.append(watch)
    gc.collect()
    fired.clear()
    gc.enable()
    for i in range(n):
        keep[i] = T()
    gc.disable()
    gc.callbacks.remove(watch)
    return fired


print(run(50, 0), run(50, 0, 1, 1))
print(run(50, 10), run(50, 10, 0), run(50, 10, 1, 0))
print(run(60, 5, 5, 5), run(60, 5, 0, 0))
print(run(30, 1000))
print(run(40, 1, 100, 100))
gc.set_threshold(2000, 10, 10)
gc.collect()
print(gc.get_count()[1:])
