import _operator as O, sys
def tr(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
for n in 'add sub mul floordiv truediv mod lshift rshift and_ or_ xor pow iadd isub imul ifloordiv itruediv imod ilshift irshift iand ior ixor ipow lt le eq ne gt ge is_ is_not'.split(): print(n, getattr(O,n)(7,2), end='; ')
print()
for n in 'neg pos inv invert abs truth not_ index'.split(): print(n, getattr(O,n)(-5), end='; ')
print(O.contains([1,2],2), O.concat([1],[2]), O.getitem('abc',1), O.countOf([1,2,1],1), O.indexOf([1,2],2), O.length_hint(iter([1,2])), O.length_hint(1,7), O.call(print,1,2,sep='-'))
l=[1,2,3]; O.setitem(l,0,9); O.delitem(l,1); print(l, O.iconcat(l,[5]), O.iadd(l,(7,)))
tr(lambda:O.add(1)); tr(lambda:O.neg()); tr(lambda:O.concat(1,2)); tr(lambda:O.indexOf([1],5)); tr(lambda:O.countOf(5,5)); tr(lambda:O.length_hint(1,'a')); tr(lambda:O.index(1.5)); tr(lambda:O.call()); tr(lambda: O.matmul(1,2)); tr(lambda:O.add(1,'a')); tr(lambda: O.indexOf(3,3))
g=O.itemgetter(1); print(g('abc'), g((4,5)), g({1:'x'}), O.itemgetter(0,-1)([1,2,3]), O.itemgetter(slice(0,2))('hello'), g, O.itemgetter(1,'a'), g.__reduce__(), sys.getsizeof(g))
tr(lambda:O.itemgetter()); tr(lambda:g()); tr(lambda:g((1,))); tr(lambda:g(x=1)); tr(lambda:O.itemgetter(a=1)); tr(lambda:g(5))
class A: pass
a=A(); a.b=A(); a.b.c=3; a.d=4
h=O.attrgetter('b.c'); print(h(a), O.attrgetter('d','b.c')(a), h, O.attrgetter('d','b.c'), h.__reduce__()); tr(lambda:O.attrgetter()); tr(lambda:O.attrgetter(1)); tr(lambda:h(5)); tr(lambda:h())
m=O.methodcaller('split',','); print(m('a,b'), O.methodcaller('upper')('x'), O.methodcaller('split',sep='-',maxsplit=1)('a-b-c'), m, O.methodcaller('f',1,k=2), m.__reduce__()); tr(lambda:O.methodcaller()); tr(lambda:O.methodcaller(1)); tr(lambda:m(5)); tr(lambda:m())
print(O._compare_digest('abc','abc'), O._compare_digest(b'a',b'b'), O._compare_digest('a','ab')); tr(lambda:O._compare_digest('é','é')); tr(lambda:O._compare_digest('a',b'a'))
print(sorted([(1,'b'),(0,'c')],key=O.itemgetter(1)), list(map(O.methodcaller('upper'),'ab')))
class K:
    def __del__(s): print('del')
k=K(); a.k=k; n=sys.getrefcount(k); z=O.attrgetter('k')(a); print(sys.getrefcount(k)-n); del a,k,z; print('end')
