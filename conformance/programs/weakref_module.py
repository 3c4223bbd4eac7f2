# weakref of the library on _weakref: dictionaries, sets, methods, finalizers at exit.
import weakref, gc
class C:
    def __init__(s,n): s.n=n
    def __repr__(s): return 'C(%s)'%s.n
    def m(self): return self.n
c=C(1)
r=weakref.ref(c, lambda r: print('dead'))
print(r() is c, weakref.getweakrefcount(c), weakref.proxy(c).n)
d=weakref.WeakValueDictionary(); d['a']=c; d['b']=C(2)
print(sorted(d.keys()), len(d))
k=weakref.WeakKeyDictionary(); k[c]=1; print(len(k), k[c], list(k.items()))
s=weakref.WeakSet([c]); print(len(s), c in s)
m=weakref.WeakMethod(c.m); print(m()())
f=weakref.finalize(c, print, 'final', 5); print(f.alive, f.peek()[1:])
del c
print(r(), len(d), len(k), len(s), m(), f.alive)
g=weakref.finalize(C, print, 'never')
g.atexit=False
x=C(9)
h=weakref.finalize(x, print, 'at exit')
