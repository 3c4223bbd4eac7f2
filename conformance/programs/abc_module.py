import _abc, sys
class ABCMeta(type):
    def __new__(mcls, name, bases, namespace, /, **kw):
        cls = super().__new__(mcls, name, bases, namespace, **kw)
        _abc._abc_init(cls)
        return cls
    def register(cls, sub): return _abc._abc_register(cls, sub)
    def __instancecheck__(cls, i): return _abc._abc_instancecheck(cls, i)
    def __subclasscheck__(cls, c): return _abc._abc_subclasscheck(cls, c)
def abstractmethod(f):
    f.__isabstractmethod__ = True
    return f
class A(metaclass=ABCMeta):
    @abstractmethod
    def f(self): pass
    @abstractmethod
    def g(self): pass
try: A()
except TypeError as e: print(e)
class B(A):
    def f(self): return 1
try: B()
except TypeError as e: print(e)
class C(B):
    def g(self): return 2
C()
print(isinstance(C(), A), issubclass(C, A), issubclass(int, A))
A.register(int)
print(issubclass(int, A), isinstance(3, A), isinstance(True, A), isinstance('', A))
print(A.__abstractmethods__ == {'f','g'}, B.__abstractmethods__, C.__abstractmethods__)
print(sys.getsizeof(A._abc_impl), type(A._abc_impl))
try: int.register
except AttributeError as e: print(e)
try: type.__abstractmethods__
except AttributeError as e: print(e)
def scope():
    class D: pass
    A.register(D)
    return isinstance(D(), A)
print(scope())
import gc; gc.collect()
r = _abc._get_dump(A); print(len(r[0]), len(r[1]), len(r[2]))
A._x = 1
try: _abc._abc_register(A, 3)
except TypeError as e: print(e)
try: A.register(B); print('ok'); B.register(A)
except RuntimeError as e: print(e)
class P(metaclass=ABCMeta):
    @property
    @abstractmethod
    def x(self): pass
    @classmethod
    @abstractmethod
    def y(cls): pass
    @staticmethod
    @abstractmethod
    def z(): pass
try: P()
except TypeError as e: print(e)
print(property().__isabstractmethod__, P.__dict__['y'].__isabstractmethod__)
