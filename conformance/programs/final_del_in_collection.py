# Finalizers that change the graph while a collection runs: they cut, link, drop and make more garbage.
import gc

gc.disable()
gc.collect()


class Cut:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del', self.name)
        self.__dict__.clear()


a, b = Cut('a'), Cut('b')
a.b, b.a = b, a
del a, b
print(gc.collect())


class More:
    def __del__(self):
        l = []
        l.append(l)
        print('more')


m = More()
m.me = m
del m
print(gc.collect())
print(gc.collect())


class Collects:
    def __del__(self):
        print('inside', gc.collect())


c = Collects()
c.me = c
del c
print(gc.collect())
c = Collects()
del c


class Links:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('links', self.name)
        self.extra = [self]


a = Links('x')
a.me = a
b = Links('y')
b.me = b
del a, b
print(gc.collect())


class Drops:
    def __del__(self):
        print('drops', len(outside))
        outside.clear()


outside = [Cut('outside')]
d = Drops()
d.me = d
del d
print(gc.collect())


class Raises:
    def __del__(self):
        raise ValueError('in a collection')


r = Raises()
r.me = r
del r
print(gc.collect())
