"""Records numbers.json: numbers from and to text, and arithmetic. See recording.py."""

import math
import operator
from decimal import Decimal, getcontext

from recording import *

getcontext().prec = 60
SPACES = [' ', '\t', '\n', '\x0b', '\x1c', '\x85', '\xa0', '\u3000']


def float_texts():
    fixed = [
        '', ' ', '  1_0.5e3 ', '1_0', '_1', '1_', '1__0', '1_.5', '1._5', '1e_5', '1e5_0', '1_e5', '.', '.5', '5.', 'e5',
        '+.5e-3', '-0', '-0.0', 'inf', '+Infinity', '-iNf', 'infinit', 'nan', '-NAN', 'nan(1)', '0x10', '1e', '1e+', '--1',
        '1 2', '1\x00', '٣.٥', '\xa01\u3000', '1e400', '-1e400', '1e-400', '2.4703282292062328e-324',
        '2.4703282292062327e-324', '9007199254740993', '179769313486231580793e289', '\ud800', 'é', "it's", '1\x1c', '\x1c1',
        '0' * 400 + '1', '1' * 400, '0.' + '0' * 400 + '1', '1e99999999999999999999', '\U0001d7d9',
    ]
    for text in fixed:
        yield text
    for _ in times(600):
        text = rng.choice([repr, lambda x: f'{x:.3f}', lambda x: f'{x:e}', lambda x: f'{x:_}'])(random_float())
        if rng.random() < 0.3:
            text = rng.choice(SPACES) + text + rng.choice(SPACES)
        yield mutated(text, '_.e+-10 ٣n') if rng.random() < 0.6 else text


def hex_texts():
    fixed = [
        '', '0x', '0x.p1', '1.8', ' -INF ', 'nan', '-nan', '+infinity', '0x1.ffffffffffffffp1023', '0x1p', '\xa01',
        '0x1.fffffffffffff7p1023', '0x1.fffffffffffff8p1023', '0x1p1024', '0x1p-1074', '0x1p-1075', '0x1.8p-1075',
        '0x1.0000000000001p-1075', '0x0p99999999999999999999', '0x1p99999999999999999999', '0x1p-99999999999999999999',
        '0x1.00000000000008p0', '0x1.000000000000081p0', '0x1.00000000000018p0', '-0x0', '0x_1', '1_0', 'é', '0X1P+1',
        '0x' + '0' * 50 + '1.8', '0x3.p-2', '0x.8', '.', 'p1', '0x1.0p1.0', 'in', '0xinf', '0x1.fffffffffffffp-1023',
    ]
    yield from fixed
    for _ in times(300):
        text = random_float().hex()
        if rng.random() < 0.5:
            text = f'{rng.choice(["", "-"])}0x{rng.getrandbits(70):x}.{rng.getrandbits(40):x}p{rng.randrange(-1200, 1000)}'
        yield mutated(text, '0xp+-.f ') if rng.random() < 0.4 else text


def complex_texts():
    fixed = [
        '', 'j', '+j', '-J', '1', '1j', '1+j', '1-2j', '( 1+2j )', ' ( nan-infj ) ', '(1', '1)', '((1))', '()', '1+2',
        '1 + 2j', '1+ 2j', '1e5j', '1e+5j', '1e+5+1e-5j', 'infj', 'nan+nanj', 'infinity-infinityj', '1__0', '1_0+2_0j',
        '_1j', '1_j', '1+-2j', '1+-j', '1j+1', 'j1', '1j ', '٣+٣j', '1e500j', '-0-0j', '-0j', '\x1c1', '1\x00', 'é', '1..j',
        '1.5.5j', '1+2jj', 'infinj', '1+', '+', '-', '.j', '.5j', '5.j', '5.+.5j', '1_0_', '(1j)j',
    ]
    yield from fixed
    for _ in times(300):
        text = str(complex(random_float(), random_float()))
        yield mutated(text, 'j+-()1 .en_') if rng.random() < 0.7 else text


