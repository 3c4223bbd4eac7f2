import sys, gc
def g(n):
    for i in range(n):
        x = yield i
        if x: print('got', x)
    return 'end'
print(list(g(3)), sum(x*x for x in range(10)))
it=g(3); print(next(it), it.send('a'), next(it))
try: next(it)
except StopIteration as e: print('stop', e.value)
def h():
    r = yield from g(2)
    print('r', r)
    try:
        yield 1
    except ValueError as e:
        print('caught', e)
        yield 2
    finally:
        print('fin')
it=h()
print(next(it), next(it), next(it), it.throw(ValueError('v')))
it.close()
it=h(); next(it);next(it);next(it); del it
def bad():
    yield 1
    raise StopIteration
try: list(bad())
except RuntimeError as e: print(repr(e), repr(e.__cause__))
print([ (a,b) for a in (c for c in 'ab') for b in (d for d in 'xy')])
def fib():
    a,b=0,1
    while True:
        yield a
        a,b=b,a+b
from_=[]
for x in fib():
    if x>100: break
    from_.append(x)
print(from_)
it=(i for i in [1,2])
def rc():
    o=object()
    yield sys.getrefcount(o)
    yield sys.getrefcount(o)
print(list(rc()))
def cyc():
    me = yield
    yield me
c=cyc(); next(c); c.send(c); del c
print(gc.collect())
def run():
    try: next(me)
    except ValueError as e: print(e)
    yield
me=run(); next(me)
def ex():
    try: 1/0
    except ZeroDivisionError:
        yield sys.exc_info()[0]
        yield sys.exc_info()[0]
try: raise KeyError
except KeyError:
    e=ex(); print(next(e)); print(sys.exc_info()[0]); 
print(sys.exc_info()[0], next(e), sys.exc_info()[0])
def clos():
    z=1
    def f(): return z
    yield f()
    z=2
    yield f()
print(list(clos()))
def d():
    raise ValueError(1)
    yield
try: next(d())
except ValueError as e:
    tb=e.__traceback__
    while tb: print(tb.tb_lineno, tb.tb_frame.f_code.co_name); tb=tb.tb_next
g2=g(1)
try: g2.throw(KeyError('k'))
except KeyError as e: print('K', e, e.__traceback__.tb_next.tb_lineno)
try: g(1).send(1)
except TypeError as e: print(e)
print(g2.gi_frame, g2.gi_running)
x=g(5); next(x); print(x.gi_frame.f_lineno, x.gi_frame.f_locals)
print(max((y for y in [3,1,2]), key=lambda v:-v))
