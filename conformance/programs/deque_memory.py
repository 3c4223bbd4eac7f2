# blocks, counts and finalizers of deques
import gc
import sys
import weakref
from collections import deque


class Item:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del', self.name)


gc.collect()
d = deque(Item(n) for n in 'abc')
x = d[1]
print(sys.getrefcount(x) - 1)
d.rotate(1)
d.reverse()
print([i.name for i in d], sys.getrefcount(x) - 1)
del x
d.pop()
print('popped')
bounded = deque(maxlen=2)
for n in '1234':
    bounded.append(Item(n))
print('bounded')
bounded.appendleft(Item('left'))
bounded.clear()
print('cleared')
d.append(d)
r = weakref.ref(d)
del d
print(gc.collect(), r())
it = iter(deque([1, 2, 3]))
print(next(it), it.__length_hint__(), list(it))
print(gc.is_tracked(deque()), [o for o in gc.get_referents(deque([1, 'a', []])) if not isinstance(o, type)])
print(sys.getsizeof(deque()), sys.getsizeof(deque(range(64))), sys.getsizeof(deque(range(1000))))
