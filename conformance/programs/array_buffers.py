import io
import struct
from array import array, _array_reconstructor as rebuild

def show(f):
    try:
        print(repr(f()))
    except Exception as error:
        print(type(error).__name__, '|', error)


a = array('i', [1, 2, 3])
view = memoryview(a)
print(view.format, view.itemsize, view.nbytes, view.readonly, view.tolist())
view[1] = 50
print(a)
for change in (lambda: a.append(1), lambda: a.extend(a), lambda: a.__iadd__(a), lambda: a.__imul__(2), lambda: a.pop(),
               lambda: a.frombytes(b'abcd'), lambda: a.__delitem__(0), lambda: a.__setitem__(slice(0, 0), array('i', [1])),
               lambda: a.__delitem__(slice(None)), lambda: a.__setitem__(slice(0, 2), array('i', [8, 9])), lambda: a.__setitem__(0, 4)):
    show(change)
    print(a)
view.release()
a.append(5)
print(a, bytes(array('h', [1, 2])), bytes(memoryview(array('h', [1, 2, 3]))[::2]))

file = io.BytesIO()
array('d', [0.5, 2.0]).tofile(file)
file.seek(0)
d = array('d')
d.fromfile(file, 1)
print(d)
show(lambda: d.fromfile(file, 2))
print(d)

for protocol in (2, 3, 4):
    print(a.__reduce_ex__(protocol))
show(lambda: a.__reduce_ex__('x'))
show(lambda: rebuild(array, 'i', 1, b'abcd'))
show(lambda: rebuild(array, 'h', 3, b'abcd'))
show(lambda: rebuild(array, 'd', 15, b'?\xf8\0\0\0\0\0\0'))
show(lambda: rebuild(array, 'l', 13, b'\xff' * 8))
show(lambda: rebuild(array, 'i', 31, b'abcd'))
show(lambda: rebuild(int, 'i', 3, b'abcd'))
show(lambda: rebuild(array, 'y', 3, b'abcd'))
show(lambda: rebuild(array, 'i', 3, 'x'))
show(lambda: rebuild(array, 'i', 8, b'abc'))

b = bytearray(8)
struct.pack_into('<ih', b, 1, 5, -1)
print(b)
for bad in (b'abcd', 5, memoryview(b'abcd')):
    show(lambda: struct.pack_into('<i', bad, 0, 5))
show(lambda: struct.pack_into('<i', b, 6, 5))
show(lambda: struct.pack_into('<i', b, -4, 5))
show(lambda: struct.pack_into('<i', b, -3, 5))
show(lambda: struct.pack_into('<i', b, -30, 5))
show(lambda: struct.pack_into('<i', b, 'x', 5))
show(lambda: struct.pack_into('<i', b, 0, 'x'))
struct.pack_into('<i', memoryview(b)[4:], 0, 7)
print(b)


class Index:
    def __index__(self):
        try:
            b.append(1)
        except BufferError as error:
            print(error)
        return 9


struct.pack_into('<i', b, 0, Index())
b.append(1)
print(b)
words = array('h', [1, 2, 3, 4])
struct.pack_into('>i', words, 0, 1)
print(words, list(struct.iter_unpack('<h', words)), struct.unpack_from('<h', words, 2))
