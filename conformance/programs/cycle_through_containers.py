# Cycles through each type of container, and the number that gc.collect returns for them.
import collections
import functools
import gc
import itertools
import types

gc.disable()
gc.collect()


class H:
    """A hashable holder."""


def check(title, make):
    make()
    print(title, gc.collect(), len(gc.garbage))


def a_list():
    l = []
    l.append(l)


def a_dict():
    d = {}
    d[1] = d


def a_tuple():
    l = []
    l.append((l,))


def a_set():
    h = H()
    h.s = {h}


def a_frozenset():
    h = H()
    h.s = frozenset([h])


def a_deque():
    d = collections.deque()
    d.append(d)


def an_ordered():
    d = collections.OrderedDict()
    d['d'] = d


def a_default():
    d = collections.defaultdict(list)
    d['d'] = d


def a_factory():
    d = collections.defaultdict()
    d.default_factory = d.get


def a_counter():
    c = collections.Counter()
    c.me = c


def a_partial():
    l = []
    l.append(functools.partial(print, l))


def a_namespace():
    n = types.SimpleNamespace()
    n.n = n


def a_slice():
    l = []
    l.append(slice(l))


def a_map():
    l = []
    l.append(map(str, l))


def a_zip():
    l = []
    l.append(zip(l, l))


def an_iterator():
    l = []
    l.append(iter(l))


def a_chain():
    l = []
    l.append(itertools.chain(l))


def a_cycle():
    l = []
    l.append(itertools.cycle(l))


def a_view():
    d = {}
    d['v'] = d.values()


def a_proxy():
    d = {}
    d['p'] = types.MappingProxyType(d)


def a_method():
    l = []
    l.append(l.append)


def a_memoryview():
    class B(bytearray):
        pass
    b = B(b'abc')
    b.v = memoryview(b)


def an_enumerate():
    l = []
    l.append(enumerate(l))


def a_reversed():
    l = []
    l.append(reversed(l))


def a_key_function():
    h = H()
    h.k = functools.cmp_to_key(lambda a, b: 0)(h)


def a_cache():
    @functools.lru_cache
    def f(x):
        return f
    f(1)


for make in (a_list, a_dict, a_tuple, a_set, a_frozenset, a_deque, an_ordered, a_default, a_factory, a_counter, a_partial, a_namespace, a_slice, a_map, a_zip,
             an_iterator, a_chain, a_cycle, a_view, a_proxy, a_method, a_enumerate if False else an_enumerate, a_reversed, a_key_function, a_cache, a_memoryview):
    check(make.__name__, make)
