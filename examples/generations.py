# Three generations: young objects are looked at often, old ones seldom.
#   npx uroboros run examples/generations.py
import gc


class Thing:
    __slots__ = ('name', 'other')

    def __init__(self, name):
        self.name = name
        self.other = None


def generation_of(thing):
    for generation in range(3):
        for candidate in gc.get_objects(generation=generation):
            if candidate is thing:
                return generation
    return 'untracked'


gc.disable()
gc.collect()
print('threshold', len(gc.get_threshold()), 'count after a full collection', gc.get_count()[1:])

hi = Thing('hi')
how = Thing('how')
are = Thing('are')
print('new:', [(thing.name, generation_of(thing)) for thing in (hi, how, are)])
gc.collect(0)
you = Thing('you')
print('after collect(0):', [(thing.name, generation_of(thing)) for thing in (hi, how, are, you)])
gc.collect(1)
print('after collect(1):', [(thing.name, generation_of(thing)) for thing in (hi, how, are, you)])
gc.collect()
print('after collect():', [(thing.name, generation_of(thing)) for thing in (hi, how, are, you)])

# The callbacks see every collection; here each new object is one too many for the threshold.
seen = []


def watch(phase, info):
    if phase == 'stop':
        seen.append(info['generation'])


keep = []
gc.callbacks.append(watch)
gc.set_threshold(1, 2, 3)
gc.enable()
for number in range(60):
    keep.append(Thing(number))
gc.disable()
gc.callbacks.remove(watch)
print('generations collected:', seen)

# Garbage is found in the generation it has reached.
a = Thing('a')
b = Thing('b')
a.other, b.other = b, a
gc.collect(0)
del a, b
print('collect(0) finds', gc.collect(0), 'and collect(1)', gc.collect(1))
