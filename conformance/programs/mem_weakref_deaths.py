# collections show
# Which order: __del__, weak references, callbacks, dictionaries; by count and in cycles; callbacks that raise, revive, or drop others.
import gc
import sys
import weakref

gc.disable()
sys.unraisablehook = lambda u: print('  unraisable:', u.exc_value, '|', u.object is not None)


class T:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print(f'  del {self.name}, refs', [r() is not None for r in refs])

    def __repr__(self):
        return self.name


def note(text):
    return lambda ref: print('  callback', text, ref())


refs = []
t = T('by count')
refs += [weakref.ref(t), weakref.ref(t, note('one')), weakref.ref(t, note('two'))]
print(weakref.getweakrefcount(t), refs[0] is weakref.ref(t), refs[1] is not refs[2])
del t
refs = []
print('cycle')
a, b = T('a'), T('b')
a.other, b.other = b, a
refs += [weakref.ref(a, note('a')), weakref.ref(b, note('b')), weakref.ref(a)]
del a, b
print(gc.collect(), [r() for r in refs])
refs = []
print('callback in the cycle itself')
a = T('c')
a.me = a
a.ref = weakref.ref(a, note('never'))
del a
print(gc.collect())
print('callback raises')
t = T('raises')


def bad(ref):
    raise ValueError('in callback')


keep = weakref.ref(t, bad), weakref.ref(t, note('before it'))
del t
print('callback drops another')
one, two = T('one'), T('two')
holder = {'two': two}
del two
r1 = weakref.ref(one, lambda r: holder.clear())
r2 = weakref.ref(holder['two'], note('two gone'))
del one
print(r2())
print('resurrection by __del__')


class Lazarus:
    def __del__(self):
        global saved
        saved = self
        print('  refs in del:', ref() is self)


l = Lazarus()
ref = weakref.ref(l, note('lazarus'))
del l
print('  back:', saved is not None, ref() is saved, weakref.getweakrefs(saved) == [ref])
del saved
print('  second death:', ref())
print('resurrection in a cycle')
l = Lazarus()
l.me = l
ref = weakref.ref(l, note('cleared first'))
del l
print(gc.collect(), ref(), saved is not None)
saved.me = None
del saved
print('equality and hash')
x, y = T('x'), T('x')
T.__eq__ = lambda s, o: s.name == o.name
T.__hash__ = lambda s: 7
rx, ry = weakref.ref(x), weakref.ref(y)
print(rx == ry, hash(rx), rx != ry)
T.__del__ = lambda s: None
del x
print(rx == ry, hash(rx), rx == rx, ry == weakref.ref(y))
del y
try:
    hash(ry)
except TypeError as error:
    print(error)
print(repr(ry).split(' at ')[0], repr(ry).split('; ')[1])
print('subclass, proxies, keys')


class R(weakref.ref):
    def __init__(self, obj, callback=None, *, tag):
        super().__init__(obj, callback)
        self.tag = tag

    def __new__(cls, obj, callback=None, *, tag):
        return super().__new__(cls, obj, callback)


k = Lazarus.__base__ and T('k')
r = R(k, tag=5)
print(r.tag, r() is k, r.__callback__, weakref.ref(k, print).__callback__ is print, isinstance(r, weakref.ref), weakref.getweakrefcount(k))
p = weakref.proxy(k, note('proxy'))
print(p.name, p == k, str(p), bool(p), type(p) is weakref.ProxyType, isinstance(p, T))
del k
for action in lambda: p.name, lambda: str(p), lambda: setattr(p, 'a', 1), lambda: p == 1, lambda: bool(p):
    try:
        print(action())
    except ReferenceError as error:
        print(error)
d = weakref.WeakKeyDictionary()
v = weakref.WeakValueDictionary()
obj = T('entry')
d[obj], v['k'] = 1, obj
it = iter(d.items())
print(next(it))
del obj
print(len(d), len(v), list(it))
for wrong in 5, 'x', [], {}, (), None, object(), slice(1), type(print):
    try:
        weakref.ref(wrong)
        print('fine', wrong)
    except TypeError as error:
        print(error)
for good in T, len, note, T.__repr__, set(), frozenset(), gc, (i for i in ''), type, memoryview(b''):
    print(type(weakref.ref(good)()).__name__, end=' ')
print()
