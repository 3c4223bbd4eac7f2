# Weak references as objects: sharing, equality, hash, repr, counts, subclasses, and both functions that list them.
import sys
import weakref


class A:
    def __init__(self, n=0):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __hash__(self):
        return self.n

    def __repr__(self):
        return f'A({self.n})'


a, b = A(1), A(1)
r = weakref.ref(a)
print(r is weakref.ref(a), r is weakref.ref(a, None), weakref.ref(a, print) is weakref.ref(a, print), sys.getrefcount(r))
q = weakref.ref(b)
print(r == q, r != q, hash(r) == hash(a), r is q)
c = A(2)
s = weakref.ref(c)
print(r == s, hash(s))
del b
print(r == q, q == q)
try:
    hash(q)
except TypeError as e:
    print(e)
del a
print(hash(r), r == q, r == r)
del c
print(hash(s))
try:
    r < s
except TypeError as e:
    print(e)
a = A(3)
p = weakref.proxy(a)
print(weakref.getweakrefcount(a), len(weakref.getweakrefs(a)), p is weakref.proxy(a), type(p).__name__)
r = weakref.ref(a)
print(weakref.getweakrefcount(a), [type(x).__name__ for x in weakref.getweakrefs(a)])
print(sys.getrefcount(a), sys.getrefcount(r))


class R(weakref.ref):
    def __init__(self, o, callback=None, name=''):
        super().__init__(o, callback)
        self.name = name

    def __new__(cls, o, callback=None, name=''):
        return super().__new__(cls, o, callback)


x = R(a, None, 'first')
y = R(a, None, 'second')
print(x is y, x.name, y.name, x() is a, x == y, isinstance(x, weakref.ref))
print(weakref.getweakrefcount(a))
print(weakref.ref.__name__, weakref.ReferenceType is weakref.ref)
print(str(r)[:9], 'A' in repr(r))
del a
print('dead' in repr(r), r(), x(), weakref.getweakrefcount(5), weakref.getweakrefs(5))
for bad in (lambda: weakref.ref(), lambda: weakref.ref(1, 2, 3), lambda: weakref.proxy(1), lambda: r(1), lambda: weakref.ref(A(1), callback=1)):
    try:
        bad()
        print('no error')
    except TypeError as e:
        print(e)
