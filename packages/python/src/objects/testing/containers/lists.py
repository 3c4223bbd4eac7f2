# list and tuple: items, slices, growth, comparison, repr, subclasses.
import sys
g=sys.getsizeof
# growth
a=[]; last=-1
for i in range(300):
    if g(a)!=last: print(len(a),g(a),end=';'); last=g(a)
    a.append(i)
print()
while a:
    if g(a)!=last: print(len(a),g(a),end=';'); last=g(a)
    a.pop()
print(g(a)); 
print(g(list((1,2,3,4,5))), g(list(list((1,2,3,4,5)))), g(list({1,2,3,4,5})), g(list({1:1,2:2,3:3,4:4,5:5})), g(list(range(5))), g(list({1:1,2:2,3:3,4:4,5:5}.values())),g(list({1:1,2:2,3:3,4:4,5:5}.items())))
a=[]; a+=(1,2,3,4,5); print(g(a)); a=[]; a.extend(iter([x for x in range(5)])); print(g(a)); print(g(list(map(abs,range(3)))), g(list(iter([1,2,3]))))
print(g([1]*7), g([1,2]+[3]), g([1,2,3,4][1:3]), g([1,2,3].copy()), g(list(range(10))), g([x for x in range(10)]), g(list('abcde')), g(list(zip([1,2],[3,4]))), g(sorted([3,1,2])))
a=list((1,2,3)); a.insert(0,9); print(a,g(a)); a*=3; print(a,g(a)); a*=0; print(a,g(a))
a=list(range(20)); del a[5:15]; print(a,g(a)); del a[::2]; print(a,g(a)); a[1:1]=range(7); print(a,g(a)); a[::3]='xyz9'[:len(a[::3])]; print(a,g(a))
a=list(range(10))
for s in [slice(None,None,-1),slice(8,2,-2),slice(-3,None),slice(None,-3),slice(2,100,3),slice(5,2),slice(-100,100,4)]:
    print(a[s],tuple(a)[s],end=' ')
    b=list(a); 
    del b[s]; print(b, end=' ')
    b=list(a); b[s]=[0]*len(b[s]); print(b)
a=[1,2,3]; a[:]=a; a[1:2]=a; print(a); a[::-1]=a; print(a); a.extend(a); print(a); a+=a; print(a,g(a))
a=[1,2,3,2]; print(a.index(2),a.index(2,2),a.index(2,-1),a.count(2)); a.remove(2); print(a); a.reverse(); print(a)
try: a.index(2,0,1)
except ValueError as e: print(e)
print([1,2]<[1,3],[1,2]<[1],[1]<=[1],[1,2]==[1,2],[1]!=[2],[2]>[1,5],[]<[1],[[1]]==[[1]],(1,2)<(1,3),(1,)==(1,),(1,2)>=(1,))
a=[]; a.append(a); print(a); a=([],); a[0].append(a); print(a); d={}; d[1]=d; print(d); d={1:[]}; d[1].append(d); print(d)
print(list(reversed([1,2,3])), list(reversed((1,2))), list(reversed('abc')), list(reversed(range(5))), list(reversed({1:2,3:4})), list(reversed({1:2,3:4}.items())), list(reversed({1:2,3:4}.values())))
it=iter([1,2,3]); print(it.__length_hint__(),next(it),it.__length_hint__(),list(it),list(it),it.__length_hint__())
a=[1,2,3]; it=iter(a); next(it); a.clear(); print(list(it)); a.append(5); print(list(it))
a=[1]; n=0
for x in a:
    if n<5: a.append(n); n+=1
print(a)
class L(list):
    def __init__(s,*a,**k): print('init',a,k); super().__init__(*a)
    def __getitem__(s,i): return 'gi%r'%(i,) if isinstance(i,int) else list.__getitem__(s,i)
l=L([1,2,3]); l.x=5; print(l,l[0],l[0:2],type(l[0:2]).__name__,l.x,len(l),l==[1,2,3],isinstance(l,list),g(l),l+[4],type(l+[4]).__name__,type(l*2).__name__,type(l.copy()).__name__); l.__init__([9]); print(l, list(l), sorted(l), repr(l))
class T(tuple):
    def __new__(c,*a): return super().__new__(c,a)
    def __repr__(s): return 'T'+tuple.__repr__(s)
t=T(1,2,3); t.y=1; print(t,len(t),t[0],t[1:],type(t[:]).__name__,t+(4,),hash(t)==hash((1,2,3)),t==(1,2,3),{t:1}[(1,2,3)],g(t),t*2,2*t,t.y)
print(hash(()),hash((1,)),hash((1,2,3)),hash((1,(2,3))),hash(('a','b'))==hash(('a','b')), hash((-1,-2)))
print(tuple([1,2]),tuple('ab'),tuple(map(abs,range(12))),tuple(range(3)),tuple({1:2}),tuple(iter([1,2])), tuple(map(abs,range(100)))[-1], tuple(()), tuple(map(abs,())))
t=(1,2); print(tuple(t) is t, t[:] is t, t*1 is t, t+() is t, ()+t is t, t.index(2), t.count(1), t.__getnewargs__())
print((1,)*3,3*(1,),[1,2]*2,2*[1],[0]*-1, [None]*0, ()*5)
print([1,2,3].__contains__(2), 5 in [1], 1.0 in [1], None in [None], float('nan') in [float('nan')])
n=float('nan'); print([n]==[n], n in (n,), [n].index(n), (n,)==(n,), [n].count(n))
