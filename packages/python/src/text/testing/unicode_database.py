"""Writes unicode-database-data.ts: what the module unicodedata tells of Unicode 15.1, 14.0 and 3.2, packed as text.

    python3.11 unicode_database.py old > /tmp/unicode-14.json
    python3.13 unicode_database.py /tmp/unicode-14.json > ../unicode-database-data.ts
    npx biome format --write ../unicode-database-data.ts

Everything is asked of the running interpreter's unicodedata, so the tables agree with CPython by construction. Numbers are
packed as in packing.py. General categories and decimal digits are in unicode-tables.ts; of 14.0 and 3.2 stands here what
differs from 15.1.
"""

import json
import sys
import unicodedata
from fractions import Fraction

from packing import LAST, pack, runs_of, zigzag
from unicode_tables import CATEGORIES

ALL = [chr(cp) for cp in range(LAST + 1)]
OLD = unicodedata.ucd_3_2_0


def facts(data, c):
    return data.bidirectional(c), data.east_asian_width(c), data.combining(c), data.mirrored(c)


def old_facts(c):
    """The category and the facts of 3.2; nothing where they are today's."""
    before = (OLD.category(c), *facts(OLD, c))
    return () if before == (unicodedata.category(c), *facts(unicodedata, c)) else before


def runs(values):
    """(length, number of the value) from U+0000 up, and the values in the order of their numbers."""
    numbers = {}
    out = []
    start = 0
    for cp in range(1, len(values) + 1):
        if cp == len(values) or values[cp] != values[start]:
            out += [cp - start, numbers.setdefault(values[start], len(numbers))]
            start = cp
    return out, list(numbers)


def gaps(entries):
    """(gap, numbers…) for code points with numbers."""
    out = []
    at = 0
    for cp, numbers in entries:
        out += [cp - at, *numbers]
        at = cp
    return out


def number_of(value):
    """(zigzag of the numerator, denominator, tens): numbers are packed with 32 bits."""
    fraction = Fraction(value).limit_denominator(1000)
    assert fraction.numerator / fraction.denominator == value, value
    numerator, tens = fraction.numerator, 0
    while numerator and numerator % 10 == 0:
        numerator, tens = numerator // 10, tens + 1
    return zigzag(numerator), fraction.denominator, tens


def decompositions(tags):
    for c in ALL:
        parts = unicodedata.decomposition(c).split()
        if parts:
            tag = parts.pop(0) if parts[0].startswith('<') else ''
            if tag not in tags:
                tags.append(tag)
            yield ord(c), [tags.index(tag), len(parts), *(int(part, 16) for part in parts)]


def is_excluded(c):
    parts = unicodedata.decomposition(c).split()
    canonical = len(parts) == 2 and not parts[0].startswith('<')
    return canonical and unicodedata.normalize('NFC', c) != c


def is_old(c):
    return OLD.category(c) != 'Cn'


def old_decimals():
    """(value + 1, or 0 for none) of the characters of 3.2 whose decimal value was another one."""
    for c in ALL:
        before = OLD.decimal(c, None)
        if is_old(c) and before != unicodedata.decimal(c, None):
            yield ord(c), [0 if before is None else before + 1]


def corrections():
    """Characters that 3.2 decomposed into another one."""
    for c in ALL:
        before = OLD.normalize('NFD', c)
        if is_old(c) and before != unicodedata.normalize('NFD', c):
            assert len(before) == 1
            yield ord(c), [ord(before)]


def everything(data, c):
    values = data.decimal(c, None), data.digit(c, None), data.decomposition(c)
    return data.category(c), *facts(data, c), *values


def write_old():
    """What a version with the Unicode before knows of each character."""
    known = {ord(c): everything(unicodedata, c) for c in ALL if unicodedata.category(c) != 'Cn'}
    numbers = {ord(c): unicodedata.numeric(c) for c in ALL if c.isnumeric()}
    json.dump({'known': known, 'numbers': numbers}, sys.stdout)


def differences_of(before):
    """The characters that 14.0 did not know, and (gap, number) of those that were other numbers, 0 over 0 for none."""
    known = {int(cp) for cp in before['known']}
    for c in ALL:
        assert ord(c) not in known or tuple(before['known'][str(ord(c))]) == everything(unicodedata, c)
    new = [ord(c) for c in ALL if unicodedata.category(c) != 'Cn' and ord(c) not in known]
    numbers = []
    for cp in known:
        number = before['numbers'].get(str(cp))
        if number != unicodedata.numeric(chr(cp), None):
            numbers.append((cp, (0, 0, 0) if number is None else number_of(number)))
    return [(start, [end - start]) for start, end in runs_of(new)], sorted(numbers)


def main(before):
    assert unicodedata.unidata_version == '15.1.0', unicodedata.unidata_version
    out = sys.stdout.write
    out('// Written by testing/unicode_database.py from CPython 3.13 (Unicode 15.1); not to be edited by hand.\n')
    out('// Streams of numbers in base 32: see `unpack` in unicode.ts for the packing, and the script for the fields.\n')

    def table(doc, name, text):
        out(f"\n/** {doc} */\nexport const {name} =\n  '{text}';\n")

    lengths, kinds = runs([facts(unicodedata, c) for c in ALL])
    table(
        'Kinds of characters: bidirectional class, East Asian width, combining class, mirrored.',
        'KINDS',
        ' '.join(','.join(map(str, kind)) for kind in kinds),
    )
    table('Runs of characters of one kind.', 'KIND_RUNS', pack(lengths))
    old_lengths, old_kinds = runs([old_facts(c) for c in ALL])
    assert old_kinds[0] == ()
    assert all(kind[0] in CATEGORIES for kind in old_kinds[1:])
    table(
        'What characters of 3.2 were: the category in front. The first of these runs are as they are today.',
        'OLD_KINDS',
        ' '.join(','.join(map(str, kind)) for kind in old_kinds[1:]),
    )
    table('Runs of them.', 'OLD_KIND_RUNS', pack(old_lengths))
    digits = [(ord(c), [unicodedata.digit(c)]) for c in ALL if c.isdigit() and not c.isdecimal()]
    table('Digits that are not decimal.', 'DIGITS', pack(gaps(digits)))
    numbers = [(ord(c), number_of(unicodedata.numeric(c))) for c in ALL if c.isnumeric() and not c.isdigit()]
    table('Numbers that are no digits.', 'NUMBERS', pack(gaps(numbers)))
    tags = ['']
    rows = list(decompositions(tags))
    table('Kinds of decompositions; the first is the canonical one.', 'TAGS', ','.join(tags))
    table('Decompositions: (gap, kind, length, characters).', 'DECOMPOSITIONS', pack(gaps(rows)))
    excluded = [(ord(c), []) for c in ALL if is_excluded(c)]
    table('Characters that their two parts are not composed to.', 'EXCLUSIONS', pack(gaps(excluded)))
    table('Decimal values that were others in 3.2.', 'OLD_DECIMALS', pack(gaps(old_decimals())))
    table('Characters that 3.2 decomposed to others.', 'OLD_DECOMPOSITIONS', pack(gaps(corrections())))
    with open(before) as file:
        new, numbers = differences_of(json.load(file))
    table('Runs of characters that 14.0 did not know: (gap, length), gaps from beginning to beginning.', 'NEW', pack(gaps(new)))
    table('Numbers that were others in 14.0, 0 over 0 for none.', 'NUMBERS_14', pack(gaps(numbers)))


if sys.argv[1] == 'old':
    write_old()
else:
    main(sys.argv[1])
