import sys
from array import array, ArrayType
from collections.abc import MutableSequence

def show(f):
    try:
        print(repr(f()))
    except Exception as error:
        print(type(error).__name__, '|', error)


print(array, ArrayType is array, isinstance(array('b'), MutableSequence), array.__mro__)
print([sys.getsizeof(array('i', range(n))) for n in (0, 1, 5, 30)])
grown = array('h')
sizes = []
for n in range(60):
    grown.append(n)
    sizes.append(sys.getsizeof(grown))
print(sizes)
sizes = []
while grown:
    grown.pop()
    sizes.append(sys.getsizeof(grown))
print(sizes)

for make in (lambda: array(), lambda: array(1), lambda: array('x'), lambda: array('ab'), lambda: array('b', 1),
             lambda: array('b', 'x'), lambda: array('i', b'abc'), lambda: array('i', x=1), lambda: array('i', [1], 3),
             lambda: array('i', b'abcdefgh'), lambda: array('i', bytearray(4)), lambda: array('h', (1, 2)),
             lambda: array('h', {5: 6}), lambda: array('h', array('b', b'ab')), lambda: array('h', array('h', [1]))):
    show(make)

a = array('i', [1, 2, 3])
for use in (lambda: a['x'], lambda: a[5], lambda: a[-1], lambda: a[::-1], lambda: a[1:], lambda: a + 1, lambda: a + a,
            lambda: a + array('b'), lambda: a.__iadd__([1]), lambda: a * 'x', lambda: a * 2, lambda: 2 * a, lambda: a * -1,
            lambda: a.append(), lambda: a.append('x'), lambda: a.pop(9), lambda: array('i').pop(), lambda: a.remove(77),
            lambda: a.index(77), lambda: a.index(3), lambda: a.index(1, 1), lambda: a.index(1, -3), lambda: a.index(1, 0, 'x'),
            lambda: a.count(2), lambda: 2.0 in a, lambda: a.insert(1), lambda: a.fromlist((1,)), lambda: a.fromlist([1, 'x']),
            lambda: a.frombytes('x'), lambda: a.frombytes(b'abc'), lambda: a.fromfile(1, 2), lambda: a.tofile(1),
            lambda: a.extend(array('b')), lambda: a.extend(5), lambda: hash(a), lambda: a.tobytes(), lambda: a.tolist(),
            lambda: a.buffer_info()[1], lambda: a == [1], lambda: a < 3, lambda: a == array('d', [1, 2, 3]),
            lambda: a < array('d', [1e99]), lambda: a >= a[:2], lambda: a != a[:2], lambda: a.__copy__(), lambda: a.__deepcopy__({}),
            lambda: a.__setitem__(7, 1), lambda: a.__setitem__('x', 1), lambda: a.__setitem__(slice(0, 1), [1]),
            lambda: a.__setitem__(slice(0, 1), array('b')), lambda: a.__setitem__(slice(0, 3, 2), array('i', [1]))):
    show(use)
    print(a)

b = array('i', range(10))
b[2:4] = array('i', [20, 21, 22, 23])
print(b)
b[5:2] = array('i', [-1])
print(b)
b[::3] = array('i', [0] * len(b[::3]))
print(b)
b[3:5] = b
print(b)
del b[1::2]
print(b)
del b[-1], b[0]
print(b)
del b[::-3]
print(b)
b += b
b *= 2
b.reverse()
print(b)
b.byteswap()
print(b[:3], array('d', [1.5]).tobytes())
b.insert(-1, 99)
b.insert(100, 98)
b.insert(-100, 97)
print(b[0], b[-1], b[-3:])

i = iter(a)
print(next(i), i.__reduce__())
i.__setstate__(2)
print(list(i), i.__reduce__())
show(lambda: type(i)())
match array('b', [1, 2]):
    case [x, y]:
        print('sequence', x, y)


class Named(array):
    pass


n = Named('i', [1])
n.name = 'x'
print(n, n + n, n[:], sys.getrefcount(n), n.name)
show(lambda: Named('i', k=1))
