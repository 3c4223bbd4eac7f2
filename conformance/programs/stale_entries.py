"""Attributes of functions whose dictionaries lie where a larger one lay before it grew: what was there is not theirs."""
import sys


class Kept:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f'Kept({self.name!r})'

    def __del__(self):
        dead.append(self.name)


def grown(i):
    """Six attributes: the table grows, and the smaller one goes with what is in it."""
    def f():
        pass
    f.a = Kept(f'a{i}')
    f.b = Kept(f'b{i}')
    f.c = Kept(f'c{i}')
    for again in range(2):
        f.b = Kept(f'b{i}{again}')
        f.c = Kept(f'c{i}{again}')
    f.d = Kept(f'd{i}')
    f.e = Kept(f'e{i}')
    f.g = Kept(f'g{i}')
    return f


def read(f):
    return getattr(f, 'a', None), hasattr(f, 'b'), hasattr(f, 'c')


def missing(f):
    found = []
    try:
        found.append(f.b)
    except AttributeError as error:
        found.append(str(error))
    try:
        found.append(f.c)
    except AttributeError as error:
        found.append(str(error))
    return found


for i in range(30):
    dead = []
    f = grown(i)
    def small():
        pass
    small.z = i
    shown = missing(small), read(small)
    for name in 'late', 'later':
        small.c = Kept(name)
        small.b = Kept(name)
    again = read(small), small.c, small.b, sys.getrefcount(small.c)
    del small
    del f
    if i % 10 == 9:
        print(shown, again, dead)
