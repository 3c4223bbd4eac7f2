# versions: 3.13
# Slices on every sequence: reading, assigning, deleting, extended ones, sizes that do not fit, slice objects, __index__ inside.
from array import array
from collections import UserList, deque

S = [slice(None), slice(1, 3), slice(-2, None), slice(None, None, 2), slice(None, None, -1), slice(10, 20), slice(3, 1), slice(-100, 100), slice(4, 0, -2), slice(None, 2, -1), slice(2, 2)]
for make in list, tuple, ''.join, lambda x: bytes(map(ord, x)), lambda x: bytearray(map(ord, x)), lambda x: memoryview(bytes(map(ord, x))), lambda x: range(len(x)), lambda x: array('u' if False else 'b', map(ord, x)):
    value = make('abcdef')
    row = [value[s] for s in S]
    print(type(value).__name__, [r.tolist() if isinstance(r, (memoryview, array)) else r for r in row])
for s in S:
    print(s, s.indices(6), end=' ')
print()
for slicing, new in ((slice(1, 3), 'XYZ'), (slice(1, 3), ''), (slice(None, None, 2), 'XYZ'), (slice(None, None, 2), 'XY'), (slice(2, 2), 'Q'), (slice(5, 1), 'Q'), (slice(None), 'Z'), (slice(-1, None, -1), 'UVWXYZ'), (slice(None, None, -2), 'Q'), (slice(100, None), 'E')):
    for make in list, lambda x: bytearray(x, 'ascii'), lambda x: array('b', x.encode()), lambda x: UserList(x):
        value = make('abcdef')
        give = list(new) if isinstance(value, (list, UserList)) else new.encode() if isinstance(value, bytearray) else array('b', new.encode())
        try:
            value[slicing] = give
        except ValueError as error:
            print(type(value).__name__, error, end='; ')
        else:
            print(''.join(v if isinstance(v, str) else chr(v) for v in value), end='; ')
    value = list('abcdef')
    del value[slicing]
    other = bytearray(b'abcdef')
    del other[slicing]
    print(''.join(value), other)
value = list(range(6))
value[1:1] = value
print(value)
value[::2] = value[1::2]
print(value)
value[2:4] = (c for c in 'gen')
value[-1:] = 'ab'
value[:0] = {'set'}
print(value)
value[len(value):] = range(2)
value[0], value[-1] = value[-1], value[0]
print(value, value[1:][1:][::-1][:2])
for action in (lambda: value.__setitem__(slice(0, 1), 5), lambda: value.__setitem__(slice(0, 4, 2), 5), lambda: value['a':], lambda: value[1.5:], lambda: value[::0], lambda: 'abc'[0:1:0], lambda: (1,).__setitem__, lambda: 'abc'.__setitem__(0, 1), lambda: bytes(3).__setitem__, lambda: range(3)[::0], lambda: slice(1, 'x').indices(3), lambda: slice(0, 1, 0).indices(3), lambda: slice(1).indices(-1), lambda: deque([1])[0:1], lambda: bytearray(3).__setitem__(slice(0, 1), [256]), lambda: bytearray(3).__setitem__(slice(0, 1), 'a'), lambda: memoryview(bytearray(3)).__setitem__(slice(0, 2), b'abc')):
    try:
        result = action()
        print(result if not callable(result) else 'a method')
    except (TypeError, ValueError, AttributeError, NotImplementedError) as error:
        print(type(error).__name__, error)


class I:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return self.n


class Echo:
    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        print('set', key, value)

    def __delitem__(self, key):
        print('del', key)


e = Echo()
print('abcdef'[I(1):I(4)], list(range(6))[I(-2):], e[1:2], e[::], e[1:2, 3:4:5], e[:, ...], e['a':'b'], e[I(1):].start.n)
e[1:2] = 3
del e[5:], e[1:2, 3]
a, b = slice(1, 2), slice(1, 2)
print(a == b, a != slice(1, 2, None), a < slice(1, 3), a.start, a.stop, a.step, repr(slice(3)), slice(1, 2, 3).__reduce__()[1])
m = memoryview(bytearray(b'abcdef'))
m[1:3] = b'XY'
m[::2][1] = 90
print(bytes(m), m[::2].tolist(), m[1:4][::-1].tobytes(), m[2:2].tobytes())
print([1, 2, 3][-1:-3:-1], 'abc'[::-1], ''[1:2], range(10)[2:8:3], range(10)[::-1][1:3], range(5)[-1], (1, 2, 3)[5:], [0] * 3, [[]] * 2)
