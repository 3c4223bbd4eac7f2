# What counts which references, seen by sys.getrefcount; what counts as an allocation; what is tracked.
import sys
rc=sys.getrefcount
class O:
    pass
o=O(); base=rc(o)
def show(*l): print(l[0], rc(o)-base)
l=[o]; show('list'); l.append(o); show('append'); l.insert(0,o); show('insert'); l+=[o]; show('iadd'); l.extend((o,o)); show('extend'); l=l+l; show('concat'); l=l*2; show('repeat'); l*=2; show('irepeat')
m=l[2:5]; show('slice'); del m; show('del'); l[1:4]=[]; show('assign empty'); l[::2]=[o]*len(l[::2]); show('ext assign'); del l[::3]; show('ext del'); x=l.pop(); show('pop'); del x; show('delx'); l.remove(o); show('remove'); l.reverse(); l.sort(key=id); show('sort'); k=l.copy(); show('copy'); k.clear(); show('clear'); l.index(o); l.count(o); o in l; show('search'); l==l[:]; show('cmp'); repr(l); show('repr')
it=iter(l); next(it); show('iter'); y=next(it); show('iter y'); del y,it; show('iter del'); list(l); show('list()'); tuple(l); show('tuple()'); t=tuple(l); show('t'); t2=t[1:]; show('t2'); t3=t+t2; show('t3'); hash; del t,t2,t3; show('del t'); del l; show('del l')
d={o:o}; show('dict'); d[o]=1; show('set'); d[1]=o; show('set2'); d.get(1); d.pop(1); show('pop'); d.setdefault(2,o); show('setdef'); d.copy(); e=d.copy(); show('copy'); e.update(d); show('upd'); e=d|e; show('or'); d.popitem(); show('popitem'); list(d.items()); show('items'); x=list(e.items()); show('items2'); del x; k=e.keys(); show('keys'); i=iter(e); next(i); show('iter'); del i,k; e.clear(); show('clear'); del d,e; show('del d')
d=dict.fromkeys([1,2,3],o); show('fromkeys'); d==dict(d); show('cmp'); d.values(); repr; del d; show('del')
s={o}; show('set'); s.add(o); show('add'); s2=s|{1}; show('or'); s3=s&s2; show('and'); s4=s2-{1}; show('sub'); s5=s^s2; show('xor'); f=frozenset(s2); show('frozen'); hash(f); x=s2.pop(); show('pop'); x=None; show('x'); s.discard(o); show('discard'); o in f; show('in'); del s,s2,s3,s4,s5,f; show('del s')
z=zip([o,o],[o,o]); show('zip'); a=next(z); show('a'); b=next(z); show('b'); del a; show('da'); next(z,None); show('end'); del z,b; show('dz')
e=enumerate([o,o]); a=next(e); show('en'); a=next(e); show('en2'); del e,a; show('de'); m=map(lambda v:v,[o]); x=next(m); show('map'); del x,m; show('dm'); m=filter(None,[o]); x=next(m); show('filter'); del x,m; show('df'); r=reversed([o]); x=next(r); show('rev'); del x,r; show('dr')
sl=slice(o,o,o); show('slice'); del sl; show('dsl'); r=iter([o,o].__getitem__,o); show('ci'); next(iter(lambda:o,1)); show('ci2'); del r; show('dci')
a,b=[o,o]; show('unpack'); a,*b=o,o,o; show('star'); del a,b; show('dunpack')
class R:
    def __init__(s,c): s.c=c
    def __repr__(s): return 'R%d,%d'%(rc(s),rc(s.c))
    def __eq__(s,x): print('eq',rc(s),rc(x),end=' '); return False
    def __hash__(s): print('h',rc(s),end=' '); return 3
    def __lt__(s,x): print('lt',rc(s),rc(x),end=' '); return False
l=[]; l.append(R(l)); x=repr(l); print(x); t=(R([]),); x=repr(t); print(x); l=[]; t=(R(l),l); l.append(t); x=repr(t); print(x); d={}; d[1]=R(d); x=repr(d); print(x); x=repr({R([])}); print(x); x=repr(d.values()); print(x); x=repr(d.items()); print(x); x=repr(slice(R([]),R([]))); print(x)
a=R(1);b=R(2)
print('count');[a].count(b)
print('index')
try: [a].index(b)
except ValueError: pass
l=[a]
print('in'); b in l; (a,).count(b); b in (a,)
print('remove')
try: [a].remove(b)
except ValueError: pass
print('cmp'); [a]==[b]; (a,)==(b,); [a]<[b]; (a,)<(b,); {1:a}=={1:b}
print('sort'); [a,b].sort()
print('sorted'); sorted([a,b],key=lambda x:x)
print('dict'); d={a:1}; d.get(b); d[b]=2; b in d; d.pop(b); {a:a}=={b:b}; d.setdefault(b,1); del d[b]; d|{b:1}; dict.fromkeys([a,b])
print('set'); s={a}; s.add(b); b in s; s.discard(b); s|{b}; s==frozenset([b]); s-{b}; s&{b}; s^{b}; set([a,b]); s.union([b]); s.isdisjoint([b])
import gc
gc.disable(); gc.collect()
def cnt(label,f):
    c=gc.get_count()[0]; f(); c2=gc.get_count()[0]; print(f'{label} {c2-c}')
keep=[]
cnt('noop',lambda:None)
cnt('list()',lambda:keep.append(list()))
cnt('[]',lambda:keep.append([]))
cnt('list(r)',lambda:keep.append(list(range(3))))
cnt('dict()',lambda:keep.append(dict()))
cnt('{}',lambda:keep.append({}))
cnt('set()',lambda:keep.append(set()))
cnt('tuple',lambda:keep.append(tuple(range(30))))
cnt('items',lambda:keep.append({1:2}.items()))
cnt('iteritems',lambda:keep.append(iter({1:2}.items())))
cnt('sorted',lambda:keep.append(sorted([3,1,2])))
cnt('sort',lambda:[3,1,2].sort())
cnt('range',lambda:keep.append(iter(range(5))))
cnt('fz',lambda:keep.append(frozenset([1])))
cnt('copy',lambda:keep.append({1:[]}.copy()))
print([gc.is_tracked(x) for x in ([],(),{},(1,),{1:1},{1:[]},set(),frozenset(),[1],(1,[]),dict(),dict(a=1),dict(a=[]),{}.copy(),{1:[]}.copy(),iter([]),range(3),iter(range(3)),slice(1),zip(),{}.keys(),enumerate([]),map(abs,[]),{1:1}|{2:[]})])
