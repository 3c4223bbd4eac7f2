# Scopes and order in comprehensions: class bodies, closures over variables, nested targets, async, conditions, side effects.
x = 'global'


class C:
    x = 'class'
    y = [x for _ in [1]]
    z = [i for i in x]
    try:
        w = [x + j for j in x]
    except NameError as error:
        w = error
    n = [[x for _ in [1]] for _ in [1]]
    g = list(x for _ in [1])


print(C.y, C.z, C.w, C.n, C.g)
fs = [lambda: i for i in range(3)]
gs = [lambda i=i: i for i in range(3)]
print([f() for f in fs], [g() for g in gs], [(lambda: j)() for j in 'ab'])
order = []
note = lambda *a: order.append(a) or a[-1]
print([note('elt', i, j) for i in note('outer', [1, 2]) if note('if', i, True) for j in note('inner', [i, 0]) if note('if2', j, j)], order)
order.clear()
print({note('key', i): note('value', i * 2) for i in range(2)}, order)
print([a + b for a, b in [(1, 2), (3, 4)]], [c for (a, *b), c in [((1, 2, 3), 4)]], [h for h.attr in []] if False else 0)


class Box:
    pass


box = Box()
print([box.v for box.v in 'xy'], box.v, [d[0] for d in [{}] for d[0] in (5, 6)])
print([i for i in range(10) if i % 2 if i % 3], [i if i > 1 else -i for i in range(4)], [y for x in [[1, 2], [3]] for y in x], [*[i for i in 'ab']], x)


def f(items, n=2):
    return [item * n for item in items for n in [n]] if False else [[i * n for i in items] for n in range(n)]


print(f([1, 2]))


def leaks():
    try:
        [boom for boom in [1, 2] if boom / 0]
    except ZeroDivisionError:
        pass
    return sorted(locals())


print(leaks())


def shadow(i):
    result = [i for i in range(i)]
    return i, result, {i: i for i in 'q'}, i, {i for i in [i]}, list(i for i in [i])


print(shadow(3))


def cells():
    y = 1
    fs = [lambda: (y, z) for z in range(2)]
    y = 2
    return [f() for f in fs]


print(cells())


async def agen(n):
    for i in range(n):
        yield i


async def main():
    a = [i async for i in agen(3)]
    b = {i: j async for i in agen(2) for j in 'x'}
    c = [await one(i) for i in range(2)]
    d = [v async for v in (i * 2 async for i in agen(3) if i)]
    return a, b, c, d, {i async for i in agen(1)}


async def one(i):
    return i + 100


try:
    main().send(None)
except StopIteration as stop:
    print(stop.value)
g = (note('lazy', i) for i in note('eager', [1]))
print(order[-1], list(g), order[-1])
it = iter([1, 2, 3])
print([(i, next(it, None)) for i in it])
try:
    (i for i in 5)
except TypeError as error:
    print(error)
try:
    [i for i in range(2) for j in i]
except TypeError as error:
    print(error)


def stops():
    return [next(iter([])) for _ in [1]]


for function in stops, lambda: list(next(iter([])) for _ in [1]):
    try:
        function()
    except (StopIteration, RuntimeError) as error:
        print(repr(error), repr(error.__cause__))
print([locals() is not None for _ in [1]], [__class__ for __class__ in [1]], type((yield_ for yield_ in [])).__name__)
