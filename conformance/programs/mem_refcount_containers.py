# Counts of an object in every container, while it goes in, is replaced, and leaves; list methods, dict methods, sets, tuples, deques.
import sys
from collections import OrderedDict, deque

x = object()
base = sys.getrefcount(x)
n = lambda: sys.getrefcount(x) - base
lst = [x] * 3
print('list', n(), end=' ')
lst.append(x), lst.insert(0, x), lst.extend([x, x])
print(n(), end=' ')
lst.pop(), lst.remove(x)
print(n(), end=' ')
lst[0] = None
lst[1:3] = []
print(n(), end=' ')
other = lst + lst
copy = lst[:]
print(n(), end=' ')
lst.sort(key=id)
lst.reverse()
lst *= 2
print(n(), end=' ')
lst.clear()
del other, copy
print(n())
t = (x, x)
u = t + t
v = tuple(t)
print('tuple', n(), v is t, end=' ')
w = (*t, *u)
print(n(), end=' ')
del t, u, v, w
print(n())
d = {1: x, 'k': x}
print('dict', n(), end=' ')
d[x] = x
d.setdefault('k', x), d.setdefault('new', x)
print(n(), end=' ')
d.update(k=None)
e = d | d
f = dict(d)
g = dict.fromkeys([1, 2, 3], x)
print(n(), end=' ')
d.popitem(), d.pop(x)
print(n(), end=' ')
items, values = list(d.items()), list(d.values())
print(n(), end=' ')
del d, e, f, g, items, values
print(n())
s = {x}
s.add(x)
fs = frozenset(s)
print('set', n(), end=' ')
s |= {x, 1}
z = s | fs
print(n(), end=' ')
s.discard(x)
y = fs & z
print(n(), end=' ')
del s, fs, z, y
print(n())
q = deque([x], maxlen=2)
q.append(x), q.append(x), q.appendleft(x)
print('deque', n(), end=' ')
q.rotate(1)
q.extend([1])
print(n(), end=' ')
q.clear()
od = OrderedDict(a=x, b=x)
od.move_to_end('a')
print(n(), end=' ')
od.popitem()
del od
print(n())
it = iter([x])
m = map(lambda a: a, [x, x])
zipped = zip([x], [x])
rev = reversed([x])
print('iterators', n(), end=' ')
next(it), next(m), next(zipped), next(rev)
print(n(), end=' ')
for i in it, m, zipped, rev:
    for _ in i:
        pass
_ = i = None
del it, m, zipped, rev
print(n())


class C:
    pass


c = C()
c.a = c.b = x
C.k = x
print('instance', n(), end=' ')
c.__dict__
c.a = None
print(n(), end=' ')
del c.b, C.k
print(n(), end=' ')
c.__dict__ = {'q': x}
print(n(), end=' ')
del c
print(n())


def f(a, *b, c=x, **d):
    return sys.getrefcount(x) - base


print('function', n(), f(x), f(x, x), f(1, x, c=None), n(), end=' ')
del f
print(n())
cell = (lambda x: lambda: x)(x)
bound = [].append
bound(x)
print('cells', n(), cell.__closure__[0].cell_contents is x, end=' ')
del cell, bound
print(n())
err = ValueError(x, x)
err.note = x
print('exception', n(), end=' ')
try:
    raise err
except ValueError as e:
    print(n(), end=' ')
del err
print(n())
sl = slice(x, x, x)
print('slice', n(), end=' ')
del sl
import functools
p = functools.partial(print, x, sep=x)
print('partial', n(), end=' ')
del p
print(n(), [x, x].count(x), n(), [x].index(x), n(), max([x, x], key=id) is x, n(), sorted([x, x], key=id)[0] is x, n())
