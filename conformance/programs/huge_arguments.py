# Numbers beyond what fits into memory, a C int or a Py_ssize_t, given where a size, an index or a count is wanted.
import collections
import io
import itertools
import os
import sys

SIZES = [2**40, 2**53, 2**62]
HUGE = [*SIZES, sys.maxsize, sys.maxsize + 1, 2**70, -(2**31) - 1, -sys.maxsize - 1, -sys.maxsize - 2]


def show(name, value, call):
    try:
        result = call(value)
    except Exception as error:
        print(name, value, type(error).__name__, error)
    else:
        print(name, value, result)


def written(stream, piece):
    def write(place):
        stream.seek(place)
        stream.write(piece)

    return write


COUNTS = {
    "expandtabs": "x".expandtabs,
    "bytes.expandtabs": b"x".expandtabs,
    "split": lambda n: "a b c".split(None, n),
    "split at": lambda n: "a b c".split(" ", n),
    "rsplit": lambda n: "a b c".rsplit(" ", n),
    "bytes.split": lambda n: b"a b c".split(b" ", n),
    "bytes.rsplit": lambda n: b"a b c".rsplit(None, n),
    "replace": lambda n: "a b a".replace("a", "c", n),
    "bytes.replace": lambda n: b"a b a".replace(b"a", b"c", n),
    "find": lambda n: "abc".find("b", n),
    "index": lambda n: [1].index(1, 0, n),
    "insert": lambda n: [1].insert(n, 2),
    "pop": lambda n: [1].pop(n),
    "getitem": lambda n: [1][n],
    "slice": lambda n: "abc"[:n] + "abc"[n:],
    "array slice": lambda n: (1, 2)[::n] if n else None,
    "repeat": lambda n: itertools.repeat("x", n),
    "islice": lambda n: list(itertools.islice("abc", n)),
    "rotate": lambda n: collections.deque("abc").rotate(n),
    "deque": lambda n: collections.deque("abc", n),
    "read": io.StringIO("abc").read,
    "read bytes": io.BytesIO(b"abc").read,
}
LENGTHS = {
    "ljust": "x".ljust,
    "zfill": "x".zfill,
    "bytes.ljust": b"x".ljust,
    "bytes.center": b"x".center,
    "bytes.zfill": b"-1".zfill,
    "expandtabs": lambda n: "\t".expandtabs(n),
    "to_bytes": lambda n: (1).to_bytes(n, "big"),
    "negative to_bytes": lambda n: (-1).to_bytes(n, "little", signed=True),
    "bytes": bytes,
    "bytearray": bytearray,
    "list": lambda n: [1, 2] * n,
    "str": lambda n: "ab" * n,
    "tee": lambda n: itertools.tee("a", n),
    "product": lambda n: itertools.product("ab", repeat=n),
    "urandom": os.urandom,
    "BytesIO": written(io.BytesIO(), b"x"),
}

for name, call in COUNTS.items():
    for value in HUGE:
        show(name, value, call)
for name, call in LENGTHS.items():
    for value in SIZES[:2]:
        show(name, value, call)
print(repr(itertools.repeat(1, sys.maxsize)), collections.deque("abc", 2**31), collections.deque("abcd", 2**32 - 1))
