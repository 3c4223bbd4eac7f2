"""Comparisons of two tuple displays: equal to those of tuples, which code that runs meanwhile finds"""

import gc
import sys
from dataclasses import dataclass


@dataclass(order=True)
class Item:
    a: object
    b: object = None


def all_of(a, b, c, d):
    return [
        (a, b) < (c, d),
        (a, b) <= (c, d),
        (a, b) == (c, d),
        (a, b) != (c, d),
        (a, b) > (c, d),
        (a, b) >= (c, d),
    ]


nan = float('nan')
for values in [
    (1, 2, 1, 2),
    (1, 2, 1, 3),
    (2, 1, 1, 3),
    (1, 2.5, 1.0, 2),
    ('a', 'é', 'a', 'ê'),
    ('a', '\u4e00', 'a', '\U0001f600'),
    (2**70, 1, 2**70, 2),
    (1, (2, 3), 1, (2, 4)),
    (1, nan, 1, nan),
]:
    print(all_of(*values))
print((nan,) == (float('nan'),), (None,) == (None,), (None,) != (1,), ((1,),) == ((1,),))


def errors(a, b):
    for compare in [
        lambda: (a,) < (b,),
        lambda: (1, a) >= (1, b),
        lambda: (a, a) == (b, b.missing),
        lambda: (a, undefined) == (b, a),
        lambda: (a, b) == (b, a.missing),
    ]:
        try:
            print(compare())
        except (TypeError, AttributeError, NameError) as error:
            print(type(error).__name__, error)


errors(1, 'x')
errors(None, None)


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('end of', self.name)

    def __eq__(self, other):
        print('eq', self.name, other.name, sys.getrefcount(self), sys.getrefcount(other))
        print([type(each).__name__ for each in gc.get_referrers(self) if type(each) is tuple])
        return self.name == other.name

    def __lt__(self, other):
        print('lt', self.name, other.name)
        return 'less' if self.name < other.name else ''

    __hash__ = None

    @property
    def seen(self):
        """The tuple on the left is there by now."""
        print('seen', [each for each in gc.get_referrers(self) if type(each) is tuple])
        return 5

    def __repr__(self):
        return f'<{self.name}>'


def noisy(x, y):
    print((x, 1) == (y, 1))
    print((x,) < (y,))
    print((x, 1) < (y, 2))
    print((1, x) < (2, y))
    print((1, Noisy('left'), Noisy('left too')) < (2, y, y))
    print((7, x) == (x.seen, x))
    print((5, x) == (x.seen, x))
    print((5, x) < (x.seen, x))
    if (x, y) != (x, y):
        print('different')
    if (1, x) < (1, y):
        print('smaller')
    while (x.name, 1) > (y.name, 1):
        print('larger')
        break
    print(sys.getrefcount(x), sys.getrefcount(y))


for turn in range(3):
    noisy(Noisy('x'), Noisy('y'))
    noisy(Noisy('z'), Noisy('y'))


def mutual(x):
    x.other = x
    return (x.other.other, x.other) == (x, x.other.other)


class Plain:
    pass


print([mutual(Plain()) for turn in range(3)])


def collections(count):
    """The tuples come from the free list: what is made in between is the same."""
    gc.collect()
    gc.disable()
    before = gc.get_count()[0]
    for i in range(count):
        (i, count) < (count, i)
    after = gc.get_count()[0]
    gc.enable()
    return after - before


collections(10)
print(collections(1000) < 5)

items = [Item(i * 37 % 11, i) for i in range(30)]
print([item.b for item in sorted(items)])
print(Item('a', 1) < Item('a', 2), Item(1, 'x') == Item(1, 'x'), max(items), min(items))
try:
    Item(1, 'x') < Item(1, 2)
except TypeError as error:
    print(error)


class Class:
    """__class__ where a class says something else."""

    @property
    def __class__(self):
        return int


def classes(objects):
    return [each.__class__ for each in objects]


print([classes([Plain(), 1, Class(), Plain(), 'x', Class(), type, Plain]) for turn in range(3)][-1])


def change(x):
    for kind in (Plain, Noisy, Plain):
        x.__class__ = kind
        print(x.__class__ is kind, x.__class__.__name__)


changed = Plain()
changed.name = 'changed'
change(changed)
