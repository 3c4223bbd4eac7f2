# Bound methods, partials, wrappers: what each holds, when temporary ones die, cycles they close, descriptors that cache, counts while they run.
import functools
import gc
import operator
import sys
import weakref
from types import MethodType

gc.disable()
count = sys.getrefcount


class Dies:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('  dies', self.name)

    def method(self, *args):
        return count(self)

    def other(self):
        return self

    @classmethod
    def made(cls, name):
        return cls(name)

    @staticmethod
    def helper(x):
        return x


base = count(d := Dies('base'))
print(d.method(), (lambda m: m())(d.method), count(d) - base)
bound = d.method
print(count(d) - base, bound(), bound.__self__ is d, bound.__func__ is Dies.method, count(d) - base)
many = [d.method for _ in range(3)]
print(count(d) - base, many[0] == many[1], many[0] is many[1], hash(many[0]) == hash(bound), bound == d.other)
del many, bound
print(count(d) - base)
Dies('temporary').method()
print(Dies('chained').other().other().name)
kept = Dies('by method').other
print('kept')
kept = None
print(Dies.made('class method').name)
print(Dies.helper(Dies('argument')).name)
function_counts = count(Dies.method)
m = Dies('m').method
print(count(Dies.method) - function_counts)
del m

p = functools.partial(print, Dies('in partial'), end='!\n')
print(type(p.args[0]).__name__, p.keywords)
q = functools.partial(p, 'more')
print(q.func is print, len(q.args), q.args[0] is p.args[0])
del p
print('q holds')
del q
one = Dies('shared')
base = count(one)
ps = [functools.partial(Dies.method, one) for _ in range(4)]
print(count(one) - base, ps[0](), count(one) - base)
ps[0].__setstate__((Dies.method, (), {}, {}))
print(count(one) - base)
ps.clear()
print(count(one) - base)
del one


class Node:
    def __init__(self, name):
        self.name = name
        self.callback = self.handle

    def handle(self):
        return self.name

    def __del__(self):
        print('  node dies', self.name)


n = Node('cycle by method')
n = None
print('still there', gc.collect() > 0)
n = Node('broken by hand')
n.callback = None
n = None
n = Node('weak')
n.callback = weakref.WeakMethod(n.handle)
print(n.callback()())
n = None
n = Node('partial cycle')
n.callback = functools.partial(Node.handle, n)
n = None
print('collect', gc.collect() > 0)
n = Node('lambda cycle')
n.callback = lambda n=n: n.name
n = None
print('collect', gc.collect() > 0)
n = Node('itemgetter holds key')
getter = operator.methodcaller('append', n)
n.callback = None
n = None
print('getter holds it')
items = []
getter(items)
del getter
print('list holds it')
items.clear()

weak = weakref.ref(d.method)
print(weak() is None, weakref.WeakMethod(d.method)() == d.method)
alive = d.method
weak = weakref.ref(alive)
print(weak() is alive)
del alive
print(weak())


class Cached:
    def __init__(self, function):
        self.function = function
        functools.update_wrapper(self, function)

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        value = instance.__dict__[self.name] = self.function(instance)
        return value


class Owner:
    @Cached
    def heavy(self):
        """Doc."""
        return Dies('cached value')

    @functools.cached_property
    def lazy(self):
        return Dies('lazy value')


o = Owner()
print(o.heavy is o.heavy, o.lazy is o.lazy, sorted(vars(o)), Owner.heavy.__doc__)
del o.lazy
print('deleted')
o.lazy
del o
print('owner gone')


def decorate(f):
    @functools.wraps(f)
    def wrapper(*args):
        return f(*args)

    return wrapper


def plain(x):
    return count(x)


base = count(plain)
wrapped = decorate(plain)
print(count(plain) - base, wrapped.__wrapped__ is plain)
twice = decorate(wrapped)
print(count(wrapped), twice(object()) - wrapped(object()), wrapped(object()) - plain(object()))
ref = weakref.ref(wrapped)
del wrapped
print(ref() is twice.__wrapped__)
del twice
print(ref(), count(plain) - base)


@functools.lru_cache(maxsize=2)
def cached(thing):
    return [thing]


first = Dies('first')
cached(first), cached(1)
del first
print('cache holds first')
cached(2)
print(cached.cache_info())
cached.cache_clear()


class Callable:
    def __call__(self, *args):
        return count(self), count(args) if args else 0

    instance_method = MethodType(lambda self, x: (self, x), 'bound to text')


c = Callable()
print(c(), c(1), Callable.instance_method(2), c.instance_method(3))
c.__call__ = lambda: 'never'
print(c() == c.__class__.__call__(c), len(gc.get_referents(c.instance_method)))
reduced = functools.reduce(lambda a, b: b, [Dies('r1'), Dies('r2'), Dies('r3')])
print('reduced', reduced.name)
del reduced
sorted([3, 1, 2], key=functools.partial(lambda holder, x: -x, Dies('key holder')))
print('after sorted')
print(list(map(Dies('mapped').method, [1]))[0] > 0)
print('end')
del d
