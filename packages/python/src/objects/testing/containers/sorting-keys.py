# Stability and order of sorts by floats, ints and strings of every width, against sorting by key.
x=12345
def rnd(n):
    global x
    x=(x*1103515245+12345)&0x7fffffff
    return (x>>8)%n
for n in (2,3,15,16,17,31,33,64,100,1000):
    for k in (3,50,10**9):
        f=[rnd(k)/3-k/7 for _ in range(n)]; s=[str(rnd(k)) for _ in range(n)]; t=['pre%dé\0'%rnd(k) for _ in range(n)]; u=['Ω%d'%rnd(k) for _ in range(n)]; v=['a'*rnd(9)+'\0'*rnd(3) for _ in range(n)]
        b=[rnd(k)*2**30 for _ in range(n)]; m=[rnd(k)/2 if rnd(2) else rnd(k) for _ in range(n)]
        for l in (f,s,t,u,v,b,m):
            for r in (0,1):
                ix=sorted(range(n),key=lambda i:l[i],reverse=r)
                print(n,k,hash(tuple(ix)),hash(tuple(sorted(f))),end=' ')
                z=sorted(l,reverse=r); print([id(q)==id(l[i]) for q,i in zip(z,ix)].count(False))
