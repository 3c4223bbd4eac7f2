from itertools import *
import itertools
print(list(islice(count(3),4)), list(islice(count(2.5,.5),3)), count(3), count(3,2), repeat('x',3))
print(list(islice(cycle('ab'),5)), list(repeat(1,3)))
print(list(accumulate([1,2,3])), list(accumulate([1,2,3],lambda a,b:a*b,initial=10)))
print(list(chain('ab','cd')), list(chain.from_iterable(['ab','cd'])))
print(list(compress('abcd',[1,0,1,0])), list(dropwhile(lambda x:x<3,[1,2,3,4,1])), list(takewhile(lambda x:x<3,[1,2,3,4,1])), list(filterfalse(lambda x:x%2,range(5))), list(starmap(pow,[(2,3),(3,2)])))
print([(k,list(g)) for k,g in groupby('aabbc')])
print(list(pairwise('abcd')), list(zip_longest('ab','xyz',fillvalue=0)))
a,b=tee(range(100)); print(sum(a),sum(b))
print(list(product('ab','xy')), list(product([0,1],repeat=2)), list(permutations('abc',2)), list(combinations('abcd',2)), list(combinations_with_replacement('ab',2)))
import sys
print(sys.getsizeof(product('ab','cd')), sys.getsizeof(permutations('abc',2)))
for f in [lambda: islice('a',-1), lambda: islice('a',1,-2), lambda: islice('a',0,1,0), lambda:chain(a=1), lambda: count('a'), lambda: repeat(), lambda: repeat(1,2,3), lambda: product(x=1), lambda: accumulate(), lambda: permutations('a','b'), lambda: combinations('a',-1), lambda: takewhile(1), lambda:groupby(), lambda:zip_longest(x=1), lambda: tee([],-1), lambda: pairwise()]:
    try: f()
    except Exception as e: print(type(e).__name__, e)
