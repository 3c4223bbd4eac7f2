# Deep structures that die: long chains, deep nesting, and finalizers that start others.
import gc

gc.disable()


class N:
    def __init__(self, next):
        self.next = next


chain = None
for _ in range(20000):
    chain = N(chain)
del chain
l = []
for _ in range(20000):
    l = [l]
del l
t = ()
for _ in range(20000):
    t = (t,)
del t
d = {}
for _ in range(20000):
    d = {'d': d}
del d
print('deep structures gone')


class C:
    deaths = 0

    def __init__(self, next):
        self.next = next

    def __del__(self):
        C.deaths += 1


chain = None
for _ in range(50):
    chain = C(chain)
del chain
print(C.deaths)


class Spawn:
    made = 0

    def __del__(self):
        Spawn.made += 1
        if Spawn.made < 50:
            Spawn()


Spawn()
print(Spawn.made)


def g(n):
    yield n


def nest(n):
    x = g(n)
    for _ in range(100):
        x = (y for y in x)
    return x


x = nest(5)
print(next(x))
del x
f = None
for _ in range(3000):
    f = (lambda f: lambda: f)(f)
del f
e = None
for _ in range(3000):
    n = ValueError()
    n.__cause__ = e
    e = n
del e, n
chain = None
for _ in range(5000):
    chain = N(chain)
chain.loop = chain
del chain
print(gc.collect())
