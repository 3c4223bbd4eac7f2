import sys
class Aw:
    def __init__(s,v): s.v=v
    def __await__(s):
        r = yield s.v
        return r
async def a(x):
    r = await Aw(x)
    return r+1
async def b():
    t = 0
    for i in range(3): t += await a(i)
    return t
def drive(c):
    v=None
    while True:
        try: y=c.send(v)
        except StopIteration as e: return e.value
        print('y',y); v=10
print(drive(b()))
async def ag(n):
    for i in range(n):
        await Aw('w')
        yield i
async def use():
    r=[x async for x in ag(3)]
    async for q in ag(2): print('q',q)
    else: print('else')
    return r, {k: v async for k, v in pairs()}, sum([i for i in [await a(1)]])
async def pairs():
    yield 1,2
    yield 3,4
print(drive(use()))
class CM:
    async def __aenter__(s): print('enter'); await Aw('e'); return s
    async def __aexit__(s,*a): print('exit', a[0]); await Aw('x'); return True
async def w():
    async with CM() as c:
        raise ValueError
    async with CM(): return 5
print(drive(w()))
async def acl():
    g=ag(5)
    print(await g.__anext__())
    print(await g.asend(None))
    try: await g.athrow(KeyError('z'))
    except KeyError as e: print('KE', e)
    await g.aclose()
    print(await anext(g, 'dflt'))
    async def t():
        try:
            yield 1
        finally:
            print('cleanup')
    g=t(); await anext(g); await g.aclose()
print(drive(acl()))
a(1)
c=a(1); c.close()
try: drive(c)
except RuntimeError as e: print(e)
async def bb(): await 5
try: drive(bb())
except TypeError as e: print(e)
g=(x async for x in ag(2)); print(type(g))
print(drive(acl.__call__()))
