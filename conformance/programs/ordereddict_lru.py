# a least-recently-used cache written with OrderedDict
from collections import OrderedDict


class LRU(OrderedDict):
    def __init__(self, size):
        super().__init__()
        self.size = size

    def __getitem__(self, key):
        value = super().__getitem__(key)
        self.move_to_end(key)
        return value

    def __setitem__(self, key, value):
        super().__setitem__(key, value)
        self.move_to_end(key)
        if len(self) > self.size:
            print('out', self.popitem(last=False))


c = LRU(3)
for k in 'abc':
    c[k] = k.upper()
print(c['a'], list(c))
c['d'] = 'D'
c['e'] = 'E'
print(list(c.items()), c.size, c == OrderedDict(c), list(reversed(c)))
