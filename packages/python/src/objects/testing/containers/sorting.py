# list.sort: which comparisons are made in which order, what a failed one leaves, key functions, changes meanwhile.
x=12345
def rnd(n):
    global x
    x=(x*1103515245+12345)&0x7fffffff
    return (x>>8)%n
log=[]
class K:
    __slots__=('v','i')
    def __init__(s,v,i): s.v=v; s.i=i
    def __lt__(s,o):
        log.append((s.i,o.i))
        if len(log)==limit: raise ZeroDivisionError
        return s.v<o.v
limit=-1
h=0
def digest():
    h=0
    for a,b in log: h=(h*1000003 ^ (a*7919+b)) & 0xffffffff
    return h
def gen(kind,n):
    if kind==0: return [rnd(1000000) for _ in range(n)]
    if kind==1: return [rnd(5) for _ in range(n)]
    if kind==2: return list(range(n))
    if kind==3: return list(range(n,0,-1))
    if kind==4: return [i//3 for i in range(n,0,-1)]
    if kind==5:
        a=list(range(n))
        for _ in range(n//10): i=rnd(n); j=rnd(n); a[i],a[j]=a[j],a[i]
        return a
    if kind==6: return list(range(n//2))+list(range(n//2))
    if kind==7: return list(range(n//2,n))+list(range(n//2))
    if kind==8: return [i%7 if i%50<25 else -i for i in range(n)]
    if kind==9: return [5]*n+[4]*n+[3,6]*5
    if kind==10: return sorted([rnd(100) for _ in range(n)])+sorted([rnd(100) for _ in range(n)])[::-1]+sorted([rnd(1000) for _ in range(n)])
for kind in range(11):
    for n in (0,1,2,3,5,10,31,32,33,63,64,65,100,129,500,1500):
        vals=gen(kind,n)
        a=[K(v,i) for i,v in enumerate(vals)]
        log=[]; limit=-1
        b=a[:]; b.sort(); total=len(log)
        print(kind,n,total,digest(),[k.i for k in b[:5]],end=' ')
        log=[]; b=a[:]; b.sort(reverse=True); print(len(log),digest(),end=' ')
        if total:
            limit=total//2+1
            log=[]; b=a[:]
            try: b.sort()
            except ZeroDivisionError: pass
            h=0
            for k in b: h=(h*1000003 ^ k.i)&0xffffffff
            print('failed',len(log),h)
        limit=-1
        s1=sorted(vals); s2=sorted(vals,reverse=True); s3=sorted(range(len(vals)),key=lambda i: vals[i]); s4=sorted(range(len(vals)),key=lambda i: -vals[i]/2,reverse=True); s5=sorted(map(str,vals)); s6=sorted([(v%3,v) for v in vals])
        print(hash(tuple(s1)),hash(tuple(s2)),hash(tuple(s3)),hash(tuple(s4)),hash(tuple(s6)), s5[:3])
a=[3,1,2]
def key(v): print('key',v,a,end=' '); return v
a.sort(key=key); print(a)
a=[3,1,2]
def key(v): a.append(v); return v
try: a.sort(key=key)
except ValueError as e: print(e,a)
class C:
    def __lt__(s,o): a.clear(); a.append(1); return True
a=[C(),C(),C()]
try: a.sort()
except ValueError as e: print(e,len(a))
print(sorted([1,2.5,True,0,-1.0]),sorted([2**70,1,2**65,-2**66]),sorted(['b','a','é','Ω','😀','\ud800'.encode('utf-8','surrogatepass') and 'z']),sorted([float('inf'),1,-float('inf')]))
n=float('nan'); print(sorted([3,n,1,2,n,0]))
try: sorted([1,'a'])
except TypeError as e: print(e)
try: sorted([3,None,1])
except TypeError as e: print(e)
print(sorted([[2],[1,5],[1]]),sorted({3:1,1:2}),sorted('hello'),sorted([(1,'b'),(1,'a')],key=lambda t:t[0]),sorted(['B','a','C'],key=str.lower), sorted([b'b',b'a']), sorted([True,False]))
import sys
class Q:
    def __lt__(s,o): print('lt',sys.getrefcount(s),sys.getrefcount(o)); return False
q=Q();r=Q();[q,r].sort(); sorted([q,r]); sorted([q,r],key=lambda v:v)
