import sys, gc, warnings
warnings.simplefilter('ignore')
def show(f, *a, **k):
    try: r = f(*a, **k); print('  ->', r if not hasattr(r,'gi_frame') else 'GEN')
    except BaseException as e:
        print('  !!', type(e).__name__, e, '| ctx', type(e.__context__).__name__, '| cause', type(e.__cause__).__name__)
def g(n=3):
    for i in range(n):
        try:
            x = yield i
            print('  got', x)
        except ValueError as e:
            print('  caught', e, e.args)
    return 'done'
print('send'); a = g(); show(a.send, 1); show(a.send, None); show(a.send, 5); show(a.send); show(a.send, 1, 2); show(next, a); show(next,a); show(next,a); show(a.send, 3); show(a.send, None); show(a.throw, KeyError('k')); show(a.close)
print('throw')
for args in [(ValueError,), (ValueError('v'),), (ValueError, 'v'), (ValueError, ('a','b')), (ValueError, ValueError('z')), (ValueError, KeyError('z')), (ValueError, None), (ValueError, None, None), (ValueError('x'), 'v'), (ValueError('x'), None), (5,), ('str',), (int,), (object(),), (), (1,2,3,4), (ValueError, 'v', 5), (ValueError, 'v', 'tb')]:
    a = g(); next(a); print(len(args), [getattr(t,'__name__',None) for t in args[:1]]); 
    if args and type(args[0]) is object:
        try: a.throw(*args)
        except TypeError as e: print('  !!', e)
        continue
    show(a.throw, *args)
    a = g(); show(a.throw, *args)
print('attrs'); a = g()
print(a.gi_running, a.gi_suspended, a.gi_yieldfrom, a.gi_frame is not None, a.gi_code is g.__code__, a.__name__, a.__qualname__)
next(a); print(a.gi_running, a.gi_suspended)
a.close(); print(a.gi_running, a.gi_suspended, a.gi_frame, a.gi_code is g.__code__)
def sa(o, n, v): setattr(o, n, v)
def da(o, n): delattr(o, n)
a = g()
for n in ['gi_running','gi_suspended','gi_yieldfrom','gi_frame','gi_code','__name__','__qualname__','xx']:
    print(n); show(sa, a, n, 5); show(da, a, n); 
show(sa, a, '__name__', 'nn'); show(sa, a, '__qualname__', 'qq'); print(a.__name__, a.__qualname__, repr(a).split(' at ')[0])
print([n for n in dir(a) if not n.startswith('__')])
print(sorted(dir(a)))
print('running')
def r():
    global me
    show(next, me); show(me.send, 1); show(me.send, None); show(me.throw, ValueError); show(me.close)
    print(me.gi_running, me.gi_suspended, me.gi_frame is sys._getframe())
    yield 1
me = r(); next(me)
print('ignored')
def ig():
    for _ in range(2):
        try: yield 1
        except GeneratorExit: print('  GE')
a = ig(); show(a.close); a = ig(); next(a); show(a.close)

def ig2():
    try: yield 1
    finally: return 'ret'
a = ig2(); next(a); show(a.close); a = ig2(); next(a); show(a.throw, ValueError('x')); a = ig2(); next(a); show(next, a)
def ig3():
    try: yield 1
    except GeneratorExit: raise StopIteration('q')
a = ig3(); next(a); show(a.close)
def ig4():
    try: yield 1
    except GeneratorExit: raise KeyError('q')
a = ig4(); next(a); show(a.close)
def st():
    yield 1
    raise StopIteration('w')
a = st(); next(a); show(next, a)
def st2():
    try: yield 1
    except ValueError: raise StopIteration('w')
a = st2(); next(a); show(a.throw, ValueError)
a = st(); next(a); show(a.throw, StopIteration('x'))
a = st(); show(a.throw, StopIteration('x'))
a = st(); next(a); show(a.throw, GeneratorExit); 
a = st(); next(a); show(a.throw, GeneratorExit('hi')); 
print('return values')
def rv(v):
    return v
    yield
for v in [None, 1, (1,2), (), StopIteration(3), ValueError('x')]:
    show(next, rv(v)); 
    try: next(rv(v))
    except StopIteration as e: print('   ', type(e.value), e.args if not isinstance(v, BaseException) else len(e.args))

print(type(g()).__name__, type(g()).__module__, type(g()).__doc__)
show(type(g())); show(lambda: type('X', (type(g()),), {}))
show(lambda: g() == g()); show(lambda: g() < g()); show(hash, 1); show(len, g()); show(lambda: g()[0]); show(lambda: 1 in g()); show(bool, g()); show(iter, g())
