"""map, filter, zip, enumerate, next with a default; copies of long lists and tuples: counts, errors and deaths on the way"""

import sys


class Told:
    """Tells when it dies."""

    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('dies:', self.name)

    def __str__(self):
        return f'told {self.name}'

    def __abs__(self):
        return self

    def __bool__(self):
        return self.name != 'b'

    def __int__(self):
        raise StopIteration('of __int__')


class Refuses:
    def __bool__(self):
        raise ValueError('no truth')

    def __abs__(self):
        raise StopIteration


class Length(int):
    def __abs__(self):
        return 'a length'


print('map over one iterable')
print(list(map(abs, [1, -2, 3.5, -(10**12), True, Length(-4)])))
print(list(map(str, [1, -2, 'é', '€', '\U0001f600', None, 10**20])))
print(list(map(int, ['1', ' 22 ', 3.9, True, b'7', '-12345678901234567890'])))
print(list(map(type, [1, 'a', None])), list(map(bool, [0, '', [1]])), list(map(list, ['ab', ()])))
print(list(map(len, [])), list(map(ord, '')), list(map(ord, 'aé€\U0001f600')))
for function, items in ((len, [[], 1]), (int, ['1', 'x']), (int, [1, Told('i')]), (abs, [1, Refuses(), 2]), (ord, ['a', 'ab'])):
    taken = []
    try:
        for value in map(function, items):
            taken.append(value)
        print(taken, 'to the end')
    except Exception as error:
        print(taken, type(error).__name__, error)
    del items, function
print('objects that die in a map')
for value in map(str, (Told(name) for name in 'xy')):
    print(value)
for value in map(abs, (Told(name) for name in 'zb')):
    print(value)
del value
marker = object()
before = sys.getrefcount(marker)
print(list(map(id, [marker] * 3)) == [id(marker)] * 3, sys.getrefcount(marker) - before)
print([count - before for count in map(sys.getrefcount, [marker])])
print(len(list(map(str, range(300)))), sum(map(int, map(str, range(1000)))))

print('filter')
print(list(filter(None, [0, 1, '', 'a', None, [], [0], 0.0, 10**20, False, True])))
for item in filter(None, (Told(name) for name in 'abc')):
    print('passes:', item)
del item
try:
    print(list(filter(None, [1, Refuses(), 2])))
except ValueError as error:
    print('ValueError', error)
print(list(filter(bool, [0, 1])), list(filter(None, map(abs, [0, -1, 2]))))


def deep(levels):
    iterator = iter([1])
    for _ in range(levels):
        iterator = map(abs, iterator)
    return next(iterator)


print(deep(20))

print('zip and enumerate')
numbers = [1, 2, 3]
grows = iter(numbers)
for a, b in zip(grows, [10, 20, 30, 40, 50]):
    if a < 3:
        numbers.append(a + 10)
    print(a, b, end='; ')
print(next(grows, 'over'))
shorter = iter((1, 2, 3))
print(list(zip(shorter, [1])), next(shorter), list(zip([1], ())), list(zip((), [1])))
backwards = reversed(numbers)
for a, b in zip(backwards, numbers):
    if a == 12:
        del numbers[1:]
    print(a, b, end='; ')
print(next(backwards, 'over'))
kept = []
for pair in zip([1, 2, 3], (4, 5, 6)):
    if pair[0] == 2:
        kept.append(pair)
print(kept, pair)
for a, b in zip([Told('p'), Told('q')], [1, 2]):
    print(a, b)
del a, b
for number, item in enumerate([Told('r'), Told('s')], 5):
    print(number, item)
del item

print('next with a default, iter')
iterator = iter([1])
print(next(iterator, 'none'), next(iterator, 'none'), next(iterator, None))
before = sys.getrefcount(marker)
print(next(iter(()), marker) is marker, sys.getrefcount(marker) - before)
for call in (lambda: next(5, 1), lambda: iter(5), lambda: next(iter(())), lambda: next(iter([]), *())):
    try:
        print(call())
    except (TypeError, StopIteration) as error:
        print(type(error).__name__, error)


class Ends:
    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration


class Fails(Ends):
    def __next__(self):
        raise KeyError('next')


print(next(Ends(), 'ended'))
try:
    next(Fails(), 'ended')
except KeyError as error:
    print('KeyError', error)

print('copies of many')
for size in (0, 1, 3, 4, 5, 8, 9, 11, 100, 1001):
    many = [marker] * size + [Told(str(size))]
    before = sys.getrefcount(marker)
    copies = [many.copy(), many[:], list(many), tuple(many), many + [], many + many, list(tuple(many))]
    print(size, [len(copy) for copy in copies], sys.getrefcount(marker) - before, copies[0][-1] is copies[-1][-1])
    del many[-1]
    for at in range(len(copies)):
        copies[at] = None
    print(sys.getrefcount(marker) - before)
mixed = [marker, 1000, 'a' + str(size), (1, size), None, [], 1.5 * size] * 20
before = sys.getrefcount(marker)
both = mixed + mixed
again = tuple(both)
del both
print(sys.getrefcount(marker) - before, len(again))
mixed[0:0] = [Told('first'), Told('second')]
mixed.append(Told('last'))
del mixed
print(sys.getrefcount(marker) - before)
del again
print(sys.getrefcount(marker) - before)
