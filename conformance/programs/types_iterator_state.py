"""Iterators: __reduce__, __setstate__, __length_hint__, copy.copy, at every place and at the end."""
import copy


def state(iterator):
    reduced = iterator.__reduce__()
    return [part.__name__ if callable(part) else part for part in reduced]


def show(make):
    it = make()
    print(state(it), end=' ')
    next(it)
    print(state(it), end=' ')
    other = copy.copy(it)
    print(list(other), end=' ')
    rest = list(it)
    print(rest, state(it), list(it))


d = {'a': 1, 'b': 2, 'c': 3}
for make in (
    lambda: iter([1, 2, 3]), lambda: reversed([1, 2, 3]), lambda: iter((1, 2)), lambda: iter('abc'), lambda: iter('\u20acx'), lambda: iter(b'ab'),
    lambda: iter(bytearray(b'ab')), lambda: iter(d), lambda: iter(d.values()),
    lambda: iter(d.items()), lambda: reversed(d), lambda: reversed(d.items()), lambda: iter({5, 6}), lambda: reversed('xyz'),
):
    show(make)


class Seq:
    def __getitem__(self, i):
        if i > 2:
            raise IndexError
        return i * i


s = iter(Seq())
print(next(s), s.__reduce__()[2], list(copy.copy(s)), list(s), s.__reduce__()[1])
c = iter(iter([1, 2, 0, 3]).__next__, 0)
print(c.__reduce__()[1][1], list(c), c.__reduce__()[1])
e = enumerate('ab', 5)
next(e)
print(e.__reduce__()[1][1], list(copy.copy(e)))
z = zip([1, 2], 'ab', strict=True)
print(len(z.__reduce__()), z.__reduce__()[2], list(copy.copy(z)), list(z))
m = map(max, [1, 5], [4, 2])
print(m.__reduce__()[1][0].__name__, len(m.__reduce__()[1]), list(copy.copy(m)))
f = filter(None, [0, 1, 2])
print(f.__reduce__()[1][0], list(copy.copy(f)))
for make, place in ((lambda: iter([1, 2, 3]), 1), (lambda: iter([1, 2, 3]), 99), (lambda: iter('abc'), 2), (lambda: reversed([1, 2, 3]), 0),
                    (lambda: iter((1, 2, 3)), -5), (lambda: iter(b'abc'), 1), (lambda: reversed('abc'), 1)):
    it = make()
    it.__setstate__(place)
    print(list(it))


class MySet(set):
    pass


ms = MySet([1])
ms.tag = 'x'
print(ms.__reduce__(), copy.copy(ms).tag, {1, 2}.__reduce__(), frozenset().__reduce__())
for it in (iter([1, 2]), iter('ab'), iter({1: 2}), iter({1}), iter(range(5)), iter(b'ab'), reversed([1]), iter(range(2**65)) if False else iter(())):
    print(it.__length_hint__(), end=' ')
print()
