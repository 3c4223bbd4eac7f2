# Own containers on collections.abc: what the mixins give, what isinstance says, a sorted list, a case-blind dictionary, a bit set, ranges of letters, virtual subclasses.
import bisect
from collections import abc, UserDict, UserList, UserString


class SortedList(abc.MutableSequence):
    def __init__(self, items=()):
        self._items = sorted(items)

    def __getitem__(self, index):
        return SortedList(self._items[index]) if isinstance(index, slice) else self._items[index]

    def __setitem__(self, index, value):
        raise TypeError('order decides')

    def __delitem__(self, index):
        del self._items[index]

    def __len__(self):
        return len(self._items)

    def insert(self, index, value):
        bisect.insort(self._items, value)

    def __repr__(self):
        return f'SortedList({self._items})'


s = SortedList([3, 1, 2])
s.append(0)
s.extend([5, 4])
s += [2, 9]
print(s, s.index(2), s.count(2), 5 in s, 7 in s, s.pop(), s.pop(0), list(reversed(s)), s[1:3], s.remove(3), s)
for call in (lambda: s.reverse(), lambda: s.index(99), lambda: s.remove(99), lambda: s.index(2, 5), lambda: s.__setitem__(0, 1)):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
s.clear()
print(s, bool(s), isinstance(s, abc.Sequence), isinstance(s, abc.Reversible), isinstance(s, abc.Hashable), s == SortedList())


class Caseless(abc.MutableMapping):
    def __init__(self, *args, **kwargs):
        self._data = {}
        self.update(*args, **kwargs)

    def __getitem__(self, key):
        return self._data[key.lower()][1]

    def __setitem__(self, key, value):
        self._data[key.lower()] = key, value

    def __delitem__(self, key):
        del self._data[key.lower()]

    def __iter__(self):
        return (key for key, _ in self._data.values())

    def __len__(self):
        return len(self._data)


c = Caseless({'Content-Type': 'text'}, Accept='*', content_length=5)
c.update([('ACCEPT', 'all')], X=1)
print(dict(c), c['accept'], 'CONTENT-TYPE' in c, c.get('none', 0), c.pop('x'), c.pop('x', 'gone'), c.setdefault('Accept', 'new'), c.setdefault('Host', 'h'), len(c))
print(c.keys(), list(c.values()), list(c.items())[0], c == {'Content-Type': 'text', 'ACCEPT': 'all', 'content_length': 5, 'Host': 'h'}, c.keys() & {'Host', 'other'}, ('Host', 'h') in c.items(), 'h' in c.values(), c.keys() - {'Host'} == {'Content-Type', 'ACCEPT', 'content_length'})
print(c.popitem(), dict(**c)['ACCEPT'], {**c} == dict(c), [*c], sorted(c.keys() | {'Z'}), c.keys().isdisjoint('abc'), isinstance(c.keys(), abc.KeysView), type(c.items()).__name__)
for call in (lambda: c['none'], lambda: c.pop('none'), lambda: c.__delitem__('none'), lambda: c[5], lambda: c.update(5), lambda: c.update([1]), lambda: c | {}, lambda: Caseless(1, 2), lambda: hash(c)):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
c.clear()
try:
    c.popitem()
except KeyError as error:
    print('empty', error.args)


class Bits(abc.MutableSet):
    def __init__(self, items=()):
        self.bits = 0
        for item in items:
            self.add(item)

    def __contains__(self, item):
        return bool(self.bits >> item & 1)

    def __iter__(self):
        n, bits = 0, self.bits
        while bits:
            if bits & 1:
                yield n
            n, bits = n + 1, bits >> 1

    def __len__(self):
        return self.bits.bit_count()

    def add(self, item):
        self.bits |= 1 << item

    def discard(self, item):
        self.bits &= ~(1 << item)

    def __repr__(self):
        return f'Bits({list(self)})'

    __hash__ = abc.Set._hash


