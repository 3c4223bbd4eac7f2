# Physical quantities: units that multiply, every operator with every kind of number, formats, parsing, hashing, sums, sorting, conversion, and errors that name both sides.
import math
import re
from decimal import Decimal
from fractions import Fraction
from functools import reduce, total_ordering
from numbers import Number, Real
from types import MappingProxyType


class UnitError(TypeError):
    pass


class Unit:
    known = {}
    __slots__ = 'powers', 'factor'

    def __new__(cls, factor=1, **powers):
        key = factor, tuple(sorted((name, power) for name, power in powers.items() if power))
        try:
            return cls.known[key]
        except KeyError:
            self = cls.known[key] = super().__new__(cls)
            self.powers, self.factor = MappingProxyType(dict(key[1])), factor
            return self

    def __mul__(self, other):
        if isinstance(other, Unit):
            names = self.powers.keys() | other.powers.keys()
            return Unit(self.factor * other.factor, **{name: self.powers.get(name, 0) + other.powers.get(name, 0) for name in names})
        if isinstance(other, Number):
            return Quantity(other, self)
        return NotImplemented

    __rmul__ = __mul__

    def __truediv__(self, other):
        return self * other ** -1 if isinstance(other, Unit) else NotImplemented

    def __rtruediv__(self, other):
        return Quantity(other, self ** -1) if isinstance(other, Number) else NotImplemented

    def __pow__(self, n):
        factor = self.factor ** n if n >= 0 else Fraction(1) / self.factor ** -n
        return Unit(factor, **{name: power * n for name, power in self.powers.items()})

    def __str__(self):
        up = '*'.join(name + (f'^{power}' if power != 1 else '') for name, power in sorted(self.powers.items()) if power > 0)
        down = '/'.join(name + (f'^{-power}' if power != -1 else '') for name, power in sorted(self.powers.items()) if power < 0)
        scale = '' if self.factor == 1 else f'{self.factor}·'
        return scale + (up or '1') + ('/' + down if down else '') if self.powers else scale or '1'

    def __repr__(self):
        return f'<{self}>'


@total_ordering
class Quantity:
    __slots__ = 'value', 'unit'

    def __init__(self, value, unit=Unit()):
        self.value, self.unit = value, unit

    def base(self):
        return self.value * self.unit.factor if self.unit.factor != 1 else self.value

    def same(self, other, what):
        if self.unit.powers != other.unit.powers:
            raise UnitError(f'cannot {what} {self.unit} and {other.unit}')

    def to(self, unit):
        self.same(Quantity(1, unit), 'convert between')
        value = Fraction(self.unit.factor) / unit.factor
        return Quantity(self.value * (value.numerator if value.denominator == 1 else value), unit)

    def __add__(self, other):
        if isinstance(other, Number) and other == 0:
            return self
        if not isinstance(other, Quantity):
            return NotImplemented
        self.same(other, 'add')
        return Quantity(self.value + other.to(self.unit).value, self.unit)

    __radd__ = __add__

    def __neg__(self):
        return Quantity(-self.value, self.unit)

    def __pos__(self):
        return self

    def __abs__(self):
        return Quantity(abs(self.value), self.unit)

    def __sub__(self, other):
        return self + -other if isinstance(other, Quantity) else NotImplemented

    def __mul__(self, other):
        if isinstance(other, Quantity):
            return Quantity(self.value * other.value, self.unit * other.unit)
        if isinstance(other, Unit):
            return Quantity(self.value, self.unit * other)
        return Quantity(self.value * other, self.unit) if isinstance(other, Number) else NotImplemented

    __rmul__ = __mul__

    def __truediv__(self, other):
        if isinstance(other, Quantity):
            return Quantity(self.value / other.value, self.unit / other.unit)
        if isinstance(other, Unit):
            return Quantity(self.value, self.unit / other)
        return Quantity(self.value / other, self.unit) if isinstance(other, Number) else NotImplemented

    def __rtruediv__(self, other):
        return Quantity(other / self.value, self.unit ** -1)

    def __divmod__(self, other):
        self.same(other, 'divide')
        n, rest = divmod(self.base(), other.base())
        return n, Quantity(rest, Unit(**self.unit.powers)).to(self.unit)

    def __floordiv__(self, other):
        return divmod(self, other)[0]

    def __mod__(self, other):
        return divmod(self, other)[1]

    def __pow__(self, n):
        return Quantity(self.value ** n, self.unit ** n)

    def __eq__(self, other):
        if not isinstance(other, Quantity):
            return NotImplemented
        return self.unit.powers == other.unit.powers and self.base() == other.base()

    def __lt__(self, other):
        if not isinstance(other, Quantity):
            return NotImplemented
        self.same(other, 'compare')
        return self.base() < other.base()

    def __hash__(self):
        return hash((self.base(), frozenset(self.unit.powers.items())))

    def __bool__(self):
        return bool(self.value)

    def __float__(self):
        if self.unit.powers:
            raise UnitError(f'{self} is no plain number')
        return float(self.base())

    def __round__(self, digits=None):
        return Quantity(round(self.value, digits) if digits is not None else round(self.value), self.unit)

    def __floor__(self):
        return Quantity(math.floor(self.value), self.unit)

    def __format__(self, spec):
        number, _, unit = spec.partition('@')
        shown = self.to(UNITS[unit]) if unit else self
        value = float(shown.value) if isinstance(shown.value, Fraction) else shown.value
        return f'{format(value, number)} {unit or shown.unit}'

    def __str__(self):
        return f'{self.value} {self.unit}'

    def __repr__(self):
        return f'Quantity({self.value!r}, {self.unit})'

    @classmethod
    def parse(cls, text):
        match = re.fullmatch(r'\s*([-+]?[\d.]+(?:e[-+]?\d+)?)\s*(.*?)\s*', text)
        if not match:
            raise ValueError(f'no quantity: {text!r}')
        value = float(match[1]) if re.search('[.e]', match[1]) else int(match[1])
        unit, sign = Unit(), 1
        for sep, name, power in re.findall(r'([*/]?)([a-z]+)(?:\^(-?\d+))?', match[2]):
            if name not in UNITS:
                raise UnitError(f'unknown unit {name!r}')
            unit = unit * UNITS[name] ** (int(power or 1) * (-1 if sep == '/' else 1))
        return cls(value, unit)


