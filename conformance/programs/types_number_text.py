# Numbers from text and to text: underscores, signs, spaces, digits of other scripts, bases, exponents, extremes, shortest forms, what is refused.
import math
import sys


def attempt(call, *values):
    for value in values:
        try:
            print(f'{value!r}: {call(value)!r}', end='; ')
        except Exception as error:
            print(f'{value!r}: {type(error).__name__} {error}', end='; ')
    print()


attempt(int, '0', ' 12 ', '-0', '+7', '1_000', '1__0', '_1', '1_', '0_0', '00', '007', '-_1', '', ' ', '- 1', '--1', '1.0', '1e3', '0x10', '١٢٣', '１２', '𝟘𝟙', '²', '½', '\u00a012\u2003', '12\n', '\0', '1\x002', 'é', '\ud800', b'12', b' 1_2 ', b'x', bytearray(b'77'), '9' * 30)
attempt(lambda text: int(text, 0), '0', '00', '0_0', '007', '0x_ff', '0XfF', '0b1_01', '0b2', '0o17', '0o8', '0o', '-0x10', '+0b1', '10', '1_0', '0 x1', '0x', '01')
attempt(lambda text: int(text, 16), 'ff', '0xff', '-0xff', 'FF_FF', '0b1', 'g', '0x', 'x')
attempt(lambda text: int(text, 2), '101', '0b101', '2', '-0b_1', '0x1')
attempt(lambda text: int(text, 36), 'zz', 'Zz_1', '-a', 'ẑ', '')
attempt(lambda base: int('10', base), 2, 8, 10, 36, 37, 1, -1, 0, True, 2.0, '2')
attempt(float, '0', '-0', '.5', '5.', '.', '', '+.5e1', '1e5', '1E+5', '1e', '1e-', 'e5', '1_0.0_1', '1_.0', '1._0', '1e1_0', '_1', 'inf', '-Infinity', 'INF', 'infinit', 'nan', '-NaN', '+nan', 'nan(1)', ' 1.5\t', '1 5', '0x1p3', '1e400', '-1e400', '1e-400', '5e-324', '2e-324', '3e-324', '1.7976931348623157e308', '1.7976931348623159e308', '١.٥', '１．５', '\u20031', b'2.5', b'x', '9' * 400, '0.' + '0' * 400 + '1', '1' + '0' * 308, '1\0')
attempt(complex, '1+2j', '1 + 2j', ' (1+2j) ', '( 1-2J )', 'j', '-j', '+1j', '1j+2', '1+2', '(1', 'inf+nanj', '1e1_0j', '1e5-.5j', '()', '1+', '++j', '١+٢j')
attempt(repr, 1e16, 1e15, 123456789012345680.0, 0.0001, 0.00001, 1e22, 1e23, 1 / 3, 2 / 3, 0.1 + 0.2, 1e-5, 5e-324, 1.7976931348623157e308, 2.0 ** 53, 2.0 ** 53 + 2, -0.0, 1e100, 100.0, 9007199254740993.0, 4.35, 1.1e-7, 123e-9, 0.5, 1 / 1024)
for text in ('0x1.8p1', '0X1P-2', '1.8', '-0x.1', '0x1.', '0x', '0x1p', '0x1p1024', '0x1p-1075', '0x1.0000000000001p-1075', '0x1.fffffffffffff7p1023', '0x1.fffffffffffff8p1023', 'inf', '-nan', ' 0x1 ', '0x1g', '1p1', '0x1.00000000000008p0', '0x1.00000000000018p0', '0x10000000000000000'):
    attempt(float.fromhex, text)
print([x.hex() for x in (0.0, -0.0, 1.0, 0.1, 1e300, 5e-324, 2.5e-308, float('inf'), -float('nan'), -255.5)])
print([x.as_integer_ratio() for x in (0.5, -0.25, 3.0, 0.1, 1e-10, 0.0)], [x.is_integer() for x in (1.0, 1.5, 1e300, float('inf'))])
attempt(float.as_integer_ratio, float('inf'), float('nan'))
attempt(int, 1.9, -1.9, 1e20, float('inf'), float('nan'), -0.5, 1j)
attempt(round, 0.5, 1.5, 2.5, -0.5, -1.5, 1e20, float('inf'), float('nan'), 2.675, True)
attempt(lambda pair: round(*pair), (2.675, 2), (2.665, 2), (1.005, 2), (0.15, 1), (0.25, 1), (0.35, 1), (1234567, -3), (15, -1), (25, -1), (-25, -1), (5, -1), (1e22, -21), (1.5, 400), (1.5, -400), (12345.678, -2), (5e-324, 323), (5e-324, 324), (1.7e308, -308), (1.5, None), (7, 2), (7, None), (0.5, 0), (2 ** 70 + 1, -5), (1.5, 1.0))
attempt(lambda pair: format(*pair), (1234.5, '_.2f'), (0.00001234, 'g'), (123456789.0, 'g'), (1e5, 'g'), (1e6, 'g'), (1.0, '#g'), (0.1, '.0%'), (0.125, '.1%'), (2.5, '.0f'), (3.5, '.0f'), (0.05, '.1f'), (1e-10, '.3'), (123.0, '.2'), (float('nan'), '+08.1f'), (float('-inf'), '08'), (12, '+c'), (97, 'c'), (-5, '#010x'), (5, '#b'), (5, '= 6d'), (True, 'd'), (True, ''), (1e300, ',.0f'), (12345678, '_x'), (255, '_b'), (1.5, 'n'), (5, 'e'), (10 ** 25, 'e'), (2 ** 53 + 1, '.0f'), (-0.0, 'z.1f'), (-0.04, 'z.1f'), (0.0, '-.0e'), (1.5, '.400f'[:5]), (3, '.2d'), (3.5, 'd'), (3, 's'), ('x', 'd'), (3, ',x'), (3, '_,'), (3.5, '\x01<8'))
print([str(10 ** n)[:3] + str(len(str(10 ** n))) for n in (0, 1, 15, 16, 17, 18, 19, 20, 100, 300)], str(-2 ** 63), str(2 ** 64), repr(-10 ** 18))
print([bin(x) for x in (0, -1, 255, -2 ** 31)], [oct(x) for x in (8, -8)], [hex(x) for x in (-255, 2 ** 64)], f'{-42:b} {42:o} {42:X} {-42:#x}')
print(sys.float_info.max, sys.float_info.min, sys.float_info.epsilon, sys.float_info.dig, sys.float_info.mant_dig, math.ulp(1.0), math.nextafter(0.0, 1.0))
print(1e16 == 10 ** 16, 2 ** 53 == 2.0 ** 53 + 1, 2 ** 53 + 1 == 2.0 ** 53, 10 ** 400 > 1e308, -10 ** 400 < float('-inf'), 10 ** 400 < float('inf'), 0.1 < 1, float('nan') == float('nan'), hash(2 ** 61 - 1), hash(-1), hash(-1.0), hash(1e300) == hash(int(1e300)), hash(0.5), hash(float('inf')), hash(-0.0))
attempt(lambda n: float(n), 10 ** 308, 10 ** 309, 2 ** 1024 - 2 ** 970, 2 ** 1024 - 2 ** 970 - 1, 9007199254740993, 2 ** 64 + 2 ** 11 + 1)
attempt(lambda pair: pair[0] / pair[1], (10 ** 400, 10 ** 399), (10 ** 400, 3), (1, 10 ** 400), (2 ** 53 + 1, 1), (1, 0), (7, 2 ** 1080), (-1, 3))
