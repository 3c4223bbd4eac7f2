# versions: 3.13
# collections show
"""How many collectable objects statements make that are not taken from a free list: right after a collection, and later."""
import gc, sys, weakref
from collections import OrderedDict, deque
lines=[]
class Plain: pass
class Init:
    def __init__(self, value): self.v=value
class Spread:
    def __init__(self, *values, **named): self.v=len(values); self.k=values
class WV(weakref.WeakValueDictionary):
    def __init__(self, value, name):
        super().__init__()
        self.name = name
        self[name]=value
def closure(v):
    def inner(): return v
    return inner
def pr(*args):
    text = ''
    for arg in args:
        text += str(arg) + ' '
    lines.append(text + '\n')
a=Plain(); b=Plain()
def few(c): return c
TESTS='''pass
v=OrderedDict()
v=OrderedDict(x=a)
v=OrderedDict(x=a,y=b)
v=OrderedDict([(1,a)])
v=weakref.WeakValueDictionary()
v=Spread(*[a])
v=Spread(value=a)
v=Spread(a)
v=Init(value=a)
v=Init(a)
v=Init(*[a])
v=(a,b)
v=frozenset([(1,closure(a))])
v=closure(a)
v=[a]
v=(a,)
v={1:a}
pr('x')
pr('x','y')
pr(1,2)
few(3)
counts=[]; counts.append('%s=%s' % ('x', few(sys.getrefcount(a)))); pr(1,*counts)
sys.getrefcount(a)
'%s=%s' % ('x',1)
'a %s' % 'x'
f'{a}'
gc.get_count()
v=str(a)
v=repr(a)
v=repr([a])
v=repr((a,b))
v=max(1,2)
v=isinstance(a,(Plain,Init))
v=dict(a=1)
v=globals()
v=hasattr(a,'x')
v=getattr(a,'x',1)
v=weakref.ref(a)
v=weakref.ref(a, few)
v=property(closure(a))
v=deque([a,a],3)
v=iter([a,b])
v=[x for x in (a,b)]
v={x for x in (a,b)}
v=(x for x in (a,b))
v=list(x for x in (a,b))
v=type('X',(Plain,),{})
v=sorted([3,1])
for x in [a]: few(x)
for x in (a,b): few(x)
v=a.__init__
v=id(a)
v=len([a])
v=[c for c in Plain.__subclasses__()]
v=sys.exc_info()
'''.split('\n')
codes=[(t,compile(t,'t','exec')) for t in TESTS]
gc.disable(); gc.set_threshold(0)
out=[]
gc.freeze()
def measure(c, n):
    if n==0: gc.collect()
    x=gc.get_count()[0]
    exec(c, g)
    y=gc.get_count()[0]
    return y-x
g=dict(globals())
measure(codes[0][1],0)
for t,c in codes:
    r=[]
    g.pop('v',None)
    for n in range(3):
        r.append(measure(c,n))
    out.append((t,r))
for o in out: print(*o)

gc.unfreeze()
