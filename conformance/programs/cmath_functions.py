# cmath: all functions on a grid with zeros of both signs, infinities and NaN; errors; documentation
import cmath, math

inf, nan = math.inf, math.nan
UNARY = 'acos acosh asin asinh atan atanh cos cosh exp log log10 phase polar sin sinh sqrt tan tanh'.split()
UNARY += ['isfinite', 'isinf', 'isnan']
SPECIAL = [-inf, -2.5, -1.0, -0.0, 0.0, 0.5, 1.0, 3.0, inf, nan]
LARGE = [1e308, -1.7e308, 1e200, -1e155, 709.5, -710.5, 1e-160, -1e-310, 5e-324, 0.0]

def attempt(function, *args, **keywords):
    try:
        return repr(function(*args, **keywords))
    except Exception as error:
        return f'{type(error).__name__}: {error}'

for name in UNARY:
    function = getattr(cmath, name)
    for re in SPECIAL:
        print(name, re, *[attempt(function, complex(re, im)) for im in SPECIAL])
for name in UNARY:
    function = getattr(cmath, name)
    for re in LARGE:
        print(name, re, *[attempt(function, complex(re, im)) for im in LARGE])
for r in SPECIAL:
    print('rect', r, *[attempt(cmath.rect, r, phi) for phi in SPECIAL])

# on and beside the cuts
for name in 'acos acosh asin asinh atan atanh log sqrt'.split():
    function = getattr(cmath, name)
    for x in 1.5, -1.5:
        for zero in 0.0, -0.0:
            print(name, attempt(function, complex(x, zero)), attempt(function, complex(zero, x)))
print([attempt(cmath.atanh, complex(1, y)) for y in (1e-300, -1e-300, 1e-160, 1e-10)])
print([attempt(cmath.log, complex(x, y)) for x, y in ((0.6, 0.6), (-0.8, 0.6), (1, 1e-9), (0.0, -1.0), (1.2, 1.2))])

# to the last bit where rounding is not close
x = 1
for i in range(60):
    x = (x * 1103515245 + 12345) % 2**31
    a = x / 2**31 * 6 - 3
    x = (x * 1103515245 + 12345) % 2**31
    z = complex(a, x / 2**31 * 6 - 3)
    print(z, *[attempt(getattr(cmath, name), z) for name in UNARY[:-3]], cmath.rect(abs(z), z.imag))

# arguments
class Complex:
    def __init__(self, value): self.value = value
    def __complex__(self): return self.value
class Float:
    def __float__(self): return 2.25
class Index:
    def __index__(self): return 4
class Sub(complex):
    def __complex__(self): return 9j
for argument in 4, True, 2.25, -4, Complex(-4j), Complex(4), Complex('4'), Float(), Index(), Sub(1, 2), '4', None, [], 10**400, 10**30:
    print(type(argument).__name__, attempt(cmath.sqrt, argument), attempt(cmath.phase, argument), attempt(cmath.rect, argument, 1))
print(attempt(cmath.sqrt), attempt(cmath.sqrt, 1, 2), attempt(cmath.sqrt, z=1), attempt(cmath.rect, 1), attempt(cmath.rect, 1, 2, 3))
for args in (), (1, 2, 3), (8, 2), (2, 8j), (0, 2), (2, 0), (2, 1), (0, 0), (1, 1), (-1, -1), ('1', 2), (1, '2'), (inf, 2), (2, inf), (nan, 2), (0.5, 10):
    print('log', args, attempt(cmath.log, *args))
for args, keywords in [((), {}), ((1,), {}), ((1, 2, 3), {}), ((1, 1 + 1e-10j), {}), ((1, 1 + 1e-8j), {}), ((1, 2), {'rel_tol': 0.5}), ((1j, 2j), {'abs_tol': 1}),
                       ((1, 2), {'rel_tol': -1}), ((1, 2), {'abs_tol': -1}), ((1, 2), {'rel_tol': 1j}), (('1', 2), {}), ((1, '2'), {}), ((inf, inf), {}),
                       ((complex(inf, 1), complex(inf, 2)), {}), ((nan, nan), {}), ((1, inf), {'abs_tol': inf}), ((), {'a': 1, 'b': 1}), ((1, 1), {'tol': 2})]:
    print('isclose', args, keywords, attempt(cmath.isclose, *args, **keywords))

# constants and documentation
print(cmath.pi, cmath.e, cmath.tau, cmath.inf, cmath.infj, cmath.nan, cmath.nanj)
print(cmath.__doc__)
for name in sorted(dir(cmath)):
    if name.startswith('_'): continue
    value = getattr(cmath, name)
    if callable(value):
        print(name, value.__text_signature__, value.__module__, value.__doc__)
    else:
        print(name, type(value).__name__)
