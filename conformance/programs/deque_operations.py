from _collections import deque
import sys
d=deque(range(200)); print(len(d), d[0], d[63], d[100], d[-1], sum(d))
d.rotate(70); print(list(d)[:5]); d.rotate(-130); print(list(d)[:5]); d.rotate(3); print(d[0])
for n in (0,1,31,32,33,63,64,65,200): print(n, sys.getsizeof(deque(range(n))), end=' ')
print()
e=deque('abc',maxlen=2); print(e, e.maxlen, deque().maxlen); e.append('x'); e.appendleft('y'); print(e)
e.extend('123'); print(e); e.extendleft('pq'); print(e)
d=deque([1,2,3,2]); print(d.count(2), d.index(3), d.index(2,2)); d.remove(2); print(d); d.insert(1,9); d.insert(-1,8); d.insert(100,7); print(d); d.reverse(); print(d)
print(d+deque([5]), d*2, d==d.copy(), d<deque([100]), d!=deque()); d*=2; print(d); d+=[1]; print(d); d.clear(); print(d, bool(d))
d=deque([1]); d.append(d); print(d)
d=deque([1,2,3]); del d[1]; print(d); d[0]=5; print(d, 5 in d, list(reversed(d)))
def tr(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
tr(lambda: deque().pop()); tr(lambda: deque().popleft()); tr(lambda: deque([1])[3]); tr(lambda: deque([1])['a']); tr(lambda: deque(maxlen=-1)); tr(lambda: deque(maxlen='a')); tr(lambda:deque(1)); tr(lambda: deque([1]).remove(5)); tr(lambda: deque([1]).index(5)); tr(lambda: deque()+[1]); tr(lambda: deque(1,2,3)); tr(lambda: deque().append()); tr(lambda: hash(deque())); tr(lambda: deque([1],maxlen=1).insert(0,1)); tr(lambda: deque()[0:1])
def it():
    d=deque([1,2,3])
    for x in d: d.append(x)
tr(it)
class D(deque): pass
x=D('ab',3); print(x, x.copy(), x.__copy__().maxlen, x*2)
