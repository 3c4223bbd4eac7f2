import sys, gc, warnings
warnings.simplefilter('always')
def sw(message, category, filename, lineno, file=None, line=None): print('  WARN', category.__name__, str(message).split(' at 0x')[0], lineno)
warnings.showwarning = sw
def show(f, *a, **k):
    try: r = f(*a, **k); print('  ->', r if type(r).__name__ not in ('generator','coroutine','async_generator','async_generator_asend','async_generator_athrow','coroutine_wrapper','anext_awaitable') else type(r).__name__)
    except BaseException as e:
        print('  !!', type(e).__name__, e, '| ctx', type(e.__context__).__name__, '| cause', type(e.__cause__).__name__)
class Aw:
    def __await__(self):
        r = yield 'aw'
        return r
async def ag():
    try:
        x = yield 1
        print('  x', x)
        y = await Aw()
        print('  y', y)
        yield 2
    finally:
        print('  fin')
def st(s):
    return s.send(None)
a = ag()
print(a.ag_running, a.ag_await, a.ag_suspended if hasattr(a,'ag_suspended') else '', a.ag_frame is None, a.ag_code is ag.__code__, a.__name__)
s = a.__anext__(); show(st, s); show(st, s); show(next, s); show(s.throw, ValueError); show(s.close)
s = a.asend('X'); show(st, s); print(a.ag_running, type(a.ag_await).__name__); s2 = a.__anext__(); show(st, s2); show(st, s2); 
s3 = a.aclose(); show(st, s3); show(st, s3); s4 = a.athrow(ValueError); show(st, s4); show(s.send, 'Y'); print(a.ag_running)
s = a.aclose(); show(st, s); show(st, s)
s = a.__anext__(); show(st, s); s = a.aclose(); show(st, s); s = a.athrow(ValueError); show(st, s); s = a.asend(4); show(st, s)
print('fresh')
a = ag(); show(st, a.asend(3)); show(st, a.aclose()); show(st, a.aclose()); show(st, a.__anext__()); show(st, a.athrow(ValueError('q')))
a = ag(); show(st, a.athrow(ValueError('q'))); show(st, a.__anext__())
a = ag(); st2 = a.athrow(ValueError('q')); show(st2.send, 5); show(st2.send, None)
a = ag(); s = a.asend(None); show(s.send, 6)
a = ag(); s = a.aclose(); show(s.send, 6); show(s.send, None)
a = ag(); s = a.__anext__(); show(s.throw, ValueError('z')); show(s.throw, ValueError('z'))
a = ag(); s = a.aclose(); show(s.throw, ValueError('z')); show(s.throw, ValueError('z')); show(s.close)
a = ag(); s = a.athrow(KeyError); show(s.throw, ValueError('z')); show(s.throw, ValueError('z')); show(s.close)
a = ag(); s = a.asend(None); show(s.close); show(s.close); show(st, s)
a = ag(); s = a.aclose(); show(s.close); show(st, s)
a = ag(); s = a.athrow(KeyError); show(s.close); show(st, s)
a = ag(); show(st, a.__anext__()); s = a.asend(1); show(st, s); show(s.close); print(a.ag_running)
a = ag(); show(st, a.__anext__()); s = a.asend(1); show(st, s); show(s.throw, KeyError('k'));
a = ag(); show(st, a.__anext__()); s = a.athrow(KeyError('k')); show(st, s); 
print('ignore')
async def ig():
    try: yield 1
    except GeneratorExit: yield 2
a = ig(); show(st, a.__anext__()); show(st, a.aclose())
async def ig2():
    try: yield 1
    except GeneratorExit:
        await Aw()
a = ig2(); show(st, a.__anext__()); s = a.aclose(); show(st, s); show(s.throw, GeneratorExit); show(st, s)
a = ig2(); show(st, a.__anext__()); s = a.aclose(); show(st, s); show(st, s); show(st, s)
a = ig2(); show(st, a.__anext__()); s = a.aclose(); show(st, s); show(s.close)
async def ig3():
    try: yield 1
    except ValueError: yield 2
    yield 3
