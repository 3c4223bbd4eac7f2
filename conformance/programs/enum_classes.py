import enum
from enum import Enum, Flag, IntEnum, IntFlag, StrEnum, auto, unique

class Color(Enum):
    """Colors."""
    RED = 1
    GREEN = auto()
    CRIMSON = 1

    @property
    def title(self):
        return self.name.title()

print(list(Color), Color.RED, repr(Color.CRIMSON), Color(2), Color['GREEN'], Color.GREEN.title, len(Color), Color.__members__['CRIMSON'])
print(Color.RED is Color.CRIMSON, Color.RED == 1, Color.RED in Color, {Color.RED: 'r'}[Color(1)], isinstance(Color.RED, Color), Color.__doc__)
for call in (lambda: Color(9), lambda: Color['NOPE'], lambda: setattr(Color, 'RED', 5), lambda: Color.RED < Color.GREEN, lambda: type('Sub', (Color,), {})):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)
class Level(IntEnum):
    LOW = 1
    HIGH = 10
print(Level.LOW < Level.HIGH, Level.LOW + 1, f'{Level.HIGH}', sorted(Level, reverse=True), max(Level).name)
class Mode(StrEnum):
    READ = auto()
    WRITE_ALL = auto()
print(Mode.READ, Mode.WRITE_ALL == 'write_all', Mode('read').upper(), f'{Mode.READ:>6}')
class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W
print(Perm.R | Perm.X, Perm.RW, Perm.W in Perm.RW, ~Perm.R, Perm(0), list(Perm.RW), bool(Perm.R & Perm.W), Perm.R ^ Perm.RW, Perm(7))
class Bits(IntFlag):
    A = 1
    B = 2
print(Bits.A | Bits.B, Bits(5), Bits.A | 8, Bits.A + 1)
try:
    @unique
    class Twice(Enum):
        A = 1
        B = 1
except ValueError as e:
    print(e)
class Planet(Enum):
    EARTH = (5.9, 6.3)
    MARS = (0.6, 3.3)
    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius
print(Planet.EARTH.mass, Planet.MARS.value, Planet((0.6, 3.3)))
Animal = Enum('Animal', 'CAT DOG')
print(list(Animal), Animal.DOG.value, enum.EnumMeta is enum.EnumType, Color.RED.__class__.__name__, dir(Color.RED)[-3:])
class Missing(Enum):
    X = 'x'
    @classmethod
    def _missing_(cls, value):
        return cls.X if value == 'y' else None
print(Missing('y'))
