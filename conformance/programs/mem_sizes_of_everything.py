# versions: 3.13
# sys.getsizeof and __sizeof__ of every built-in type, growth by appending, what is exact and what over-allocates.
import array
import collections
import functools
import itertools
import sys
import types
import weakref

size = sys.getsizeof


class P:
    pass


class S:
    __slots__ = 'a', 'b'


class SD:
    __slots__ = '__dict__',


class L(list):
    pass


class I(int):
    pass


class St(str):
    pass


class Sub(P):
    __slots__ = 'c',


def f():
    yield


p = P()
p.a = 1
for name, value in dict(int0=0, int1=1, big=2 ** 30, bigger=2 ** 60, huge=2 ** 1000, negative=-(2 ** 90), true=True, flt=1.5, cplx=1j, none=None, ell=..., notimpl=NotImplemented, empty='', ascii='abc', latin='é', ucs2='ш' * 2, ucs4='😀', b=b'', bs=b'abc', ba=bytearray(), ba10=bytearray(10), tup=(), tup3=(1, 2, 3), lst=[], lst3=[1, 2, 3], d={}, d1={1: 1}, ds={'a': 1}, s=set(), s1={1}, fs=frozenset(), fs5=frozenset(range(5)), rng=range(10), slc=slice(1), obj=object(), p=P(), pa=p, slots=S(), sd=SD(), sub=Sub(), sublist=L(), subint=I(), subbig=I(2 ** 70), substr=St('ab'), exc=Exception(), exc1=ValueError(1), key=KeyError(), oserr=OSError(), stop=StopIteration(), syn=SyntaxError(), uni=UnicodeDecodeError('a', b'', 0, 0, ''), func=f, lam=lambda: 0, builtin=len, bound=[].append, wrapper=object.__init__, desc=str.upper, prop=property(), cm=classmethod(f), sm=staticmethod(f), cls=P, typ=type, module=types, weak=weakref.ref(P), cell=(lambda x: lambda: x)(1).__closure__[0], mp=types.MappingProxyType({}), ns=types.SimpleNamespace(), mv=memoryview(b'abc'), arr=array.array('i', [1, 2]), dq=collections.deque(), dd=collections.defaultdict(list), part=functools.partial(f), ga=list[int], un=int | str, sup=super(P, p)).items():
    print(name, size(value), value.__sizeof__() if not isinstance(value, (type, type(list[int]), type(int | str))) else '', end='; ')
print()
for name, value in dict(li=iter([]), ti=iter(()), di=iter({}), si=iter(set()), ri=iter(range(3)), stri=iter('a'), bi=iter(b''), rev=reversed([]), en=enumerate([]), zp=zip(), mp=map(f, []), fl=filter(f, []), cnt=itertools.count(), chain=itertools.chain(), cyc=itertools.cycle([]), rep=itertools.repeat(1), isl=itertools.islice([], 1), prod=itertools.product(), acc=itertools.accumulate([]), tee=itertools.tee([])[0], star=itertools.starmap(f, []), grp=itertools.groupby([]), keys={}.keys(), items={}.items(), call=iter(f, 1)).items():
    print(name, size(value), end='; ')
print()


def growth(make, grow, n):
    value, seen = make(), []
    for i in range(n):
        grow(value, i)
        if not seen or seen[-1][1] != size(value):
            seen.append((i + 1, size(value)))
    return seen


print('list', growth(list, list.append, 70))
print('bytearray', growth(bytearray, lambda b, i: b.append(1), 70))
print('dict int', growth(dict, lambda d, i: d.__setitem__(i, i), 100))
print('dict str', growth(dict, lambda d, i: d.__setitem__(str(i), i), 100))
print('set', growth(set, set.add, 100))
print('array', growth(lambda: array.array('i'), lambda a, i: a.append(i), 60))
print('deque', growth(collections.deque, collections.deque.append, 200))
print('extend', [size((lambda v: v.extend(range(n)) or v)([])) for n in range(0, 20, 3)], 'comprehension', [size([i for i in range(n)]) for n in range(0, 20, 3)])
print('list()', [size(list(range(n))) for n in range(12)], [size(list(i for i in range(n))) for n in range(12)], [size([0] * n) for n in range(6)], [size([1, 2][:n]) for n in range(3)])
print('str', [size('a' * n) for n in range(5)], [size('é' * n) for n in range(1, 5)], [size('ш' * n) for n in range(4)], [size('😀' * n) for n in range(4)])
print('int', [size(1 << n) for n in range(0, 200, 15)], [size(-(10 ** n)) for n in range(0, 40, 9)])
lst = list(range(40))
shrinking = []
while lst:
    lst.pop()
    if not shrinking or shrinking[-1] != size(lst):
        shrinking.append(size(lst))
print('pop', shrinking)
d = {i: i for i in range(50)}
for i in range(45):
    del d[i]
print('after del', size(d), size(d.copy()), size(dict(d)))
d['x'] = 1
print(size(d), size({**d}), size(dict.fromkeys(range(10))), size({i for i in range(6)}), size({1, 2, 3, 4, 5, 6}), size(set(range(6))), size({1, 2} | {3, 4, 5}))
q = [P() for _ in range(40)]
for i, each in enumerate(q[:3]):
    for j in range(i * 3):
        setattr(each, f'a{j}', j)
print([size(each) for each in q[:3]], size(q[2].__dict__), size(P.__dict__) == size(types.MappingProxyType({})))
try:
    size(type('Bad', (), {'__sizeof__': lambda self: -1})())
except ValueError as error:
    print(error)
print(size(type('Good', (), {'__sizeof__': lambda self: 100})()), size(type('Str', (), {'__sizeof__': lambda self: 'x'})(), 'default'))
