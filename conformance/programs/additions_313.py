# versions: 3.13
# What came with 3.12 and 3.13: copy.replace, exec with keywords, batched with strict, deprecated, TypeVar defaults, PEP 695 corners, new functions of old modules.
import base64
import collections
import copy
import dataclasses
import enum
import functools
import itertools
import math
import random
import re
import statistics
import types
import typing
import warnings


@dataclasses.dataclass(frozen=True)
class Point:
    x: int
    y: int = 0


class Own:
    def __init__(self, **values):
        self.values = values

    def __replace__(self, /, **changes):
        return Own(**{**self.values, **changes})


Pair = collections.namedtuple('Pair', 'a b')
print(copy.replace(Point(1), y=5), copy.replace(Own(a=1), b=2).values, copy.replace(Pair(1, 2), a=9), copy.replace(types.SimpleNamespace(x=1), y=2))
for call in (lambda: copy.replace(5, x=1), lambda: copy.replace(Point(1), z=1), lambda: copy.replace(Pair(1, 2), c=1)):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
space = {'x': 5}
exec('y = x + 1', globals=space)
print(space['y'], eval('x * z', globals=space, locals={'z': 3}), 'a-a-a'.replace('a', 'b', count=2))
print(list(itertools.batched('abcdefg', 3)))
try:
    print(list(itertools.batched('abcdefg', 3, strict=True)))
except ValueError as error:
    print(error)
print(math.fma(2.0, 3.0, 4.0), math.sumprod([1, 2, 3], [4.0, 5, 6]), math.cbrt(27.0) if hasattr(math, 'cbrt') else None, math.exp2(5))


@warnings.deprecated('use new()')
def old():
    return 'old result'


@warnings.deprecated('no more of these', category=FutureWarning)
class Old:
    pass


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    print(old(), old.__deprecated__, type(Old()).__name__)

    class Derived(Old):
        pass

print([(w.category.__name__, str(w.message)) for w in caught])


class Stack[T = int]:
    def push(self, item: T) -> T:
        return item

    type Alias[K, V = str] = dict[K, list[V]]


print(Stack.__type_params__[0].__default__, Stack[str], Stack.Alias.__type_params__[1].__default__, Stack.Alias[int, str].__value__ if False else Stack.Alias.__value__, Stack.__parameters__)
type Tree = int | list[Tree]
print(Tree, Tree.__value__, type(Tree).__name__, Tree.__type_params__, isinstance(Tree, typing.TypeAliasType))


def bounded[T: (int, str), *Ts, **P](x: T, *args: *Ts) -> tuple[T, *Ts]:
    return x, args


T, Ts, P = bounded.__type_params__
print(T.__constraints__, T.__bound__, Ts, P, bounded.__annotations__, T.has_default(), T.__default__ is typing.NoDefault)
for wrong in ('def f[T, T](): pass', 'class C[T: (x := 1)]: pass', 'def f[T = int, U](): pass', 'type X[T] = (yield)', 'class C[**P: int]: pass', 'type x.y = int', 'def f[T](x=T): return x\nf()', 'def f[]( ): pass'):
    try:
        exec(wrong)
        print('fine', wrong)
    except (SyntaxError, NameError) as error:
        print(type(error).__name__, error)


class Animal(typing.Protocol):
    name: str

    def speak(self) -> str: ...


print(sorted(typing.get_protocol_members(Animal)), typing.is_protocol(Animal), typing.is_protocol(int))


class Movie(typing.TypedDict):
    title: typing.Required[str]
    year: typing.ReadOnly[int]


print(Movie.__required_keys__, sorted(Movie.__readonly_keys__), typing.get_type_hints(Movie))
print(typing.TypeIs[int], typing.Unpack[Movie] if hasattr(typing, 'Unpack') else None)


class Wrapped(typing.NamedTuple):
    a: int = 1


print(Wrapped()._replace(a=2), re.PatternError is re.error)
try:
    re.compile('(')
except re.PatternError as error:
    print(error, error.pos)
print(base64.z85encode(b'12345678'), base64.z85decode(b'HelloWorld').hex())
print(statistics.kde([1.0, 2.0, 3.0], h=1.0)(2.0) > 0, random.Random(5).binomialvariate(10, 0.5))


class Colour(enum.Enum):
    RED = 1
    BLUE = 2

    @enum.nonmember
    class Inner:
        pass

    helper = enum.member(functools.partial(int, '5'))


print(list(Colour), Colour.Inner.__name__, 1 in Colour, 5 in Colour, Colour.helper.value())


def documented():
    """First.

        Indented.
    Last.
    """


print(repr(documented.__doc__))


class Static:
    def __init__(self):
        self.a = 1
        self.b = self.c = 2

    def other(self):
        self.d, self.e = 1, 2
        del self.a
        other = self
        other.f = 1


print(sorted(Static.__static_attributes__), Static.__firstlineno__)


def local_view():
    a = 1
    frame_locals = locals()
    a = 2
    again = locals()
    return frame_locals['a'], again['a'], 'frame_locals' in again


print(local_view())


class Scoped:
    z = 5
    doubled = [z for _ in range(2)] if False else [y for y in (1, 2)]
    lam = [lambda: i for i in range(3)]


print([f() for f in Scoped.lam])
try:
    def shadow():
        x = 1
        del x
        return [x for _ in 'a']

    shadow()
except NameError as error:
    print(type(error).__name__, error)
print(f'{'nested'!r} {f'{f'{1 + 1}'}'} {'\n'.join(['a', 'b'])!r} {[
    # a comment
    1, 2,
]}')
print(str(functools.partial(max, 1)), types.get_original_bases(Stack), int.is_integer(5), (5).is_integer())
print({1: 2} | {3: 4}, type(enumerate([]).__class_getitem__(int)).__name__, slice(1, 2) == slice(1, 2), hash(slice(1, 2)) == hash(slice(1, 2)))
