# collections show
"""The locals of a frame that outlived its call die first to last: with a traceback, with a class that holds it, in a cycle."""
import gc
class D:
    def __init__(s, n): s.n = n
    def __del__(s): print('del', s.n)
class E(Exception): pass
def f():
    a = D('a'); b = D('b'); c = D('c')
    raise E
def g():
    x = D('x'); f(); y = D('y')
try: g()
except E as e: k = e
del k
print('--')
def h():
    a = D('a'); b = D('b')
    try: f()
    except E as e: k = e
    z = D('z')
h()
print('cycle', gc.collect())
def h2():
    global T
    p = D('p'); q = D('q')
    def inner(): return q
    try: f()
    except E as e: T = e.__traceback__
h2()
T = None
print('--')
class K:
    d = D('in class')
    try: f()
    except E as e: t = e.__traceback__
del K
print(gc.collect())
def gen():
    a = D('ga'); b = D('gb')
    yield
    c = D('gc')
    yield
g1 = gen(); next(g1); next(g1); del g1
g1 = gen(); next(g1); g1 = [g1]; g1.append(g1); del g1; print(gc.collect())
