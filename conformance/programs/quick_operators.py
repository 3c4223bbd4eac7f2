# Operators on tuples and lists, pairs, divmod, `in` and int(): their quick ways, and what must not take them.
import sys

refs = sys.getrefcount


class T(tuple):
    def __radd__(self, other):
        return ('radd', other, tuple(self))


class L(list):
    def __radd__(self, other):
        return ['radd', other, list(self)]

    def __rmul__(self, other):
        return ('rmul', other)


class N(int):
    def __rmul__(self, other):
        return ('N.rmul', other)


item = object()
pair = (item, 2)
for n in range(3):
    before = refs(item)
    joined = pair + (1, item)
    print(joined[0] is item, len(joined), refs(item) - before)
    tripled = pair * 3
    print(len(tripled), refs(item) - before)
    listed = [item] + [item, n]
    print(len(listed), refs(item) - before)
    del joined, tripled, listed
    print(refs(item) - before)
print(pair + () is pair, () + pair is pair, pair * 1 is pair, pair * 0, pair * -1, () * 5)
print(pair[1:] + T((1, 2)), T((1,)) + (2,), (1,) + T(), [] + [], [1] + L([2]), type(L([1]) + [2]))
print([1, 2] * 2, (1, 2) * True, (1,) * N(2), [1] * N(2), 2 * (1, 2), (0,) * 70 == (0,) * 35 + (0,) * 35)
for left, right in [((1,), [2]), ([1], (2,)), ((1,), 2), ([1], None), ((1,), 'a'), ([1], {1: 2})]:
    try:
        print(left + right)
    except TypeError as error:
        print(error)
    try:
        print(left * right)
    except TypeError as error:
        print(error)


def pairs(of):
    count = 0
    for a, b in of:
        count += 1
    return count, a, b


def first(h):
    a, b = h[0]
    return a, b


key = object()
held = [(key, 'x'), (key, 'y')]
before = refs(key)
for n in range(3):
    print(pairs(held)[0], first(held)[1], refs(key) - before)
print(pairs({(1, 2), (1, 2)}), pairs(zip('ab', 'cd')), pairs(['xy', [3, 4]]), pairs([T((n, n)) for n in range(2)]))
for wrong in [(1,), (1, 2, 3), [1], 5, 'abc', {}, None, T((1,))]:
    try:
        first([wrong])
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)


class Dies:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('dies', self.name, len(keep))
        keep.clear()


keep = [(1, 2), (3, 4)]


def store():
    a = b = Dies('old')
    a, b = keep[0]
    print(a, b, keep)
    a = Dies('second')
    keep.append((5, 6))
    a, keep[0] = keep[-1]


try:
    store()
except IndexError as error:
    print('IndexError', error)

for a, b in [(7, 2), (-7, 2), (7, -2), (-7, -2), (0, 3), (2 ** 29, 7), (-(2 ** 40), 7), (6, 3), (True, 2), (7.5, 2), (N(7), 2)]:
    print(divmod(a, b), type(divmod(a, b)[0]).__name__)
for a, b in [(1, 0), (1.0, 0), ('a', 1), (1, None)]:
    try:
        divmod(a, b)
    except (TypeError, ZeroDivisionError) as error:
        print(type(error).__name__, error)


class Key:
    def __init__(self, value):
        self.value = value

    def __hash__(self):
        return hash(self.value)

    def __eq__(self, other):
        print('eq', self.value)
        return self.value == getattr(other, 'value', other)


numbers = {i: i for i in range(5)}
names = {'a': 1, 'b': 2, 'é': 3}
for probe in [0, 4, 5, -1, -2, 1.0, True, 'a', 2 ** 40, Key(3), Key('a')]:
    print(probe in numbers, probe not in numbers, probe in names, probe not in names)
numbers[-2] = 'm'
print(-1 in numbers, -2 in numbers, 'c' in names, ''.join(['a']) in names, 'é' in names, chr(0x1F600) in names, 0 in {}, '' not in {})
numbers[Key(7)] = 7
print(7 in numbers, 8 in numbers)
for wrong in [[], {}, (1, [])]:
    try:
        wrong in numbers
    except TypeError as error:
        print(error)

TEXTS = ['x', '', ' ', '12a', ' 12 ', '+5', '-', '1_0', '1__0', "it's", 'back\\slash', 'tab\there', 'a' * 64, 'a' * 65, 'a' * 250,
         'é', '\u0663', '1\u0663', '\U0001f600', 'new\nline', '\x00', 'say "x"', '0x10', '1.5', '1e3', '١x']


class S(str):
    pass


for text in TEXTS + [S('x'), S('12')]:
    for _ in range(2):
        try:
            print(ascii(int(text)))
        except ValueError as error:
            print(ascii(error), ascii(error.args), error.__context__)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        int('q')
except ValueError as error:
    print(repr(error.__context__), error.__traceback__.tb_lineno)
