"""float: operators, constructor, methods, formats, errors."""

def attempt(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as error:
            print(type(error).__name__, error)


import sys
print(0.1 + 0.2, 1e16, 1e-5, 1.5e300 * 1e10, -0.0, 1 / 3, 2.0 ** 0.5, 7.5 // 2, -7.5 // 2, 7.5 % -2, divmod(-7.5, 2), 1e308 * 10, 2.5 ** 2, (-2.0) ** 3, 0.0 ** 0)
print(float('1.5'), float(' -1e3 '), float('inf'), float('-Infinity'), float('nan'), float('1_0.5'), float(b'2.5'), float(10**20), float('1e400'), float('4.9e-324'), float(True))
print((2.5).as_integer_ratio(), (0.1).hex(), float.fromhex('0x1.8p3'), (3.0).is_integer(), (3.5).is_integer(), (1.5).conjugate(), (1.5).real, (1.5).imag, (-1.7).__trunc__(), (1.2).__ceil__(), (1.8).__floor__())
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234.5, -2), round(0.5), round(1e20), round(1.005, 2), round(5.5, 0), round(-0.4))
print(f'{3.14159:.2f} {1e10:g} {1234567.891:,.2f} {0.000123:e} {0.5:%} {2.0} {2.0:g} {-1.5:+} {1.5:10}| {1.5:<10}| {1.5:^10}| {1.5:010.3f} {float("nan"):f} {float("inf"):F} {1e100:.3g} {0.1:.20f} {123.456:#.3g} {-0.0:z.1f}')
print('%.3f %5.1f %e %g %r %s %d' % (1.23456, 2.25, 12345.678, 1e-10, 0.1, 1.0, 3.9), format(1.5, ''), str(1e22), repr(1e21), 123456789012345680.0)
print(hash(1.0), hash(0.5), hash(float('inf')), hash(-0.0), hash(1e300), 1.0 == 1, 0.5 < 1, float('nan') == float('nan'), float('inf') > 10**400, 1.5 != 1)
print(sys.getsizeof(1.5), float.__getformat__('double'), bool(0.0), bool(float('nan')), abs(-2.5), -(-1.5), +2.5, int(1e18), max(1.5, 2, 0.1), min(2.0, 2))
attempt(lambda: float('x'), lambda: float(''), lambda: float('1_'), lambda: float(None), lambda: float([]), lambda: float(1, 2), lambda: float(x=1), lambda: 1.0 / 0, lambda: 1.0 // 0, lambda: 0.0 ** -1,
        lambda: 10.0 ** 400, lambda: int(float('nan')), lambda: round(float('inf')), lambda: (float('inf')).as_integer_ratio(), lambda: float('nan').as_integer_ratio(), lambda: 1.5 << 1, lambda: 1.5 & 1, lambda: 1.5 + 'a',
        lambda: f'{1.5:d}', lambda: f'{1.5:x}', lambda: f'{1.5:.3}', lambda: f'{1.5:,_}', lambda: float.fromhex('zz'), lambda: 1.5 < 'a', lambda: pow(1.5, 2, 3), lambda: range(1.5), lambda: round(1.5, 'a'), lambda: float.__getformat__('x'), lambda: ~1.5)
class F(float):
    def __str__(self): return 'F!'
f = F(2.5)
print(f, repr(f), f + 1, type(f + 1), f == 2.5, hash(f) == hash(2.5), f'{f:.1f}', F('3'), f.__class__.__name__)
class HasFloat:
    def __float__(self): return 1.25
class Idx:
    def __index__(self): return 7
print(float(HasFloat()), float(Idx()), '%.1f' % HasFloat(), 2 * 1.5, 1.5 * 2, True + 0.5)
