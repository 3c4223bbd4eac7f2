# What gc.collect() returns for the usual kinds of garbage (semantics 2.2).
import gc
gc.disable()
gc.collect()


class A:
    pass


class S:
    __slots__ = ('x',)


def self_list():
    l = []
    l.append(l)


def self_dict():
    d = {}
    d['d'] = d


def slots():
    s = S()
    s.x = s


def instance():
    a = A()
    a.self = a


def two():
    a = A()
    b = A()
    a.b = b
    b.a = a


def closure():
    def g():
        return g


def local_class():
    class L:
        pass


def tuple_list():
    l = []
    t = (l,)
    l.append(t)


def exception():
    try:
        raise ValueError
    except ValueError as e:
        held = e


def ring(n):
    items = [A() for _ in range(n)]
    for i, item in enumerate(items):
        item.next = items[(i + 1) % n]


for make in (self_list, self_dict, slots, instance, two, closure, local_class, tuple_list, exception):
    make()
    print(make.__name__, gc.collect())
ring(10)
print('ring', gc.collect())
print(gc.collect(), gc.get_count())
