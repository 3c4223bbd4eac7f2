"""What copy and pickle ask for: __reduce_ex__, __getstate__, __getnewargs__; copy.copy and copy.deepcopy."""
import copy


def attempt(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as error:
            print(type(error).__name__, error)


class Slots:
    __slots__ = ('x', 'y')


class Plain:
    def __init__(self, value=None):
        self.value = value


class Both(Slots):
    pass


class L(list):
    pass


class D(dict):
    pass


class I(int):
    pass


class New(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))

    def __getnewargs__(self):
        return tuple(self)


class NewEx:
    def __new__(cls, *args, **kwargs):
        self = super().__new__(cls)
        self.args, self.kwargs = args, kwargs
        return self

    def __getnewargs_ex__(self):
        return (1, 2), {'k': 3}


class State:
    def __getstate__(self):
        return 'state'

    def __setstate__(self, state):
        self.got = state


class Own:
    def __reduce__(self):
        return Plain, (7,)


def show(reduced):
    """Without addresses: functions by their names."""
    if isinstance(reduced, str):
        return reduced
    parts = []
    for part in reduced:
        if callable(part):
            parts.append(part.__name__)
        elif hasattr(part, '__next__'):
            parts.append(list(part))
        else:
            parts.append(part)
    return parts


s = Slots()
s.x = 1
b = Both()
b.x, b.z = 1, 2
l = L([1, 2])
l.tag = 't'
d = D(a=1)
for protocol in (0, 1, 2, 4):
    for obj in (Plain(5), Plain(), l, d, I(5), State(), Own(), object()):
        try:
            print(protocol, type(obj).__name__, show(obj.__reduce_ex__(protocol)))
        except Exception as error:
            print(protocol, type(obj).__name__, type(error).__name__, error)
print(show(s.__reduce_ex__(2)), show(b.__reduce_ex__(2)), show(NewEx().__reduce_ex__(2)), show(New(1, 2).__reduce_ex__(2)))
attempt(lambda: s.__reduce_ex__(1), lambda: object().__reduce_ex__('x'), lambda: show(len.__reduce_ex__(2)) if False else None,
        lambda: (i for i in ()).__reduce_ex__(2), lambda: type(l).__reduce__(5) and None)
print(Plain(5).__getstate__(), Plain.__getstate__(Plain(1)), object().__getstate__(), s.__getstate__(), b.__getstate__(), Both.__slotnames__)
c = copy.copy(b)
print(c.x, c.z, copy.copy(l), copy.copy(l).tag, copy.copy(State()).got, copy.copy(Own()).value, copy.copy(s).x)
nested = {'k': [Plain([1, 2]), (3, {4})], 'l': l}
deep = copy.deepcopy(nested)
print(deep['k'][0].value, deep['k'][0].value is nested['k'][0].value, deep['l'], deep['l'] is l, deep['k'][1])
cyclic = []
cyclic.append(cyclic)
again = copy.deepcopy(cyclic)
print(again[0] is again, copy.copy(cyclic)[0] is cyclic, copy.copy((1,)) == (1,), copy.deepcopy(1j), copy.copy(bytearray(b'ab')))
print((5).__getnewargs__(), 'a'.__getnewargs__(), (1.5).__getnewargs__(), b'x'.__getnewargs__(), (1, 2).__getnewargs__(), (1j).__getnewargs__())
print(range(1, 5).__reduce__(), slice(1, 2).__reduce__(), {1}.__reduce__(), frozenset([2]).__reduce__())


class Bad:
    def __getnewargs_ex__(self):
        return self.what


bad = Bad()
for bad.what in (5, (1,), (1, {}), ((), 5)):
    attempt(lambda: bad.__reduce_ex__(2))


class BadArgs:
    def __getnewargs__(self):
        return 5


attempt(lambda: BadArgs().__reduce_ex__(2))
