import sys

x = 'global x'


class C:
    x = 'class x'
    items = [1, 2, 3]
    first = [i for i in items]
    second = [x for i in items]
    third = {i: x for i in items}
    fourth = {(i, x) for i in items[:1]}
    nested = [[x, j] for j in items for k in [j] if k > 1]
    inner = [[i * j for j in range(2)] for i in items]
    lambdas = [(lambda: (i, x))() for i in items]
    walrus_free = [x.upper() for _ in range(1)]
    del items


for name in ('first', 'second', 'third', 'fourth', 'nested', 'inner', 'lambdas', 'walrus_free'):
    print(name, getattr(C, name))
print(sorted([n for n in vars(C) if not n.startswith('__')]))


def f():
    x = 'f x'

    class D:
        x = 'D x'
        seen = [x for _ in range(1)]
        both = [(x, [x for _ in range(1)]) for _ in [x]]

        def method(self):
            return [__class__.__name__ for _ in range(1)], [super(D, self).__repr__ is not None for _ in range(1)]

    return D.seen, D.both, D().method()


print(f())


def walrus():
    total = 0
    partial = [total := total + v for v in range(5)]
    return total, partial, [last := i for i in range(3)][-1], last


print(walrus())
print([y := 10, y ** 2], y)
if any([(found := n) > 2 for n in range(5)]):
    print('found', found)


def leak():
    i = 'kept'
    r = [i for i in range(3)]
    return i, r


print(leak())


def unbound():
    r = [i for i in range(3)]
    try:
        return i
    except NameError as e:
        return e


print(type(unbound()).__name__, unbound())


def closures():
    fs = [lambda: i for i in range(3)]
    gs = [lambda i=i: i for i in range(3)]
    return [f() for f in fs], [g() for g in gs]


print(closures())


def outer_rebound():
    n = 1
    r = [n for n in range(3)], n
    n += 10
    s = [n + m for m in range(2)]
    return r, s, n


print(outer_rebound())


def depth():
    return [sys._getframe().f_code.co_name for _ in range(1)][0], [sys._getframe(1).f_code.co_name for _ in range(1)][0]


print(depth())


def deletes():
    v = [1]
    r = [v for v in v]
    del v
    try:
        v
    except UnboundLocalError as e:
        print(e)
    return r


print(deletes())
print([a for a, *b in [(1, 2, 3), 'xyz']], [b for a, *b in [(1, 2, 3), 'xyz']])
print({k: v for k, v in [('a', 1), ('b', 2)]}, {n % 3 for n in range(10)})
print([(i, j) for i in range(3) for j in range(i)])
print([[c for c in row if c != 'b'] for row in ('abc', 'bbb')])
