"""super(): methods, attributes, class methods, properties, what is missing, counts of self"""
import sys

class A:
    def get(self, *a): return sys.getrefcount(self), a
    @classmethod
    def make(cls, x): return cls.__name__, x
    @property
    def p(self): return 'A.p'
    def __init__(self): self.z = 1
    @staticmethod
    def st(v): return v
class B(A):
    def __init__(self):
        super().__init__(); self.y = 2
    def get(self, *a): return super().get(*a)
    def get1(self, a): return super().get(a)
    @classmethod
    def make(cls, x): return super().make(x)
    @property
    def p(self): return super().p + '!'
    def missing(self): return super().nothing
    def callit(self): return super().nothing()
    def cell(self):
        f = lambda: self
        return super().st(5), f() is self
    def lam(self): return (lambda s: super().get())(self)
    def __new__(cls): return super().__new__(cls)
    def cmp(self): return [super().st(i) for i in range(2)] if 0 else super().st(7)
    def bound(self): m = super().get; return m()
class C(B): pass
for k in range(3):
    b = C()
    print(b.get(1), b.get1(2), b.make(3), B.make(4), b.p, b.cell(), b.cmp(), b.bound())
    for f in (b.missing, b.callit, b.lam):
        try: print(f())
        except Exception as e: print(type(e).__name__, e)
def free(self): return super().x
try: free(1)
except RuntimeError as e: print(e)
class M(type):
    def __call__(cls, *a): return super().__call__(*a)
class D(metaclass=M): pass
print(type(D()).__name__)
class E(B):
    def get(self): 
        return super(E, self).get(), super().get.__name__
print(E().get())
