# bytes, bytearray and memoryview where they meet: formatting, translate, exports that forbid resizing, slices of steps, casts, comparison, mutation through views.
import array


def attempt(*calls):
    for call in calls:
        try:
            print(call(), end='; ')
        except Exception as error:
            print(type(error).__name__, error, end='; ')
    print()


class Bytes:
    def __bytes__(self):
        return b'made'

    def __index__(self):
        return 65


class Wrong:
    def __bytes__(self):
        return 'text'


o = Bytes()
attempt(lambda: b'%s|%b|%a|%r|%c|%c' % (b'x', bytearray(b'y'), 'é', 'é', 65, b'z'), lambda: b'%d %i %u %x %X %o' % (1, 2, 3, 255, 255, 8), lambda: b'%5.1f|%-8s|%08d|%+d|% d|%#x' % (1.25, b'ab', 42, 5, 5, 255), lambda: b'%s' % o, lambda: b'%b' % 5, lambda: b'%s' % 'text', lambda: b'%c' % 256, lambda: b'%c' % b'ab', lambda: b'%c' % 'a', lambda: b'%d' % b'5', lambda: b'%(k)s' % {b'k': b'v'}, lambda: b'%(k)s' % {'k': b'v'}, lambda: b'%s %s' % b'x', lambda: b'%s' % (b'x', b'y'), lambda: b'%z' % 1, lambda: b'%' % (), lambda: b'%*d|%.*f' % (5, 42, 2, 1.5), lambda: bytearray(b'%s') % b'x', lambda: b'%%' % (), lambda: b'x' % {}, lambda: b'%.3s' % b'abcdef', lambda: b'%s' % memoryview(b'view'))
attempt(lambda: bytes(o), lambda: bytes([o]), lambda: bytearray([1, o]), lambda: bytes(Wrong()), lambda: bytes(3), lambda: bytes([1, 2, 300]), lambda: bytes('x', 'ascii'), lambda: bytes('é', 'ascii'), lambda: bytes('é', 'ascii', 'replace'), lambda: bytes(x for x in range(3)), lambda: bytes({3: 1}), lambda: bytes(array.array('h', [1, 2])), lambda: bytes(memoryview(b'abc')[::-1]), lambda: bytes(-1), lambda: bytes(2.0), lambda: bytes(None), lambda: bytes(b'x', 'ascii'), lambda: bytearray(o), lambda: bytes([True, False]))
attempt(lambda: bytes.fromhex(' 61 6 2'), lambda: bytes.fromhex('61 62\n63'), lambda: bytes.fromhex('6'), lambda: bytes.fromhex('zz'), lambda: bytes.fromhex('61é'), lambda: b'\xde\xad\xbe\xef'.hex(), lambda: b'\xde\xad\xbe\xef'.hex(':'), lambda: b'\xde\xad\xbe'.hex('-', 2), lambda: b'\xde\xad\xbe'.hex('-', -2), lambda: b'ab'.hex('xx'), lambda: b'ab'.hex('é'), lambda: b'ab'.hex(b' '), lambda: b'ab'.hex(':', 0), lambda: memoryview(b'abc').hex(' '))
attempt(lambda: b'abc' < bytearray(b'abd'), lambda: b'abc' == memoryview(b'abc'), lambda: bytearray(b'a') == array.array('B', [97]), lambda: b'a' == 'a', lambda: b'a' < 'a', lambda: b'a' + 'a', lambda: b'a' + bytearray(b'b'), lambda: bytearray(b'a') + memoryview(b'b'), lambda: 98 in b'abc', lambda: b'bc' in b'abc', lambda: 300 in b'abc', lambda: 'a' in b'abc', lambda: b'abc'[1], lambda: b'abc'[1:2], lambda: b'abc'.find(98), lambda: b'abc'.index(b'z'), lambda: b'abab'.count(97), lambda: b'abab'.count(b''), lambda: b'a,b,,c'.split(b','), lambda: b' a  b '.split(), lambda: b'abc'.split(','), lambda: b'abc'.startswith((b'x', b'a')), lambda: b'abc'.startswith('a'), lambda: b'abc'.join([b'1', bytearray(b'2'), memoryview(b'3')]), lambda: b','.join(['a']), lambda: b'abc'.replace(b'b', memoryview(b'XX')), lambda: b'\xe9'.upper(), lambda: b'\xc3\xa9'.decode(), lambda: b'hello world'.title(), lambda: b'aBc'.swapcase(), lambda: b'12'.zfill(5), lambda: b'-12'.zfill(5), lambda: b'\t1'.expandtabs(4), lambda: b'abc'.translate(bytes.maketrans(b'ab', b'xy'), b'c'), lambda: b'abc'.translate(b'short'), lambda: bytes.maketrans(b'a', b'xy'), lambda: b'a\r\nb\rc\n'.splitlines(True), lambda: b'abc'.partition(b'b'), lambda: b'abc'.partition(b''), lambda: b'xxabxx'.strip(b'x'), lambda: b'prefix-x'.removeprefix(b'prefix'), lambda: b'abc'.isalnum(), lambda: b''.isascii(), lambda: b'\x80'.isascii(), lambda: b'abc'.center(7, b'*'), lambda: b'abc'.center(7, b'**'), lambda: b'abc'.decode('ascii', 'nonsense'), lambda: b'\xff'.decode('ascii', 'nonsense'), lambda: b'\xff'.decode('nonsense'))

