# The order of finalizers in garbage cycles: rings, survivors of a young collection, subtrees, and objects hanging below.
import gc

gc.disable()
gc.collect()


class F:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print(self.name, end=' ')


def ring(n, names='0123456789'):
    items = [F(names[i]) for i in range(n)]
    for i, x in enumerate(items):
        x.next = items[(i + 1) % n]
    return items


r = ring(6)
del r
print('|', gc.collect())
r = ring(6)
gc.collect(0)
del r
print('|', gc.collect())
r = ring(6)
keep = r[3]
del r
gc.collect(0)
del keep
print('|', gc.collect())
r = ring(3, 'abc')
r[0].below = F('x')
r[1].below = [F('y'), F('z')]
del r
print('|', gc.collect())
r = ring(2, 'pq')
s = ring(2, 'rs')
r[0].other = s[0]
del r, s
print('|', gc.collect())
r = ring(2, 'tu')
s = ring(2, 'vw')
s[0].other = r[0]
del r
print('|', gc.collect())
del s
print('|', gc.collect())
l = []
for i in range(4):
    x = F(str(i))
    x.l = l
    l.append(x)
del l, x
print('|', gc.collect())
d = {}
for i in range(4):
    x = F(str(i))
    x.d = d
    d[i] = x
del d, x
print('|', gc.collect())
items = [F(str(i)) for i in range(5)]
for x in items:
    x.me = x
items.reverse()
del x
items.clear()
print('|', gc.collect())
items = [F(str(i)) for i in range(5)]
for x in items:
    x.me = x
gc.collect(1)
items.reverse()
del x, items
print('|', gc.collect())
