"""memoryview: items, slices, casts, release, exports, hash, comparison, errors."""
import sys


def attempt(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as error:
            print(type(error).__name__, error)


data = bytearray(b'0123456789')
m = memoryview(data)
print(m[0], m[-1], len(m), m[2:5].tolist(), m[::-2].tobytes(), bytes(m[3:]), m.nbytes, m.itemsize, m.format, m.ndim)
print(m.shape, m.strides, m.suboffsets, m.readonly, m.contiguous, m.c_contiguous, m.f_contiguous, m[::2].contiguous, m.obj is data)
m[0] = 65
m[1:4] = b'BCD'
m[::5] = b'xy'
print(data, m.hex(), m.hex(':', 2), list(m), 66 in m, m == data, m == b'x', m != data, m[1:3] == b'BC')
attempt(lambda: data.append(1), lambda: data.clear(), lambda: data.__setitem__(slice(0, 2), b''))
part = m[2:4]
m.release()
attempt(lambda: data.append(1), lambda: m[0], lambda: len(m), lambda: m.tolist(), lambda: m.format, lambda: m == m, lambda: m.release())
print(part.tobytes())
del part
data.append(33)
print(data)

print(sys.getrefcount(data), end=' ')
with memoryview(data) as v:
    print(sys.getrefcount(data), v[0])
print(sys.getrefcount(data))
attempt(lambda: v[0], lambda: v.__enter__())

c = memoryview(bytearray(range(16)))
i = c.cast('I')
print(i.tolist(), i.shape, i.strides, i.itemsize, len(i))
t = c.cast('B', (4, 4))
print(t.tolist(), t.shape, t.strides, t[1, 2], t[-1, -1], t.ndim, t.tobytes('F'), len(t))
t[0, 0] = 99
print(c[0], t.cast('B')[0], c.cast('h')[0], c.cast('d', [2]).shape, c.cast('b').tolist()[:2], c.cast('c')[0], c.cast('?')[1])
f = c.cast('f')
f[0] = 1.5
d = c.cast('@q')
d[1] = -7
print(f[0], d[1], c.tolist(), d.format, c.toreadonly().readonly, c.cast('B', ()).shape if False else '')
attempt(
    lambda: memoryview('abc'), lambda: memoryview(), lambda: memoryview(1), lambda: c['a'], lambda: c[100], lambda: c[1, 2], lambda: c[()],
    lambda: t[0], lambda: t[0, 0, 0], lambda: t[9, 0], lambda: t[0:1, 0:1], lambda: c.__setitem__(0, 300), lambda: c.__setitem__(0, 'x'),
    lambda: c.__setitem__(0, b'x'), lambda: c.__setitem__(slice(0, 3), b'ab'), lambda: c.__setitem__(slice(0, 2), 'ab'), lambda: c.__delitem__(0),
    lambda: memoryview(b'abc').__setitem__(0, 1), lambda: hash(c), lambda: hash(memoryview(b'abcd').cast('I')), lambda: c.cast('X'),
    lambda: c.cast('I').cast('H'), lambda: c[1:].cast('I'), lambda: c[::2].cast('B'), lambda: c.cast('B', (3, 4)), lambda: c.cast('B', 5),
    lambda: c.cast('B', ('a',)), lambda: c.cast('B', (0, 4)), lambda: t.cast('B', (2, 8)), lambda: c.cast(5), lambda: c < c, lambda: c + b'',
    lambda: c.tobytes('X'), lambda: f.__setitem__(0, 'x'), lambda: i.__setitem__(0, 1.5), lambda: i.__setitem__(0, -1), lambda: d.__setitem__(0, 2**63),
    lambda: iter(t), lambda: [1][c], lambda: b''.join([c[::2]]), lambda: int(memoryview(b'12')), lambda: bytes(c[::4]),
)
print(hash(memoryview(b'abc')) == hash(b'abc'), memoryview(b'abc') == memoryview(bytearray(b'abc')), {memoryview(b'k'): 1}[b'k'])
print(memoryview(b'ab').cast('b') == b'ab', memoryview(b'abcd').cast('I') == memoryview(b'abcd'), i == i.tolist(), memoryview(b'')[:].tolist())
print(sys.getsizeof(memoryview(b'')), sys.getsizeof(t))
nested = memoryview(memoryview(b'abc')[1:])
print(nested.tobytes(), nested.obj, isinstance(nested, memoryview), b'bc' == nested, bytes([*nested]))
held = bytearray(b'zz')
cycle = [memoryview(held)]
cycle.append(cycle)
del cycle
import gc
gc.collect()
held.append(1)
print(held)


class Alive(bytes):
    def __del__(self):
        print('gone')


x = memoryview(Alive(b'payload'))
y = x[3:]
del x
print('view left')
del y
print('done')
