# WeakValueDictionary, WeakKeyDictionary and WeakSet while their members die, also during iteration.
import gc
import weakref


class K:
    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return f'K{self.n}'


a, b, c = K(1), K(2), K(3)
d = weakref.WeakValueDictionary(a=a, b=b)
d['c'] = c
print(len(d), sorted(d), d['a'], d.get('x'), 'b' in d)
del b
print(len(d), sorted(d), sorted(d.items(), key=str))
d.setdefault('a', c)
print(d.pop('c'), len(d))
for key in d:
    del a
    break
print(len(d), list(d.values()))
try:
    d['a']
except KeyError as e:
    print('KeyError', e)
a, b = K(1), K(2)
e = weakref.WeakKeyDictionary({a: 'one', b: 'two'})
print(sorted(e.values()), e[a], a in e, K(9) in e, len(e))
del a
print(len(e), list(e.items()))
e[c] = c
print(len(e))
del c
gc.collect()
print(len(e))
s = weakref.WeakSet([b])
x = K(5)
s.add(x)
print(len(s), x in s, sorted(map(str, s)))
del x
print(len(s), s == weakref.WeakSet([b]), s | {b} == s)
x = K(6)
s.add(x)
for o in s:
    del o, x
    break
print(len(s))
s.discard(b)
print(len(s))
cycle = K(7)
cycle.me = cycle
d['cycle'] = cycle
s.add(cycle)
del cycle
print(len(d), len(s))
gc.collect()
print(len(d), len(s))
try:
    d['int'] = 5
except TypeError as error:
    print(error)
try:
    s.add('str')
except TypeError as error:
    print(error)
f = d.copy()
print(len(f), type(f).__name__, len(d.valuerefs()), len(e.keyrefs()))