m, s, kg = Unit(m=1), Unit(s=1), Unit(kg=1)
UNITS = {'m': m, 's': s, 'kg': kg, 'km': Unit(1000, m=1), 'cm': Unit(Fraction(1, 100), m=1), 'h': Unit(3600, s=1), 'min': Unit(60, s=1), 'g': Unit(Fraction(1, 1000), kg=1), 'n': Unit(kg=1, m=1, s=-2)}
km, cm, h, minute = UNITS['km'], UNITS['cm'], UNITS['h'], UNITS['min']
print(m * m is m ** 2, m / m is Unit(), str(kg * m / s ** 2), km / h, (km / h).factor, 5 * m, m * 2.5, 3 / s, repr(kg), Unit.known[1, ()] is Unit())
d, t = 3 * km, 90 * minute
print(d + 500 * m, 500 * m + d, d - 1 * cm, -d, abs(-d), +d is d, d * 2, 2 * d, d / 4, d / t, (d / t).to(km / h), d * d, d ** 2, 1 / t, d * m, d / s)
print((10 * m).to(km), (1 * km).to(cm), Quantity(Decimal('1.5'), km).to(m), Quantity(Fraction(1, 3), h).to(minute), (7 * h) // (2 * h), (7 * h) % (2 * h), divmod(100 * minute, 1 * h), round(Quantity(2.567, m), 1), round(Quantity(2.5, m)), math.floor(Quantity(2.7, m)))
print(1 * km == 1000 * m, 1 * km == 1 * m, 1 * km == 1, 1 * m == 1 * s, {1 * km: 'a'}[1000 * m], len({1 * km, 1000 * m, Quantity(1.0, km)}), 1 * km > 999 * m, 1 * m <= 100 * cm, max(3 * m, 299 * cm, 1 * km), sorted([1 * km, 5 * m, 30 * cm, 2000 * m]), sum([1 * m, 20 * cm, Quantity(0.5, km)]), bool(0 * m), bool(1 * cm))
print(f'{d}|{d:.2f}|{d:.1f@m}|{d:@cm}|{t:>8.2f@h}|{Quantity(1234567, m):,}|{3 * m:05d@m}', float(Quantity(5, m / m)), float(3 * km / (1500 * m)), math.isclose(float((1 * h) / (1 * s)), 3600))
print([repr(Quantity.parse(text)) for text in ('5 m', '-2.5km', '1e3 m/s^2', '3 kg*m/s^2', '7', ' 9 h ')], Quantity.parse('3 n') == Quantity.parse('3 kg*m/s^2'), reduce(lambda a, b: a * b, [2 * m, 3 * m, 4 * m]))
for call in (lambda: d + t, lambda: d + 1, lambda: 1 + d, lambda: d - 1, lambda: 5 - d, lambda: d < t, lambda: d < 5, lambda: d.to(s), lambda: d * 'x', lambda: 'x' * d, lambda: [1] * d, lambda: d / 'x', lambda: 'x' / s, lambda: float(d), lambda: int(d), lambda: d / Quantity(0, s), lambda: divmod(d, t), lambda: Quantity.parse('x m'), lambda: Quantity.parse('5 parsec'), lambda: f'{d:@inch}', lambda: f'{d:q}', lambda: m + m, lambda: m < s, lambda: d ** m, lambda: math.sqrt(d), lambda: sum([1 * m, 1 * s]), lambda: max(1 * m, 1 * s), lambda: setattr(d, 'other', 1), lambda: m.powers.__setitem__('m', 2), lambda: d % 5, lambda: d << 1, lambda: ~d, lambda: [1, 2][d], lambda: range(d), lambda: complex(d), lambda: round(d, 'x')):
    try:
        print(repr(call()))
    except Exception as error:
        print(type(error).__name__, error)
