"""list: methods, slices, growth, operators, errors, subclasses."""
def attempt(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as error:
            print(type(error).__name__, error)


import sys

a = [3, 1, 2]
print(a, a[0], a[-1], a[1:], a[::-1], len(a), a + [4], a * 2, 2 in a, a == [3, 1, 2], a < [3, 2], sorted(a), a.index(1), a.count(3), list(reversed(a)), bool([]), [] == ())
a.append(4); a.extend('ab'); a.insert(1, 'i'); a.insert(-1, 'j'); a.insert(99, 'k'); print(a, a.pop(), a.pop(0), a.remove('i'), a)
a[1:3] = [9, 8, 7]; print(a); a[::2] = [0] * len(a[::2]); print(a); del a[1:3], a[0]; print(a); a[:] = range(5); print(a); a[2:2] = 'xy'; print(a); a *= 2; print(len(a)); a.clear(); print(a)
b = [5, 2, 9, 1]; b.sort(); print(b); b.sort(reverse=True); print(b); b.sort(key=lambda x: x % 3); print(b); b.reverse(); print(b, b.copy() == b, b.copy() is b); b += (7,); print(b); b[1:1] = b; print(b)
n = []; n.append(n); print(n, n == n, [n]); nested = [[1], [2]] * 2; nested[0].append(9); print(nested)
sizes = []
g = []
for i in range(40):
    g.append(i)
    if not sizes or sizes[-1] != sys.getsizeof(g): sizes.append(sys.getsizeof(g))
print(sizes, sys.getsizeof([]), sys.getsizeof([1]), sys.getsizeof(list(range(10))), sys.getsizeof([i for i in range(10)]), sys.getsizeof(list('abc')), sys.getsizeof([None] * 7))
while len(g) > 5: g.pop()
print(sys.getsizeof(g), sys.getsizeof(g[:]), sys.getsizeof(g + g))
print([1, 2] < [1, 3], [1] < [1, 0], [1, 2] == [1.0, 2.0], [] < [1], [[1], 2] > [[0], 5], min([3, 1]), max([[1, 2], [1, 3]]), sum([1, 2], 5), any([0, '']), all([]), list(zip([1, 2], 'ab')), [*a, *b][:3])
attempt(lambda: a[0], lambda: b['a'], lambda: b[1.0], lambda: b.pop(99), lambda: [].pop(), lambda: b.remove('z'), lambda: b.index('z'), lambda: b.index(1, 99), lambda: b + (1,), lambda: b + 5, lambda: b * 'a', lambda: b < (1,), lambda: [1] < ['a'], lambda: ['a', 1].sort(), lambda: sorted(5), lambda: b.extend(5), lambda: b.append(), lambda: b.append(1, 2), lambda: b.insert(1),
        lambda: b.insert('a', 1), lambda: b.__setitem__(slice(0, 4, 2), [1]), lambda: b.__setitem__(99, 1), lambda: b.__setitem__('a', 1), lambda: b.__delitem__(99), lambda: hash(b), lambda: list(5), lambda: list(1, 2), lambda: list(x=1), lambda: b.sort(1), lambda: b.sort(key=5), lambda: b.x, lambda: b(), lambda: [].index(1), lambda: [1, 2, 3][::0], lambda: b.copy(1), lambda: {}[b])


class L(list):
    def __init__(self, *args, tag=None):
        super().__init__(*args)
        self.tag = tag


x = L([1, 2], tag='t')
print(x, x.tag, type(x + [3]).__name__, type(x[:]).__name__, x == [1, 2], type(x * 2).__name__, x.copy(), type(x.copy()).__name__, isinstance(x, list), repr(x), L(), len(L('abc')))


class Evil:
    def __init__(self, target): self.target = target
    def __eq__(self, other):
        self.target.clear()
        return False


t = []
t.extend([Evil(t), 2, 3])
print(t.index(3) if 3 in t else 'gone', t)
