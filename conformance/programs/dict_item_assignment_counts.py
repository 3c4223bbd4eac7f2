"""d[k] = v takes references over: counts, deaths of what gives way, and of the dictionary itself, stay those of CPython."""
import sys


class Value:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del', self.name, [sys.getrefcount(x) for x in WATCHED], sorted(map(str, KEPT)))


WATCHED = []
KEPT = {}


def count_of(x):
    return sys.getrefcount(x) - 2


def new_keys():
    d = {}
    key = ''.join(['ke', 'y'])
    value = ['value']
    d[key] = value
    print(count_of(key), count_of(value), d)
    d[key] = value
    print(count_of(key), count_of(value), d)
    d[''.join(['ke', 'y'])] = value
    print(count_of(key), count_of(value), d)
    pair = tuple([1, 'a'])
    d[pair] = pair
    print(count_of(pair), count_of(key), count_of(value), d)
    d[1.0] = d[True] = 5
    d[1] = 6
    print(d, count_of(pair))


def dying_values():
    d = KEPT
    new = Value('new')
    WATCHED.append(new)
    d['k'] = Value('old')
    d['k'] = new
    print(count_of(new))
    d['k'] = None
    print(count_of(new))
    d[2, 3] = Value('second')
    d[2, 3] = 1 << 40
    d[2, 3] = 1 << 41
    print(d)
    WATCHED.clear()
    del new
    d.clear()


def the_dictionary_itself():
    d = {}
    d['self'] = d
    d['self'] = d
    print(count_of(d))
    d['self'] = 0
    print(count_of(d))
    {}['gone'] = Value('gone')
    {(1, 2): 3}[1, 2] = Value('gone too')


class Clears:
    def __init__(self, d):
        self.d = d

    def __del__(self):
        self.d.clear()
        self.d['made'] = 'by the finalizer'


def finalizer_changes_the_dictionary():
    d = {}
    d['k'] = Clears(d)
    value = ['v']
    d['k'] = value
    print(d, count_of(value))


class Odd(str):
    def __hash__(self):
        print('hash', str(self))
        return hash(str(self))

    def __eq__(self, other):
        print('eq', str(self), str(other))
        return str(self) == str(other)


def other_keys():
    d = {'a': 1, 'é': 2, '\u20ac': 3, '\U0001f600': 4}
    for k in ('a', 'é', '\u20ac', '\U0001f600', ''):
        d[k + k[:0]] = k
        d[k + 'x'] = k
    print(d)
    d[Odd('a')] = 'odd'
    d['a'] = 'plain'
    print(len(d))
    try:
        d[[]] = 1
    except TypeError as error:
        print(error)
    d = {Odd('b'): 1}
    d['b'] = 2
    print(list(d.values()))


def deleted_places():
    d = {}
    for round in range(40):
        for i in range(30):
            d['k%d' % (i * 7 % 31)] = i
        for i in range(0, 30, 3):
            d.pop('k%d' % i, None)
        d[round] = d.pop('k1', 0)
    print(len(d), list(d.items())[:6], sum(d.values()))
    big = {}
    for i in range(300):
        big[str(i)] = i
    del big['299'], big['7']
    big['7'] = 'again'
    print(len(big), list(big)[-2:], big['7'], '299' in big, sum(map(len, big)))
    big[7] = 8
    print(big['7'], big[7], len(big))


def updates():
    d = {'a': 1, 'b': Value('b'), 'c': [3]}
    d.update({'a': 2, 'c': d['c'], 'b': 4, 'z': 5})
    print(d, count_of(d['c']))
    other = {i: str(i) for i in range(12)}
    del other[3], other[11]
    d.update(other)
    print(d)
    copy = dict(d)
    print(copy == d, list(copy) == list(d), count_of(d['c']))
    gaps = dict(other)
    gaps[3] = 'three'
    print(gaps, other)


for step in (new_keys, dying_values, the_dictionary_itself, finalizer_changes_the_dictionary, other_keys, deleted_places, updates):
    print(step.__name__)
    step()
