import weakref,gc
def show(s): return s
class A: pass
class S(A):
    def __repr__(self): return 'S!'
    def __str__(self): return 'sstr'
    def __call__(self,*a,**k): return a,k
    def __len__(self): return 3
a=A(); s=S()
def f(): pass
r=weakref.ref(a)
def T(s, f):
    try: print(s, '->', f())
    except BaseException as e: print(s, '!!', type(e).__name__, e)
T('weakref.ref()', lambda: weakref.ref())
T('weakref.ref(a,None,3)', lambda: weakref.ref(a,None,3))
T('weakref.ref(a,callback=1)', lambda: weakref.ref(a,callback=1))
T('weakref.ref(1)', lambda: weakref.ref(1))
T('weakref.proxy(1)', lambda: weakref.proxy(1))
T('weakref.proxy()', lambda: weakref.proxy())
T('weakref.proxy(a,None,1)', lambda: weakref.proxy(a,None,1))
T('r(1)', lambda: r(1))
T('r(x=1)', lambda: r(x=1))
T('repr(r)', lambda: repr(r))
T('repr(weakref.ref(f))', lambda: repr(weakref.ref(f)))
T('repr(weakref.ref(A))', lambda: repr(weakref.ref(A)))
T('repr(weakref.ref(gc))', lambda: repr(weakref.ref(gc)))
T('weakref.proxy(a)', lambda: weakref.proxy(a))
T('repr(weakref.proxy(s))', lambda: repr(weakref.proxy(s)))
T('str(weakref.proxy(s))', lambda: str(weakref.proxy(s)))
T('type(weakref.proxy(s))', lambda: type(weakref.proxy(s)))
T('type(weakref.proxy(a))', lambda: type(weakref.proxy(a)))
T('weakref.proxy(s)(1,b=2)', lambda: weakref.proxy(s)(1,b=2))
T('len(weakref.proxy(s))', lambda: len(weakref.proxy(s)))
T('len(weakref.proxy(a))', lambda: len(weakref.proxy(a)))
T('iter(weakref.proxy(a))', lambda: iter(weakref.proxy(a)))
T('next(weakref.proxy(a))', lambda: next(weakref.proxy(a)))
T('weakref.proxy(a)+1', lambda: weakref.proxy(a)+1)
T('1+weakref.proxy(a)', lambda: 1+weakref.proxy(a))
T('weakref.proxy(a)[0]', lambda: weakref.proxy(a)[0])
T('weakref.proxy(a).x', lambda: weakref.proxy(a).x)
T('weakref.proxy(a)==a', lambda: weakref.proxy(a)==a)
T('weakref.proxy(a)<a', lambda: weakref.proxy(a)<a)
T('weakref.proxy(a).__class__', lambda: weakref.proxy(a).__class__)
T('1 in weakref.proxy(a)', lambda: 1 in weakref.proxy(a))
T('bool(weakref.proxy(s))', lambda: bool(weakref.proxy(s)))
T('float(weakref.proxy(a))', lambda: float(weakref.proxy(a)))
T('int(weakref.proxy(a))', lambda: int(weakref.proxy(a)))
T('weakref.ProxyType()', lambda: weakref.ProxyType())
T('weakref.CallableProxyType(a)', lambda: weakref.CallableProxyType(a))

T('weakref.ProxyType', lambda: weakref.ProxyType)
T('r.__callback__', lambda: r.__callback__)
T('r==weakref.ref(a)', lambda: r==weakref.ref(a))
T('r!=weakref.ref(s)', lambda: r!=weakref.ref(s))
T('hash(r)==hash(a)', lambda: hash(r)==hash(a))
T('weakref.getweakrefcount()', lambda: weakref.getweakrefcount())
T('weakref.foo', lambda: weakref.foo)
T('r.__callback__ is None', lambda: r.__callback__ is None)
T('setattr(r,"__callback__",1)', lambda: setattr(r,"__callback__",1))
T('weakref.getweakrefcount', lambda: weakref.getweakrefcount)
p=weakref.proxy(a); q=weakref.proxy(a,lambda x:print('cb',show(repr(x)), x.__class__)) ; r2=weakref.ref(a); h=hash(r2); r3=weakref.ref(s); r4=weakref.ref(a, print)
print(r4.__callback__)
del a
print(r2(), hash(r2)==h, show(repr(r2)),r4.__callback__); 
del s
try: hash(r3)
except TypeError as e: print(e)
print(r2==r, r2==r3)
T('p.x', lambda: p.x)
T('str(p)', lambda: str(p))
T('repr(p)', lambda: repr(p))
T('bool(p)', lambda: bool(p))
T('len(p)', lambda: len(p))
T('p==1', lambda: p==1)
T('p[0]', lambda: p[0])
T('p+1', lambda: p+1)
T('setattr(p,"a",1)', lambda: setattr(p,"a",1))
T('p.__class__', lambda: p.__class__)
T('p<1', lambda: p<1)
T('iter(p)', lambda: iter(p))
T('2 in p', lambda: 2 in p)
T('dir(p)', lambda: dir(p))
T('print(p)', lambda: print(p))
class M(weakref.ref):
    def __init__(self,o,cb=None,z=3): super().__init__(o,cb); self.z=z
    def __new__(cls,o,cb=None,z=3): return super().__new__(cls,o,cb)
b=A()
m=M(b,z=5); print(show(repr(m)),m.z,m() is b,m==weakref.ref(b), M(b) is m)
class M2(weakref.ref): __slots__='k'
try: M2(b,None,1)
except TypeError as e: print(e)
m2=M2(b); m2.k=1; print(m2.k, weakref.getweakrefcount(b))
import sys
