# copy and deepcopy: cycles, shared parts, own __copy__ and __deepcopy__, __reduce_ex__, slots, what is never copied, __replace__ by hand.
import collections
import copy
import datetime
import enum
import pickle
import sys
import types
import weakref


class Node:
    def __init__(self, name):
        self.name, self.links = name, []

    def __repr__(self):
        return f'{self.name}->{[n.name for n in self.links]}'


a, b, c = map(Node, 'abc')
a.links += [b, c]
b.links += [c]
c.links += [a]
shallow, deep = copy.copy(a), copy.deepcopy(a)
print(shallow.links is a.links, deep, deep.links[1] is deep.links[0].links[0], deep.links[1].links[0] is deep, deep.links[0] is b)
loop = [1]
loop.append(loop)
twin = copy.deepcopy(loop)
print(twin[1] is twin, twin is loop, copy.copy(loop)[1] is loop)
key = (1, [2])
table = {'t': key, 'again': key, 'me': None}
table['me'] = table
other = copy.deepcopy(table)
print(other['t'] is other['again'], other['t'] is key, other['me'] is other, copy.deepcopy((1, 'x', (2.5,))) is not None, copy.deepcopy(t := (1, (2, 3))) is t)
for atom in None, 5, 'text', b'b', 1.5, 2j, len, Node, Ellipsis, range(3), NotImplemented, lambda: 0, weakref.ref(a), slice(1), types.SimpleNamespace, a.__init__:
    print(type(atom).__name__, copy.copy(atom) is atom, copy.deepcopy(atom) is atom)
for value in [1, [2]], {1: [2]}, {1, 2}, frozenset({1}), bytearray(b'x'), collections.deque([1, [2]], 5), collections.OrderedDict(a=[1]), collections.defaultdict(list, {1: [2]}), collections.Counter('aab'), datetime.timedelta(1), types.SimpleNamespace(x=[1]), iter([1, 2]), ValueError('v', [1]), property(len):
    one, two = copy.copy(value), copy.deepcopy(value)
    same = value == one == two if not isinstance(value, (Exception, property)) and hasattr(value, '__len__') else type(one) is type(two) is type(value)
    print(type(value).__name__, same, one is value, two is value)


class Money:
    __slots__ = 'amount', 'currency', '__weakref__'

    def __init__(self, amount, currency):
        self.amount, self.currency = amount, currency


m = copy.copy(Money(5, ['eur']))
m2 = copy.deepcopy(m)
print(m.amount, m2.currency, m2.currency is m.currency)
del m.amount
print(hasattr(copy.copy(m), 'amount'))


class Both(Money):
    def __init__(self):
        super().__init__(1, 2)
        self.extra = [3]

    def __getstate__(self):
        print('  getstate')
        return super().__getstate__() if sys.version_info >= (3, 11) else None


both = copy.deepcopy(Both())
print(both.amount, both.extra, both.__dict__)


class Handle:
    opened = 0

    def __init__(self, path):
        self.path = path
        Handle.opened += 1
        self.number = Handle.opened

    def __copy__(self):
        return type(self)(self.path)

    def __deepcopy__(self, memo):
        print('  memo has', len(memo), 'known', id(self) in memo)
        return type(self)(copy.deepcopy(self.path, memo))


h = Handle(['x'])
h2, pair = copy.copy(h), copy.deepcopy([h, h])
print(h2.number, pair[0] is pair[1], pair[0].number, Handle.opened)


class Reduced:
    def __init__(self, *args):
        self.args = args

    def __reduce__(self):
        return Reduced, (1, 2), {'extra': [3]}, iter([4, 5]), iter([('k', 'v')])

    def append(self, item):
        self.args += (item,)

    def extend(self, items):
        for item in items:
            self.append(item)

    def __setitem__(self, key, value):
        self.args += ((key, value),)


r = copy.copy(Reduced())
print(r.args, r.extra)


class Stated:
    def __init__(self):
        self.value = 1

    def __getstate__(self):
        return [self.value, 'state']

    def __setstate__(self, state):
        print('  setstate', state)
        self.value = state


print(copy.copy(Stated()).value, copy.deepcopy(Stated()).value)


class Singleton:
    def __reduce__(self):
        return 'ONLY'


ONLY = Singleton()
print(copy.copy(ONLY) is ONLY, copy.deepcopy([ONLY])[0] is ONLY)


class Refuses:
    def __reduce_ex__(self, protocol):
        raise TypeError(f'not by protocol {protocol}')


class Wrong:
    def __reduce__(self):
        return 1, 2


for thing in Refuses(), (i for i in 'x'), sys, Wrong(), open.__class__, sys._getframe(), memoryview(b'x'):
    try:
        print(type(copy.deepcopy(thing)).__name__)
    except Exception as error:
        print(type(error).__name__, str(error).split(' object at')[0])


class Colour(enum.Enum):
    RED = [1]


print(copy.deepcopy(Colour.RED) is Colour.RED, copy.copy(Colour) is Colour)


class D(dict):
    pass


class L(list):
    def __init__(self, *args, label='none'):
        super().__init__(*args)
        self.label = label


d = D(a=[1])
d.attribute = d
d2 = copy.deepcopy(d)
l2 = copy.deepcopy(L([1, [2]], label='x'))
print(type(d2).__name__, d2, d2.attribute is d2, l2, l2.label, copy.copy(l2).label)
memo = {}
x = [1]
y = copy.deepcopy([x, x], memo)
print(y[0] is y[1], memo[id(x)] is y[0], any(v == [[x, x]] or isinstance(v, list) for v in memo.values()))
print(copy.deepcopy(x, {id(x): 'replaced'}), pickle.loads(pickle.dumps(a)).links[0].links[0].name)
print(copy.Error.__mro__[1].__name__, copy.error is copy.Error)
before = sys.getrefcount(x)
for _ in range(3):
    copy.deepcopy([x, {'x': x}])
print(sys.getrefcount(x) - before)
