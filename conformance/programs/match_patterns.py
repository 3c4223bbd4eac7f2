class Point:
    __match_args__ = ('x', 'y')

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __repr__(self):
        return f'Point({self.x}, {self.y})'


class Color:
    RED = 'red'
    GREEN = 'green'


def kind(value):
    match value:
        case 0 | 1 as bit:
            return f'bit {bit}'
        case -1:
            return 'minus one'
        case 2.5:
            return 'float'
        case 'a' 'b':
            return 'ab'
        case b'raw':
            return 'bytes'
        case None:
            return 'none'
        case True:
            return 'true'
        case False:
            return 'false'
        case Color.RED:
            return 'red'
        case []:
            return 'empty sequence'
        case [x]:
            return f'one {x!r}'
        case [1, [2, *inner], *rest]:
            return f'nested {inner} {rest}'
        case ['go', ('north' | 'south') as where]:
            return f'go {where}'
        case [first, *_, last]:
            return f'ends {first!r} {last!r}'
        case {'kind': 'circle', 'r': r, **others}:
            return f'circle {r} {others}'
        case {'kind': str(name)}:
            return f'kind {name}'
        case {}:
            return 'mapping'
        case Point(0, 0):
            return 'origin'
        case Point(x, y=0):
            return f'on x axis at {x}'
        case Point(x=x, y=y) if x == y:
            return f'diagonal {x}'
        case Point() as p:
            return f'point {p}'
        case int(n) | float(n) if n > 100:
            return f'big {n}'
        case str() | bytes():
            return 'text'
        case _:
            return 'other'


VALUES = [
    0, 1, -1, 2.5, 'ab', b'raw', None, True, False, 'red', [], (), [5], ('z',), [1, [2, 3, 4], 5, 6], [1, (2,)],
    ['go', 'north'], ['go', 'west'], [1, 2, 3], range(3), {'kind': 'circle', 'r': 2, 'fill': 1},
    {'kind': 'circle', 'r': 2}, {'kind': 'square'}, {'kind': 5}, {}, {1: 2}, Point(0, 0), Point(3, 0), Point(4, 4),
    Point(1, 2), 101, 1000.5, 50, 'other text', {1, 2}, object,
]
for value in VALUES:
    print(repr(value), '->', kind(value))


def last_names(value):
    match value:
        case [a, b] if a > b:
            return 'descending'
        case [a, b]:
            return 'ascending'
    return 'none', value


print(last_names([2, 1]), last_names([1, 2]), last_names(3))


match 1, 2, 3:
    case a, *b:
        print(a, b)

match [[1, 2], [3, 4]]:
    case [[a, b], [c, d]]:
        print(a, b, c, d)

match {'a': {'b': [1, {'c': 2}]}}:
    case {'a': {'b': [_, {'c': deep}]}}:
        print('deep', deep)

for i in range(6):
    match i:
        case 1:
            continue
        case 4:
            break
        case n if n % 2:
            print('odd', n)
        case n:
            print('even', n)
print('end', i, n)
