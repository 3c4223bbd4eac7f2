"""dict.get, set.add and set.discard, with keys that code of the program compares and with those that it does not"""

import sys


class Key:
    """Tells the counts of what is held while it is hashed and compared."""

    def __init__(self, value):
        self.value = value

    def __hash__(self):
        print('hash', sys.getrefcount(self))
        return hash(self.value)

    def __eq__(self, other):
        print('eq', sys.getrefcount(self), type(other).__name__)
        return self.value == getattr(other, 'value', other)


class Told:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('dies', self.name)


class Own(dict):
    def get(self, key, default='own'):
        return super().get(key, default)


class OwnSet(set):
    def add(self, item):
        print('add', item)
        super().add(item)


class Other:
    get = add = discard = lambda self, *args: args


def gets(d):
    for key in ('a', 'b' + str(1), 1, -1, 2**40, 1.0, True, None, (1, 2), (1, (2, 'x')), (1, 2.5), Key('a'), Key(1), Key(9), b'a'):
        print(type(key).__name__, d.get(key), d.get(key, 'default'))
    for key in ([], {}, (1, [])):
        try:
            print(d.get(key))
        except TypeError as error:
            print(error)
    for args in ((), (1, 2, 3)):
        try:
            print(d.get(*args))
        except TypeError as error:
            print(error)


def adds(s):
    for item in ('a', 'b' + str(1), 1, -1, 2**40, 1.0, True, None, (1, 2), (1, (2, 'x')), (1, 2.5), Key('a'), Key(1), Key(9), b'a'):
        print(type(item).__name__, s.add(item), len(s), s.discard(item), len(s), s.discard(item), s.add(item))
    for item in ([], {}, (1, [])):
        for method in ('add', 'discard'):
            try:
                if method == 'add':
                    s.add(item)
                else:
                    s.discard(item)
            except TypeError as error:
                print(error)
    s.discard({1})
    try:
        s.add(1, 2)
    except TypeError as error:
        print(error)
    return sorted(map(str, (x for x in s if not isinstance(x, Key))))


gets({'a': 1, 'b1': 2, 1: 3, -1: 4, 2**40: 5, None: 6, (1, 2): 7, (1, (2, 'x')): 8})
gets({})
gets({'a': 1})
gets({Key('a'): 1, Key(1): 2, Key((1, 2)): 3})
gets(Own({'a': 1}))
print(adds(set()))
print(adds({1, 2, Key(3), 'a'}))
print(adds(OwnSet()))
print(Other().get(1), Other().add(2), Other().discard(3))

# What dies with the call, and when.
print({'x': Told('value'), 'y': Told('other')}.get('x').name)
print({'x': 1}.get('y', Told('default')).name)
print({'x': Told('not it')}.get('y', 5))
print({Told('member')}.add(1))
print({Told('kept'), 3}.discard(3))
held = {}
held['x'] = 10**30
n = sys.getrefcount(held['x'])
value = held.get('x')
print(sys.getrefcount(value) - n, held.get('y', value) is value, sys.getrefcount(value) - n)
key = 'text' + str(5)
d = {key: key}
s = {key}
n = sys.getrefcount(key)
d.get(key)
d.get('text5')
s.add(key)
s.add('text' + str(5))
print(sys.getrefcount(key) - n, s.discard('text' + str(5)), sys.getrefcount(key) - n)


class Changing:
    def __hash__(self):
        return 1

    def __eq__(self, other):
        table.clear()
        return False


table = {1: 'one'}
print(table.get(Changing(), 'none'), table)
table = {1}
table.add(Changing())
print(len(table))
table = {1}
table.discard(Changing())
print(len(table))


# More keys than a table's first places have, deleted ones among them.
d = {}
s = set()
for i in range(3000):
    d[i * 7919 % 1009] = d.get(i * 7919 % 1009, 0) + 1
    d['k' + str(i % 90)] = d.get('k' + str(i % 90), 0) + 1
    s.add(i * i % 1013)
    s.discard(i * 3 % 1013)
    s.add(str(i % 70))
print(len(d), sum(d.values()), len(s), sum(x for x in s if type(x) is int))


# Updates: keys that are there and not, values that die, comparisons that see what is held.
class Seen:
    def __init__(self, value):
        self.value = value

    def __hash__(self):
        return hash(self.value)

    def __eq__(self, other):
        print('eq', sys.getrefcount(self))
        return self.value == getattr(other, 'value', other)


class Watching:
    """Looks at the counts of what takes its place."""

    def __del__(self):
        print('dies', sys.getrefcount(new_key), sys.getrefcount(new_value))


new_key = 'key' + str(7)
new_value = ['value']
d = {'key7': Watching(), 1: 2, 'x': 5}
d.update({new_key: new_value})
for source in ({new_key: new_value}, [(new_key, new_value)], [[new_key, new_value]], zip([new_key], [new_value])):
    d = {1: 2}
    d.update(source)
    print(d, sys.getrefcount(new_key), sys.getrefcount(new_value))
for source in ({1: 'a', (1, 2): 'b', 'c': 'd', 2.5: 'e', Seen(3): 'f'}, [(1, 'a'), ((1, 2), 'b'), (2.5, 'e'), (Seen(3), 'f'), (1, 'g')]):
    d = {1: None, 2: 3, Seen(2.5): 4, 3: 6}
    d.update(source)
    print(len(d), list(d.values()))
    print(len(dict(source)), len({**d, **dict(source)}))


class Emptying:
    def __hash__(self):
        return 1

    def __eq__(self, other):
        source.clear()
        return False


source = {1: 2, 5: 6}
try:
    {Emptying(): 3}.update(source)
except RuntimeError as error:
    print(error)
for pairs in ([(1, 2), 3], [(1, 2), (3,)], [(1, 2), ([], 3)], [(1, 2), 'ab', 'abc']):
    try:
        dict(pairs)
    except (TypeError, ValueError) as error:
        print(error)
