"""Records text.json: reprs, Unicode properties, case conversion, hashes. See recording.py."""

import subprocess

from recording import *

PREDICATES = [
    str.isidentifier, lambda c: ('a' + c).isidentifier(), str.isprintable, str.isalpha, str.isdecimal, str.isdigit,
    str.isnumeric, str.isspace, str.isupper, str.islower, str.istitle, str.isalnum,
]
MAPPINGS = [str.upper, str.lower, str.title, str.casefold, str.swapcase, str.capitalize]
BLOCK = 4096


def mix(digest, value):
    """FNV-1a on 32 bits, a whole number at a time; the test does the same."""
    return ((digest ^ value) * 16777619) & 0xFFFFFFFF


def fingerprint(block):
    digest = 2166136261
    for cp in range(block * BLOCK, (block + 1) * BLOCK):
        c = chr(cp)
        flags = 0
        for predicate in PREDICATES:
            flags = flags << 1 | predicate(c)
        digest = mix(digest, flags)
        digest = mix(digest, int(c) if c.isdecimal() else 10)
        for mapping in MAPPINGS:
            for image in mapping(c):
                digest = mix(digest, ord(image))
    return digest


def case_texts():
    fixed = ['', 'hello WORLD', 'ΑΣ', 'ΑΣ Σ', 'Σ', "Α'Σ.", 'ΑΣΑ', '1Σ', 'ΑΣ\u0301', 'ǆan ǅan', "it's o'neil", 'ﬁne', 'İI', 'ßß', '漢A', 'Ⅷ']
    return fixed + [random_text(12) for _ in times(800)]


def case_row(text):
    predicates = [str.isupper, str.islower, str.istitle, str.isidentifier, str.isalpha, str.isprintable]
    return [text, *(mapping(text) for mapping in MAPPINGS), ''.join('01'[p(text)] for p in predicates)]


def hashed_texts():
    fixed = ['', 'a', 'ab', 'hello', 'abcdefg', 'abcdefgh', 'abcdefghi', 'x' * 15, 'x' * 16, 'x' * 1000, 'é', '漢字', '\U0001f600', '\ud800', '\0']
    return fixed + [random_text(40) for _ in times(150)]


HASH_SCRIPT = 'import sys, json; print(json.dumps([str(hash(t)) for t in json.loads(sys.argv[1])]))'


def hash_rows(seed):
    texts = hashed_texts()
    environment = {**os.environ, 'PYTHONHASHSEED': str(seed)}
    command = [sys.executable, '-c', HASH_SCRIPT, json.dumps(texts)]
    if sum(map(len, texts)) > 20000:
        texts = texts[:500]
        command[-1] = json.dumps(texts)
    hashes = json.loads(subprocess.run(command, env=environment, capture_output=True, check=True, text=True).stdout)
    return [[seed, text, value] for text, value in zip(texts, hashes)]


FLOATS = [x for x in EDGE_FLOATS + [random_float() for _ in times(400)] if x == x]
INTS = EDGE_INTS + [2**61 - 1 << 61, -(2**61) - 2, -(2**61)] + [random_int() for _ in times(200)]


def members():
    return [rng.choice(EDGE_INTS) if rng.random() < 0.5 else random_int(80) for _ in range(rng.randrange(9))]


def frozensets():
    return [list(frozenset(members())) for _ in times(200)] + [list(range(100)), [-1], [0], [-2]]


def texts():
    return [random_text(10) for _ in times(600)] + [chr(c) for c in range(256)] + ["'", '"', '\'"', "a'b\\"]


def byte_strings():
    return [b'', b"'", b'"', b'\'"', bytes(range(256))] + [rng.randbytes(rng.randrange(12)) for _ in times(150)]


write('text.json', {
    'repr': [[text, repr(text), ascii(text)] for text in texts()],
    'bytesRepr': [[value.hex(), repr(value)] for value in byte_strings()],
    'unicode': [fingerprint(block) for block in range(0x110000 // BLOCK)],
    'case': [case_row(text) for text in case_texts()],
    'hashText': [row for seed in (0, 1, 42, 4294967295) for row in hash_rows(seed)],
    'hashInt': [[str(n), str(hash(n))] for n in INTS],
    'hashFloat': [[bits(x), str(hash(x))] for x in FLOATS],
    'hashComplex': [[bits(a), bits(b), str(hash(complex(a, b)))] for a, b in zip(FLOATS, FLOATS[50:])],
    'hashTuple': [[[str(n) for n in items], str(hash(tuple(items)))] for items in [[], [0], [-1]] + [members() for _ in times(200)]],
    'hashFrozenset': [[[str(n) for n in items], str(hash(frozenset(items)))] for items in frozensets()],
})
