# collections show
"""How many collectable objects each construct allocates, as the collector's counter shows, cold and warm."""
import gc


def measure(f, *args):
    a = [0, 0, 0]
    gc.collect()
    f(*args)
    a[0] = gc.get_count()[0]
    f(*args)
    a[1] = gc.get_count()[0]
    f(*args)
    a[2] = gc.get_count()[0]
    return a
def nothing(): pass
def mklist(): x = []
def percent(): '%s=%d' % (id, 3)
def star():
    c = ['a', 'b']
    nop(1, *c, 3)
def star2(): nop(*(1,2))
def star3():
    c = [1]
    nop(*c)
def nop(*a): pass
def slices(): (1,2,3)[1:]
def sl2():
    x = [1,2,3]
    x[1:]
def call(): nop(1,2)
def kw(): kwf(a=1)
def kwf(**k): pass
def comp(): [x for x in (1,2)]
def gen(): list(x for x in (1,2))
def clos():
    x = 1
    def f(): return x
def meth(): [].append
def fmt(): f'{id}={3}'
def glob(): globals()
def tryexc():
    try: raise ValueError(1)
    except ValueError: pass
def tryexc2():
    try: {}['x']
    except KeyError as e: pass
def attr():
    try: (1).x
    except AttributeError as e: pass
class A:
    def m(self): pass
    def __init__(self): pass
class B: pass
class S:
    __slots__ = 'x',
def inst(): A()
def inst2(): B()
def inst3(): S()
def inst4(): a = B(); a.x = 1; a.__dict__
def bound(): A().m
def bcall(): A().m()
def dct(): {'a': 1}
def dct2(): {1: []}
def st(): {1, 2}
def it(): iter([1])
def loop():
    for i in [1,2]: pass
def rng():
    for i in range(3): pass
def srt(): sorted([2,1])
def unp():
    a, *b = [1,2,3]
def zipp(): list(zip([1],[2]))
def enm(): list(enumerate('ab'))
def mp(): list(map(str, [1]))
def prt(): print(end='')
def isi(): isinstance(1, (int, str))
def klass():
    class X: pass
def klass2():
    class X(A): y = 1
def typ(): type('X', (), {})
def split(): 'a b'.split()
def join(): ','.join(['a','b'])
def jgen(): ','.join(x for x in 'ab')
def dictit():
    for k, v in {'a': 1}.items(): pass
import sys
def frm(): sys._getframe()
def excinfo():
    try: raise ValueError
    except ValueError: sys.exc_info()
def deco():
    @staticmethod
    def f(): pass
def prop():
    property(lambda s: 1)
def sup():
    class X(A):
        def m(self): super().m()
    X().m()
def lam(): (lambda: 1)()
def dflt():
    def f(a=1, *, b=2): pass
def ann():
    def f(a: int) -> int: pass
def gc1(): gc.get_count()
def gc2(): gc.get_stats()
def objs(): gc.get_referents([])
def mx(): max([1,2]), max(1,2)
def anyy(): any(x for x in [1])
def strf(): '{} {}'.format(1, 2)
def rep(): repr([1,(2,)])
def cpy(): [1,2].copy(); {1:2}.copy()
def tadd(): (1,2)+(3,)
def wth():
    class C:
        def __enter__(s): pass
        def __exit__(s, *a): pass
    with C(): pass
def gener():
    def g():
        yield 1
    for x in g(): pass
def mtch():
    match [1,2]:
        case [a, *b]: pass
def imp(): import gc
def impf():
    from gc import collect
def glb():
    def f(): return (yield)
    g = f(); next(g); g.close()
def dd():
    d = {}
    d.setdefault('a', []).append(1)
def enc(): 'abc'.encode().decode()
def dcomp(): {k: k for k in (1,2)}
def scomp(): {k for k in (1,2)}
def hasno(): hasattr(gc, 'x'), hasattr(A, 'x'), hasattr(B(), 'x')
class Held(Exception): pass
def raises():
    try: raise Held(1)
    except Held: pass
class D(A): pass
def two():
    class X(D, A): pass
class M(type): pass
def meta():
    class X(metaclass=M): pass
def integer():
    class X(int): pass
def table():
    class X(dict): pass
def fixed():
    class X: __slots__ = 'a', 'b'
def keywords():
    class X(A, metaclass=type): pass
def first_subclass(): type('X', (B,), {})
names = [n for n, f in list(globals().items()) if type(f) is type(nothing) and n not in ('measure','kwf','nop')]
for n in names:
    print(n, measure(globals()[n]))