def int_texts():
    fixed = [
        ('', 10), (' ', 10), ('٣', 10), ('\u3000-٣\xa0', 10), ('- 1', 10), ('+_1', 10), ('1__0', 10), ('1_', 10), ('_', 10),
        ('0_7', 0), ('0_0', 0), ('00', 0), ('007', 0), ('0x_f', 0), ('0x__f', 0), ('0x', 0), ('-0x', 16), ('0b', 16), ('0b', 2),
        ('0b1', 16), ('0x1', 10), ('0o17', 8), ('0o17', 0), ('0B11', 0), ('0b12', 0), ('z', 36), ('Z_z', 36), ('z', 35), ('1', 1),
        ('1', 37), ('1', -1), ('x' * 300, 10), ("'" * 3, 10), ('\ud800', 10), ('1\x00', 10), ('\x1c1', 10), ('\x851', 10),
        ('1' * 4300, 10), ('1' * 4301, 10), ('-' + '1' * 4300, 10), ('1_' * 4300 + '1', 10), ('0' * 5000, 10),
        ('1' * 5000 + 'x', 10), ('1' * 5000, 16), ('1' * 5000, 7), ('1' * 5000, 32), ('_1', 0), ('0_x1', 0), ('+0x1F', 0),
        ('9007199254740991', 10), ('9007199254740992', 10), ('-9007199254740993', 10), ('-0', 10), ('é' * 201, 10), ('1L', 10),
        ('0_x', 16), ('0xg', 16), ('0O7', 8), ('0b_1', 2), ('0_b1', 2), ('x1', 16), ('0', 0), ('-', 0), ('0-', 0),
    ]
    yield from fixed
    for _ in times(700):
        base = rng.choice([0, 2, 8, 10, 10, 10, 16, 36, rng.randrange(2, 37)])
        n = random_int()
        digits = ''
        while n and base not in (0, 10):
            digits = '0123456789abcdefghijklmnopqrstuvwxyzABCDEF'[abs(n) % base] + digits
            n = abs(n) // base * (1 if n > 0 else -1)
        text = digits or rng.choice([str, hex, oct, bin, lambda v: f'{v:_}'])(n)
        yield (mutated(text, '_0xbo+- 19zA٣') if rng.random() < 0.6 else text), base


def integer_operations():
    operations = {
        'floordiv': operator.floordiv, 'mod': operator.mod, 'truediv': operator.truediv,
        'lshift': operator.lshift, 'rshift': operator.rshift, 'pow': operator.pow, 'round': round,
    }
    cases = []

    def add(name, a, b):
        cases.append([name, str(a), str(b), outcome(operations[name], a, b, encode=lambda v: bits(v) if isinstance(v, float) else str(v))])

    for a in EDGE_INTS:
        for b in (0, -1, 3, -7, -(10**20)):
            for name in ('floordiv', 'mod', 'truediv'):
                add(name, a, b)
    for count in (-1, 0, 1, 64, 1 << 65, 1 << 66, 1 << 70):
        for a in (0, 5, -5, 1 << 70):
            if a == 0 or count < 100 or count > 1 << 65:
                add('lshift', a, count)
            add('rshift', a, count)
    for a, b in [(10**400, 10**100), (10**400, 1), (-(10**400), 10**91), (1, 10**400), (1, 10**323), (3, 2 * 10**323), (10**400, -(10**92)), (2**1024 - 2**970, 1), (2**1024 - 2**970 - 1, 1), (1, 2**1075), (1, 2**1074), (2**60 + 1, 2**1135)]:
        add('truediv', a, b)
    for _ in times(300):
        add(rng.choice(['floordiv', 'mod']), random_int(), random_int())
        add('truediv', random_int(rng.choice([70, 1500])), random_int(rng.choice([70, 1500])))
        add('truediv', rng.getrandbits(53 + rng.randrange(60)), rng.getrandbits(53 + rng.randrange(60)) or 1)
        add('round', random_int(), -rng.randrange(25))
        add(rng.choice(['lshift', 'rshift']), random_int(), rng.randrange(130))
        add('pow', rng.randrange(-50, 50), rng.randrange(40))
    return cases


def power_modulo():
    triples = [(2, -1, 4), (2, 5, 0), (2, -1, 0), (3, -2, -7), (0, 0, 1), (2, -1, 1), (0, -1, 7), (-3, 5, 7), (-3, 5, -7)]
    triples += [(random_int(), rng.randrange(-20, 10**6), random_int(90)) for _ in times(200)]
    return [[str(a), str(b), str(m), outcome(pow, a, b, m, encode=str)] for a, b, m in triples]


def float_operations():
    operations = {'floordiv': operator.floordiv, 'mod': operator.mod, 'truediv': operator.truediv}
    specials = [0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 3.0, 1e300, 5e-324, math.inf, -math.inf, math.nan]
    pairs = [(a, b) for a in specials for b in specials] + [(1.0, 0.1), (-1.0, 0.1), (1e17, 0.3)]
    pairs += [(random_float(), random_float()) for _ in times(400)]
    return [[name, bits(a), bits(b), outcome(f, a, b, encode=bits)] for a, b in pairs for name, f in operations.items()]


