"""What the record_*.py scripts share: random values, the encoding of cases, the command line.

    PYTHONHASHSEED=0 python3.13 record_numbers.py [--scale N] [--seed N] [--out FOLDER]

Floats are written as the 16 hexadecimal digits of their bits, ints as decimal text, exceptions as
{"e": type, "m": message}. `--scale` multiplies the number of random cases; the committed records are made with 0.6.

A larger run by hand: record with --scale 70 into another folder, then run the tests with UROBOROS_TEXT_RECORDS naming
that folder.
"""

import argparse
import json
import os
import random
import struct
import sys

assert sys.version_info[:2] == (3, 13), 'the records are of CPython 3.13'

parser = argparse.ArgumentParser()
parser.add_argument('--scale', type=float, default=1)
parser.add_argument('--seed', type=int, default=20261122)
parser.add_argument('--out', default=os.path.dirname(os.path.abspath(__file__)))
options = parser.parse_args()

rng = random.Random(options.seed)


def times(count):
    return range(int(count * options.scale))


def bits(x):
    return struct.pack('>d', x).hex() if x == x else '7ff8000000000000'


def from_bits(n):
    return struct.unpack('>d', struct.pack('>Q', n))[0]


def outcome(function, *arguments, encode=lambda value: value):
    try:
        return encode(function(*arguments))
    except Exception as error:
        message = error.args[1] if len(error.args) == 2 else str(error)
        return {'e': type(error).__name__, 'm': message}


def write(name, families):
    path = os.path.join(options.out, name)
    with open(path, 'w', encoding='ascii') as file:
        file.write('{\n')
        for last, (family, cases) in enumerate(families.items(), 1 - len(families)):
            lines = ',\n'.join(json.dumps(case, separators=(',', ':')) for case in cases)
            file.write(f'"{family}":[\n{lines}\n]{"" if last == 0 else ","}\n')
        file.write('}\n')
    print(name, {family: len(cases) for family, cases in families.items()}, os.path.getsize(path))


EDGE_FLOATS = [
    0.0, 1.0, 0.1, 0.5, 1.5, 2.5, 0.25, 0.125, 1e15, 1e16, 9999999999999998.0, 123456789012345680.0, 1e21, 1e22, 1e23,
    1e-4, 1e-5, 0.00012, 9.5, 99.5, 999.5, 0.05, 0.15, 0.35, 1e100, 1e300, 1.7976931348623157e308,
    2.2250738585072014e-308, 2.225073858507201e-308, 5e-324, 4503599627370496.5, 4503599627370497.5,
    9007199254740991.0, 9007199254740992.0, 9007199254740994.0, 2.0**61, 2.0**61 - 256, 2.0**63, 2.0**64, 1 / 3,
    0.1 + 0.2, 12345.678, 1234567.891, 999999.5, 9999995.0, 1e5, 123456.0, 1234567.0, 3.141592653589793,
    float('inf'), float('nan'),
]
EDGE_FLOATS += [-x for x in EDGE_FLOATS[:-1]]


def random_float():
    kind = rng.randrange(8)
    if kind == 0:
        while True:
            x = from_bits(rng.getrandbits(64))
            if x == x:
                return x
    if kind == 1:
        return rng.uniform(-1000, 1000)
    if kind == 2:
        return round(rng.uniform(-10000, 10000), rng.randrange(5))
    if kind == 3:
        return rng.randrange(-(10**6), 10**6) / 2 ** rng.randrange(12)
    if kind == 4:
        return float(rng.randrange(-(10**18), 10**18))
    if kind == 5:
        return rng.choice([-1, 1]) * 10.0 ** rng.randrange(-320, 309)
    if kind == 6:
        return rng.random()
    return rng.choice(EDGE_FLOATS)


EDGE_INTS = [0, 1, -1, 2, 7, 9, 10, 97, 127, 128, 255, 256, 999, 1000, 1234, 12345, 123456, 1234567, 10**9]
EDGE_INTS += [2**31 - 1, 2**31, 2**32, 2**53 - 1, 2**53, 2**53 + 1, 2**61 - 2, 2**61 - 1, 2**61, 2**63 - 1, 2**63, 10**20]
EDGE_INTS += [-n for n in EDGE_INTS[3:]]


def random_int(size=200):
    kind = rng.randrange(4)
    if kind == 0:
        return rng.choice(EDGE_INTS)
    if kind == 1:
        return rng.randrange(-1000, 1000)
    n = rng.getrandbits(rng.randrange(1, 64) if kind == 2 else rng.randrange(1, size))
    return -n if rng.random() < 0.5 else n


TEXT_PIECES = [
    'a', 'Z', 'q', '0', '9', ' ', '_', "'", '"', '\\', '\n', '\t', '\r', '\0', '\x1b', '\x7f', '\x80', '\xa0', '\xad',
    'é', 'ß', 'ſ', 'İ', 'ı', 'Σ', 'σ', 'ς', 'ΑΣ', 'ŉ', 'ǆ', 'ǅ', 'Ǆ', 'ﬁ', 'ﬃ', 'ΐ', 'ᾳ', 'ᾼ', '̈', '\u02b0', '.', ':',
    '\u00b7', '\u2019', '\u200b', '\u2028', '\u3000', '\ud800', '\udfff', 'Ꭰ', 'ꭰ', 'ᲀ', '٣', '७', '²', '½', 'Ⅷ', 'ⅷ',
    '漢', '\ue000', '\uffff', '\U00010400', '\U00010428', '\U0001d7ce', '\U0001f600', '\U000e0001', '\U0010ffff', '\u0378',
]


def random_text(limit=8):
    out = ''
    for _ in range(rng.randrange(limit)):
        piece = rng.choice(TEXT_PIECES) if rng.random() < 0.8 else chr(rng.randrange(0x110000))
        # JavaScript's strings cannot hold a high and a low surrogate in a row as two characters.
        if not (out and '\ud800' <= out[-1] <= '\udbff' and '\udc00' <= piece[0] <= '\udfff'):
            out += piece
    return out


def mutated(text, alphabet):
    """A text that is nearly right, to find the edges of a grammar."""
    characters = list(text)
    for _ in range(rng.randrange(3)):
        at = rng.randrange(len(characters) + 1)
        if rng.random() < 0.5:
            characters.insert(at, rng.choice(alphabet))
        elif characters:
            characters.pop(min(at, len(characters) - 1))
    return ''.join(characters)
