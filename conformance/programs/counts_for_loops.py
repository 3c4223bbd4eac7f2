# Counts of the loop variable over each iterable.
import collections
import itertools
from sys import getrefcount

m = object()


def gen():
    yield m


class Seq:
    def __getitem__(self, i):
        return [m][i]


class It:
    done = False

    def __iter__(self):
        return self

    def __next__(self):
        if self.done:
            raise StopIteration
        self.done = True
        return m


ITERABLES = [
    ('list', lambda: [m]), ('tuple', lambda: (m,)), ('dict', lambda: {m: 1}), ('values', lambda: {1: m}.values()),
    ('set', lambda: {m}), ('frozenset', lambda: frozenset([m])), ('generator', gen), ('sequence', Seq), ('iterator', It),
    ('deque', lambda: collections.deque([m])), ('reversed', lambda: reversed([m])), ('map', lambda: map(lambda x: x, [m])),
    ('filter', lambda: filter(None, [m])), ('iter', lambda: iter([m])), ('chain', lambda: itertools.chain([m])),
    ('repeat', lambda: itertools.repeat(m, 1)), ('islice', lambda: itertools.islice([m], 1)),
    ('expression', lambda: (o for o in [m])), ('list of list', lambda: list([m])), ('reversed dict', lambda: reversed({m: 1})),
    ('takewhile', lambda: itertools.takewhile(bool, [m])), ('callable', lambda: iter(iter([m]).__next__, None)),
]
for title, make in ITERABLES[:-1]:
    for o in make():
        print(title, getrefcount(o), end='; ')
    print(getrefcount(m), end='; ')
    del o
    print(getrefcount(m))


def inside(make):
    for o in make():
        return getrefcount(o)


def rest(make):
    counts = []
    for o in make():
        counts.append(getrefcount(o))
    else:
        counts.append(getrefcount(m))
    return counts


for title, make in ITERABLES[:-1]:
    print(title, inside(make), rest(make))
for k, v in {m: m}.items():
    print('items', getrefcount(k), getrefcount(v))
for i, o in enumerate([m]):
    print('enumerate', getrefcount(o))
for a, b in zip([m], [m]):
    print('zip', getrefcount(a))
del k, v, o, a, b
print(getrefcount(m))
