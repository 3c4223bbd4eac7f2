# collections show
# Closure cells: sharing, deletion, rebinding, cycles through functions, cells of classes, empty cells, cell_contents set from outside.
import gc
import sys
import weakref

gc.disable()


class T:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('  del', self.name)


def make(value):
    def get():
        return value

    def set_(new):
        nonlocal value
        value = new

    def delete():
        nonlocal value
        del value
    return get, set_, delete


get, set_, delete = make(T('first'))
print(get().name, get.__closure__[0] is set_.__closure__[0], len(get.__closure__))
set_(T('second'))
print(get().name)
delete()
for action in get, delete, lambda: get.__closure__[0].cell_contents:
    try:
        action()
    except (NameError, ValueError) as error:
        print(type(error).__name__, error)
get.__closure__[0].cell_contents = T('third')
print(get().name, repr(get.__closure__[0])[:9], get.__code__.co_freevars, make.__code__.co_cellvars)
del get
print('others keep it')
del set_, delete


def recursive():
    t = T('held by recursion')

    def fact(n):
        return t and n and n * fact(n - 1) or 1
    return fact(5)


print(recursive())
print('cycle:', gc.collect())


def broken():
    t = T('cycle broken')

    def fact(n):
        return t and (n * fact(n - 1) if n else 1)
    result = fact(4)
    fact = None
    return result


print(broken(), gc.collect())


class WithSuper:
    def method(self):
        return __class__, super().__repr__

    def plain(self):
        return 1


cell = WithSuper.method.__closure__[0]
print(cell.cell_contents is WithSuper, WithSuper.plain.__closure__, WithSuper.method.__code__.co_freevars)
w = weakref.ref(WithSuper)
del WithSuper, cell
print(w() is None, gc.collect() > 0, w())


def counter():
    n = 0

    def step():
        nonlocal n
        n += 1
        return n
    return step


a, b = counter(), counter()
print(a(), a(), b(), a.__closure__[0].cell_contents, a.__closure__[0] == b.__closure__[0], a.__closure__[0] > b.__closure__[0])
x = T('counted')
base = sys.getrefcount(x)
f = (lambda v: lambda: v)(x)
g = (lambda v: [lambda: v, lambda: v, lambda: v])(x)
print(sys.getrefcount(x) - base, len({id(h.__closure__[0]) for h in g}), sys.getrefcount(g[0].__closure__[0]))
del f
g[0].__closure__[0].cell_contents = None
print(sys.getrefcount(x) - base)
del x, g


def late():
    fs = [lambda: i for i in range(3)]
    hs = []
    for j in range(3):
        hs.append(lambda: j)
    return [q() for q in fs], [q() for q in hs], fs[0].__closure__[0] is fs[2].__closure__[0]


print(late())


def unbound():
    def inner():
        return later
    try:
        inner()
    except NameError as error:
        print(error)
    later = 1
    return inner()


print(unbound())


def arg_cells(a, /, b, *c, d=4, **e):
    return lambda: (a, b, c, d, e)


h = arg_cells(T('a'), 2, 3, k=5)
print([type(c.cell_contents).__name__ for c in h.__closure__], h.__code__.co_freevars)
del h


def generator_cell():
    t = T('in generator cell')

    def read():
        return t.name
    yield read
    t = None
    yield read


gen = generator_cell()
r = next(gen)
print(r())
gen.close()
print('closed, cell lives:', r())
del gen, r
import types
new = types.CellType(T('made by hand'))
empty = types.CellType()
print(new.cell_contents.name, repr(empty), empty == types.CellType(), new != empty)
fn = types.FunctionType(make(1)[0].__code__, {}, 'fn', None, (new,))
print(fn().name)
del new.cell_contents
try:
    fn()
except NameError as error:
    print(error)
for wrong in (None, (), (1,), (empty, empty)):
    try:
        types.FunctionType(make(1)[0].__code__, {}, 'fn', None, wrong)
    except (TypeError, ValueError) as error:
        print(error)
