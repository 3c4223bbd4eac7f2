"""dict views: set operations, order, reversal, liveness, mapping proxies."""
def attempt(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as error:
            print(type(error).__name__, error)


from types import MappingProxyType

d = {'a': 1, 'b': 2, 'c': 3}
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i, len(k), 'a' in k, 1 in v, ('a', 1) in i, ('a', 2) in i, 5 in i, list(k), list(reversed(k)), list(reversed(v)), list(reversed(i)))
print(sorted(k & {'a', 'z'}), sorted(k | ['q']), sorted(k - {'a'}), sorted(k ^ {'a', 'z'}), k == {'a', 'b', 'c'}, k >= {'a'}, k < {'a', 'b', 'c', 'd'}, k.isdisjoint('xyz'), sorted(i & {('a', 1), ('b', 9)}), i == {('a', 1), ('b', 2), ('c', 3)}, i.isdisjoint([]), sorted({'a'} | k), sorted(['a'] & k) if False else '', sorted({'z', 'a'} & k))
d['d'] = 4; del d['a']
print(k, v, i, len(v), k.mapping, type(k.mapping).__name__, v == d.values(), v == v, k == d.keys(), i <= d.items(), type(k & k).__name__)
attempt(lambda: v & v, lambda: k + k, lambda: k & 5, lambda: k[0], lambda: hash(k), lambda: hash(v) is not None, lambda: k < 5, lambda: {'a': []}.items() & [1], lambda: {'a': []}.items() | {1}, lambda: k.x, lambda: 5 - k, lambda: [1, 'b'] - k if False else 0, lambda: k.isdisjoint(5), lambda: k.mapping.__setitem__('a', 1) if hasattr(k.mapping, '__setitem__') else 'ro')
p = MappingProxyType(d)
print(p, str(p), repr(p), p['b'], p.get('z', 0), len(p), list(p), 'b' in p, p == d, p | {'z': 1}, {'z': 1} | p, p.copy(), type(p.copy()).__name__, list(p.items()), list(reversed(p)), p != {}, d == p)
d['new'] = 1
print(p['new'], p.keys() == d.keys(), type(p.keys()).__name__)


def ior():
    global p
    p |= {}


attempt(lambda: p.__setitem__('a', 1), lambda: p['zz'], lambda: MappingProxyType([1]), lambda: MappingProxyType(), lambda: MappingProxyType(5), lambda: p.x, lambda: p < p, ior, lambda: MappingProxyType(MappingProxyType({1: 2}))[1], lambda: MappingProxyType[int, str])


class C:
    x = 1


print(C.__dict__['x'], type(C.__dict__).__name__, '__module__' in C.__dict__, sorted(n for n in C.__dict__ if not n.startswith('__')))
