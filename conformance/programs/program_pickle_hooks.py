# pickle as programs use it: __getstate__ and kin, __reduce__ with all its parts, copyreg, persistent ids, shared and cyclic parts, own picklers, what is refused.
import copyreg
import functools
import io
import pickle
import operator
from collections import OrderedDict, defaultdict, deque, namedtuple
from enum import Enum, Flag


def there_and_back(value, *protocols):
    results = []
    for protocol in protocols or (0, 2, 5):
        results.append(pickle.loads(pickle.dumps(value, protocol)))
    return results


def show(value):
    results = there_and_back(value)
    print(type(value).__name__, ascii(results[-1]), len({repr(result) for result in results}) == 1)


Point = namedtuple('Point', 'x y')


class Colour(Enum):
    RED = 1
    BLUE = 'b'


class Rights(Flag):
    READ = 1
    WRITE = 2


for value in (None, True, 12, -1, 255, 256, 65536, 2 ** 31, 2 ** 63, -2 ** 200, 1.5, -0.0, float('inf'), 2 + 3j, 'text', 'é\u20ac\U0001f600', '\ud800', b'bytes', b'\x00\xff', bytearray(b'array'), (), (1, 2, 3, 4), [1, [2]], {}, {'a': 1, 2: None}, {3}, frozenset('a'), range(1, 10, 2), slice(1, None, 2), Ellipsis, NotImplemented, Point(1, 2), Colour.RED, Rights.READ | Rights.WRITE, OrderedDict(b=1, a=2), deque([1, 2], 5), defaultdict(list, {'k': [1]}), len, int, Point, print, ValueError('x', 5), KeyError, operator.itemgetter(1, 2), functools.partial(int, base=2), str.upper, 'abc'.upper, type(None), type(...)):
    show(value)


class Plain:
    pass


class Slots:
    __slots__ = 'a', 'b'


class SlotsAndDict(Slots):
    pass


class State:
    def __init__(self, value):
        self.value, self.cache = value, 'not kept'

    def __getstate__(self):
        state = dict(self.__dict__)
        del state['cache']
        return state

    def __setstate__(self, state):
        self.__dict__.update(state, cache='made anew')


class NewArgs:
    def __new__(cls, a, *, b=0):
        self = super().__new__(cls)
        self.made = a, b
        return self

    def __getnewargs_ex__(self):
        return self.made[:1], {'b': self.made[1]}


class ReducesTo:
    def __reduce__(self):
        return 'the_one'


the_one = ReducesTo()


class Parts(list):
    def __init__(self, name):
        self.name = name
        self.mapping = {}

    def __setitem__(self, key, value):
        self.mapping[key] = value

    def __reduce__(self):
        return Parts, (self.name,), {'extra': 'state'}, iter([1, 2, 3]), iter({'k': 'v'}.items())


class Setter:
    def __reduce__(self):
        return Setter, (), 'the state', None, None, set_state


def set_state(thing, state):
    thing.state = f'set to {state}'


class IntWithTag(int):
    pass


class Falsy:
    def __init__(self):
        self.called = False

    def __getstate__(self):
        return 0

    def __setstate__(self, state):
        self.called = True


p = Plain()
p.x, p.y = [1], p
q = there_and_back(p, 0, 2, 5)
print([(each.x, each.y is each) for each in q])
s = SlotsAndDict()
s.a, s.c = 1, 3
for protocol in 0, 1, 2, 4:
    try:
        found = pickle.loads(pickle.dumps(s, protocol))
        print(protocol, found.a, hasattr(found, 'b'), found.c)
    except Exception as error:
        print(protocol, type(error).__name__, str(error).split(':')[0])
try:
    pickle.dumps(Slots(), 1)
except TypeError as error:
    print(error)
print([(each.value, each.cache) for each in there_and_back(State(5), 0, 3)])
print([each.made for each in there_and_back(NewArgs(1, b=2), 2, 3, 4, 5)])
print(pickle.loads(pickle.dumps(the_one)) is the_one)
parts = there_and_back(Parts('p'), 2)[0]
print(parts, parts.name, parts.extra, parts.mapping)
print(there_and_back(Setter(), 2)[0].state)
n = IntWithTag(5)
n.tag = 'five'
print([(each, each.tag, type(each).__name__) for each in there_and_back(n, 0, 2)], there_and_back(Falsy(), 2)[0].called)
shared = [1]
a, b, (c,) = there_and_back([shared, shared, (shared,)], 0, 5)[1]
print(a is b is c)
cycle = []
cycle.append((cycle, {'me': cycle}))
again = there_and_back(cycle)[2]
print(again[0][0] is again, again[0][1]['me'] is again)


class Hashed:
    def __init__(self):
        self.set = {self}
        self.name = 'n'

    def __hash__(self):
        return 5


h = there_and_back(Hashed(), 4)[0]
print(h in h.set)


class External:
    def __init__(self, name):
        self.name = name


class Store(pickle.Pickler):
    def persistent_id(self, thing):
        return f'external:{thing.name}' if isinstance(thing, External) else None

    def reducer_override(self, thing):
        if isinstance(thing, type(lambda: 0)) and thing.__name__ == '<lambda>':
            return eval, (f'lambda: {thing()!r}',)
        return NotImplemented


class Load(pickle.Unpickler):
    known = {'database': External('database')}

    def persistent_load(self, name):
        kind, _, key = name.partition(':')
        if key not in self.known:
            raise pickle.UnpicklingError(f'no {kind} {key}')
        return self.known[key]

    def find_class(self, module, name):
        if name in ('eval', 'External'):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f'{module}.{name} is forbidden')


def through(value):
    out = io.BytesIO()
    Store(out, 4).dump(value)
    out.seek(0)
    return Load(out).load()


found = through([External('database'), External('database'), lambda: 42])
print(found[0] is found[1] is Load.known['database'], found[2]())
for value in (External('other'), Plain(), len):
    try:
        through(value)
    except pickle.UnpicklingError as error:
        print(error)


class Registered:
    def __init__(self, n):
        self.n = n


copyreg.pickle(Registered, lambda thing: (Registered, (thing.n + 100,)))
print(there_and_back(Registered(5), 0, 4)[1].n)
local = type('Local', (), {})
for value in (lambda: 0, local(), local, (i for i in 'a'), open, io.StringIO, print.__self__, type(print), iter([1, 2]), memoryview(b'x'), super, Plain.__dict__):
    try:
        print('fine', type(pickle.loads(pickle.dumps(value))).__name__)
    except Exception as error:
        print(type(error).__name__, str(error).split(' 0x')[0].split(':')[0][:60])
for data in (b'N.', b'\x80\x09N.', b'cnowhere\nnothing\n.', b'I12\n.', b'F1.5\n.', b"S'a\\x41'\n.", b'V\\u20ac\\x\n.', b'(lp0\nI1\naI01\na.', b'cbuiltins\nlen\n(]tR.'):
    try:
        print(pickle.loads(data))
    except Exception as error:
        print(type(error).__name__, str(error)[:50])
stream = io.BytesIO()
pickler = pickle.Pickler(stream, 2)
pickler.dump(shared), pickler.dump([shared]), pickler.clear_memo(), pickler.dump(shared)
stream.seek(0)
unpickler = pickle.Unpickler(stream)
first, second, third = (unpickler.load() for _ in range(3))
print(first is second[0], first is third, stream.read())
print(pickle.dumps([1, 'a', None], 0), pickle.dumps((True, 2.5), 1), pickle.dumps({'k': b'v'}, 2), pickle.dumps([Plain, Colour.RED], 4))
