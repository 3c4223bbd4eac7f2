# versions: 3.13
"""decimal: arithmetic, rounding, contexts, signals, formatting."""
import decimal
from decimal import *
import pickle, copy

getcontext().prec = 28
values = ['0', '-0', '1', '-1', '1.10', '3.14159', '1E+3', '1E-7', '123456789.987654321', '-7.5', '0.000001', 'Infinity', '-Infinity', 'NaN', '9.99E+30']
ds = [Decimal(v) for v in values]


def attempt(function, *args):
    try:
        return str(function(*args))
    except ArithmeticError as error:
        return type(error).__name__
    except (ValueError, TypeError) as error:
        return type(error).__name__


for a in ds:
    print(a, repr(a), hash(a) if not a.is_nan() else '', a.as_tuple(), a.adjusted(), -a, +a, abs(a), bool(a))
    print(attempt(int, a), attempt(float, a), attempt(round, a), attempt(round, a, 2), attempt(a.to_integral_value), attempt(a.sqrt), attempt(a.normalize), attempt(a.ln), attempt(a.exp), attempt(a.as_integer_ratio), a.to_eng_string())
import operator
for a in ds:
    for b in ds:
        print(a, b, *[attempt(f, a, b) for f in (operator.add, operator.sub, operator.mul, operator.truediv, operator.floordiv, operator.mod, operator.eq, operator.lt, operator.le)], a.compare_total(b))
for rounding in (ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_05UP):
    print(rounding, *[Decimal(x).quantize(Decimal('0.1'), rounding=rounding) for x in ('1.25', '1.35', '-1.25', '1.21', '1.29', '0.05', '2.50')])
for spec in ('', 'f', '.2f', '10.3f', '<10', '>10', '^10', '+', ',', ',.2f', 'e', '.3e', 'g', '.4g', '%', '.1%', '010.2f', 'n'):
    print(repr(spec), *['[' + attempt(format, x, spec) + ']' for x in (Decimal('1234567.891'), Decimal('-0.00012'), Decimal('0'), Decimal('Infinity'))])
with localcontext() as context:
    context.prec = 5
    print(Decimal(1) / 3, Decimal(2).sqrt(), Decimal('123456789') + 0)
    context.rounding = ROUND_UP
    print(Decimal(1) / 3, bool(context.flags[Inexact]), bool(context.flags[Rounded]), bool(context.flags[DivisionByZero]))
    context.traps[Inexact] = True
    print(attempt(lambda: Decimal(1) / 3))
print(Decimal(1) / 3)
with localcontext(prec=3, rounding=ROUND_DOWN):
    print(Decimal(2) / 3)
print(Decimal('1.1') + 1, 2 * Decimal('1.5'), 1 - Decimal('0.1'), Decimal('0.5') == 0.5, Decimal('0.1') < 0.1, Decimal(3) ** 4, Decimal(2) ** Decimal('0.5'), pow(Decimal(7), 2, 5), divmod(Decimal(7), 3))
print(Decimal(0.1), Decimal((1, (1, 2, 3), -2)), Decimal(10 ** 40), attempt(Decimal, 'abc'), Decimal(' 1_000.5 '), Decimal.from_float(2.5))
print(sum(map(Decimal, ['0.1'] * 10)), max(ds[:4]), sorted([Decimal(3), Decimal('1.5'), 2]))
print(pickle.loads(pickle.dumps(Decimal('1.50'))), copy.deepcopy(Decimal('2.0')), Decimal('1.0') == 1, hash(Decimal('1.0')) == hash(1), hash(Decimal('0.5')) == hash(0.5))
print(ExtendedContext.create_decimal('1.23456789012345'), BasicContext.divide(Decimal(1), Decimal(3)), getcontext().prec, DefaultContext.Emax)
print(Decimal('1E+3').scaleb(2), Decimal(12).shift(1), Decimal(12).logb(), Decimal('12').rotate(1), Decimal(5).fma(2, 3), Decimal('1.5').next_plus(), Decimal(5).remainder_near(3), Decimal('100').log10(), Decimal('-1.5').copy_sign(Decimal(1)), Decimal('1.23').same_quantum(Decimal('4.56')))


class Money(Decimal):
    def __str__(self):
        return f'${self:.2f}'


print(Money('12.3'), type(Money('1') + 1).__name__, issubclass(InvalidOperation, ArithmeticError), InvalidOperation.__mro__[1].__name__)
total = Decimal(0)
for n in range(1, 30):
    total += 1 / Decimal(n) ** 2
print(total)
