# Counts of attribute values of instances: set, read, replaced, deleted, in __dict__, slots and classes.
from sys import getrefcount


class A:
    pass


class S:
    __slots__ = ('x', 'y', '__dict__')


m = []


def show(title):
    print(title, getrefcount(m))


for kind in (A, S):
    a = kind()
    a.x = m
    show('set')
    a.y = a.x
    show('twice')
    a.x = None
    show('replaced')
    del a.y
    show('deleted')
    a.x = a.z = m
    d = a.__dict__
    show('dict read')
    d['w'] = m
    show('dict stored')
    a.__dict__ = {}
    show('dict replaced')
    print(getrefcount(d), len(d))
    d.clear()
    show('cleared')
    a.v = m
    del a
    show('gone')
    vars(kind())['q'] = m
    show('temporary')
    del d
A.c = m
show('class')
a = A()
a.c
show('read through')
a.c = m
show('both')
del A.c
del a.c
show('end')
a.__dict__.update(p=m, q=m)
show('updated')
d = a.__dict__
del a
show('dict outlives')
print(sorted(d), getrefcount(d))
d = None
show('dict gone')
a = A()
a.self = a
print(getrefcount(a))
a.self = None
print(getrefcount(a))
import copy
a.m = m
b = copy.copy(a)
show('copied')
b.__dict__ is a.__dict__
print(getrefcount(a), getrefcount(b))
