"""Writes unicode-tables.ts: the Unicode 15.1 facts that Python's str methods show, packed as text.

    python3.13 unicode_tables.py > ../unicode-tables.ts && npx biome format --write ../unicode-tables.ts

Everything is asked of the running interpreter's own str methods and unicodedata, so the tables agree with
CPython by construction.
"""

import sys
import unicodedata

from packing import LAST, pack, runs_of, zigzag

CATEGORIES = 'Cn Cc Cf Co Cs Ll Lm Lo Lt Lu Mc Me Mn Nd Nl No Pc Pd Pe Pf Pi Po Ps Sc Sk Sm So Zl Zp Zs'.split()


def category_runs():
    """(length, category) from U+0000 up."""
    out = []
    start = 0
    current = unicodedata.category('\0')
    for cp in range(1, LAST + 2):
        category = unicodedata.category(chr(cp)) if cp <= LAST else ''
        if category != current:
            out += [cp - start, CATEGORIES.index(current)]
            start, current = cp, category
    return out


def exceptions(predicate, base):
    """(gap, length) of the ranges where a property is not what the general category alone says."""
    base = set(base.split())
    wrong = [cp for cp in range(LAST + 1) if predicate(chr(cp)) != (unicodedata.category(chr(cp)) in base)]
    out = []
    at = 0
    for start, end in runs_of(wrong):
        out += [start - at, end - start]
        at = end
    return out


def is_case_ignorable(c):
    # A final sigma looks back over case-ignorable characters for a cased one.
    over = ('A' + c + 'Σ').lower().endswith('ς')
    itself = ('1' + c + 'Σ').lower().endswith('ς')
    return over and not itself


PROPERTIES = [
    ('identifierStart', lambda c: c.isidentifier(), 'Lu Ll Lt Lm Lo Nl'),
    ('identifierContinue', lambda c: ('a' + c).isidentifier(), 'Lu Ll Lt Lm Lo Nl Mn Mc Nd Pc'),
    ('printable', str.isprintable, 'Ll Lm Lo Lt Lu Mc Me Mn Nd Nl No Pc Pd Pe Pf Pi Po Ps Sc Sk Sm So'),
    ('alpha', str.isalpha, 'Ll Lm Lo Lt Lu'),
    ('decimal', str.isdecimal, 'Nd'),
    ('digit', str.isdigit, 'Nd'),
    ('numeric', str.isnumeric, 'Nd Nl No'),
    ('space', str.isspace, 'Zs Zl Zp'),
    ('upper', str.isupper, 'Lu'),
    ('lower', str.islower, 'Ll'),
    ('caseIgnorable', is_case_ignorable, 'Mn Me Cf Lm Sk'),
]


def case_runs(mapping):
    """(gap, count, stride - 1, zigzag of the distance to the image) for images of one character."""
    out = []
    at = 0
    items = sorted(mapping.items())
    index = 0
    while index < len(items):
        start, delta = items[index]
        best = (1, 1)
        for stride in (1, 2):
            count = 1
            while (
                index + count < len(items) and items[index + count] == (start + count * stride, delta)
            ):
                count += 1
            if count > best[0]:
                best = (count, stride)
        count, stride = best
        out += [start - at, count, stride - 1, zigzag(delta)]
        at = start + (count - 1) * stride + 1
        index += count
    return out


def case_expansions(mapping):
    """(gap, length, characters...) for images of several characters."""
    out = []
    at = 0
    for cp, image in sorted(mapping.items()):
        out += [cp - at, len(image), *map(ord, image)]
        at = cp + 1
    return out


def case_table(method, base):
    single = {}
    several = {}
    for cp in range(LAST + 1):
        image = method(chr(cp))
        if image != base(chr(cp)):
            if len(image) == 1:
                single[cp] = ord(image) - cp
            else:
                several[cp] = image
    return pack(case_runs(single)), pack(case_expansions(several))


def decimal_zeros():
    zeros = [cp for cp in range(LAST + 1) if chr(cp).isdecimal() and unicodedata.decimal(chr(cp)) == 0]
    decimals = {cp for cp in range(LAST + 1) if chr(cp).isdecimal()}
    assert decimals == {zero + value for zero in zeros for value in range(10)}
    out = []
    at = 0
    for zero in zeros:
        out.append(zero - at)
        at = zero
    return out


def main():
    assert unicodedata.unidata_version == '15.1.0', unicodedata.unidata_version
    write = sys.stdout.write
    write('// Written by testing/unicode_tables.py from CPython 3.13 (Unicode 15.1); not to be edited by hand.\n')
    write('// Streams of numbers in base 32: see `unpack` in unicode.ts for the packing, and the script for the fields.\n\n')
    write(f"export const CATEGORY_NAMES =\n  '{' '.join(CATEGORIES)}';\n\n")
    write(f"export const CATEGORY_RUNS =\n  '{pack(category_runs())}';\n\n")
    write(f"export const DECIMAL_ZEROS =\n  '{pack(decimal_zeros())}';\n\n")
    write('/** For each property the categories that have it, and the ranges where that rule is wrong. */\n')
    write('export const PROPERTIES = {\n')
    for name, predicate, base in PROPERTIES:
        write(f"  {name}: {{\n    base: '{base}',\n    except: '{pack(exceptions(predicate, base))}',\n  }},\n")
    write('} as const;\n\n')
    write('/** Title case is told where it differs from upper case, folded case where it differs from lower case. */\n')
    write('export const CASES = {\n')
    for name, method, base in [
        ('upper', str.upper, str),
        ('lower', str.lower, str),
        ('title', str.title, str.upper),
        ('fold', str.casefold, str.lower),
    ]:
        single, several = case_table(method, base)
        write(f"  {name}: {{\n    single:\n      '{single}',\n    several: '{several}',\n  }},\n")
    write('} as const;\n')


if __name__ == '__main__':
    main()
