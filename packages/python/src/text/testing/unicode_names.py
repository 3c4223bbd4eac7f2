"""Writes unicode-names-data.ts: the names of Unicode 15.1's characters, their aliases and the named sequences, packed as text.

    python3.13 unicode_names.py > ../unicode-names-data.ts && npx biome format --write ../unicode-names-data.ts

Everything is asked of the running interpreter's unicodedata, so the tables agree with CPython by construction. Numbers are
packed as in unicode_tables.py. A name is so many words of the name before it, and words of its own; words that many names
have stand first in the list, where their numbers are short.
"""

import ctypes
import sys
import unicodedata
from collections import Counter

from packing import LAST, pack, runs_of

HANGUL = range(0xAC00, 0xD7A4)
# Where unicodedata itself keeps aliases and sequences: behind its back they are found under these numbers.
HIDDEN = range(0xF0000, 0xF1000)


def hidden_names():
    get_pointer = ctypes.pythonapi.PyCapsule_GetPointer
    get_pointer.restype = ctypes.c_void_p
    get_pointer.argtypes = [ctypes.py_object, ctypes.c_char_p]
    table = get_pointer(unicodedata._ucnhash_CAPI, b'unicodedata._ucnhash_CAPI')
    first = ctypes.cast(table, ctypes.POINTER(ctypes.c_void_p))[0]
    get_name = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_uint32, ctypes.c_char_p, ctypes.c_int, ctypes.c_int)(first)
    buffer = ctypes.create_string_buffer(300)
    for number in HIDDEN:
        if get_name(number, buffer, 300, 1):
            yield buffer.value.decode()


def ideograph_runs(names):
    return runs_of(cp for cp, name in names.items() if name == f'CJK UNIFIED IDEOGRAPH-{cp:X}')


def words_of(cp, name):
    """The words of a name; a code point that ends it is written as a sign, so that such names share their words."""
    words = name.split(' ')
    if words[-1].endswith(f'-{cp:X}'):
        words[-1] = words[-1][: words[-1].rindex('-')] + '-#'
    return words


def shared(before, words):
    count = 0
    while count < min(len(before), len(words), 7) and before[count] == words[count]:
        count += 1
    return count


def main():
    assert unicodedata.unidata_version == '15.1.0', unicodedata.unidata_version
    names = {cp: unicodedata.name(chr(cp)) for cp in range(LAST + 1) if unicodedata.name(chr(cp), None)}
    ideographs = ideograph_runs(names)
    for start, end in [*ideographs, (HANGUL.start, HANGUL.stop)]:
        for cp in range(start, end):
            del names[cp]
    aliases = sorted((unicodedata.lookup(name), name) for name in hidden_names())

    rows = []
    before = []
    for cp, name in [*names.items(), *((None, name) for _, name in aliases)]:
        words = name.split(' ') if cp is None else words_of(cp, name)
        count = shared(before, words)
        rows.append((count, words[count:]))
        before = words
    uses = Counter(word for _, words in rows for word in words)
    lexicon = sorted(uses, key=lambda word: (-uses[word], word))
    numbers = {word: i for i, word in enumerate(lexicon)}

    def packed(rows):
        return pack(number for count, words in rows for number in [len(words) * 8 + count, *map(numbers.get, words)])

    def gaps(runs):
        at = 0
        for start, end in runs:
            yield from (start - at, end - start)
            at = end

    out = sys.stdout.write
    out('// Written by testing/unicode_names.py from CPython 3.13 (Unicode 15.1); not to be edited by hand.\n')
    out('// Streams of numbers in base 32: see `unpack` in unicode.ts for the packing, and the script for the fields.\n\n')
    out(f"export const WORDS =\n  '{' '.join(lexicon)}';\n\n")
    out('/** Runs of characters with a name of their own: (gap, length). */\n')
    out(f"export const NAMED =\n  '{pack(gaps(runs_of(names)))}';\n\n")
    out('/** For each of them 8 × new words + words of the name before it, and the numbers of the new words. */\n')
    out(f"export const NAMES =\n  '{packed(rows[: len(names)])}';\n\n")
    out('/** Runs of the characters that are called CJK UNIFIED IDEOGRAPH and their number. */\n')
    out(f"export const IDEOGRAPHS =\n  '{pack(gaps(ideographs))}';\n\n")
    out('/** Other names: of one character or of several (length, characters), and the names as above. */\n')
    meant = pack(number for text, _ in aliases for number in [len(text), *map(ord, text)])
    out(f"export const OTHER_MEANINGS =\n  '{meant}';\n\n")
    out(f"export const OTHER_NAMES =\n  '{packed(rows[len(names):])}';\n")


main()
