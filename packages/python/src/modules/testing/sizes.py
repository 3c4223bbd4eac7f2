import sys
class C: pass
class S: __slots__=('a','b')
class E(Exception): pass
def f(x, y=1): pass
print([sys.getsizeof(x) for x in (0,1,-1,2**30,2**60,2**90,True,1.5,None,...,NotImplemented)])
print([sys.getsizeof(x) for x in ('','a','abc','é','éa','Ω','ΩΩ','😀','x'*100)])
print([sys.getsizeof(x) for x in ((),(1,),(1,2,3),[],[1],[None]*10,list(range(10)),[x for x in range(10)])])
print([sys.getsizeof(x) for x in ({}, {'a':1}, {1:1}, dict.fromkeys('abcdefg'), dict.fromkeys('abcdefghijk'), dict.fromkeys(range(100)),{'a':1}.keys(), {}.items(), iter({}))])
print([sys.getsizeof(x) for x in (set(), {1}, set(range(20)), frozenset(), frozenset(range(100)))])
print([sys.getsizeof(x) for x in (C(), S(), f, f.__code__ and 1, C, S, E, int, object, type, E(), Exception('x'), KeyError(1), StopIteration(), SystemExit(), NameError('x'), AttributeError(), ImportError(), SyntaxError())])
print([sys.getsizeof(x) for x in (range(3), iter(range(3)), iter([]), iter(()), slice(1), sys, len, [].append, f.__get__(1), property(), classmethod(f), staticmethod(f), super(C,C()), enumerate([]), zip(), map(f,[]), filter(f,[]), reversed([]), sys.version_info, b'', b'abc')])
print([sys.getsizeof(x) for x in (sys.implementation, str.upper, object.__init__, int.real)])
print((1).__sizeof__(), [].__sizeof__(), {}.__sizeof__(), ().__sizeof__(), C().__sizeof__(), set(range(30)).__sizeof__())
