# Generators and memory: what a suspended one holds, close and death, exhausted ones, gi_frame, counts of locals, yield from, coroutines, async generators.
import gc
import sys
import weakref


class T:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('  del', self.name)


def gen(arg):
    local = T('local')
    try:
        yield 1
        other = T('other')
        yield 2
    finally:
        print('  finally', sorted(locals()))


g = gen(T('arg'))
print('created', g.gi_frame.f_lineno - gen.__code__.co_firstlineno, g.gi_running, g.gi_suspended, sorted(g.gi_frame.f_locals))
del g
g = gen(T('arg'))
print(next(g), next(g), g.gi_suspended, sorted(g.gi_frame.f_locals))
g.close()
print('closed', g.gi_frame, g.gi_suspended)
del g
print('exhausted:')
g = gen(T('arg'))
print(list(g), g.gi_frame, list(g))
print('dropped while suspended:')
g = gen(T('arg'))
next(g)
del g
print('thrown:')
g = gen(T('arg'))
next(g)
try:
    g.throw(KeyError('k'))
except KeyError as error:
    print(repr(error))
print(g.gi_frame)
x = object()
base = sys.getrefcount(x)


def holder(a):
    b = a
    yield sys.getrefcount(x) - base
    del b
    yield sys.getrefcount(x) - base


h = holder(x)
print('counts', sys.getrefcount(x) - base, next(h), sys.getrefcount(x) - base, next(h), sys.getrefcount(x) - base)
h.close()
print(sys.getrefcount(x) - base)


def inner():
    t = T('inner local')
    got = yield 'inner'
    print('  inner got', got)
    return T('returned')


def outer():
    result = yield from inner()
    print('  outer has', result.name)
    del result
    yield 'outer'


o = outer()
print(next(o), o.gi_yieldfrom.__name__, o.send('s'), o.gi_yieldfrom)
del o
o = outer()
next(o)
sub = o.gi_yieldfrom
del o
print('inner after outer died:', sub.gi_frame)
del sub


def selfish():
    me = yield
    yield me


gc.collect()
s = selfish()
next(s)
s.send(s)
w = weakref.ref(s)
del s
print('cycle alive', w() is not None)
gc.collect()
print('collected', w())


async def coro(v):
    t = T('coroutine local')
    await Pause()
    return v


class Pause:
    def __await__(self):
        yield 'paused'


c = coro(5)
print(c.cr_frame is not None, c.send(None), c.cr_suspended, type(c.cr_await).__name__)
try:
    c.send(None)
except StopIteration as stop:
    print(stop.value, c.cr_frame)
c = coro(6)
c.send(None)
c.close()
print(c.cr_frame)


async def agen():
    try:
        t = T('async local')
        yield 1
        yield 2
    finally:
        print('  async finally')


def run(awaitable):
    try:
        while True:
            awaitable.send(None)
    except StopIteration as stop:
        return stop.value


a = agen()
print(run(a.__anext__()), a.ag_frame is not None, run(a.aclose()), a.ag_frame)


def not_started():
    yield T('never')


n = not_started()
n.close()
print(n.gi_frame, list(n))
expr = (T(i).name for i in 'ab')
print(next(expr))
del expr


def deep(n):
    if n:
        yield from deep(n - 1)
    yield n


d = deep(50)
print(next(d), next(d))
f = d.gi_frame
del d
print(f.f_code.co_name, sorted(f.f_locals))
