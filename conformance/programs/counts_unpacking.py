# Counts in unpacking, swapping, starred targets, slices and chained assignments.
from sys import getrefcount

m, n = object(), object()


def show(title):
    print(title, getrefcount(m), getrefcount(n))


show('start')
a, b = m, n
show('pair')
a, b = b, a
show('swapped')
a, b = [m, n]
show('list')
a, *b = m, n, n
show('star')
*a, b = (m, n)
show('star first')
(a, b), c = (m, n), m
show('nested')
a = b = c = m
show('chained')
a = b = c = None
show('released')
l = [m, n, m, n]
show('list of four')
a = l[1:3]
show('slice')
l[0:2] = [m]
show('slice assigned')
l[::2] = n, n
show('extended slice')
del l[::2]
show('extended slice deleted')
l[:] = [m, n]
show('all')
x = l[0]
show('index')
del x, a
l *= 2
show('in place')
l.sort(key=id)
show('sorted')
l = sorted(l, key=id)
show('sorted again')
l = [*l, *l]
show('display')
t = (*l, m)
show('tuple display')
s = {*l}
show('set display')
d = {**{'a': m}, 'b': n}
show('dict display')
(x := m)
show('walrus')
first, *rest = iter(l)
show('iterator')
del l, t, s, d, first, rest, x
show('end')
try:
    a, b = m, n, m
except ValueError:
    show('too many')
try:
    a, b, c = (o for o in (m, n))
except ValueError:
    show('too few')
for a, b in [(m, n)] * 2:
    show('in a loop')
