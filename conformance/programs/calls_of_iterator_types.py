"""enumerate, zip, map, filter, reversed, dict, set, frozenset: calls that take the short way and those that do not print the same"""

import gc
import sys


class Sequence:
    """Has its items by number; its iterator is made in Python."""

    def __init__(self, items):
        self.items = items

    def __len__(self):
        return len(self.items)

    def __getitem__(self, index):
        return self.items[index]

    def __iter__(self):
        yield from self.items


class Failing:
    def __iter__(self):
        raise ValueError('no iterator')


class Told:
    """Tells when it dies."""

    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('dies', self.name)


class Key:
    def __init__(self, value):
        self.value = value

    def __hash__(self):
        return hash(self.value)

    def __eq__(self, other):
        print('compared', self.value)
        return isinstance(other, Key) and self.value == other.value


def show(*makers):
    """The result of each call, or its error."""
    for make in makers:
        try:
            print(make())
        except Exception as error:
            print(type(error).__name__, error)


l = [1, 2, 3]
t = (4, 5, 6, 7)
s = Sequence([8, 9])

show(
    lambda: list(enumerate(l)), lambda: list(enumerate(t, 5)), lambda: list(enumerate(s)), lambda: list(enumerate(l, -2)),
    lambda: list(enumerate(l, 2**30 - 2)), lambda: list(enumerate(l, 2**62)), lambda: list(enumerate(l, True)),
    lambda: list(enumerate(l, start=3)), lambda: enumerate(), lambda: enumerate(1), lambda: enumerate(l, 1.5),
    lambda: enumerate(l, 1, 2), lambda: enumerate(Failing()),
)  # fmt: skip
show(
    lambda: list(zip()), lambda: list(zip(l)), lambda: list(zip(l, t)), lambda: list(zip(t, l, s)), lambda: list(zip(s, s)),
    lambda: list(zip(l, l, strict=True)), lambda: list(zip(l, t, strict=True)), lambda: zip(l, 1), lambda: zip(l, Failing()),
    lambda: list(zip('abc', range(9), {1, 2}, {3: 4, 5: 6})),
)  # fmt: skip
show(
    lambda: list(map(str, l)), lambda: list(map(max, l, t)), lambda: list(map(str, s)), lambda: map(str), lambda: map(),
    lambda: map(str, 1), lambda: map(str, l, Failing()), lambda: list(map(None, l)),
    lambda: list(filter(None, [0, 1, '', 'a'])), lambda: list(filter(str.isdigit, 'a1b2')), lambda: filter(None),
    lambda: filter(None, 1), lambda: list(filter(lambda x: x > 1, s)), lambda: filter(),
)  # fmt: skip
show(
    lambda: list(reversed(l)), lambda: list(reversed(t)), lambda: list(reversed(s)), lambda: list(reversed('ab')),
    lambda: list(reversed(range(3))), lambda: list(reversed({1: 2, 3: 4})), lambda: reversed({1}), lambda: reversed(),
    lambda: list(reversed(())), lambda: list(reversed([])),
)  # fmt: skip
show(
    lambda: dict(), lambda: dict({1: 2}), lambda: dict([(1, 2), [3, 4]]), lambda: dict(zip('ab', l)), lambda: dict(l),
    lambda: dict([(1, 2, 3)]), lambda: dict(['ab', 'cd']), lambda: dict(1), lambda: dict({}, {}), lambda: dict(a=1),
    lambda: dict([(1, 2), (1, 3)]), lambda: dict([([], 1)]), lambda: dict([(Key(1), 1), (Key(1), 2)]).popitem()[1],
)  # fmt: skip
show(
    lambda: set(), lambda: sorted(set(l)), lambda: sorted(set(t)), lambda: sorted(set(s)), lambda: set([[]]),
    lambda: set([1, 2, []]), lambda: len(set([1, Key(1), Key(1), Key(2), 3, 4, 5, 6, Key(2)])), lambda: len(set((Key(1), Key(1)))),
    lambda: set(1, 2), lambda: set(1), lambda: sorted(frozenset(l)), lambda: frozenset(), lambda: frozenset(frozenset(t)) == set(t),
    lambda: frozenset([{}]), lambda: frozenset(1, 2), lambda: len({*l, *t, *s}), lambda: sorted(set({1: 2}.values())),
)  # fmt: skip

print('the same frozenset', (lambda f: frozenset(f) is f)(frozenset(l)))


def kinds(first):
    """The types of what the collector has from a number on, in the order in which it got them."""
    return [type(each).__name__ for each in gc.get_objects(generation=0)[first:]]


def made(make):
    gc.collect()
    before = gc.get_count()[0]
    first = len(gc.get_objects(generation=0))
    kept = make()
    after = gc.get_count()[0]
    names = kinds(first)
    return names[: names.index(type(kept).__name__) + 1], after - before > 0


gc.disable()
for make in (
    lambda: enumerate(l), lambda: enumerate(t, 2), lambda: map(str, l), lambda: map(max, l, t),
    lambda: filter(None, t), lambda: reversed(l), lambda: reversed(t), lambda: zip(l, t), lambda: zip(l, s), lambda: zip(t),
):  # fmt: skip
    print(*made(make))
gc.enable()

# Counts of what they hold, and of what they give again and again.
for make in (enumerate, zip, lambda x: zip(x, x), lambda x: map(str, x), lambda x: filter(None, x), reversed):
    x = [object(), object()]
    n = sys.getrefcount(x)
    it = make(x)
    print(sys.getrefcount(x) - n, end=' ')
    for each in it:
        print(sys.getrefcount(each), sys.getrefcount(x) - n, end=' ')
    del it, each
    print(sys.getrefcount(x) - n, sys.getrefcount(x[0]))

# The tuple is filled again only if nobody else has it.
it = zip([1, 2, 3, 4], 'abcd')
a = next(it)
b = next(it)
print(a, b, a is b)
del a, b
c = id(next(it))
print(c == id(next(it)))
it = enumerate([[], {}, (), 7])
kept = [next(it), next(it)]
print(kept, gc.is_tracked(kept[0]), gc.is_tracked(next(it)), gc.is_tracked(next(it)))

# What dies when the next one is asked for, and what a death sees.
for make in (lambda: enumerate(iter([Told('a'), Told('b')])), lambda: zip([Told('c'), Told('d')], range(2))):
    it = make()
    print('first', type(next(it)))
    print('second', type(next(it)))
    print('end', next(it, None))
    del it


class Again:
    """Goes on with the same iterator while it dies."""

    def __del__(self):
        print('meanwhile', next(twice, None))


twice = zip([Again(), 1, 2, 3, 4], [5, 6, 7, 8, 9])
for pair in twice:
    print(type(pair[0]).__name__, pair[1])
again = Again()
pairs = [again, 1, 2, 3]
twice = zip(pairs, pairs)
pairs[0] = None
del again
for pair in twice:
    print(pair)
again = Again()
pairs = [again, 1, 2, 3]
twice = enumerate(iter(pairs))
del again
for number, each in twice:
    print(number, type(each).__name__)
    pairs[0] = each = None


def growing(d):
    try:
        for number, key in enumerate(d):
            d[key + 10] = number
            print(number, key)
    except RuntimeError as error:
        print(error)
    try:
        for key, number in zip(d, range(5)):
            d.popitem()
            print(key, number)
    except RuntimeError as error:
        print(error)


growing({1: 2})
