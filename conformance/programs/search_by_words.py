# Searches that take four bytes at a time, against the plain way.
import random
random.seed(5)
def slow_find(t,n,a,b):
    for i in range(a,b-len(n)+1):
        if t[i:i+len(n)]==n: return i
    return -1
def slow_rfind(t,n,a,b):
    for i in range(b-len(n),a-1,-1):
        if t[i:i+len(n)]==n: return i
    return -1
bad=0
for k in range(3000):
    al=random.choice(['ab','abc','\x00\x7f','\x80\xffa','abcdefgh'])
    t=''.join(random.choice(al) for _ in range(random.randrange(0,80)))
    n=''.join(random.choice(al+'z') for _ in range(random.randrange(1,4)))
    a=random.randrange(0,len(t)+1); b=random.randrange(a,len(t)+1)
    if t.find(n,a,b)!=slow_find(t,n,a,b) or t.rfind(n,a,b)!=slow_rfind(t,n,a,b): bad+=1
    tb=t.encode('latin-1'); nb=n.encode('latin-1')
    if tb.find(nb,a,b)!=slow_find(tb,nb,a,b) or tb.rfind(nb,a,b)!=slow_rfind(tb,nb,a,b): bad+=1
    if tb.split(nb)!=[x.encode('latin-1') for x in t.split(n)] or tb.replace(nb,b'q')!=t.replace(n,'q').encode('latin-1') or tb.replace(nb,nb[::-1])!=t.replace(n,n[::-1]).encode('latin-1'): bad+=1
    if tb.find(nb[0],a,b)!=slow_find(tb,nb[:1],a,b): bad+=1
    if bytes.fromhex(tb.hex(' '))!=tb: bad+=1
print('bad',bad)
