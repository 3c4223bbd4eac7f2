from _collections import defaultdict, _count_elements, _tuplegetter
import sys, gc
def tr(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
d=defaultdict(list); d['a'].append(1); d['b']; print(d, d.default_factory is list, dict(d)); tr(lambda: defaultdict()['x']); tr(lambda: defaultdict(3)); print(defaultdict(None,a=1), defaultdict(int,{1:2}), defaultdict())
print(d.copy(), d|{'z':1}, {'q':1}|d, d=={'a':[1],'b':[]}, sys.getsizeof(defaultdict()), sys.getsizeof(d), d.__missing__('m'), len(d))
d|={'w':2}; print(d); d.default_factory=None; tr(lambda: d['nope'])
class C(defaultdict):
    def __missing__(self, k): return k*2
print(C(int)['ab'])
r=defaultdict(lambda:1); r['self']=r; print(repr(r).replace(hex(id(r.default_factory)),'X'))
c={}; _count_elements(c,'abracadabra'); print(c)
class M(dict):
    def get(self,k,d): print('get',k); return dict.get(self,k,d)
m=M(); _count_elements(m,'aab'); print(m)
g=_tuplegetter(1,'doc'); print(g, g.__doc__)
class T(tuple):
    x=_tuplegetter(0,'x doc'); y=_tuplegetter(5,None)
t=T((7,8)); print(t.x, T.x.__doc__); tr(lambda:t.y)
def s(): t.x=1
tr(s)
def s():
    del t.x
tr(s); tr(lambda: T.x.__get__([])); tr(lambda: _tuplegetter(1)); T.x.__doc__='new'; print(T.x)
tr(lambda: c.__missing__)
print(gc.is_tracked(defaultdict(int)), d.__reduce__()[:2])
class K:
    def __init__(s,n): s.n=n
    def __del__(s): print('del',s.n)
d=defaultdict(lambda:K('made')); d[1]; d['q']=K('own'); print(sys.getrefcount(d)); del d; print('end')
d=defaultdict(None); d['x']=d; d['k']=K('cyc'); del d; print(gc.collect())