a, b = Bits([1, 2, 3, 70]), Bits([3, 70, 5])
print(a & b, a | b, a - b, a ^ b, a < b, a & b < a, a <= a, a == Bits([70, 3, 2, 1]), a == {1, 2, 3, 70}, {1, 2, 3, 70} == a, a >= {1}, a.isdisjoint([4, 6]), hash(a) == hash(frozenset(a)))
print({1, 99} | a == {1, 2, 3, 70, 99}, type({1, 99} - a).__name__, [1, 5] - Bits([5]) if hasattr(Bits, '__rsub__') else None, a & [1, 4])
a |= [8]
a -= {1, 2}
a ^= Bits([3, 4])
a &= range(50)
print(a, a.pop(), a, a.remove(8), a)
for call in (lambda: a.remove(8), lambda: a.pop(), lambda: a < 5, lambda: a | 5, lambda: a.add(-1)):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
a -= a
print(a, len(a), bool(a))


class Letters(abc.Sequence):
    def __init__(self, first, last):
        self.first, self.last = ord(first), ord(last)

    def __len__(self):
        return self.last - self.first + 1

    def __getitem__(self, index):
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        return chr((self.first if index >= 0 else self.last + 1) + index)


l = Letters('c', 'g')
print(list(l), list(reversed(l)), 'e' in l, 'z' in l, l.index('f'), l.count('c'), l.index('f', -2), [*zip(l, range(3))], dict(enumerate(l)), sorted(l, reverse=True), ''.join(l), l[-1])


class Incomplete(abc.Mapping):
    def __getitem__(self, key):
        return key


try:
    Incomplete()
except TypeError as error:
    print(str(error).replace("'", ''))


class Iter:
    def __iter__(self):
        yield 1


class NoIter(Iter):
    __iter__ = None


class OldStyle:
    def __getitem__(self, i):
        return [10, 20][i]


class Sized:
    def __len__(self):
        return 2

    def __contains__(self, x):
        return True


kinds = abc.Iterable, abc.Iterator, abc.Sized, abc.Container, abc.Collection, abc.Sequence, abc.Callable, abc.Hashable, abc.Mapping, abc.Awaitable, abc.Generator
for thing in (Iter(), NoIter(), OldStyle(), Sized(), [], iter([]), {}, {}.keys(), (x for x in 'a'), len, 'text', range(3), memoryview(b''), object(), None, int, Ellipsis):
    print(type(thing).__name__, ''.join(str(int(isinstance(thing, kind))) for kind in kinds))
print(list(OldStyle()), 20 in OldStyle(), max(OldStyle()))


@abc.Sequence.register
class Registered:
    pass


class Below(Registered):
    pass


print(isinstance(Below(), abc.Sequence), issubclass(Below, abc.Iterable), Registered.__mro__ == (Registered, object), hasattr(Below(), 'index'))
try:
    abc.Sequence.register(5)
except TypeError as error:
    print(error)


class Logged(UserDict):
    def __setitem__(self, key, value):
        print('  set', key)
        super().__setitem__(key, value)

    def __missing__(self, key):
        return f'no {key}'


d = Logged(a=1)
d.update(b=2)
d |= {'c': 3}
print(d['z'], d.get('a', 'default'), 'z' in d, d | {'e': 5}, {'e': 5} | d, d.copy(), Logged.fromkeys('xy'), type(d.copy()).__name__, d == {'a': 1, 'b': 2, 'c': 3})


class Stack(UserList):
    def push(self, item):
        self.append(item)
        return self


t = Stack('ab').push('c')
print(t + ['d'], ['z'] + t, t * 2, t[1:], type(t[1:]).__name__, t == ['a', 'b', 'c'], t < ['b'], sorted(t, reverse=True), t.copy() is t, t.data, 'b' in t, t.pop())
u = UserString('Hello')
print(u + ' there', 'Oh ' + u, u * 2, u.upper(), type(u.lower()).__name__, u[1:3], 'ell' in u, u == 'Hello', hash(u) == hash('Hello'), f'{u}', u % (), sorted(u), int(UserString('12')), u.encode(), u.split('l'), u.join(['a', 'b']))
