"""The slots of classes: inherited, of their own, changed later, of classes below."""
class A:
    def __eq__(s,o): return 1
class B(A): pass
class C(A):
    __hash__ = None
class D(A):
    def __hash__(s): return 5
class E(D): pass
for c in (A,B,C,D,E):
    try: print(c.__name__, hash(c()), c()==3)
    except TypeError as e: print(c.__name__, e)
class L(list): pass
class M(L):
    def __add__(s,o): return 'add'
class N(M):
    def __iadd__(s,o): return 'iadd'
print(L([1])+[2], M()+1, N()+2, N()*2, L([3])*2)
x=N(); x+=1; print(x)
x=L(); x+=[1]; print(x)
class S(str):
    def __mul__(s,o): return 'm'
print(S('a')*3, 3*S('a'), S('a')+'b')
class I(int):
    def __radd__(s,o): return 'r'
class J(I): pass
print(1+J(2), J(2)+1, J(3)*4, -J(4))
T=type('T',(),{'__le'+'n__':lambda s:7}); print(len(T()))
class U(T): pass
print(len(U()))
del T.__len__
try: len(U())
except TypeError as e: print(e)
U.__len__=lambda s: 9
class V(U): pass
print(len(V()))
T.__call__=lambda s: 'called'
print(V()())
T.__getattr__=lambda s,n: n
print(V().foo)
class W(T):
    def __getattribute__(s,n): return 'w'+n
print(W().x)
class G(dict):
    def __missing__(s,k): return k
class H(G): pass
print(H()[3], bool(H()), len(H(a=1)))
class K(Exception):
    def __str__(s): return 'kk'
class Q(K): pass
print(Q(1), repr(Q(1)))
class Z:
    def __del__(s): print('del')
class Y(Z): pass
Y()
class X(Y):
    __del__=None
class BB(bytes): pass
print(memoryview(BB(b'abc'))[0])
class P(tuple):
    def __new__(cls,*a): return tuple.__new__(cls,a)
class PP(P): pass
print(PP(1,2))
class R:
    def __rsub__(s,o): return 'rs'
class RR(R): 
    def __sub__(s,o): return 'ss'
print(1-RR(), RR()-1, R()-RR(), RR()-R())
class A: pass
class B(A): pass
class C(B): pass
A.__len__ = lambda s: 3
print(len(B()))
print(len(C()))
A.__add__ = lambda s, o: 4
print(C()+1)
class Meta(type):
    def mro(cls): return [cls, *E.__mro__]
class Ordered(E, metaclass=Meta): pass
print(len(Ordered()) if hasattr(Ordered, '__len__') else None)
A.__len__ = lambda s: 8
print(len(Ordered()), bool(Ordered()))
class Mixed(D, A): pass
print(hash(Mixed()), len(Mixed()), Mixed() == 1)
A.__eq__ = lambda s, o: 'equal'
print(Mixed() == 1, B() == 2, B() != 2)
