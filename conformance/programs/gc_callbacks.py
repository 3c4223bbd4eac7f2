# gc.callbacks: phases, the info dictionary, errors, changes while they run and collections inside.
import gc

gc.disable()
gc.collect()


def show(phase, info):
    print(phase, sorted(info.items()))


gc.callbacks.append(show)
gc.collect()
gc.collect(0)
l = []
l.append(l)
del l
print(gc.collect(1))


class A:
    def __del__(self):
        print('del')


a = A()
a.me = a
del a
print(gc.collect())
gc.callbacks.append(lambda phase, info: print('second', phase))
gc.collect(0)
gc.callbacks.pop()


def bad(phase, info):
    raise ValueError(phase)


gc.callbacks[:] = [bad, show]
gc.collect(0)


def nested(phase, info):
    print('nested', phase, gc.collect())


gc.callbacks[:] = [nested]
print(gc.collect())


def removes(phase, info):
    print('removes', phase)
    gc.callbacks.remove(removes)


gc.callbacks[:] = [removes, show]
gc.collect(0)


def changes(phase, info):
    info['extra'] = 1
    info.pop('generation')


gc.callbacks[:] = [changes, show]
gc.collect(0)
gc.callbacks[:] = [5]
gc.collect(0)
gc.callbacks[:] = []
gc.set_debug(gc.DEBUG_SAVEALL)
gc.callbacks.append(show)
l = []
l.append(l)
del l
gc.collect()
print(len(gc.garbage))
gc.set_debug(0)
gc.garbage.clear()
gc.collect()
