"""Keys that are removed and toggled in place, and sums of sets: plain keys, keys that ask, keys that die, tables with deleted places."""
import sys


class Key:
    def __init__(self, value, does=None):
        self.value, self.does = value, does

    def __hash__(self):
        return self.value & 3

    def __eq__(self, other):
        if self.does:
            self.does()
        return isinstance(other, Key) and self.value == other.value

    def __repr__(self):
        return f'Key({self.value})'

    def __del__(self):
        DEATHS.append(self.value)


DEATHS = []
KINDS = [
    range(0, 40, 3), range(0, 40, 2), 'the quick brown fox', 'a lazy dog', [], [()], [(1, 2), (3, 'a')], [(1, 2), 3.0, 'a'],
    [1.5, 2.0, 3, -1, -2], [-1, -2, True, 'None'], [2 ** 70, 2 ** 61 - 1, 0], range(300), range(0, 3000, 7), ['é', 'π', '𝄞'],
]

for first in KINDS:
    for second in KINDS:
        a, b = set(first), frozenset(second)
        gone = set(first)
        gone -= b
        toggled = set(first)
        toggled ^= b
        print(len(a), sorted(map(repr, gone))[:5], [repr(key) for key in toggled][:6], [repr(key) for key in a ^ b][:6], len(a - b), len(a | b))

# Deleted places, and tables made anew.
for size in (3, 8, 30, 1000):
    s = set(range(size))
    s -= set(range(0, size, 2))
    s ^= set(range(size // 2, size + 5))
    print(list(s)[:12], len(s), sum(s), min(s), max(s), sys.getsizeof(s))
    s |= {size, -1, -2}
    print(list(s)[-12:], len(s), sum(s, 0.5), any(s), all(s))

print(sum(set()), sum(frozenset([1.5])), sum({1, 2.5}), sum({2 ** 70, 1}), sum({True, 5}), any({0}), all({0, 1}), max({'a', 'b'}))
for wrong in ({'a'}, {1, None}):
    try:
        print(sum(wrong))
    except TypeError as error:
        print(error)

# Keys that ask, in the middle of others.
mixed = set(range(10)) | {Key(1), Key(2), Key(9)}
mixed -= {3, 4, Key(2), 5, Key(7)}
print(sorted(map(repr, mixed)), sorted(DEATHS))
DEATHS.clear()
mixed ^= {3, Key(9), Key(4), 0, 'x'}
print(sorted(map(repr, mixed)), sorted(DEATHS))
DEATHS.clear()
del mixed
print(sorted(DEATHS))
DEATHS.clear()

# Equal keys that are others: which one stays, and which one dies.
pairs = {(1, Key(1)), (2, Key(2))}
try:
    pairs -= {(1, Key(1))}
finally:
    print(len(pairs), DEATHS)
del pairs
print(DEATHS)
DEATHS.clear()


def fails():
    raise RuntimeError('no answer')


for name in ('__isub__', '__ixor__', '__ior__', '__iand__'):
    s = {Key(1), 10, 20}
    try:
        getattr(s, name)({30, Key(1, fails), 20})
    except RuntimeError as error:
        print(name, error, sorted(map(repr, s)))

# Sets that change while a key asks.
s = set(range(20)) | {Key(21)}
other = {Key(21, lambda: s.clear()), 100, 200}
try:
    s -= other
    print(len(s))
    s ^= {Key(21, lambda: other.add(7)), 5}
    print(len(s))
except RuntimeError as error:
    print(error)

# Counts are what they were.
word = ''.join(['wo', 'rd'])
before = sys.getrefcount(word)
s = {word, 'other'}
for _ in range(10):
    s ^= {word}
    s ^= {word, 'third'}
    s -= {''.join(['wo', 'rd'])}
    s |= {word}
del s
print(sys.getrefcount(word) - before)
s = set('abc')
s -= s
print(s)
s = set('abc')
s ^= s
print(s)