b = bytearray(b'0123456789')
b[2:4] = b'XYZ'
b[::3] = b'....'
attempt(lambda: b, lambda: b.__setitem__(slice(None, None, 2), b'12'), lambda: b.__setitem__(0, 256), lambda: b.__setitem__(0, 'a'), lambda: b.__setitem__(0, b'a'), lambda: b.__setitem__(slice(0, 1), 'a'), lambda: b.__setitem__(slice(0, 1), 5), lambda: b.__setitem__(50, 1), lambda: b.__delitem__(50))
b[5:2] = b'ins'
del b[::4]
b[1:3] = [65, 66, 67, 68]
b[0:0] = b
attempt(lambda: b, lambda: b.pop(), lambda: b.pop(0), lambda: b.pop(99), lambda: b.append(300), lambda: b.append('a'), lambda: b.insert(-100, 33), lambda: b.extend([1, 'x']), lambda: b.extend('text'), lambda: b.extend(5), lambda: b.remove(33), lambda: b.remove(0), lambda: b.reverse(), lambda: b, lambda: len(b))
b.extend(x for x in b'gen')
b.extend(b)
b *= 2
print(b, len(b))

view = memoryview(b)
attempt(lambda: b.append(1), lambda: b.extend(b'x'), lambda: b.extend(b''), lambda: b.clear(), lambda: b.pop(), lambda: b.__delitem__(0), lambda: b.__setitem__(slice(0, 2), b'abc'), lambda: b.__setitem__(slice(0, 2), b'ab'), lambda: b.__imul__(2), lambda: b.__iadd__(b'x'), lambda: bytes(view[:4]))
view[0:3] = b'XYZ'
view[-1] = 0x21
view[::10] = bytes(len(view[::10]))
part = view[2:6]
attempt(lambda: bytes(part), lambda: part.tolist(), lambda: part[::-1].tolist(), lambda: part.obj is b, lambda: view.__setitem__(slice(0, 3), b'toolong'), lambda: view.__setitem__(0, 'a'), lambda: view.__setitem__(0, 300), lambda: view.__delitem__(0), lambda: view[1, 2], lambda: view['a'], lambda: view[1000], lambda: part.contiguous, lambda: part[::2].contiguous, lambda: part[::2].strides, lambda: hash(part), lambda: hash(memoryview(b'ab')) == hash(b'ab'), lambda: hash(memoryview(bytearray(b'a')).toreadonly()))
view.release()
attempt(lambda: view[0], lambda: len(view), lambda: b.append(1), lambda: part[0], lambda: repr(view)[:9])
part.release()
attempt(lambda: b.append(1), lambda: len(b))
numbers = array.array('i', range(6))
with memoryview(numbers) as m:
    as_bytes = m.cast('B')
    print(m.format, m.itemsize, m.nbytes, len(m), as_bytes.nbytes, as_bytes[4], m[1:3].tolist(), m.shape, m.ndim)
    as_bytes[0] = 255
    grid = as_bytes.cast('i', [2, 3])
    print(grid.shape, grid.strides, grid[1, 2], grid.tolist(), m[0], grid == m, m == numbers, memoryview(b'\1\0\0\0').cast('i') == array.array('i', [1]))
    attempt(lambda: grid[0], lambda: grid[0, 5], lambda: grid[2, 0], lambda: m.cast('h'), lambda: as_bytes.cast('i', [4, 4]), lambda: as_bytes[1:].cast('i'), lambda: as_bytes.cast('z'), lambda: m.release(), lambda: numbers.append(1))
    grid.release(), as_bytes.release()
numbers.append(6)
read_only = memoryview(b'abc')
attempt(lambda: read_only.__setitem__(0, 1), lambda: read_only.readonly, lambda: read_only.toreadonly() is read_only, lambda: list(read_only), lambda: read_only == b'abc', lambda: read_only < b'abd', lambda: read_only + b'x', lambda: [*reversed(read_only)], lambda: 97 in read_only, lambda: read_only.tobytes('C'), lambda: read_only.tobytes('Q'), lambda: memoryview('text'), lambda: memoryview(read_only).obj, lambda: int.from_bytes(read_only, 'big'), lambda: b''.join([read_only] * 2), lambda: read_only.c_contiguous)
floats = memoryview(array.array('d', [0.0, float('nan')]))
print(floats == floats, floats[:1] == memoryview(b'\0'), floats[:1] == array.array('f', [0]), floats[:1] == array.array('b', [0]), floats[1:] == floats[1:])
signed = memoryview(bytearray(b'\xff\x01')).cast('b')
signed[1] = -5
print(signed.tolist(), signed.obj, memoryview(bytearray(b'\x02\0')).cast('?').tolist(), memoryview(b'ab').cast('c').tolist(), bytes(memoryview(b'abcdef')[4:0:-2]))
