# Weak references as programs use them: a cache of images, a tree with parents, finalizers of resources, WeakKeyDictionary for extra data, a pool.
import atexit
import gc
import weakref

gc.disable()


class Image:
    loaded = []

    def __init__(self, name):
        self.name = name
        self.loaded.append(name)

    def __repr__(self):
        return f'<{self.name}>'


cache = weakref.WeakValueDictionary()


def load(name):
    image = cache.get(name)
    if image is None:
        cache[name] = image = Image(name)
    return image


a, b = load('a'), load('b')
print(load('a') is a, load('c'), Image.loaded, sorted(cache))
again = load('c')
del b
print(sorted(cache.items(), key=lambda i: i[0]), len(cache), Image.loaded, 'b' in cache)
for key, value in cache.items():
    a = again = None
# The loop's variable alone holds the last one now.
print(sorted(cache), value in list(cache.values()), cache.pop('zzz', 'gone'))
del value
print(dict(cache), cache.setdefault('n', Image('new')) if False else 'empty', list(cache.valuerefs()))


class Tree:
    def __init__(self, name, parent=None):
        self.name, self.children = name, []
        self._parent = weakref.ref(parent) if parent is not None else lambda: None
        if parent is not None:
            parent.children.append(self)

    @property
    def parent(self):
        return self._parent()

    @property
    def path(self):
        return (self.parent.path + '/' if self.parent else '') + self.name

    def __del__(self):
        print('  del', self.name, 'parent', self.parent and self.parent.name)


root = Tree('root')
leaf = Tree('leaf', Tree('middle', root))
Tree('other', root)
print(leaf.path)
del root
print(leaf.path, leaf.parent)
del leaf

extra = weakref.WeakKeyDictionary()


class Key:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __hash__(self):
        return self.n


k1, k2 = Key(1), Key(2)
extra[k1] = 'one'
extra[k2] = {'about': k2.n}
extra[Key(1)] = 'changed'
print(extra[k1], len(extra), Key(2) in extra, sorted(k.n for k in extra), [type(r).__name__ for r in extra.keyrefs()])
del k1
print(len(extra), extra.get(Key(1)), extra | {k2: 'other'} == {k2: 'other'})
twin = weakref.WeakKeyDictionary({k2: k2})
# The value holds its own key: it stays, even without the name.
ref = weakref.ref(k2)
del k2
print(len(twin), ref() is not None)
twin.clear()
extra.clear()
print(ref())


class Resource:
    open_now = set()

    def __init__(self, name):
        self.name = name
        self.open_now.add(name)
        self._finalizer = weakref.finalize(self, self.release, name)

    @classmethod
    def release(cls, name):
        cls.open_now.discard(name)
        print('  released', name)
        return name * 2

    def close(self):
        return self._finalizer()

    @property
    def closed(self):
        return not self._finalizer.alive


r, s, t = map(Resource, 'rst')
print(r.close(), r.close(), r.closed, s.closed, sorted(Resource.open_now))
finalizer = s._finalizer
print(finalizer.peek()[1].__name__, finalizer.peek()[2:], finalizer.atexit)
del s
print(finalizer.alive, finalizer.peek(), finalizer())
u = Resource('u')
u.me = u
del u
print(sorted(Resource.open_now), gc.collect() > 0, sorted(Resource.open_now))
kept = Resource('v')
kept._finalizer.detach()
del kept
print(sorted(Resource.open_now))


class Pool:
    def __init__(self, size):
        self.free = [bytearray(2) for _ in range(size)]
        self.lent = weakref.WeakSet()

    class Lease:
        def __init__(self, pool, buffer):
            self.buffer = buffer
            weakref.finalize(self, pool.free.append, buffer)

    def lend(self):
        if not self.free:
            raise RuntimeError(f'all {len(self.lent)} are lent')
        lease = self.Lease(self, self.free.pop())
        self.lent.add(lease)
        return lease


pool = Pool(2)
x, y = pool.lend(), pool.lend()
try:
    pool.lend()
except RuntimeError as error:
    print(error)
x.buffer[0] = 7
del x
z = pool.lend()
print(len(pool.lent), z.buffer, len(pool.free))


class Subject:
    def __init__(self):
        self.value = 1

    def method(self):
        return self.value


subject = Subject()
proxy, weak_method = weakref.proxy(subject), weakref.WeakMethod(subject.method)
proxy.value += 1
print(proxy.method(), weak_method()(), isinstance(proxy, Subject), type(proxy).__name__, weakref.getweakrefcount(subject), weak_method == weakref.WeakMethod(subject.method))
strong = weak_method()
del subject
print(weak_method()())
del strong
print(weak_method())
try:
    proxy.value
except ReferenceError as error:
    print(error)
atexit.register(print, 'atexit: still open', Resource.open_now)
weakref.finalize(cache, print, 'the cache goes')
never = weakref.finalize(pool, print, 'never printed')
never.atexit = False
