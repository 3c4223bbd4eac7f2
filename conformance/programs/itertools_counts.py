import gc
import sys
from itertools import *


class Item:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del', self.name)


def count(x):
    return sys.getrefcount(x) - 1


# who holds what
a, b, c = Item('a'), Item('b'), Item('c')
items = [a, b, c]
for make in (
    lambda: cycle(items), lambda: chain(items, items), lambda: islice(items, 2), lambda: tee(items)[0],
    lambda: product(items, repeat=2), lambda: permutations(items), lambda: combinations(items, 2),
    lambda: combinations_with_replacement(items, 2), lambda: pairwise(items), lambda: zip_longest(items, items),
    lambda: groupby(items, key=lambda i: i.name), lambda: accumulate(items, func=lambda x, y: y),
    lambda: starmap(lambda *x: x[0], [items]), lambda: compress(items, [1, 1, 1]), lambda: repeat(a, 5),
    lambda: takewhile(bool, items), lambda: dropwhile(bool, items), lambda: filterfalse(None, items),
):
    it = make()
    first = next(it, None)
    print(type(it).__name__, count(a), count(b), count(c), count(items))
    del first
    print(' after', count(a), count(b), count(c), len([1 for _ in islice(it, 3)]), count(a))
    del it
    print(' gone', count(a), count(b), count(c), count(items))

# result tuples are filled again when nobody has them
for it in (pairwise(range(1000, 1004)), combinations(range(1000, 1004), 2), product([1000, 1001], [1002, 1003])):
    kept = next(it)
    other = next(it)
    print(kept is other, kept, other)

# a cycle through an iterator
box = [Item('in box')]
box.append(chain(box))
del box
print('collected', gc.collect() > 0)
t = tee(map(Item, "xyz"))
one = next(t[0])
two = next(t[1])
print(one is two)
del t, one
print('tee gone')
del two
del items, a, b, c
print(gc.is_tracked(count), gc.is_tracked(chain()))
