# gc's functions: arguments and errors, stats, get_objects by generation, callbacks, freeze, is_tracked, referrers, debug flags on stderr.
import gc

gc.disable()
gc.collect()
print(gc.isenabled(), gc.get_debug(), gc.get_count()[1:], [sorted(s) for s in gc.get_stats()])
stats = [s.copy() for s in gc.get_stats()]
junk = []
junk.append(junk)
del junk
print(gc.collect(0), [b['collections'] - a['collections'] for a, b in zip(stats, gc.get_stats())], [b['collected'] - a['collected'] for a, b in zip(stats, gc.get_stats())])
for wrong in (lambda: gc.collect(3), lambda: gc.collect(-1), lambda: gc.collect('x'), lambda: gc.collect(generation=1), lambda: gc.set_threshold(), lambda: gc.set_threshold('a'), lambda: gc.set_threshold(1, 2, 3, 4), lambda: gc.get_objects(5), lambda: gc.is_tracked(), lambda: gc.set_debug('x')):
    try:
        print(wrong())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
before = gc.get_threshold()
gc.set_threshold(5), print(gc.get_threshold()[0], gc.get_threshold()[1:] == before[1:])
gc.set_threshold(7, 8), print(gc.get_threshold()[:2])
gc.set_threshold(*before)


class C:
    pass


class S:
    __slots__ = 'a',


gc.collect()
young = [C() for _ in range(3)]
print([any(o is young[0] for o in gc.get_objects(g)) for g in range(3)], gc.collect(0), [any(o is young[0] for o in gc.get_objects(g)) for g in range(3)], gc.collect(1), [any(o is young[0] for o in gc.get_objects(g)) for g in range(3)])
print([(type(o).__name__, gc.is_tracked(o)) for o in ([], (), {}, {1: 2}, {'a': []}, (1, 2), ([],), 5, 'x', None, C(), S(), C, len, C.__init__, set(), frozenset(), iter([]), range(3), slice(1), b'', bytearray(), object(), (i for i in ()), lambda: 0, 1.5, type(None), Exception(), memoryview(b''), property(), super)])
parent = C()
child = parent.child = C()
events = []


def callback(phase, info):
    events.append((phase, info['generation'], sorted(info), info['collected'] if phase == 'stop' else None))


gc.callbacks.append(callback)
x = C()
x.x = x
del x
gc.collect(), gc.collect(0)
gc.callbacks.remove(callback)
print(events)


def broken(phase, info):
    raise ValueError('from callback ' + phase)


gc.callbacks.append(broken)
import sys
sys.unraisablehook = lambda u: print('unraisable', u.exc_value, u.err_msg)
gc.collect()
gc.callbacks.clear()
gc.freeze()
frozen = gc.get_freeze_count()
print(frozen > 100, len(gc.get_objects(2)) < 100, gc.unfreeze(), gc.get_freeze_count())
gc.set_debug(gc.DEBUG_SAVEALL)
y = C()
y.me = [y]
del y
print(gc.collect(), [type(o).__name__ for o in gc.garbage])
gc.set_debug(0)
gc.garbage.clear()
print(gc.collect() > 0, gc.garbage, gc.DEBUG_LEAK, gc.DEBUG_STATS | gc.DEBUG_COLLECTABLE | gc.DEBUG_UNCOLLECTABLE)


class F:
    def __init__(self):
        self.me = self

    def __del__(self):
        global saved
        saved = self


F()
print(gc.collect(), gc.is_finalized(saved), gc.is_finalized(C()), gc.is_finalized(5))
del saved
print(gc.collect(), 'saved' in globals())
gc.set_debug(gc.DEBUG_COLLECTABLE)
z = [1]
z.append(z)
del z
print(gc.collect())
gc.set_debug(0)
