"""Slices of lists that are assigned and deleted: what dies on the way, what may look, all kinds of bounds"""

import gc
import sys


def replaced(start, stop, values):
    items = list(range(10))
    items[start:stop] = values
    return items


def deleted(start, stop):
    items = list(range(10))
    del items[start:stop]
    return items


for start in (None, 0, 3, -3, 10, -20, 20, True):
    for stop in (None, 0, 5, -1, 30, -30, False):
        print(start, stop, replaced(start, stop, (7, 7, 7)), replaced(start, stop, []), deleted(start, stop))


class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        print('index', self.value)
        return self.value


print(replaced(Index(1), Index(3), 'ab'), deleted(Index(2), None), deleted(2**80, None), deleted(-(2**80), 2**70))
for wrong in (1.5, 'x'):
    for act in (lambda: replaced(wrong, 2, []), lambda: deleted(None, wrong)):
        try:
            act()
        except TypeError as error:
            print(error)


class Noisy:
    def __init__(self, name, where=None):
        self.name = name
        self.where = where

    def __del__(self):
        print('end of', self.name, self.where and len(self.where), [type(x) for x in gc.get_objects() if type(x) is slice])


def lone(items):
    items.extend([Noisy('a', items), 1, Noisy('b', items), 2])
    del items[-4:-1]
    print(items)
    items[:0] = [Noisy('c', items)]
    items[:1] = (5,)
    print(items)
    items[1:] = [Noisy('d', items), Noisy('e')]
    items[1:3] = ()
    print(len(items))
    items[:] = [1]
    del items[:]
    print(items)


for turn in range(3):
    lone([])


def shared(times):
    """Counts of what is held elsewhere."""
    x = Noisy('x')
    before = sys.getrefcount(x)
    items = [x, x, 1, x]
    for turn in range(times):
        items[1:1] = (x, x)
        items[2:] = [x]
        items[1:] = items[:2]
        del items[1:2]
    print(sys.getrefcount(x) - before, len(items))
    del items[0:]
    print(sys.getrefcount(x) - before)
    items = [x, x, x]
    y = Noisy('twice')
    items += [y, y]
    del y
    del items[3:]
    print(len(items))


shared(10)


def itself():
    items = [1, 2, 3]
    items[1:2] = items
    items[:] = items
    print(items)
    items[5:] = items[:0]
    items[:0] = iter((8, 9))
    items[2:] = {5: 6}
    print(items)


itself()


class Own(list):
    def __setitem__(self, key, value):
        print('set', key, value)

    def __delitem__(self, key):
        print('delete', key)


def others(things):
    for thing in things:
        try:
            thing[1:2] = (1, 2)
        except TypeError as error:
            print(error)
        try:
            del thing[:1]
        except TypeError as error:
            print(type(error).__name__)
    print(things)


others([Own([1, 2]), [1, 2, 3], bytearray(b'abc'), 'abc', (1, 2), 5, [], bytearray(b'ab')])


def wrong_values():
    items = [1, 2]
    for value in (5, None, Noisy):
        try:
            items[:1] = value
        except TypeError as error:
            print(type(error).__name__, items)
    try:
        items[:1], items[undefined:] = (1,), ()
    except NameError as error:
        print(error, items)


wrong_values()


def sizes():
    items = []
    seen = []
    for turn in range(40):
        items[len(items):] = (turn, turn)
        seen.append(sys.getsizeof(items))
    while len(items) > 1:
        del items[-3:]
        seen.append(sys.getsizeof(items))
        if not items:
            break
    print(seen)


sizes()


class Spoiler:
    """Compares while a list is being sorted: it is empty then."""

    def __init__(self, items):
        self.items = items

    def __lt__(self, other):
        del self.items[1:]
        self.items[:1] = ()
        return False


spoiled = []
spoiled.extend([Spoiler(spoiled), Spoiler(spoiled)])
spoiled.sort()
print(len(spoiled))
