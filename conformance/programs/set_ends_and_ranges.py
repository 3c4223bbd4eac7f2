"""Sets that die with what they hold, sets of ranges, sums over sets with deleted places, hashes of pairs of ints"""

import gc
import sys
import weakref


class Told:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('dies', self.name)


class Same:
    """Equal to the int whose hash it has, and tells when it is asked."""

    def __init__(self, value, fails=False):
        self.value = value
        self.fails = fails

    def __hash__(self):
        return hash(self.value)

    def __eq__(self, other):
        print('eq', self.value, other)
        if self.fails:
            raise ValueError('no comparison')
        return self.value == other


class OwnSet(set):
    pass


def counts(*objects):
    return [sys.getrefcount(x) - 3 for x in objects]


def ends():
    shared = 'shared' + str(len('abc'))
    number = 10**6 + len('abc')
    inner = (number, shared)
    s = {shared, number, inner, (number, 1), (shared, (number, 2)), 1.5, b'bytes', frozenset([number])}
    print(counts(shared, number, inner))
    del s
    print(counts(shared, number, inner))
    s = {Told('a')}
    s = {1, (2, Told('b')), 3}
    s = {(i, Told(i)) for i in range(1)} and {0}
    print('two sets of objects that tell')
    one = Told('one')
    s = {('x', 'y'), number, one}
    del one
    s = None
    print('after', counts(number))
    s = {i * 1000 for i in range(100)}
    for i in range(50):
        s.discard(i * 1000)
    s.add((1, 2))
    s = None
    s = OwnSet([1000, (1, 2000)])
    s.name = Told('attribute of a set')
    s = None
    s = {1000, 2000}
    known = weakref.ref(s, lambda ref: print('callback', ref() is None))
    s = None
    print(known())
    f = frozenset([(1, 2), Told('frozen')])
    f = None
    nested = frozenset([1])
    for i in range(300):
        nested = frozenset([nested, i])
    s = {nested}
    nested = s = None
    gc.collect()


def of_ranges():
    for r in (range(0), range(7), range(-9, 9, 3), range(5, -6, -2), range(2**30 - 3, 2**30 + 3),
              range(2**31 - 3, 2**31 + 2), range(-(2**31) - 2, -(2**31) + 2), range(2**40, 2**40 + 3), range(0, 2**62, 2**60)):
        print(len(r), list(set(r)) if len(r) < 4 else sorted(set(r)), list(frozenset(r))[:3])
    s = set(range(1000))
    print(list(s) == list(range(1000)), sys.getsizeof(s))
    number = list(s)[700]
    print(counts(number))
    s.update(range(990, 1010))
    print(len(s), counts(number))
    s = {Same(5), 2}
    s.update(range(2, 8))
    print(len(s), sorted(x if type(x) is int else -x.value for x in s))
    s = {Same(4, True)}
    try:
        s.update(range(2, 8))
    except ValueError as error:
        print(error, len(s))
    s = set()
    print(-1 in s, s.update(range(-3, 0)), -1 in s, -2 in s, len(s))
    s = OwnSet(range(300, 305))
    print(sorted(s), type(s).__name__)


def folds():
    s = set(range(0, 50))
    for i in range(0, 50, 3):
        s.discard(i)
    print(sum(s), min(s), max(s), any(s), all(s))
    s.discard(1)
    print(sum(s), min(s))
    for i in list(s):
        s.discard(i)
    print(sum(s), any(s), all(s), min(s, default='none'))
    s = {0, 1, 1000}
    s.discard(1)
    print(any(s), all(s), sum(s))
    s.discard(1000)
    print(any(s), all(s), sum(s))
    s = {1.5, 2.5, 4.0}
    s.discard(2.5)
    print(sum(s), max(s))
    s = {0.5, 3}
    s.discard(3)
    print(sum(s))


def pairs():
    print(hash((0, 0)), hash((1, 0)), hash((0, 1)), hash((-1, 0)), hash((-2, 0)), hash((0, -1)))
    table = {}
    for x in range(-20, 20):
        for y in range(-20, 20):
            table[x, y] = table.get((x + 1, y - 37), 0) + 1
    print(len(table), sum(hash(p) for p in table) % 1000003, sum(hash((x * 512, x)) for x in range(5000)) % 1000003)
    big = 2**30 - 1
    print(hash((big, -big)), hash((-big, big)), hash((2**30, 1)), hash((True, False)) == hash((1, 0)), hash((1.0, 0)) == hash((1, 0)))


ends()
of_ranges()
folds()
pairs()
