"""bytearray: construction, items, slices, methods, growth, errors."""
import sys


def attempt(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as error:
            print(type(error).__name__, error)


b = bytearray(b'hello')
print(b, len(b), b[0], b[-1], b[1:3], b[::-1], list(b), bytes(b), str(b))
b[0] = 72
b[1:3] = b'EY!'
print(b)
b[::2] = b'....'[:len(b[::2])]
print(b)
del b[0]
del b[::2]
print(b)
b += b'abc'
b *= 2
b.extend([1, 2, 3])
b.extend(b'xyz')
b.append(255)
b.insert(0, 1)
b.insert(-1, 2)
b.insert(100, 3)
print(b, b.pop(), b.pop(0), b.remove(98), b)
b.reverse()
print(b, b.copy() == b, b.copy() is b, b == bytes(b), bytes(b) == b, b != b'', b'a' < bytearray(b'b') < b'c')
b.clear()
print(b, bool(b), bytearray(3), bytearray('h\u00e9', 'utf-8'), bytearray([1, 2]), bytearray(range(3)), bytearray(bytearray(b'q')))
w = bytearray(b' Hello World\tfoo ')
print(w.upper(), w.split(), w.strip(), w.find(b'o'), w.rfind(b'o'), w.count(b'o'), w.replace(b'o', b'0'))
print(w.partition(b'W'), w.title(), w.swapcase(), w.startswith(b' H'), w.endswith((b'x', b' ')), w.expandtabs(4))
print(w.hex(), bytearray.fromhex('00 ff 7f'), w.decode(), w.center(25, b'*'), w.zfill(20), w.isalpha())
print(bytearray(b',').join([b'a', bytearray(b'b'), memoryview(b'c')]), b'-'.join([bytearray(b'x'), b'y']))
print(bytearray(b'%d-%s') % (5, b'x'), b'%b' % bytearray(b'z'), b'a' + bytearray(b'b'), bytearray(b'a') + b'b', 3 * bytearray(b'ab'))
print(b'b' in bytearray(b'abc'), 98 in bytearray(b'abc'), bytearray(b'abc').index(b'c'), int(bytearray(b'12')), float(bytearray(b'1.5')))
print(bytearray(b'a\nb\r\nc').splitlines(), bytearray(b'a.b.c').rsplit(b'.', 1), bytearray(b'xax').removeprefix(b'x').removesuffix(b'x'))
print(bytearray(b'abc').translate(bytes.maketrans(b'ab', b'xy'), b'c'), bytes(bytearray(b'ab'))[0:1], bytearray(b'\x00\xff\'"'))

# Growth: sizes after each step.
g = bytearray()
sizes = []
for i in range(100):
    g.append(i)
    if not sizes or sys.getsizeof(g) != sizes[-1]:
        sizes.append(sys.getsizeof(g))
print(sizes)
shrink = []
while g:
    g.pop()
    if not shrink or sys.getsizeof(g) != shrink[-1]:
        shrink.append(sys.getsizeof(g))
print(shrink)
print(sys.getsizeof(bytearray()), sys.getsizeof(bytearray(10)), sys.getsizeof(bytearray(b'abc')), sys.getsizeof(bytearray([1, 2, 3])))
front = bytearray(100)
for i in range(60):
    del front[0]
print(sys.getsizeof(front), len(front), front.__alloc__())
front += b'z' * 50
print(sys.getsizeof(front), len(front))
h = bytearray()
h.extend(iter(range(20)))
print(sys.getsizeof(h), h[-1])
h[5:5] = b'x' * 30
print(sys.getsizeof(h), len(h))

b = bytearray(b'abcd')
attempt(
    lambda: b.extend('abc'), lambda: b.extend(5), lambda: b.extend([300]), lambda: b.append(256), lambda: b.append('a'),
    lambda: b.insert(0, -1), lambda: b.pop(100), lambda: bytearray().pop(), lambda: b.remove(77), lambda: b.remove(999),
    lambda: b + 1, lambda: b'a' + 1, lambda: 1 + b, lambda: b * 'a', lambda: b['a'], lambda: b[100], lambda: bytearray('a'),
    lambda: bytearray(1, 'utf8'), lambda: bytearray(-1), lambda: bytearray([256]), lambda: bytearray(['a']), lambda: bytearray(3.5),
    lambda: hash(b), lambda: b.__setitem__(0, 'a'), lambda: b.__setitem__(0, 256), lambda: b.__setitem__(slice(0, 1), 5),
    lambda: b.__setitem__(slice(0, 4, 2), b'abc'), lambda: b.__setitem__('a', b'abc'), lambda: b.__setitem__(100, 1),
    lambda: b < 5, lambda: b.join([1]), lambda: b.join(5), lambda: b.startswith(5), lambda: b.find('a'), lambda: b.__iadd__(5),
    lambda: b.append(), lambda: b.append(1, 2), lambda: b.pop(1, 2), lambda: b.clear(1), lambda: b.insert(1), lambda: 'a' in b,
    lambda: 300 in b, lambda: b.split('a'), lambda: b.strip(5), lambda: b.center(10, 'a'), lambda: b.__iadd__(b),
)


class Sub(bytearray):
    pass


s = Sub(b'xy')
s.tag = 1
print(s, type(s), type(s + b'z'), s.tag, type(s.upper()), s == b'xy', Sub.fromhex('41'))
it = iter(bytearray(b'ab'))
print(it.__length_hint__(), next(it), list(it), list(it))
print(b.__reduce__(), b.__reduce_ex__(4), bytearray().__reduce__())
