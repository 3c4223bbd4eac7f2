from collections import ChainMap, Counter, OrderedDict, defaultdict, namedtuple

c = Counter('mississippi')
print(c, c.most_common(2), c['x'], c.total())
c.update('miss')
c.subtract({'i': 3})
print(sorted(c.items()), c + Counter(m=5), c - Counter(s=2), c & Counter(s=1, p=9), c | Counter(z=1))
print(list(c.elements())[:4], +c, Counter(a=1) == Counter(a=1, b=0))
P = namedtuple('P', 'x y z', defaults=[0])
p = P(1, 2)
print(p, p.x, p[1], p._replace(y=5), p._asdict(), P._make('abc'), P._fields, P._field_defaults)
print(p == (1, 2, 0), hash(p) == hash((1, 2, 0)), P.x.__doc__)
try:
    p.x = 3
except AttributeError as e:
    print(e)
m = ChainMap({'a': 1}, {'a': 2, 'b': 3})
print(m['a'], m['b'], len(m), dict(m), m.new_child({'c': 1})['c'])
g = defaultdict(list)
for word in 'the quick brown fox jumps over the lazy dog'.split():
    g[len(word)].append(word)
print(dict(g), g.default_factory)
tree = defaultdict(lambda: defaultdict(int))
tree['a']['b'] += 2
print(tree['a'], 'q' in tree, tree.get('q'))
o = OrderedDict(zip('abc', range(3)))
o.move_to_end('a')
print(o, list(o.items()))