def nearest(a, b, result):
    """C's own pow is not always rounded right, and halves go either way: no standard for anybody else."""
    if not (math.isfinite(result) and math.isfinite(a) and math.isfinite(b) and result and a):
        return True
    exact = abs(Decimal(a)) ** Decimal(b)
    half = Decimal(math.ulp(result)) / 2
    return abs(exact - abs(Decimal(result))) < half


def float_powers():
    specials = [0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 2.0, 3.0, -3.0, 1e300, -1e300, 5e-324, math.inf, -math.inf, math.nan, 2.0**53]
    pairs = [(a, b) for a in specials for b in specials]
    pairs += [(float(a), float(b)) for a in range(2, 12) for b in range(-20, 40)]
    pairs += [(1.5, float(b)) for b in range(30, 40)] + [(0.1, float(b)) for b in range(300, 330)] + [(10.0, float(b)) for b in range(-330, 310, 7)]
    for _ in times(800):
        base = rng.choice([rng.uniform(0, 10), rng.uniform(0, 1), 1 + rng.uniform(-1e-4, 1e-4), abs(random_float())])
        pairs.append((base, rng.choice([rng.uniform(-10, 10), 0.5, 1 / 3, -1.5, float(rng.randrange(-20, 20)), rng.uniform(-300, 300)])))
    cases = []
    for a, b in pairs:
        if a < 0 and math.isfinite(a) and math.isfinite(b) and b != math.floor(b):
            cases.append([bits(a), bits(b), 'complex'])
            continue
        result = outcome(pow, a, b)
        if isinstance(result, dict):
            cases.append([bits(a), bits(b), result])
        elif nearest(a, b, result):
            cases.append([bits(a), bits(b), bits(result)])
    print('powers left out because C rounds them wrong:', len(pairs) - len(cases), 'of', len(pairs))
    return cases


def roundings():
    pairs = [(x, n) for x in EDGE_FLOATS for n in (0, 1, -1, 15, 323, 324, -308, -309)]
    pairs += [(2.675, 2), (0.285, 2), (1.005, 2), (5e-324, 323), (1.7e308, -308), (-1.7e308, -308), (150.0, -2), (250.0, -2)]
    pairs += [(random_float(), rng.randrange(-25, 30)) for _ in times(800)]
    return [[bits(x), n, outcome(round, x, n, encode=bits)] for x, n in pairs]


def comparisons():
    cases = []
    for _ in times(400):
        x = random_float()
        n = int(x) + rng.randrange(-1, 2) if math.isfinite(x) and rng.random() < 0.7 else random_int()
        cases.append([str(n), bits(x), (n > x) - (n < x) if x == x else None])
    return cases


FLOATS = EDGE_FLOATS + [random_float() for _ in times(1500)]
INTS = EDGE_INTS + [random_int() for _ in times(500)]

write('numbers.json', {
    'floatRepr': [[bits(x), repr(x)] for x in FLOATS],
    'floatFromText': [[text, outcome(float, text, encode=bits)] for text in float_texts()],
    'floatHex': [[bits(x), x.hex()] for x in FLOATS[:500]],
    'floatFromHex': [[text, outcome(float.fromhex, text, encode=bits)] for text in hex_texts()],
    'complexRepr': [[bits(a), bits(b), repr(complex(a, b))] for a, b in zip(EDGE_FLOATS + FLOATS[:400], FLOATS[100:])],
    'complexFromText': [[text, outcome(complex, text, encode=lambda c: [bits(c.real), bits(c.imag)])] for text in complex_texts()],
    'intToText': [[str(n), f'{n:b}', f'{n:o}', f'{n:x}', hex(n)] for n in INTS],
    'intFromText': [[text, base, outcome(int, text, base, encode=hex)] for text, base in int_texts()],
    'integers': integer_operations(),
    'powerModulo': power_modulo(),
    'floats': float_operations(),
    'floatPow': float_powers(),
    'floatRound': roundings(),
    'roundHalfEven': [[bits(x), outcome(round, x, encode=str)] for x in FLOATS[:400]],
    'intFromFloat': [[bits(x), outcome(int, x, encode=str)] for x in FLOATS[:400]],
    'ratio': [[bits(x), outcome(float.as_integer_ratio, x, encode=lambda r: [str(r[0]), str(r[1])])] for x in FLOATS[:400]],
    'intBits': [[str(n), n.bit_length(), n.bit_count()] for n in INTS],
    'compare': comparisons(),
})
