from _collections import OrderedDict as OD
import sys, gc
print([sys.getsizeof(OD.fromkeys(range(n))) for n in (0,1,5,6,10,11,50)], sys.getsizeof(OD(a=1,b=2)))
o=OD.fromkeys('abcdefgh'); del o['c']; o['c']=1; o.move_to_end('a'); o.move_to_end('h',last=False); print(list(o), list(reversed(o)), list(o.items()), list(reversed(o.values())))
for i in range(40): o[i]=i
for i in range(0,40,2): del o[i]
print(list(o)); print(o.popitem(), o.popitem(last=False), o.popitem(False), o.pop('b'), o.pop('zz',5), len(o))
print(dict(o)==o, list(dict(o)), list({**o}), list(OD(o)), o==OD(o), OD(a=1,b=2)==OD(b=2,a=1), OD(a=1,b=2)=={'b':2,'a':1}, {'a':1}==OD(a=1), OD(a=1)!=OD(a=2))
print(o.setdefault('new',3), o.setdefault('new',4), o.get('new'), 'new' in o, o.setdefault('none'))
x=OD(a=1)|{'b':2}; print(x, {'q':1}|OD(a=1), type({'q':1}|OD(a=1)).__name__); x|=[('c',3)]; print(x); x.update({'d':4},e=5); x.update([('f',6)]); print(x, x.copy()==x); x.clear(); print(x,len(x)); x['again']=1; print(x)
def f(**k): return k
print(f(**OD(z=1,y=2)))
ks=OD(a=1,b=2).keys(); print(ks & {'a'}, ks | {'c'}, 'a' in ks, len(ks), ks)
class K:
    def __init__(s,n): s.n=n
    def __del__(s): print('del',s.n)
    def __hash__(s): return hash(s.n)
    def __eq__(s,o): return s.n==o.n
o=OD(); o[K('k1')]=K('v1'); o[K('k2')]=K('v2'); del o[K('k1')]; print('deleted'); o[K('k2')]=K('v3'); print('replaced'); o.popitem(); print('popped')
o[K('x')]=K('y'); o[K('x2')]=K('y2'); del o; print('dead')
o=OD(); o[K('c1')]=K('c2'); o.clear(); print('cleared')
o=OD(); o['me']=o; o[K('g')]=1; del o; print(gc.collect())
class S(OD):
    def __setitem__(s,k,v): print('set',k); OD.__setitem__(s,k,v)
    def __missing__(s,k): return 'miss '+k
s=S(a=1); s['b']=2; print(s, s['q'], s.pop('a'), s.setdefault('z',1), S.fromkeys('pq')); s.attr=1; print(s.__dict__)
o=OD(); 
for i in range(1000): o[i]=i; o.move_to_end(i//2)
while len(o)>500: o.popitem(last=False)
print(sum(o), len(o))
it=iter(OD(a=1,b=2).items()); p=next(it); q=next(it); print(p is q,p,q, list(it))
d=OD(a=1); dict.__setitem__(d,'b',2); print(len(d), list(d)); dict.clear(d)
import weakref; w=OD(); r=weakref.ref(w); del w; print(r())
def tr(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
tr(lambda: OD([(1,)])); tr(lambda: OD([()])); tr(lambda: OD()[[]]); tr(lambda: hash(OD())); tr(lambda: OD(a=1)|5); tr(lambda: OD(a=1)<OD())
