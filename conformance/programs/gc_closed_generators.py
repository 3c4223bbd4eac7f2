"""Closing a generator that waits outside any try runs nothing: 3.13 leaves its frame, without locals, to the generator."""
import gc
import sys


class Revived:
    def __del__(self):
        saved.append(self)


class Plain:
    pass


saved = []


def cycle(started, tried):
    value = Revived()
    made = steps(value) if tried else (id(x) for x in [value])
    if started:
        next(made)
    table = {'made': made, 'value': value}
    table['self'] = table


def steps(value):
    try:
        yield value
    finally:
        pass


gc.disable()
for tried in (False, True):
    for started in (False, True):
        gc.collect()
        cycle(started, tried)
        print(tried, started, gc.collect(), len(saved), end=' ')
        saved.clear()
        print(gc.collect())


def items(value):
    local = [value]
    yield local
    yield 2


value = Plain()
made = items(value)
next(made)
print(sys.getrefcount(items), sys.getrefcount(value))
made.close()
print(sys.getrefcount(items), sys.getrefcount(value), made.gi_frame)
print(len([x for x in gc.get_referents(made) if x is items]))
del made
print(sys.getrefcount(items))
