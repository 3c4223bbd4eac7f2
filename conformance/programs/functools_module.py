import _functools, sys, gc
from _functools import reduce, partial, cmp_to_key, _lru_cache_wrapper
def tr(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
print(reduce(lambda a,b:a+b,[1,2,3]), reduce(lambda a,b:a*b,[],7)); tr(lambda: reduce(1,[])); tr(lambda: reduce(1,5)); tr(lambda: reduce(1)); tr(lambda:reduce(1,[1,2]))
def f(*a,**k): return a,k
p=partial(f,1,2,x=3); print(p(), p(4), p(5,y=6), p(x=9), p.func is f, p.args, p.keywords)
q=partial(p,7,z=1); print(q.args,q.keywords,q.func is f, q())
tr(lambda: partial()); tr(lambda: partial(3)); print(repr(partial(print,1,a=2)), sys.getsizeof(p))
class P(partial): pass
print(repr(P(print,1)), P(f,1)(2))
p.attr=5; print(p.__dict__, partial(p,1).func is p); tr(lambda: p.nope)
print(p.__reduce__()[1:][0][0] is f, p.__reduce__()[2][1:])
p.__setstate__((f,(9,),{'k':1},None)); print(p(), p.__dict__); tr(lambda: p.__setstate__(1)); tr(lambda: p.__setstate__((1,(),{},{})))
r=partial(f); r.__setstate__((r,(),{},{})); print(repr(r)); r.__setstate__((f,(),{},{}))
print(sorted([3,1,2],key=cmp_to_key(lambda a,b:b-a))); K=cmp_to_key(lambda a,b:a-b); print(K(1)<K(2), K(1)==K(1), K(obj=5).obj, K(3)>=K(4)); tr(lambda:K(1)<1); tr(lambda: hash(K(1))); tr(lambda:cmp_to_key()); tr(lambda: K())
class Info(tuple):
    def __new__(c,*a): return tuple.__new__(c,a)
calls=[]
def g(*a,**k): calls.append((a,k)); return (a, sorted(k.items()))
c=_lru_cache_wrapper(g,2,False,Info)
print(c(1),c(1),c('a'),c(2),c(1), c.cache_info(), len(calls)); print(c(1,2,k=3), c(1,2,k=3), c.cache_info()); c.cache_clear(); print(c.cache_info())
u=_lru_cache_wrapper(g,None,True,Info); print(u(1),u(1.0),u(True),u(1), u.cache_info()); z=_lru_cache_wrapper(g,0,False,Info); z(1); z(1); print(z.cache_info())
tr(lambda: _lru_cache_wrapper(1,2,3,4)); tr(lambda: _lru_cache_wrapper(g,'a',False,Info)); tr(lambda: c([])); print(_lru_cache_wrapper(g,-5,False,Info).cache_info(), sys.getsizeof(c))
class A:
    m=_lru_cache_wrapper(lambda self,x:x*2,8,False,Info)
print(A().m(4), A.m.cache_info(), A.m is A.__dict__['m']); c.tag=1; print(c.__dict__)
class R:
    def __init__(s,n): s.n=n
    def __del__(s): print('del',s.n)
    def __hash__(s): return 1
    def __eq__(s,o): return s is o
h=_lru_cache_wrapper(lambda r: R('res'+r.n),2,False,Info)
x=R('k1'); v=h(x); print(sys.getrefcount(x),sys.getrefcount(v)); del v,x; h(R('k2')); print('fill'); h(R('k3')); print('clear'); h.cache_clear(); print('cleared')
h(R('k4')); del h; print('gone')
def rec():
    w=_lru_cache_wrapper(lambda k: w,4,False,Info); w(R('cyc')); w(1)
rec(); print(gc.collect()>0)
def fib(n): return n if n<2 else fib(n-1)+fib(n-2)
fib=_lru_cache_wrapper(fib,None,False,Info); print(fib(40), fib.cache_info())
def fb(n): return n if n<2 else fb(n-1)+fb(n-2)
fb=_lru_cache_wrapper(fb,3,False,Info); print(fb(40), fb.cache_info())
