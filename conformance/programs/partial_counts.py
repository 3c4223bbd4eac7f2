# who holds what in the callables of functools and operator
import functools
import gc
import operator
import sys


class Item:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del', self.name)


def f(*args, **kwargs):
    return len(args), sorted(kwargs)


gc.collect()
x = Item('x')
base = sys.getrefcount(x)
p = functools.partial(f, x, key=x)
print(sys.getrefcount(x) - base, p(1, other=2), sys.getrefcount(x) - base)
q = functools.partial(p, x)
print(sys.getrefcount(x) - base, q.args == (x, x))
del p
print(sys.getrefcount(x) - base)
del q
g = operator.itemgetter(x)
m = operator.methodcaller('get', x, default=x)
print(sys.getrefcount(x) - base)
del g, m
print(sys.getrefcount(x) - base)
k = functools.cmp_to_key(lambda a, b: 0)(x)
print(sys.getrefcount(x) - base, k.obj is x)
del k, x
p = functools.partial(f, Item('cycle'))
p.me = p
del p
print(gc.collect())
r = functools.reduce(lambda a, b: b, [Item(n) for n in 'abc'])
print(r.name)
del r
cached = functools.lru_cache(maxsize=2)(lambda n: Item('made %d' % n))
cached(1), cached(2), cached(1)
print('third')
cached(3)
print('end')
cached.cache_clear()
