# What iterators hold and when they let go: at exhaustion, at an error, when dropped half way; list, dict, set, str, zip, map, filter, enumerate, reversed, chains, tees, groups, finditer, readers.
import itertools
import re
import sys

count = sys.getrefcount


class Items(list):
    def __init__(self, name, items=(1, 2)):
        super().__init__(items)
        self.name = name

    def __del__(self):
        print('  list dies:', self.name)


class Item:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('  item dies:', self.name)

    def __call__(self, x):
        return x


def finish(what, iterator):
    print(what)
    print('  ', *[type(x).__name__ if isinstance(x, Item) else x for x in iterator])
    print('  exhausted', next(iterator, 'end'))


def half(what, iterator):
    next(iterator)
    print(what, 'dropped half way')
    del iterator


finish('list', iter(Items('l')))
half('list', iter(Items('l2')))
finish('reversed', reversed(Items('r')))
finish('enumerate', enumerate(Items('e')))
finish('zip', zip(Items('z1'), Items('z2', (1, 2, 3))))
half('zip', zip(Items('z3'), Items('z4')))
finish('map', map(Item('function'), Items('m')))
finish('filter', filter(Item('predicate'), Items('f')))
finish('filter None', filter(None, Items('fn', (0, 1))))
finish('chain', itertools.chain(Items('c1'), Items('c2')))
half('chain', itertools.chain(Items('c3'), Items('c4')))
finish('from_iterable', itertools.chain.from_iterable(Items('outer', [[1], [2]])))
finish('islice', itertools.islice(Items('i', range(9)), 2))
finish('islice past end', itertools.islice(Items('i2'), 9))
finish('takewhile', itertools.takewhile(lambda x: x < 2, Items('tw', (1, 2, 3))))
finish('dropwhile', itertools.dropwhile(lambda x: x < 2, Items('dw', (1, 2, 3))))
finish('starmap', itertools.starmap(Item('star'), Items('sm', [(1,), (2,)])))
finish('accumulate', itertools.accumulate(Items('ac', (1, 2, 3))))
finish('compress', itertools.compress(Items('co', 'abc'), Items('se', (1, 0, 1))))
finish('zip_longest', itertools.zip_longest(Items('zl1', 'ab'), Items('zl2', 'c'), fillvalue='-'))
finish('pairwise', itertools.pairwise(Items('pw', (1, 2, 3))))
finish('product', itertools.product(Items('p1'), Items('p2')))
finish('permutations', itertools.permutations(Items('pe'), 1))
finish('combinations', itertools.combinations(Items('cb'), 1))
finish('repeat', itertools.repeat(Item('repeated'), 2))
cycle = itertools.cycle(Items('cy'))
print('cycle', [next(cycle) for _ in range(5)])
del cycle
finish('callable', iter(iter(Items('ci')).__next__, 2))
finish('generator', (x for x in Items('ge')))
half('generator', (x for x in Items('ge2')))
finish('old protocol', iter(type('Old', (), {'__getitem__': lambda self, i: [5, 6][i], '__del__': lambda self: print('  old dies')})()))
finish('dict', iter({Item('key'): 1}))
d = {'a': Item('value')}
values = iter(d.values())
del d
print('values hold the dict')
print(next(values).name)
print(next(values, 'end'))
s = iter({Item('in set')})
print(next(s).name)
print(next(s, 'end'))
del s
t = iter((Item('t1'), Item('t2')))
print(next(t).name, 'still in the tuple')
print(next(t).name)
print(next(t, 'end'))
a, b = itertools.tee(Items('te', [Item('te1'), Item('te2'), Item('te3')]))
print(next(a).name, next(a).name, 'b has not moved')
print(next(b).name)
del b
print('b gone', next(a).name)
print(next(a, 'end'))
del a
g = itertools.groupby(Items('gr', [Item('g1'), Item('g2')]), key=lambda item: item.name[0])
key, group = next(g)
print(key, next(group).name)
print(next(g, 'end'), list(group))
del group
print('group gone')
del g
m = re.finditer('.', 'ab')
first = next(m)
print(first.group(), first.string, [x.group() for x in m], next(m, 'end'))


def failing():
    item = Item('local of failing')
    yield 1
    raise ValueError('in the middle')


f = map(lambda x: 1 / x, Items('me', (1, 0, 2)))
print(next(f))
try:
    next(f)
except ZeroDivisionError:
    print('failed')
print(next(f), next(f, 'end'))
del f
g = failing()
try:
    list(g)
except ValueError as error:
    print(error)
print('after error', next(g, 'end'))
x = Item('counted')
base = count(x)
holders = [iter([x]), iter((x,)), zip([x]), map(x, [1]), itertools.repeat(x), itertools.chain([x]), enumerate([x]), iter({x: x}), itertools.cycle([x]), reversed([x]), filter(x, []), itertools.count(1), itertools.islice([x], 1)]
print(count(x) - base)
for holder in holders:
    if not isinstance(holder, (itertools.repeat, itertools.cycle, itertools.count)):
        for _ in holder:
            pass
del _
print(count(x) - base, 'after exhausting')
holders.clear()
print(count(x) - base)
pairs = zip([x], [x])
pair = next(pairs)
print(count(x) - base, pair[0] is x)
del pair
print(next(pairs, 'end'), count(x) - base)
del pairs
print(count(x) - base)
for i in Items('loop', (1, 2, 3)):
    if i == 2:
        break
print('after break')
for i in Items('loop else'):
    pass
else:
    print('in else')
[y for y in Items('comprehension')]
print(sum(Items('sum')), max(Items('max')), sorted(Items('sorted')), list(Items('list')), tuple(Items('tuple')), any(Items('any')), 2 in Items('in'), dict.fromkeys(Items('keys')), ''.join(Items('join', 'ab')), {*Items('star')}, [*Items('display')])
first, *rest = Items('unpacked', (1, 2, 3))
print(first, rest)
del x
