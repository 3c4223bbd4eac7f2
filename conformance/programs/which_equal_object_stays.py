# Of equal objects, which one stays: in dictionaries, sets, their operators and updates, Counter, fromkeys, unique by groupby, max and min, list operations, caches.
import functools
import heapq
from collections import ChainMap, Counter, OrderedDict, defaultdict
from itertools import groupby


class E:
    """All are equal if their numbers are."""

    def __init__(self, n, name):
        self.n, self.name = n, name

    def __eq__(self, other):
        return isinstance(other, E) and self.n == other.n

    def __hash__(self):
        return self.n

    def __lt__(self, other):
        return self.n < other.n

    def __repr__(self):
        return self.name

    def __or__(self, other):
        return E(self.n, self.name + '|')


a1, a2, a3, b1, b2, c1 = E(1, 'a1'), E(1, 'a2'), E(1, 'a3'), E(2, 'b1'), E(2, 'b2'), E(3, 'c1')
d = {a1: 'x', b1: 'y'}
d[a2] = 'z'
print(d, {a1: 1, a2: 2, a3: 3}, dict([(a1, 1), (a2, 2)]), {k: v for k, v in ((a1, 1), (a2, 2))})
d.update({a3: 'u', c1: 'v'})
print(d, d.setdefault(a2, 'w'), d | {b2: 'new'}, {b2: 'old'} | d)
d |= [(b2, 'ior')]
print(d, d.pop(a2), d)
d[a2] = 'again'
print(d, list(d), dict.fromkeys([a1, a2, b1]), {**{a1: 1}, **{a2: 2}}, dict({a1: 1}, **{}), d.copy())
print(1 in {True: 'yes'}, {1: 'int', True: 'bool', 1.0: 'float'}, {True, 1, 1.0}, {0: 'a', False: 'b', -0.0: 'c'}, {1.0: 0} | {1: 1}, {(1, 2): 'a', (1.0, True + 1): 'b'})
print({a1, a2, a3}, {a3, a1}, set([a2, a1]), frozenset([a3, a2]))
s, t = {a1, b1}, {a2, b2, c1}
show = lambda items: sorted(items, key=lambda e: e.name)
print(show(s | t), show(t | s), show(s & t), show(t & s), show(s.intersection([a3, b2])), show(s.intersection(iter([a3]))), show({a1, b1, c1} & {a2}), show({a2} & {a1, b1, c1}))
print(show(s - {a2}), show(s ^ t), show(t ^ s), show(s.union([a3])), show(s.symmetric_difference([a3, c1])), show({a1}.difference([b1])))
u = set(s)
u.update([a3, c1])
print(show(u), u.add(a2), show(u))
u.discard(a3)
u.add(a3)
print(show(u))
u &= {a1, b2}
print(show(u))
u |= {b1, a1}
print(show(u))
u ^= {c1, b2}
print(show(u), show({a1} | u))
v = {a1}
v.remove(a2)
print(v)
print(show(dict.fromkeys([a1, b1]).keys() & [a2]), show({a1: 1}.keys() | {a2, b1}), show([a2, a3] & {a1: 0}.keys()), show({a1: 1}.keys() - [a3]), show({a1: 1}.keys() ^ {a2: 1, b1: 2}.keys()))
c = Counter([a1, a2, b1])
c[a3] += 1
print(c, c + Counter([a2]), c | Counter([b2, b2]), c & Counter([a3, b2]), c - Counter([a2]), +c)
print(list(OrderedDict([(a1, 1), (b1, 2), (a2, 3)])), OrderedDict.fromkeys([a1, a2]))
o = OrderedDict([(a1, 1), (b1, 2)])
o.move_to_end(a2)
o[b2] = 5
print(o, ChainMap({a1: 'first'}, {a2: 'second', b1: 'third'}), list(ChainMap({a1: 1}, {a2: 2, b1: 3})))
dd = defaultdict(list)
for e in (a1, b1, a2, a3):
    dd[e].append(e)
print(dict(dd))
print(max(a1, a2), max([a1, a2, b1, b2]), min([b1, a1, a2]), max([a1, b1, b2], key=lambda e: e.n), min([a2, a1], key=lambda e: e.n), max([a1], default=0))
print(sorted([b1, a2, a1, b2]), sorted([b1, a2, a1, b2], reverse=True), heapq.nsmallest(2, [a1, a2, a3]), heapq.nlargest(2, [a1, a2, a3]), list(heapq.merge([a1, b1], [a2, b2])), [(k, list(g)) for k, g in groupby([a1, a2, b1, a3])])
l = [b1, a1, a2]
print(l.index(a3), l.count(a3), a3 in l, l.remove(a3), l, [a1, b1] == [a2, b2], (a1,) < (a2, 0), [a1, [b1]] == [a2, [b2]], {a1: [b1]} == {a2: [b2]})
seen = set()
print([e for e in (a1, b1, a2, b2) if not (e in seen or seen.add(e))], list(dict.fromkeys((b2, a1, b1))))


@functools.cache
def cached(e):
    return f'computed for {e}'


print(cached(a1), cached(a2), cached(E(1, 'z')), cached.cache_info().hits)


@functools.lru_cache(typed=True)
def typed(x):
    return type(x).__name__


print(typed(1), typed(1.0), typed(True), typed.cache_info())


@functools.lru_cache
def untyped(x):
    return type(x).__name__


print(untyped(1), untyped(1.0), untyped(True), untyped('1'), untyped.cache_info().currsize)


class Names(dict):
    pass


n = Names(a=1)
class Text(str):
    def __hash__(self):
        return hash(str(self))
n[Text('a')] = 2
n[Text('b')] = 3
n['b'] = 4
print([(type(k).__name__, v) for k, v in n.items()], [type(k).__name__ for k in {Text('k'): 1} | {'k': 2}], [type(k).__name__ for k in {'k'} | {Text('k')}], [type(k).__name__ for k in {'k', 'j', 'i'} & {Text('k')}])
x = type('X', (), {})()
setattr(x, 'name', 1)
setattr(x, Text('name'), 2)
print([type(k).__name__ for k in vars(x)], vars(x))
vars(x)[Text('other')] = 5
print(x.other, [type(k).__name__ for k in vars(x)])
