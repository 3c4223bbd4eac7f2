# Stability and keys of sorting, order of dictionaries under every change, set operations with every kind of operand, views, hashing of equal numbers.
from collections import OrderedDict
from decimal import Decimal
from fractions import Fraction

words = 'banana Apple cherry apple Banana date cherry2 fig'.split()
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len), sorted(words, key=len, reverse=True), sorted(words, key=lambda w: (-len(w), w.lower())))
pairs = [(i % 3, i) for i in range(9)]
print(sorted(pairs, key=lambda p: p[0]), sorted(pairs, key=lambda p: p[0], reverse=True) == list(reversed(sorted(reversed(pairs), key=lambda p: p[0]))))
compared = []


class K:
    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        compared.append((self.v, other.v))
        return self.v < other.v


print([k.v for k in sorted(map(K, [3, 1, 2]))], len(compared) > 2)
mixed = [3, 1.5, True, Fraction(1, 2), Decimal('2.5'), -1]
print(sorted(mixed), min(mixed), max(mixed))
for bad in ([1, 'a'], [None, 1], [1j, 2j], [{}, {}], [[1], (1,)], [object(), object()]):
    try:
        print(sorted(bad))
    except TypeError as error:
        print(error)
lst = [3, 1, 2]
print(lst.sort(), lst, sorted(lst, key=None), list(reversed(sorted('hello'))), sorted({'b': 1, 'a': 2}), sorted([[2], [1, 5], [1]]), sorted([(1, 'b'), (1, 'a')]))
nan = float('nan')
print([nan] == [nan], nan in [nan], [float('nan')] == [float('nan')], sorted([3, nan, 1])[0] == 3, max(nan, 1) is nan, max(1, nan), min([]  or [0]), max('a', 'B', key=str.lower), min((1, 'z'), (1, 'a')), max([], default='none'))
d = {'a': 1, 'b': 2, 'c': 3}
d['a'] = 10
del d['b']
d['b'] = 4
d.update(c=5, z=6)
d |= {'a': 7, 'y': 8}
print(d, list(d), d.popitem(), d.setdefault('q', 0), list(reversed(d)), {**d, 'a': 0}, dict(zip('xy', [1, 2]), x=9), dict([('k', 1), ('k', 2)]), {'a': 1} | {'b': 2} | {'a': 3})
print(d.keys() & {'a', 'q', 'n'}, sorted(d.keys() - ['a']), sorted(d.keys() | ['n']), sorted(d.keys() ^ {'a', 'n'}), d.items() & {('a', 7), ('c', 0)}, d.keys() == set(d), d.keys() <= {'a', 'c', 'b', 'z', 'q'}, d.keys().isdisjoint('n'), ('a', 7) in d.items(), 7 in d.values(), d.items() >= {('q', 0)}, d.keys().mapping['a'])
print({1: 'int', 1.0: 'float', True: 'bool', Decimal(1): 'decimal', Fraction(1): 'fraction', 1 + 0j: 'complex'}, hash(1) == hash(1.0) == hash(True) == hash(Decimal(1)) == hash(Fraction(1)) == hash(1 + 0j), {0: 'a', -0.0: 'b', False: 'c'}, hash(2 ** 61 - 1), hash(-1), hash(-2), hash(float('inf')), hash(0.5), hash(1e300) == hash(int(1e300)), {(1, 2): 1}[(1.0, 2 + 0j)], {'1': 1}.get(1))
print(d == dict(reversed(list(d.items()))), OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1, b=2) == {'b': 2, 'a': 1}, {} == OrderedDict(), {1: {2: [3]}} == {1.0: {2: [3]}})
for action in (lambda: d['none'], lambda: {}.popitem(), lambda: d.pop('none'), lambda: dict([1]), lambda: dict(['abc']), lambda: dict(5), lambda: {**5}, lambda: d.update(5), lambda: d | 5, lambda: d | [('a', 1)], lambda: dict.fromkeys(5), lambda: {[]: 1}, lambda: d.__ior__([('m', 1)])['m'], lambda: d.update([('a',)]), lambda: d.fromkeys('ab', 0), lambda: d.keys()[0], lambda: d.items() | [[]]):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)
for change in (lambda d: d.update(new=1), lambda d: d.pop('a'), lambda d: d.clear(), lambda d: d.__setitem__('a', 5)):
    d = {'a': 1, 'b': 2}
    try:
        for k in d:
            change(d)
        print('finished', d)
    except RuntimeError as error:
        print(error)
a, b = {1, 2, 3, 4}, frozenset({3, 4, 5})
print(a | b, a & b, a - b, a ^ b, type(a | b).__name__, type(b | a).__name__, a <= b, a < {1, 2, 3, 4, 5}, a >= {1}, a == {4, 3, 2, 1}, a != b, frozenset(a) == a, {frozenset(a): 1}[frozenset(a)], {1, 2} == {1.0, 2.0})
print(a.union([9], (8,), 'x') - {'x'}, a.intersection([1, 2], {2}), a.difference([1], [2]), a.symmetric_difference([4, 5]), a.isdisjoint([7]), a.issubset(range(9)), a.issuperset([1]), set().union(), frozenset('a').copy(), set('hello') == set('ehlo'))
c = set(a)
c |= {9}
c &= {1, 2, 9}
c -= {2}
c ^= {1, 5}
c.update([6], 'q')
c.discard('zz')
c.intersection_update({5, 6, 9})
c.difference_update([9])
c.symmetric_difference_update([6, 7])
print(sorted(c), c.remove(5), c.pop(), c)
for action in (lambda: a | [1], lambda: a & 'x', lambda: [1] | a, lambda: a < [1], lambda: {1}.remove(2), lambda: set().pop(), lambda: {1}.union(5), lambda: frozenset().add, lambda: {[1]}, lambda: a.__or__([1]), lambda: set(5), lambda: {1} > 1, lambda: {1}.update(1), lambda: set(1, 2)):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)
try:
    for x in a:
        a.add(x + 10)
except RuntimeError as error:
    print(error)
