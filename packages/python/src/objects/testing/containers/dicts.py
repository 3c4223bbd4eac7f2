# dict, its views and iterators: growth, order, merging, comparison, changes while they are searched.
import sys
g=sys.getsizeof
d={}; last=-1
for i in range(400):
    if g(d)!=last: print(len(d),g(d),end=';'); last=g(d)
    d[i]=i
print()
d={}; last=-1
for i in range(200):
    if g(d)!=last: print(len(d),g(d),end=';'); last=g(d)
    d['k%d'%i]=i
print(); d[1]=1; print(g(d)); del d[1]; print(g(d))
e=d.copy(); print(g(e),len(e)); e=dict(d); print(g(e)); e={**d}; print(g(e)); e={}; e.update(d); print(g(e)); e={1:1}; e.update(d); print(g(e))
d={i:i for i in range(20)}
for i in range(15): del d[i]
print(d,g(d),g(d.copy()),g(dict(d)),g({**d}),g(d|{})); e={5:5}|d; print(e,g(e))
print(g(dict.fromkeys(range(10))),g(dict.fromkeys({1,2,3})),g(dict.fromkeys({1:1,2:2})),g(dict.fromkeys('abcdefgh')),g(dict(a=1,b=2)),g(dict([(1,2)])),g({'a':1,'b':2,'c':3,'d':4,'e':5,'f':6}),g({1:1,2:2,3:3,4:4,5:5,6:6}), g({'a':1,1:2}))
d={1:'a',2:'b',3:'c'}
print(d.popitem(),d,d.pop(1),d,d.pop(7,None),d.get(2),d.get(9),d.get(9,8),d.setdefault(2,0),d.setdefault(5,6),d,len(d),2 in d,9 in d)
d[9]=1; d[2]='z'; del d[5]; d[5]=1; print(d, list(d), list(d.keys()), list(d.values()), list(d.items()))
while d: print(d.popitem(),end=' ')
d[1]=2; print(d,g(d)); d.clear(); print(d,g(d))
a={1:2,3:4}; b={3:5,6:7}
print(a|b,b|a,a.keys()&b.keys(),a.keys()|b.keys(),a.keys()-b.keys(),a.keys()^b.keys(),a.items()&b.items(),a.items()|b.items(),a.items()-b.items(),a.items()^b.items())
a|=b; print(a); a|=[(1,1),(8,8)]; print(a)
print(a.keys(),a.values(),a.items(),len(a.keys()),1 in a.keys(),(1,1) in a.items(),(1,2) in a.items(),1 in a.items(),5 in a.values(), a.keys()=={1,3,6,8}, a.keys()<{1,3,6,8,9}, a.keys()>={1}, a.items()==a.items(), a.keys().isdisjoint([7]), a.keys().isdisjoint({1}), a.values()==a.values())
print(len(a.keys().mapping), {1:2}.keys()&[1,2], [1,5]&a.keys(), [1,5]-a.keys(), {1,99}|a.keys(), {1}^a.keys())
print({1:2}=={1:2.0},{1:2}=={1:3},{1:2}!={2:2},{}=={},{1:[1]}=={1:[1]})
class D(dict):
    def __missing__(s,k): return ('missing',k)
d=D(a=1); print(d['a'],d['zz'],d.get('zz'),d,type(d.copy()).__name__,g(d),type(d|{}).__name__, D.fromkeys([1,2]), type(D.fromkeys([1])).__name__)
class M:
    def keys(s): return iter(['p','q'])
    def __getitem__(s,k): return k*2
print(dict(M()), {**M()}); d={}; d.update(M(),z=1); print(d); d.update(z=2,y=3); print(d); d.update([('a',1)],b=2); print(d); d.update({}); d.update(); print(d)
it=iter({1:1,2:2,3:3}); print(it.__length_hint__(),next(it),it.__length_hint__(),list(it),list(it))
its=iter({1:1,2:2}.items()); x=next(its); y=next(its); print(x,y,x is y); 
print([x is y for x,y in zip(iter({1:1,2:2}.items()),[0,0])])
class K:
    def __init__(s,n): s.n=n
    def __hash__(s): return 1
    def __eq__(s,o): print('eq',s.n,getattr(o,'n',o),end=' '); return s.n==getattr(o,'n',None)
    def __repr__(s): return 'K%d'%s.n
d={K(1):1,K(2):2}; d[K(3)]=3; print(d); print(d[K(2)]); print(K(9) in d); d.pop(K(1)); print(d); print(1 in d, d.get(1)); d[1]=5; print(d); e=d.copy(); print(e==d); e.update({K(3):0}); print(e); s=set(d); print(s); 
class Mut:
    def __init__(s,d): s.d=d
    def __hash__(s): return 7
    def __eq__(s,o): s.d.clear(); return False
d={}; d[Mut(d)]=1; d[7]=2; print(len(d)); 
d={}; k=Mut(d); d[k]=1; print(7 in d,d); 
d={1:1}
try:
    for k in d: del d[1]; d[2]=2
    print('no error', d)
except RuntimeError as e: print(e)
d={1:1,2:2}
it=iter(d); next(it); del d[1]; d[3]=3; print(next(it),end=' ')
try: print(next(it))
except RuntimeError as e: print(e)
try: print(next(it))
except StopIteration as e: print('stop')
it=iter(d); d[7]=7
for _ in range(2):
    try: next(it)
    except RuntimeError as e: print(e)
d=dict.fromkeys('hello'); print(d, dict.fromkeys([1,2],5)); print(dict(zip('ab',[1,2])), dict(['ab','cd']), dict({1:2},a=3))
print(sorted({'b':1,'a':2}), max({1:2,5:1}), sum({1:2,3:4}), {k:v for k,v in {1:2}.items()}, {**{1:2},**{3:4}}, str({'a':"b'c"}), {True:1}[1], {1.0:'x'}[1], {(1,2):3}[1,2])
