# What built-in functions and methods do with the counts of what they get.
from sys import getrefcount

m = [1]


def key(o):
    keys.append(getrefcount(o))
    return 0


keys = []
sorted([m, m], key=key)
max([m, m], key=key)
[m, m].sort(key=key)
print(keys)
keys.clear()
list(map(key, [m]))
list(filter(key, (m,)))
print(keys)
print(getrefcount(m))
print(getrefcount(list(m)), getrefcount(tuple(m)), getrefcount(dict(a=m)), getrefcount(set(m)))
print(getrefcount(id(m)), getrefcount([m][0]), getrefcount((m,)[0]), getrefcount({'a': m}['a']), getrefcount({'a': m}.get('a')))
x = isinstance(m, list), callable(m), type(m), len(m), repr(m), hash('a'), sum(m), any(m), all(m), iter(m), reversed(m)
print(getrefcount(m))
x = zip(m, m)
print(getrefcount(m))
x = enumerate(m)
print(getrefcount(m))
x = getattr(m, 'append')
print(getrefcount(m))
x = None
print(getrefcount(m))
x = vars()['m']
print(getrefcount(m))
x = eval('m')
print(getrefcount(m), eval('getrefcount(m)'))
exec('x = m; print(getrefcount(m))')
x = [m].pop(), (m,)[:1], [m] * 3
print(getrefcount(m))
x = {'a': m}.pop('a'), {1: m}.setdefault(1), {1: m}.popitem()
print(getrefcount(m))
x = type('X', (), {'m': m})
print(getrefcount(m))
x = None
import gc
gc.collect()
print(getrefcount(m))
x = memoryview(b'abc')
b = bytearray(b'abc')
print(getrefcount(b))
v = memoryview(b)
print(getrefcount(b), getrefcount(v))
w = v[1:]
print(getrefcount(b), getrefcount(v))
v.release()
w.release()
print(getrefcount(b))
