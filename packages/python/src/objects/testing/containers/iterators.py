# range, slice, and the iterators: iter(), enumerate, zip, map, filter, reversed, length hints.
import sys
R=[range(0),range(5),range(2,8),range(2,20,3),range(10,0,-3),range(5,5),range(5,1),range(-3,3),range(10**10,10**10+5),range(2**40,2**40+10**6,2**18),range(10**20,10**20+5),range(0,10**25,10**24),range(10**20,0,-3*10**19),range(True,5),range(2**53-2,2**53+3),range(2**63-3,2**63+2),range(-2**63,-2**63+3), range(0,2**31+5,2**30), range(2**31-2,2**31+3)]
for r in R:
    print(r,list(r),list(reversed(r)),bool(r),r[1:3],r[::-1],r[::2],r[-2:],hash(r)==hash(range(r.start,r.stop,r.step)),r==range(r.start,r.stop,r.step),r.start,r.stop,r.step,type(iter(r)).__name__ if abs(r.start)<2**52 else '')
    try: print(len(r),r[0],r[-1])
    except (IndexError,OverflowError) as e: print(e)
    print(3 in r,True in r,3.0 in r,'a' in r,r.count(3),10**20 in r, r.count(4.0))
    for v in (5,10**20,2.0,'x'):
        try: print(r.index(v))
        except ValueError as e: print(e)
    it=iter(r); print(it.__length_hint__(),next(it,None),it.__length_hint__(),sys.getsizeof(it),sys.getsizeof(r))
print(range(3)==range(0,3,1),range(0,3,2)==range(0,4,2),range(0)==range(2,2),range(1)==range(0,1,5),range(3)!=range(4),range(3)==[0,1,2],{range(3):1}[range(0,3)], hash(range(3)))
for s in (slice(1),slice(1,2),slice(None,None,-1),slice(5,-5,-2),slice('a','b'),slice(10**30,None),slice(-10**30,10**30,10**20)):
    print(s,s.start,s.stop,s.step,s==slice(s.start,s.stop,s.step),end=' ')
    try: print(s.indices(10),s.indices(0),s.indices(10**30),[1,2,3][s],'abc'[s],(1,2,3)[s],range(3)[s])
    except TypeError as e: print(e)
print(slice(1,2)<slice(1,3),slice(1,2)==slice(1,2),slice(1)!=slice(2), hash(slice(1,2,3)),sys.getsizeof(slice(1)))
class I:
    def __init__(s,n): s.n=n
    def __index__(s): return s.n
print([1,2,3][I(1)],[1,2,3][I(0):I(2)],range(I(3)),range(10)[I(2)],slice(I(1),I(2)).indices(I(5)),[1]*I(3),(1,)*I(2), [1,2].pop(I(0)), list(range(I(2),I(5))))
# iterators
class S:
    def __getitem__(s,i):
        if i>=3: raise IndexError
        return i*i
    def __len__(s): return 3
print(list(S()),list(reversed(S())),2 in S(),4 in S(),iter(S()).__length_hint__(),sorted(S()),dict(enumerate(S())),tuple(S()),[*S()],set(S()),max(S()),sys.getsizeof(iter(S())))
class S2:
    def __getitem__(s,i):
        if i>2: raise ValueError('x')
        return i
try: list(S2())
except ValueError as e: print(e)
c=[0]
def f(): c[0]+=1; return c[0]
print(list(iter(f,5)),sys.getsizeof(iter(f,5))); it=iter(f,7); print(next(it)); print(list(it),list(it))
def g():
    raise StopIteration
print(list(iter(g,1)))
e=enumerate('abc',5); print(next(e),list(e),list(e),sys.getsizeof(e)); print(list(enumerate([1,2],start=10**20)),list(enumerate(iterable='ab',start=-1)), list(enumerate([1,2],2**53-2)), list(enumerate('xyz',2**63-2)))
print(list(zip()),list(zip([1])),list(zip([1,2],'ab',(3,4,5))),list(zip([1,2],strict=True)),list(zip([],[1])))
z=zip([1,2,3],[4,5,6]); a=next(z); b=next(z); print(a is b,a,b); print([id(t)==id(u) for t,u in [(1,1)]])
e=enumerate([1,2,3]); i1=id(next(e)); i2=id(next(e)); print(i1==i2)
print(list(map(lambda a,b:a+b,[1,2],[10,20,30])),list(map(str,range(3))),list(map(None.__class__.__repr__ if 0 else repr,[1])),list(filter(None,[0,1,'',2])),list(filter(lambda v:v>1,[1,2,3])),list(filter(bool,[0,1])))
m=map(abs,[-1,-2]); print(next(m),list(m),sys.getsizeof(m),sys.getsizeof(zip()),sys.getsizeof(filter(None,[])),sys.getsizeof(reversed([])),sys.getsizeof(reversed('a')))
class Rv:
    def __reversed__(s): return iter([9])
print(list(reversed(Rv())))
class Nr(list):
    __reversed__=None
try: reversed(Nr())
except TypeError as e: print(e)
class It:
    def __iter__(s): return s
    def __next__(s):
        raise StopIteration
    def __length_hint__(s): return 5
print(list(It()),tuple(It()),sys.getsizeof(list(It())))
class Bad:
    def __iter__(s): return 5
try: list(Bad())
except TypeError as e: print(e)
class LH:
    def __init__(s,v): s.v=v
    def __iter__(s): return iter([1])
    def __length_hint__(s): return s.v
for v in (3,-1,'a',NotImplemented):
    try: print(list(LH(v)), tuple(LH(v)))
    except Exception as e: print(type(e).__name__,e)
class EN(enumerate):
    def __next__(s): return ('sub',super().__next__())
print(list(EN('ab')), type(EN('a')).__name__)
class ZZ(zip): pass
print(list(ZZ('ab',[1,2])))
print(list(map(lambda *a:a,*[[1,2],[3,4]])), sum(map(int,'123')), max(zip([1,2],[3,4])), dict(zip('ab',range(2))), all(map(bool,[1,0])), any(filter(None,[0,1])))
