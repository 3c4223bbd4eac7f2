"""set and frozenset: algebra, order, sizes, comparison, errors, subclasses."""
def attempt(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as error:
            print(type(error).__name__, error)


import sys

s = {3, 1, 2}
f = frozenset([2, 3, 4])
print(s, f, len(s), 1 in s, s | f, s & f, s - f, s ^ f, f | s, type(s | f).__name__, type(f | s).__name__, s == {1, 2, 3}, s == frozenset([1, 2, 3]), s < {1, 2, 3, 4}, s <= s, s > {1}, s.isdisjoint([9]), s.issubset(range(5)), s.issuperset([1]), bool(set()), set(), frozenset())
s.add(4); s.discard(9); s.remove(1); s.update([7, 8], (9,)); print(s, s.pop() in (2, 3, 4, 7, 8, 9), len(s)); s.clear(); print(s)
a = set(range(10)); a -= {1, 2}; a &= set(range(8)); a |= {100}; a ^= {100, 3}; print(a, a.union([1], 'x') == a | {1, 'x'}, a.intersection([4, 5], [5]), a.difference([4], [5]), a.symmetric_difference([4, 77]), a.copy() == a)
a.intersection_update([4, 5, 6]); a.difference_update([4]); a.symmetric_difference_update([6, 9]); print(a, sorted(a))
print(hash(frozenset()), hash(frozenset([1, 2, 3])), hash(frozenset('a')) == hash(frozenset(['a'])), {frozenset([1]): 'x'}[frozenset([1])], frozenset(f) is f, f.copy() is f, frozenset([1]) in {frozenset([1])}, {1} in {frozenset([1])}, {1, True, 1.0}, {0, False})
print({33, 1, 65, 9}, {-1, -2, 0}, set('hello') == {'h', 'e', 'l', 'o'}, {1.5, 2.5, 100}, set(range(30, 0, -3)), {2**61, 2**62, 1}, {(1, 2), (0,)} == {(0,), (1, 2)}, [x * 2 for x in {5, 3}], {x % 3 for x in range(10)}, {None, 1} == {1, None})
sizes = []
g = set()
for i in range(100):
    g.add(i)
    if not sizes or sizes[-1] != sys.getsizeof(g): sizes.append(sys.getsizeof(g))
print(sizes, sys.getsizeof(set()), sys.getsizeof(frozenset(range(10))), sys.getsizeof(set(range(5))), sys.getsizeof(g.copy()), sys.getsizeof(g | {1}))
attempt(lambda: {[]}, lambda: set([[]]), lambda: s.remove(9), lambda: set().pop(), lambda: s | [1], lambda: s + s, lambda: s < [1], lambda: set(5), lambda: set(1, 2), lambda: set(x=1), lambda: frozenset(x=1), lambda: hash(s), lambda: f.add(1), lambda: s[0], lambda: s.x, lambda: s(), lambda: s.add(), lambda: s.update(5), lambda: s.union(5), lambda: 5 | s, lambda: s.isdisjoint(5), lambda: [] in s, lambda: {1} in s, lambda: s.discard([]), lambda: s.remove({1}), lambda: frozenset(1, 2), lambda: s.__ior__([1]), lambda: s.__or__([1]), lambda: s.copy(1))


class S(set):
    pass


x = S([1, 2]); x.tag = 't'
print(x, x.tag, type(x | {3}).__name__, type(x.copy()).__name__, type(x & x).__name__, x == {1, 2}, S('a'), isinstance(x, set))


class F(frozenset):
    pass


y = F([1]); print(y, type(y | y).__name__, type(y.copy()).__name__, hash(y) == hash(frozenset([1])), y == {1}, frozenset(y) is y)
try:
    for e in (z := {1, 2}): z.add(e + 10)
except RuntimeError as error: print(error)
