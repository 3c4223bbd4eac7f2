# Every function of gc with its results and its errors (semantics 2.2).
import gc

gc.disable()
print(gc.isenabled())
gc.enable()
print(gc.isenabled())
gc.disable()
gc.collect()
print(gc.get_count()[1:], gc.collect(0), gc.collect(0), gc.get_count()[1:], gc.collect(1), gc.get_count()[2])
gc.collect()
print(gc.collect(2), gc.collect(generation=1))
print(sorted(n for n in dir(gc) if n[0] != '_'))
for bad in (lambda: gc.collect(3), lambda: gc.collect(-1), lambda: gc.collect('x'), lambda: gc.collect(1, 2), lambda: gc.get_objects(3), 
            lambda: gc.get_objects('x'), lambda: gc.set_threshold(), lambda: gc.set_threshold(1, 2, 3, 4), lambda: gc.set_threshold('a'),
            lambda: gc.set_debug(), lambda: gc.set_debug('a'), lambda: gc.is_tracked(), lambda: gc.is_finalized(), lambda: gc.get_threshold(1), lambda: gc.freeze(1)):
    try:
        print(bad())
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
gc.set_threshold(700, 11, 12)
print(gc.get_threshold())
gc.set_threshold(600)
print(gc.get_threshold())
gc.set_threshold(600, 5)
print(gc.get_threshold())
gc.set_threshold(0)
print(gc.get_threshold())
print(gc.DEBUG_STATS, gc.DEBUG_COLLECTABLE, gc.DEBUG_UNCOLLECTABLE, gc.DEBUG_SAVEALL, gc.DEBUG_LEAK, gc.get_debug())
gc.set_debug(gc.DEBUG_SAVEALL)
print(gc.get_debug())
gc.set_debug(0)
print([sorted(s) for s in gc.get_stats()], len(gc.get_stats()))
before = gc.get_stats()[2]['collections'], gc.get_stats()[2]['collected']
l = []
l.append(l)
del l
gc.collect()
after = gc.get_stats()[2]['collections'], gc.get_stats()[2]['collected']
print(after[0] - before[0], after[1] - before[1])
print(gc.garbage, gc.callbacks, gc.get_freeze_count())
print(gc.get_referents(), gc.get_referents(1), gc.get_referents([1, 2], (3, [])))
