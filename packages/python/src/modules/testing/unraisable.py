class A:
    def __del__(self):
        x = (1,
             2/0)
def f(n):
    if n: return f(n-1)
    A()
f(0)
class B:
    def __del__(self):
        try: 1/0
        except Exception as e:
            e2=ValueError(); e2.add_note('hi\nho'); raise e2
B()
class E(Exception):
    def __str__(self): 1/0
class C:
    def __repr__(self): 1/0
    def __del__(self): raise E
    def __call__(self, *a): raise KeyError('x')
C()
import weakref
s=set([1]); c=C()
weakref.ref(s, c); w=weakref.ref(s,c)
del s
s={1}
del s
def g(n):
    if n: return g(n-1)
    1/0
class D:
    def __del__(self): g(6)
D()
del c
import gc
gc.callbacks.append(g)
gc.collect(0)
gc.callbacks.clear()
import sys
class M(Exception): __module__='foo'
class N(Exception): __module__=3
class D:
    def __init__(self,x): self.x=x
    def __del__(self): raise self.x
D(M('a')); D(N(1)); D(SyntaxError('bad',('f.py',1,2,'  xx yy\n',1,4))); D(KeyError()); D(SystemExit(3)); D(KeyboardInterrupt())
def hook(u): print(u, file=sys.stderr); raise ValueError('h')
sys.unraisablehook=hook
D(M('a'))
sys.unraisablehook=None
D(M('a'))
del sys.unraisablehook
D(M('a'))
