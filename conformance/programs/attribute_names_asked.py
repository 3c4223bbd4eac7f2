# Dictionaries of objects and classes with keys that are no strings: comparing them runs code in the middle of a lookup.
# versions: 3.13
import warnings

warnings.simplefilter('ignore')


class Key:
    """As good as a name, and does something when it is compared."""

    def __init__(self, name, act, equal=False):
        self.name = name
        self.act = act
        self.equal = equal

    def __hash__(self):
        return hash(self.name)

    def __eq__(self, other):
        if isinstance(other, str) and other == self.name:
            self.act()
            return self.equal
        return NotImplemented


class Answer:
    def __get__(self, instance, owner=None):
        return 'from the descriptor'


class Box:
    answer = Answer()
    plain = 'from the class'

    def method(self):
        return 'method called'


def remove(name):
    def act():
        if name in Box.__dict__:
            print('  taking', name, 'away')
            delattr(Box, name)
    return act


for name in 'answer', 'plain', 'method':
    box = Box()
    box.__dict__[Key(name, remove(name))] = 0
    for _ in range(2):
        try:
            value = getattr(box, name)
            print(name, value() if callable(value) else value)
        except AttributeError as error:
            print(name, type(error).__name__, error)


class Second:
    late = 'from Second'
    other = 'second other'


class First:
    late = 'from First'
    other = 'first other'


def change():
    if Derived.__bases__ != (Second,):
        print('  other bases')
        Derived.__bases__ = (Second,)


Derived = type('Derived', (First,), {Key('late', change): 1, 'word': 5})
print(Derived.word, Derived.late, Derived.late, Derived.other)


def fail():
    raise ValueError('compared')


box = Box()
box.__dict__[Key('missing', fail)] = 0
try:
    box.missing
except Exception as error:
    print(type(error).__name__, error)

box.__dict__[Key('found', lambda: None, equal=True)] = 'by a key'
print(box.found)


def loop(obj):
    found = []
    for _ in range(4):
        found.append(obj.steady)
        found.append(obj.call())
    return found


class Steady:
    steady = 'class'

    def call(self):
        return 'called'


one = Steady()
print(loop(one))
one.__dict__[3] = 4
print(loop(one))
one.__dict__['steady'] = 'instance'
one.__dict__['call'] = lambda: 'instance call'
print(loop(one))

with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter('always')
    type('Odd', (), {1: 2, 'three': 4})

    class Meta(type):
        def __new__(mcls, name, bases, namespace):
            namespace[None] = 'nothing'
            return super().__new__(mcls, name, bases, namespace)

    class Made(metaclass=Meta):
        pass
for warning in seen:
    print(warning.category.__name__, warning.message)


class State:
    __slotnames__ = []

    def __getattr__(self, name):
        if name != 'slot':
            raise AttributeError(name)
        State.__slotnames__[:] = ['x' * 40]
        return 42


State.__slotnames__.append(''.join(['sl', 'ot']))
print(State().__reduce_ex__(2)[2])
