# User code that changes a container in the middle of an operation on it.
import gc
class Clr:
    def __init__(s,c,n=0): s.c=c; s.n=n
    def __eq__(s,o): s.c.clear(); return s.n==getattr(o,'n',None)
    def __hash__(s): return 5
    def __lt__(s,o): s.c.clear(); return True
    def __repr__(s): s.c.clear(); return 'clr'
    def __index__(s): s.c.clear(); return s.n
    def __del__(s):
        s.c.append(1) if isinstance(s.c,list) else None
def t(name,f):
    try: print(name,f())
    except Exception as e: print(name,type(e).__name__,e)
def mk(n=3):
    l=[]
    l.extend([Clr(l,i) for i in range(n)]); return l
t('index',lambda: mk().index(7))
t('count',lambda: mk().count(7))
t('contains',lambda: 7 in mk())
t('remove',lambda: mk().remove(7))
t('eq',lambda: mk()==mk())
t('lt',lambda: mk()<mk())
t('repr',lambda: repr(mk()))
t('sort',lambda: mk().sort())
t('sortkey',lambda: mk().sort(key=lambda x:x))
def f(): l=mk(); return l[Clr(l,1)]
t('getitem',f)
def f(): l=mk(); l[Clr(l,1)]=5; return l
t('setitem',f)
def f(): l=mk(5); return l[Clr(l,0):Clr(l,3)]
t('slice',f)
def f(): l=mk(5); l[Clr(l,0):Clr(l,3):2]=[1,2]; return l
t('setslice',f)
def f(): l=mk(5); del l[Clr(l,0):Clr(l,4):2]; return l
t('delslice',f)
def f(): l=mk(5); l.insert(Clr(l,2),9); return l
t('insert',f)
def f(): l=mk(5); return l.pop(Clr(l,2))
t('pop',f)
class ClrIt:
    def __init__(s,c): s.c=c; s.i=0
    def __iter__(s): return s
    def __next__(s):
        s.i+=1
        if s.i>4: raise StopIteration
        s.c.clear(); return s.i
def f(): l=mk(5); l.extend(ClrIt(l)); return l
t('extend',f)
def f(): l=mk(5); l[1:3]=ClrIt(l); return l
t('assign it',f)
def f(): l=mk(8); l[::2]=ClrIt(l); return l
t('assign ext it',f)
def f(): l=mk(5); l+=ClrIt(l); return l
t('iadd',f)
def f(): l=mk(5); return l*Clr(l,2)
t('mul',f)
def f(): l=mk(5); return [k for k in map(lambda x:(l.clear(),x)[1].n,l)]
t('map',f)
def f(): d={}; d[Clr(d,1)]=1; d[Clr(d,2)]=2; return len(d)
t('dset',f)
def f(): d={}; k=Clr(d,1); d[k]=1; return Clr(d,1) in d, d
t('din',f)
def f(): d={}; k=Clr(d,1); d[k]=1; return d.pop(Clr(d,1),'none'), d
t('dpop',f)
def f(): d={}; k=Clr(d,1); d[k]=1; return d.setdefault(Clr(d,1),3)
t('dsetd',f)
def f():
    d={}; d[1]=Clr(d); e={1:Clr(d,4)}; return d==e
t('deq',f)
def f(): d={}; d[1]=Clr(d); d[2]=Clr(d); return repr(d)
t('drepr',f)
def f():
    d={}; d[Clr(d,1)]=1; e={}; e[Clr(e,1)]=2; d.update(e); return len(d),len(e)
t('dupd',f)
def f():
    d={}; d[Clr(d,1)]=1; e={Clr(d,2):1, Clr(d,3):1}; return len(d|e)
t('dor',f)
def f():
    d={1:1,2:2,3:3}
    for k,v in zip(d,ClrIt([])): d[k]=v; 
    for k in list(d): del d[k]
    return d
t('diter',f)
def S(n=3):
    s=set(); 
    for i in range(n): set.add(s,Clr(s,i)) if not s else s.update({Clr([],i)})
    return s
class E2:
    def __init__(s,c,h,n): s.c=c; s.h=h; s.n=n
    def __hash__(s): return s.h
    def __eq__(s,o):
        if s.c is not None: s.c.clear()
        return False
def f(): s=set(); s.add(E2(s,1,1)); s.add(E2(s,1,2)); return len(s)
t('sadd',f)
def f(): s=set(); s.add(E2(s,1,1)); s|={E2(None,1,3),E2(None,1,4)}; return len(s)
t('sior',f)
for op in ('__or__','__and__','__sub__','__xor__','__ior__','__iand__','__isub__','__ixor__','union','intersection','difference','symmetric_difference','update','issubset','issuperset','isdisjoint','__eq__','__le__','__lt__','difference_update','symmetric_difference_update','intersection_update'):
    def f():
        a=set(); b=set(); a.add(E2(b,1,1)); b.add(E2(a,1,2)); a.add(5); b.add(6); b.add(7)
        r=getattr(a,op)(b)
        return (len(r) if isinstance(r,set) else r), len(a), len(b)
    t(op,f)
def f(): s=set(); s.add(Clr(s)); s.add(1); return repr(s)
t('srepr',f)
def f(): s=set(); s.add(E2(s,1,1)); return E2(None,1,1) in s, len(s)
t('sin',f)
def f(): s=set(); s.add(E2(s,1,1)); s.discard(E2(None,1,1)); return len(s)
t('sdis',f)
def f(): s={1,2,3}; return s.intersection(ClrIt(s)), s.union(ClrIt(s)), s
t('sint',f)
# del during iteration
class D:
    def __init__(s,l): s.l=l
    def __del__(s): s.l.append('x') if len(s.l)<20 else None
def f(): l=[]; l.extend([D(l) for _ in range(5)]); l[1:4]=[]; n=len(l); del l[0]; m=len(l); l.clear(); k=len(l); l[:]=[D(l),D(l)]; l[::2]=[1]; return n,m,k,[type(x).__name__ for x in l]
t('delmut',f)
def f():
    l=[]; l.extend([D(l) for _ in range(3)]); l*=0; return l
t('imul0',f)
def f(): 
    d={}
    class DD:
        def __del__(s): d['x']=1
    d[1]=DD(); d[1]=2; r=dict(d); d[2]=DD(); del d[2]; d[3]=DD(); d.clear(); return r,d
t('ddel',f)
def f():
    s=set()
    class DD:
        def __del__(s2): s.add(7)
    s.add(DD()); s.clear(); r=set(s); s.add(DD()); s.pop(); return r,s
t('sdel',f)
def f():
    it=iter([1,2,3]); z=zip(it,it,it); return list(z)
t('zip',f)
def f():
    def g(x):
        gc.collect(); return x
    return sorted(map(g,[[3],[1],[2]]),key=g), list(filter(g,[[1],[]])), dict(zip(map(g,[(1,),(2,)]),map(g,[[1],[2]]))), set(map(g,[(1,2),(3,)]))
t('gc',f)
def f():
    e=[]
    for a in enumerate([[],[1]]):
        e.append(a); gc.collect()
    for a in {1:[],2:[3]}.items(): e.append(a); gc.collect()
    for a in zip([[],[1]],[[2],[3]]): gc.collect(); e.append(a)
    return e,[gc.is_tracked(x) for x in e]
t('gctuple',f)
deep=[]; 
for i in range(100000): deep=[deep]
del deep
deep=()
for i in range(100000): deep=(deep,)
del deep
deep={}
for i in range(50000): deep={1:deep}
del deep