a = ig3(); show(st, a.__anext__()); show(st, a.athrow(ValueError)); show(st, a.__anext__());show(st, a.__anext__())
a = ig3(); show(st, a.__anext__()); show(st, a.athrow(ValueError, 'v')); show(st, a.athrow(ValueError, 'v', None)); show(a.athrow, 5); show(st, a.athrow(5)); show(a.athrow); show(a.athrow, 1,2,3,4)
async def rs(): 
    yield 1
    raise StopAsyncIteration
a = rs(); show(st, a.__anext__()); show(st, a.__anext__()); show(st, a.__anext__())
async def rs(): 
    yield 1
    raise StopIteration
a = rs(); show(st, a.__anext__()); show(st, a.__anext__()); show(st, a.__anext__())
async def rs(): 
    yield 1
    return
a = rs(); show(st, a.__anext__()); show(st, a.__anext__()); show(st, a.__anext__())
print('hooks'); show(sys.get_asyncgen_hooks); h = sys.get_asyncgen_hooks(); print(h.firstiter, h.finalizer, type(h).__name__, len(h))
show(sys.set_asyncgen_hooks, 1); show(sys.set_asyncgen_hooks, None, 1); show(sys.set_asyncgen_hooks, firstiter=3); show(sys.set_asyncgen_hooks, finalizer=3); show(sys.set_asyncgen_hooks, foo=3); show(sys.set_asyncgen_hooks, 1, 2, 3); show(sys.set_asyncgen_hooks)
def fi(x): print('  first', type(x).__name__)
def fz(x): print('  final', type(x).__name__, x.ag_frame is None)
sys.set_asyncgen_hooks(fi, fz); h = sys.get_asyncgen_hooks(); print(h.firstiter is fi, h.finalizer is fz, h[0] is fi)
a = ag(); s = a.__anext__(); show(st, s); s = a.__anext__(); s.close(); 
try: st(s)
except BaseException as e: print(type(e))
del a, s; gc.collect()
a = ag(); s = a.aclose(); show(st, s); del a, s; print('-')
a = ag(); s = a.asend(None); del a, s; print('--')
a = ag(); del a; print('---')
def fi2(x): raise KeyError('first')
sys.set_asyncgen_hooks(firstiter=fi2); a = ag(); show(a.__anext__); show(st, a.__anext__()); print('x'); del a
sys.set_asyncgen_hooks(None, None); print(sys.get_asyncgen_hooks())
print('un')
a = ag(); s = a.__anext__(); del s; s = a.asend(1); del s; s = a.aclose(); del s; s = a.athrow(ValueError); del s
a = ag(); 
print([n for n in dir(a)]); print(dir(a.__anext__())); print(dir(a.aclose()))
print(type(a.__anext__()), type(a.aclose()), sys.getsizeof(a.__anext__()), sys.getsizeof(a.aclose()))
def sa(o, n, v): setattr(o, n, v)
for n in ['ag_running','ag_suspended','ag_await','ag_frame','ag_code','__name__','__qualname__','xx']: show(sa, a, n, 5)
print('anext'); 
a = ag(); show(anext, a); show(anext, a, 5); show(anext, 5); show(anext); show(anext, iter([])); s = anext(a, 9); show(st, s); show(st, s)
a = rs(); s = anext(a, 'd'); show(st, s); s = anext(a, 'd'); show(st, s); s = anext(a, 'd'); show(st, s); show(s.throw, ValueError); show(s.close)
print(type(s), dir(s))
show(aiter, 5); show(aiter, a)
show(lambda: type(aiter(a)).__name__)
class AI:
    def __aiter__(self): return 5
show(aiter, AI())
class AN:
    def __aiter__(self): return self
    def __anext__(self): return 5
show(anext, AN()); s = anext(AN(), 3); show(st, s)
