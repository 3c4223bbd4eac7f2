# Class patterns: __match_args__, built-in types, properties, inheritance, keywords, guards with side effects, capture rules.
from dataclasses import dataclass, field
from enum import Enum


@dataclass
class Point:
    x: int
    y: int = 0


class Named:
    __match_args__ = 'name', 'size'

    def __init__(self, name, size):
        self.name = name
        self._size = size

    @property
    def size(self):
        print('  size asked')
        return self._size


class Child(Named):
    __match_args__ = ('size',)


class Lazy:
    def __getattr__(self, name):
        if name == 'missing':
            raise AttributeError(name)
        return f'<{name}>'


class Suit(Enum):
    HEART = 1
    SPADE = 2


def what(v):
    match v:
        case Point(0, 0):
            return 'origin'
        case Point(x=0, y=y) | Point(x=y, y=0):
            return f'on an axis at {y}'
        case Point(x, y) if x == y:
            return f'diagonal {x}'
        case Point():
            return 'some point'
        case Child(s):
            return f'child {s}'
        case Named('big', size=n) | Named(name='large', size=n):
            return f'big named {n}'
        case Named(name=str(n)):
            return f'named {n}'
        case Suit.HEART:
            return 'heart'
        case bool(b):
            return f'bool {b}'
        case int(n) | float(n) if n < 0:
            return f'negative {n}'
        case int() | float() as n:
            return f'number {n}'
        case str('yes' | 'no' as answer):
            return f'answer {answer}'
        case str(s):
            return f'str {s}'
        case [Point(x=a), *_, Point(x=b)]:
            return f'from {a} to {b}'
        case (1, [2, [3, *deep]]):
            return f'deep {deep}'
        case {'type': str(t), 'at': Point(x, y), **rest}:
            return f'{t} at {x},{y} with {rest}'
        case dict() as d if not d:
            return 'empty dict'
        case bytes() | bytearray():
            return 'bytes'
        case Lazy(a=a, missing=m):
            return 'never'
        case Lazy(b=b):
            return f'lazy {b}'
        case None:
            return 'nothing'
        case _:
            return f'other {type(v).__name__}'


for v in (Point(0), Point(0, 3), Point(4), Point(2, 2), Point(1, 2), Child('c', 1), Named('big', 5), Named('large', 6), Named('other', 7), Named(3, 8), Suit.HEART, Suit.SPADE, True, -3, -2.5, 7, 'yes', 'maybe',
          [Point(1), 0, Point(9)], [Point(1)], (1, [2, [3, 4, 5]]), {'type': 't', 'at': Point(1, 2), 'more': 1}, {}, {'type': 1}, b'', Lazy(), None, 2j):
    print(what(v))


class Wrong:
    __match_args__ = ['a']


class WrongName:
    __match_args__ = (1,)


class Twice:
    __match_args__ = ('a', 'a')
    a = 1


class NoArgs:
    a = 1


def try_match(text, v):
    try:
        exec(f'match v:\n case {text}: print("matched", {{k: w for k, w in locals().items() if k != "v"}})\n case _: print("no")', globals(), {'v': v})
    except (TypeError, SyntaxError, NameError) as error:
        print(f'{text:22} {type(error).__name__} {error}')


for text, v in (('Wrong(1)', Wrong()), ('WrongName(1)', WrongName()), ('Twice(1, 1)', Twice()), ('Twice(a, a=b)', Twice()), ('NoArgs(1)', NoArgs()), ('NoArgs(a=q)', NoArgs()), ('int(1, 2)', 1), ('int(real=r)', 5), ('Point(1, 2, 3)', Point(1)),
                ('v()', 1), ('len()', 1), ('Point(x=1, x=2)', Point(1)), ('[a, a]', [1, 1]), ('a | b', 1), ('[*a, *b]', []), ('{**r, "k": 1}', {}), ('{**_}', {}), ('-1', -1), ('1 + 2j', 1 + 2j), ('1 + 2', 3), ('a.b', 1), ('f"x"', 'x'), ('"a" "b"', 'ab'), ('(a)', 1), ('(a,)', [1]), ('[]', ()), ('{1: a, 1: b}', {}), ('str(a, b)', ''), ('x as _', 1), ('(1 | 2) as n', 2), ('{"a": 1} | {"b": 2}', {'b': 2})):
    try_match(text, v)
