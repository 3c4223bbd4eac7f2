# set and frozenset: order and size of the tables (PYTHONHASHSEED=0), algebra, comparison, changes while they are searched.
import sys
g=sys.getsizeof
s=set(); last=-1
for i in range(400):
    if g(s)!=last: print(len(s),g(s),end=';'); last=g(s)
    s.add(i)
print()
x=12345
def rnd(n):
    global x
    x=(x*1103515245+12345)&0x7fffffff
    return (x>>8)%n
for trial in range(60):
    a=set(); b=set()
    for i in range(rnd(60)): a.add(rnd(1000)); 
    for i in range(rnd(60)): b.add('k%d'%rnd(50) if rnd(2) else rnd(1000))
    for i in range(rnd(20)): a.discard(rnd(1000))
    c=frozenset(b)
    print(a,b,c,a|b,a&b,a-b,b-a,a^b,b^a,a|c,c|a,c&a,c-a,c^a,g(a),g(a|b),g(b),g(c),g(a-b),g(a^b))
    print(a.union([1,2,'x'],b),a.intersection(range(500)),a.difference(range(300),[501]),a.symmetric_difference(list(b)),a.isdisjoint(b),a<=b,a>=b,a<b,a==b,a!=b,(a|b)>a, a.issubset(list(a)), a.issuperset([]))
    a2=set(a); a2|=b; print(a2,g(a2)); a2&=b; print(a2,g(a2)); a2-=set(range(500)); print(a2,g(a2)); a2^=a; print(a2,g(a2)); a2.update('ab',{1:2}); print(a2); a2.difference_update([1,'a']); a2.intersection_update(range(700)); print(a2,g(a2)); a2.symmetric_difference_update(range(5)); print(a2,g(a2))
    l=[]
    while a2 and len(l)<7: l.append(a2.pop())
    print(l,a2,g(a2)); a2.add(-1); a2.add(-2); print(a2, a.copy(), set(list(a)), set({i:1 for i in a}), g(a.copy()), hash(c)==hash(frozenset(list(b)[::-1])))
print(hash(frozenset()),hash(frozenset([1])),hash(frozenset([1,2,3])),hash(frozenset(range(100))), hash(frozenset([frozenset([1]),2])))
print(set(),frozenset(),{1},frozenset({1}),{frozenset({1})},repr(set('a')))
s={1,2}; print(s|s,s&s,s^s,s-s, s.union(), s.intersection(), s.difference()); s-=s; print(s); s={1,2}; s^=s; print(s)
print({1} in {frozenset({1})}); s={frozenset({1})}; s.remove({1}); print(s); s.discard({2}); 
try: s.remove({2})
except KeyError as e: print(repr(e))
class S(set):
    pass
a=S([1,2]); a.x=1; print(a, type(a|{3}).__name__, a==set([1,2]), a.x, g(a), a.copy(), type(a.copy()).__name__)
class F(frozenset): pass
print(F([1,2]), hash(F([1]))==hash(frozenset([1])), frozenset(F([1])), type(frozenset(F([1]))).__name__)
class K:
    def __init__(s,n): s.n=n
    def __hash__(s): return 1
    def __eq__(s,o): print('eq',s.n,getattr(o,'n',o),end=' '); return s.n==getattr(o,'n',None)
    def __repr__(s): return 'K%d'%s.n
s={K(1),K(2)}; s.add(K(3)); s.add(K(2)); print(s); print(K(3) in s, K(9) in s); s.discard(K(1)); print(s); print(s|{K(4)}); print(s&{K(2)}); print(s-{K(2)}); print(s^{K(2)}); print(s==set(s)); t=set(s); print(t)
s={1,2,3}; it=iter(s); print(it.__length_hint__(),next(it),it.__length_hint__(),list(it),list(it))
it=iter(s); s.add(9)
for _ in range(2):
    try: next(it)
    except RuntimeError as e: print(e)
class H:
    def __init__(s): s.h=1
    def __hash__(s): return s.h
h=H(); s={h}; h.h=2; print(h in s, len(s)); s.add(h); print(len(s)); h.h=1; print(h in s)
d={h:1}; h.h=3; print(h in d)
print({'a','b','c','hello','world','x1','x2','x3','y','z'}, {1.5,2.5,(1,2),None,True,'q'}-{None}, set([-1,-2,-3,2**40,2**61,2**61-1,2**64]))
print(sorted({3,1,2}),len({1,1,1}),max({1,5}),{i%3 for i in range(10)},{*'ab'}|{*()} if 0 else '', set(map(str,range(12))))
n=float('nan'); print(n in {n}, {n}=={n}, len({n,n}))
