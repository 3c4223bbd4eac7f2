import sys, gc, warnings
warnings.simplefilter('always')
def sw(message, category, filename, lineno, file=None, line=None): print('  WARN', category.__name__, message, lineno)
warnings.showwarning = sw
def show(f, *a, **k):
    try: r = f(*a, **k); print('  ->', r if type(r).__name__ not in ('generator','coroutine','async_generator','async_generator_asend','async_generator_athrow','coroutine_wrapper') else type(r).__name__)
    except BaseException as e:
        print('  !!', type(e).__name__, e, '| ctx', type(e.__context__).__name__, '| cause', type(e.__cause__).__name__)
def g(n=3):
    for i in range(n):
        x = yield i
    return 'done'

async def co(x=None):
    if x: raise x
    return 7
class Aw:
    def __await__(self):
        r = yield 'aw'
        print('  aw got', r)
        return r
async def co2():
    try:
        r = await Aw()
        return ('co2', r)
    finally: print('  fin')
print('coroutine')
c = co(); show(c.send, 1); show(c.send, None); show(c.send, None); show(c.throw, ValueError('x')); show(c.close); show(c.__await__); 
c = co(); show(c.close); show(c.send, None); show(c.close)
c = co(); show(c.throw, ValueError('x')); show(c.throw, ValueError('x')); show(c.send, None)
c = co2(); show(c.send, None); print(c.cr_await, c.cr_running, c.cr_suspended, c.cr_origin, c.cr_frame is not None) if 0 else print(type(c.cr_await).__name__, c.cr_running, c.cr_suspended, c.cr_origin, c.cr_frame is not None)
show(c.send, 4)
c = co2(); c.send(None); show(c.close)
c = co2(); c.send(None); show(c.throw, ValueError, 'x')
c = co2(); c.send(None); w = c.__await__(); show(next, w); 
c = co2(); w = c.__await__(); show(next, w); show(w.send, 3); show(next, w); show(w.close); show(w.throw, ValueError)
w = co2().__await__(); show(w.throw, ValueError); show(w.close)
print(type(w), iter(w) is w, sorted(dir(w)))
print('bad await')
class A1:
    def __await__(self): return 5
class A2:
    def __await__(self): return co()
class A3:
    __await__ = None
class A4:
    def __await__(self): return iter([1,2])
class A5:
    def __await__(self): raise KeyError
async def aw(x): return await x
for x in [5, A1(), A2(), A3(), A4(), A5(), None, g(), int, [1]]:
    c = aw(x); show(c.send, None); show(c.close)
print('twice')
c1 = co2()
a, b = aw(c1), aw(c1)
show(a.send, None); show(b.send, None); show(a.close)
print('self')
async def selfaw(): await me
me = selfaw(); show(me.send, None)
async def seln(): show(me.send, None); show(me.throw, ValueError); show(me.close); print(me.cr_running, me.cr_suspended)
me = seln(); show(me.send, None)
print('nonawaitable'); show(iter, me); show(next, me); show(lambda: [*co()])
def yf():
    yield from co()
show(next, yf())
import types
@types.coroutine
def tc():
    r = yield from co2()
    return r
t = tc(); print(type(t).__name__, t.gi_code.co_flags & 0x100); show(t.send, None); show(t.send, 9)
async def awtc(): return await tc()
t = awtc(); show(t.send, None); print(type(t.cr_await).__name__); show(t.send, 9)
show(types.coroutine, 5)
print(types.coroutine(co) is co)
tt = types.coroutine(lambda: 5)
show(tt)
tt = types.coroutine(lambda: Aw()); show(lambda: type(tt()).__name__)
print('unawaited')
co(); gc.collect()
c = co2(); del c
async def outer(): co(); 
o = outer(); show(o.send, None)
def fu():
    c = co(); l=[c]; l.append(l)
fu(); gc.collect()
print('origin')
show(sys.get_coroutine_origin_tracking_depth)
show(sys.set_coroutine_origin_tracking_depth, 2); show(sys.set_coroutine_origin_tracking_depth, -1); show(sys.set_coroutine_origin_tracking_depth, 'x'); show(sys.set_coroutine_origin_tracking_depth); show(sys.set_coroutine_origin_tracking_depth, depth=2)
print(sys.get_coroutine_origin_tracking_depth())
def mk(): return co()
def mk2(): return mk()
c = mk2(); print([(a.split('/')[-1],b,d) for a,b,d in c.cr_origin]); c.close()
sys.set_coroutine_origin_tracking_depth(0); print(co().cr_origin)
print(sys.getsizeof(co()) > 100)
print(sorted(dir(co())))
def sa(o, n, v): setattr(o, n, v)
c = co()
for n in ['cr_running','cr_suspended','cr_await','cr_frame','cr_code','cr_origin','__name__','__qualname__','xx']: show(sa, c, n, 5)
c.close()
print(c.cr_frame, c.cr_await)
