# Finalizers and weak references: who runs when (semantics 2.4, 5).
import gc
import weakref
gc.disable()
gc.collect()


class N:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del', self.name)

    def __repr__(self):
        return f'N({self.name})'


ring = [N(i) for i in range(6)]
for i in range(6):
    ring[i].next = ring[(i + 1) % 6]
del ring
print('ring', gc.collect())

o = N('counted')
r = weakref.ref(o)
refs = [weakref.ref(o, lambda w, i=i: print('callback', i, w() is None)) for i in range(3)]
del o
print(r() is None)

o = N('cycle')
o.self = o
refs = [weakref.ref(o, lambda w, i=i: print('callback', i, w() is None)) for i in range(3)]
inside = weakref.ref(o, lambda w: print('never'))
o.inside = inside
del inside, o
print('collected', gc.collect())


class Again:
    def __del__(self):
        print('again')
        kept.append(self)


kept = []
Again()
print(len(kept))
kept.clear()
a = Again()
a.me = a
del a
print(gc.collect(), len(kept))
kept.clear()
print(gc.collect(), len(kept))

tree = N('root')
tree.left = N('left')
tree.right = N('right')
tree.left.left = N('left.left')
del tree
l = [N('a'), N('b'), N('c')]
del l
t = (N('x'), N('y'))
del t
d = {'one': N('one'), 'two': N('two')}
del d


def local():
    first = N('first')
    second = N('second')
    return None


local()


class Bad:
    def __del__(self):
        raise RuntimeError('in del')


x = N('end')
y = N('end2')
