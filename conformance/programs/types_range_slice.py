"""range and slice: items, slices, comparison, hash, indices, errors."""
def attempt(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as error:
            print(type(error).__name__, error)


import sys

r = range(2, 20, 3)
print(r, list(r), len(r), r[0], r[-1], r[1:3], r[::-1], 5 in r, 6 in r, 5.0 in r, 'a' in r, r.index(8), r.count(8), r.start, r.stop, r.step, list(reversed(r)), r == range(2, 19, 3), hash(r) == hash(range(2, 19, 3)), range(0) == range(5, 5), range(3), bool(range(0)))
print(range(10)[3:8:2], range(10, 0, -3), list(range(10, 0, -3)), range(2**70, 2**70 + 5)[2] - 2**70, len(range(2**40)), range(-5, 5)[-3:], range(10)[:-1], 2**70 in range(2**71), range(5).index(4), range(True), range(1, 10, 4)[5:], max(range(5)), sum(range(101)), sys.getsizeof(r))
s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, slice(5), slice(None, 3), s.indices(5), slice(None, None, -1).indices(4), slice(-3, None).indices(10), s == slice(1, 10, 2), s != slice(1), s < slice(2), slice(1, 2) < slice(1, 3), list(range(20))[s], 'abcdefghijk'[s], (0, 1, 2)[slice(None, None, -1)], sys.getsizeof(s), slice('a', [], {}))
attempt(lambda: range(1.5), lambda: range('a'), lambda: range(), lambda: range(1, 2, 0), lambda: range(1, 2, 3, 4), lambda: r[99], lambda: r['a'], lambda: r.index(7), lambda: r.index('a'), lambda: range(x=1), lambda: r < r, lambda: r + r, lambda: r.start.x, lambda: setattr(r, 'start', 1), lambda: len(range(2**70)), lambda: range(2**70)[2**71], lambda: slice(), lambda: slice(1, 2, 3, 4), lambda: slice(x=1), lambda: slice(1).indices('a'), lambda: slice(0, 1, 0).indices(5),
        lambda: slice('a').indices(5), lambda: s.indices(-1), lambda: [1][slice('a')], lambda: setattr(s, 'start', 5), lambda: range(5)[::0], lambda: r(), lambda: type('R', (range,), {}), lambda: type('S', (slice,), {}), lambda: hash(slice(1)) == hash(slice(1)) if sys.version_info >= (3, 12) else 'unhashable', lambda: [][2**70:], lambda: 'abc'[-2**70:2**70])


class Idx:
    def __init__(self, n): self.n = n
    def __index__(self): return self.n


class Get:
    def __getitem__(self, key): return key


g = Get()
print(range(Idx(3)), range(10)[Idx(2)], [1, 2, 3, 4][Idx(1):Idx(3)], g[1:2], g[1:2, ::3], g[...], g[()], g[:], g[1:2:3, 4], g['a':'b'])
