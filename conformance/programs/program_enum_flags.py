# versions: 3.13
# Permissions, weekdays, planets, commands: enums and flags as programs use them.
from enum import Enum, Flag, IntEnum, IntFlag, StrEnum, auto, unique


class Permission(Flag):
    READ = auto()
    WRITE = auto()
    EXECUTE = auto()
    ALL = READ | WRITE | EXECUTE

    @classmethod
    def parse(cls, text):
        found = cls(0)
        for letter, member in zip('rwx', cls):
            if letter in text:
                found |= member
        return found

    def __str__(self):
        return ''.join(c if m in self else '-' for c, m in zip('rwx', type(self)))


P = Permission
print(*(P.parse(t) for t in ('', 'r', 'rw', 'x', 'rwx')), P.parse('rwx') is P.ALL)
print(repr(P.READ | P.EXECUTE), repr(P(0)), repr(~P.READ), repr(P.ALL ^ P.WRITE), bool(P.READ & P.WRITE), P.WRITE in P.ALL, P.READ | P.WRITE == P(3))
print(list(P.READ | P.EXECUTE), len(P.ALL), len(P), [p.name for p in P], P.ALL.name, P(5).value)
print({P.READ: 'see', P.READ | P.WRITE: 'edit'}[P(3)], P['WRITE'], P(2).name, hash(P.READ) == hash(P(1)))
for wrong in (lambda: P(9), lambda: P['NONE'], lambda: P.READ | 2, lambda: P.READ < P.WRITE, lambda: P('r')):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)


class Mode(IntFlag):
    R = 4
    W = 2
    X = 1


print(repr(Mode.R | 2), repr(Mode(15)), Mode.R + 1, (Mode.R | Mode.X) == 5, f'{Mode.W:03d}', 0o7 & Mode.W, repr(Mode.W & 7), Mode.R | 16)


class Weekday(IntEnum):
    MON, TUE, WED, THU, FRI, SAT, SUN = range(7)

    @property
    def weekend(self):
        return self >= Weekday.SAT

    @classmethod
    def _missing_(cls, value):
        if isinstance(value, str):
            for member in cls:
                if member.name.startswith(value.upper()):
                    return member


print(Weekday('fr'), Weekday(6).weekend, sorted(Weekday, reverse=True)[0].name, Weekday.TUE + 1, [1, 2, 3][Weekday.TUE], f'{Weekday.WED} {Weekday.WED!r}')
try:
    Weekday('xyz')
except ValueError as error:
    print(error)
try:
    Weekday(8)
except ValueError as error:
    print(error)


class Planet(Enum):
    MERCURY = 3.303e23, 2.4397e6
    EARTH = 5.976e24, 6.37814e6

    def __init__(self, mass, radius):
        self.mass, self.radius = mass, radius

    @property
    def gravity(self):
        return 6.67300e-11 * self.mass / self.radius ** 2

    def __call__(self, kilos):
        return kilos * self.gravity


print([f'{p.name.title()}: {p.gravity:.2f}, {p(70):.0f}N' for p in Planet], Planet.EARTH.value, Planet((3.303e23, 2.4397e6)).name)


class Colour(StrEnum):
    RED = auto()
    LIGHT_BLUE = auto()
    NAVY = 'dark blue'
    CRIMSON = 'red'


print(Colour.RED, Colour.LIGHT_BLUE.upper(), Colour('red') is Colour.CRIMSON, list(Colour), Colour.__members__, 'red' == Colour.RED, ', '.join(Colour))


class Command(Enum):
    def _generate_next_value_(name, start, count, last):
        return f'{count}:{name.lower()}' if not last else f'{last[-1][2:]}>{name.lower()}'

    GO = auto()
    STOP = auto()
    BACK = auto()

    @staticmethod
    def help():
        return 'help'

    class Nested:
        pass

    _ignored = 3


print([c.value for c in Command], Command.help(), Command.GO.__class__.__name__)


@unique
class Good(Enum):
    A = 1
    B = 2


try:
    @unique
    class Bad(Enum):
        A = 1
        B = 1
        C = 2
        D = 1
except ValueError as error:
    print(error)
for statement in 'class More(Good): C = 3', 'Good.A = 5', 'Good.A.value = 5', 'Good.C', 'del Good.A', 'Good.A.B.C', 'class Twice(Enum):\n A = 1\n A = 2', 'class Empty(Enum): pass\nEmpty(1)':
    try:
        exec(statement)
        print('ok', statement)
    except Exception as error:
        print(type(error).__name__, error)
Animal = Enum('Animal', 'CAT DOG', module=__name__)
Size = IntEnum('Size', {'S': 1, 'L': 10})
print(list(Animal), Size.L > 5, Animal.CAT.value, Animal['DOG'].name, isinstance(Animal.CAT, Animal), Animal.CAT in Animal)


class Shape(Enum):
    SQUARE = 2
    DIAMOND = 1
    ALIAS = 2

    def __eq__(self, other):
        return self.value == getattr(other, 'value', other)

    def __hash__(self):
        return hash(self.value)

    @classmethod
    def default(cls):
        return cls.SQUARE


print(list(Shape), Shape.SQUARE == 2, Shape.ALIAS.name, Shape.default(), dict.fromkeys(Shape, 0), Shape.SQUARE != Shape.DIAMOND)
match Shape(1):
    case Shape.SQUARE:
        print('square')
    case Shape.DIAMOND:
        print('diamond')
