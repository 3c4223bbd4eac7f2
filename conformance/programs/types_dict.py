"""dict: construction, methods, order, sizes, merging, errors, subclasses."""
def attempt(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as error:
            print(type(error).__name__, error)


import sys

d = {'a': 1, 'b': 2}
print(d, d['a'], d.get('z'), d.get('z', 5), len(d), 'a' in d, list(d), d == {'b': 2, 'a': 1}, d | {'c': 3}, d.copy() is d, bool({}), dict(a=1), dict([('x', 1)]), dict({'k': 1}, z=2), dict(zip('ab', (1, 2))), {**d, 'a': 9})
d['c'] = 3; d.update({'a': 0}, e=5); d.update([('f', 6)]); print(d, d.pop('a'), d.pop('zz', None), d.popitem(), d.setdefault('n', []), d.setdefault('b', 9), d); del d['b']; print(d); d |= {'q': 1}; d |= [('r', 2)]; print(d); d.clear(); print(d)
print(dict.fromkeys('abc'), dict.fromkeys([1, 2], 0), {1: 'a', 1.0: 'b', True: 'c'}, {k: v for k, v in zip('xy', (1, 2))}, list(reversed({'a': 1, 'b': 2})), {(1, 2): 3}[1, 2], {None: 1}[None], {'a': {'b': {}}}['a'])
size = sys.getsizeof
print(size({}), [size({i: i for i in range(n)}) for n in (1, 5, 6, 10, 11, 21, 22)], [size({str(i): i for i in range(n)}) for n in (1, 5, 6, 10, 11)], size({'a': 1}), size(dict(a=1)), size({1: 1}), size(dict.fromkeys(range(10))), size({**{'a': 1}}))
e = {i: i for i in range(20)}
for i in range(15): del e[i]
print(size(e), size(e.copy()), e, size(dict(e)))
r = {}; r['self'] = r; print(r, r == r)
attempt(lambda: d['zz'], lambda: d.pop('zz'), lambda: {}.popitem(), lambda: {[]: 1}, lambda: d[[]], lambda: {}.update(5), lambda: {}.update([1]), lambda: {}.update([(1, 2, 3)]), lambda: dict(5), lambda: dict([1]), lambda: dict([(1,)]), lambda: dict(1, 2), lambda: {} < {}, lambda: {} + {}, lambda: {} | 5, lambda: {} | [(1, 2)], lambda: hash({}), lambda: d.x, lambda: d(), lambda: {}.setdefault(), lambda: {}.get(), lambda: {}.get(1, 2, 3), lambda: {}.pop(), lambda: {}.fromkeys(5), lambda: {}.fromkeys(), lambda: {}.copy(1), lambda: d.__delitem__('zz'), lambda: dict(**{1: 2}), lambda: {[1]}, lambda: {}.keys(1))


class D(dict):
    def __missing__(self, key):
        return f'no {key}'

    def __getitem__(self, key):
        return super().__getitem__(key)


x = D(a=1)
x.tag = 't'
print(x, x['a'], x['zz'], x.get('zz'), x.tag, type(x.copy()).__name__, type(x | {}).__name__, x == {'a': 1}, dict(x), {**x}, D.fromkeys('ab'), type(D.fromkeys('a')).__name__)


def mutate(action):
    m = {1: 1, 2: 2, 3: 3}
    try:
        for k in m: action(m, k)
        return m
    except RuntimeError as error:
        return error


print(mutate(lambda m, k: m.pop(k)), '|', mutate(lambda m, k: m.update({k + 10: 1})), '|', mutate(lambda m, k: m.__setitem__(k, 0)))


class Key:
    def __init__(self, n): self.n = n
    def __hash__(self): return 1
    def __eq__(self, other): return self.n == other.n
    def __repr__(self): return f'K{self.n}'


k = {Key(1): 'a', Key(2): 'b'}
k[Key(1)] = 'c'
print(k, k[Key(2)], Key(3) in k, k.pop(Key(1)), len(k))
