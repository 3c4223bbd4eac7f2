# A binary format by hand: a header, chunks with check sums, variable integers, records by struct, bits, strings of both kinds; read back through memoryviews without copies, with what is broken refused.
import binascii
import io
import struct
from collections import namedtuple
from enum import IntEnum

MAGIC = b'\x89REC\r\n\x1a\n'


class Kind(IntEnum):
    META = 1
    ROWS = 2
    BITS = 3
    END = 0xff


class Corrupt(ValueError):
    pass


def varint(n):
    if n < 0:
        raise ValueError(f'negative: {n}')
    out = bytearray()
    while True:
        n, low = n >> 7, n & 0x7f
        out.append(low | (0x80 if n else 0))
        if not n:
            return bytes(out)


def read_varint(view, at=0):
    n = shift = 0
    while True:
        if at >= len(view):
            raise Corrupt('number without end')
        byte = view[at]
        n |= (byte & 0x7f) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return n, at


def zigzag(n):
    return n << 1 ^ n >> 63 if -2 ** 63 <= n < 2 ** 63 else None


def unzigzag(n):
    return n >> 1 ^ -(n & 1)


def text(value):
    data = value.encode()
    return varint(len(data)) + data


def read_text(view, at):
    size, at = read_varint(view, at)
    if at + size > len(view):
        raise Corrupt('text is cut')
    return str(view[at:at + size], 'utf-8'), at + size


class Row(namedtuple('Row', 'id flags value name')):
    __slots__ = ()
    FORMAT = struct.Struct('<hBxf8s')

    def pack(self):
        return self.FORMAT.pack(self.id, self.flags, self.value, self.name)

    @classmethod
    def unpack(cls, id, flags, value, name):
        return cls(id, flags, value, name.rstrip(b'\0'))


class Writer:
    def __init__(self):
        self.out = io.BytesIO()
        self.out.write(MAGIC + struct.pack('>HI', 3, 0))
        self.chunks = 0

    def chunk(self, kind, body=b''):
        head = struct.pack('>BI', kind, len(body))
        crc = binascii.crc32(body, binascii.crc32(head))
        self.out.write(head)
        self.out.write(body)
        self.out.write(crc.to_bytes(4, 'big'))
        self.chunks += 1
        return self

    def finish(self):
        self.chunk(Kind.END)
        with self.out.getbuffer() as view:
            struct.pack_into('>I', view, len(MAGIC) + 2, self.chunks)
        return self.out.getvalue()


def read(data):
    view = memoryview(data)
    if view[:len(MAGIC)] != MAGIC:
        raise Corrupt(f'no such file: {bytes(view[:4])!r}')
    try:
        version, count = struct.unpack_from('>HI', view, len(MAGIC))
    except struct.error as error:
        raise Corrupt(str(error)) from error
    if version != 3:
        raise Corrupt(f'version {version}')
    at = len(MAGIC) + 6
    for number in range(count):
        try:
            kind, size = struct.unpack_from('>BI', view, at)
        except struct.error as error:
            raise Corrupt(f'chunk {number}: {error}') from None
        body = view[at + 5:at + 5 + size]
        crc = view[at + 5 + size:at + 9 + size]
        if len(crc) < 4:
            raise Corrupt(f'chunk {number} is cut')
        if binascii.crc32(view[at:at + 5 + size]) != int.from_bytes(crc, 'big'):
            raise Corrupt(f'check sum of chunk {number}')
        try:
            yield Kind(kind), body
        except ValueError as error:
            raise Corrupt(str(error)) from None
        at += 9 + size
    if at != len(view):
        raise Corrupt(f'{len(view) - at} bytes behind the end')


def pack_bits(values, width):
    n = sum(value << i * width for i, value in enumerate(values))
    return n.to_bytes(-(-len(values) * width // 8), 'little')


def unpack_bits(view, width, count):
    n = int.from_bytes(view, 'little')
    return [n >> i * width & (1 << width) - 1 for i in range(count)]


rows = [Row(1, 0b101, 1.5, b'first'), Row(-2, 255, -0.1, b'eight ch'), Row(32767, 0, float('inf'), b'')]
meta = b''.join(text(part) for part in ('Ünïcode', '', 'x' * 200)) + b''.join(varint(zigzag(n)) for n in (0, -1, 1, 300, -2 ** 40))
bits = pack_bits([1, 2, 3, 7, 0, 5], 3)
data = Writer().chunk(Kind.META, meta).chunk(Kind.ROWS, b''.join(row.pack() for row in rows)).chunk(Kind.BITS, bytes([3, 6]) + bits).finish()
print(len(data), data[:24].hex(' ', 4), data[-9:].hex(), Row.FORMAT.size, Row.FORMAT.format)
for kind, body in read(data):
    match kind:
        case Kind.META:
            parts, at = [], 0
            for _ in range(3):
                part, at = read_text(body, at)
                parts.append(part)
            numbers = []
            while at < len(body):
                n, at = read_varint(body, at)
                numbers.append(unzigzag(n))
            print(kind.name, parts[:2], len(parts[2]), numbers)
        case Kind.ROWS:
            for fields in Row.FORMAT.iter_unpack(body):
                row = Row.unpack(*fields)
                print(' ', row, row in rows)
        case Kind.BITS:
            width, count = body[:2]
            print(kind.name, unpack_bits(body[2:], width, count), bytes(body[2:]).hex())
        case Kind.END:
            print(kind, len(body), body.obj is data)
print([varint(n).hex() for n in (0, 127, 128, 300, 2 ** 64)], [read_varint(varint(n))[0] == n for n in (0, 127, 128, 2 ** 70)], [zigzag(n) for n in (0, -1, 1, -2, 2 ** 62)])


def broken(what, change):
    copy = bytearray(data)
    result = change(copy)
    try:
        print(what, [kind.name for kind, _ in read(bytes(copy if result is None else result))])
    except Corrupt as error:
        print(what, '->', error, type(error.__cause__).__name__)


broken('magic', lambda d: d.__setitem__(slice(0, 4), b'GIF8'))
broken('short', lambda d: d[:10])
broken('version', lambda d: d.__setitem__(9, 4))
broken('flipped', lambda d: d.__setitem__(30, d[30] ^ 1))
broken('cut', lambda d: d[:-1])
broken('cut head', lambda d: d[:-7])
broken('more', lambda d: d.extend(b'zz'))
broken('count', lambda d: struct.pack_into('>I', d, 10, 9))
broken('fewer', lambda d: struct.pack_into('>I', d, 10, 1))
broken('kind', lambda d: Writer().chunk(77, b'?').finish())
broken('fine', lambda d: None)
for call in (lambda: varint(-1), lambda: read_varint(b'\x80\x80'), lambda: read_text(b'\x05abc', 0), lambda: read_text(b'\x02\xff\xff', 0), lambda: Row(70000, 0, 0, b'').pack(), lambda: Row(1, 256, 0, b'').pack(), lambda: Row(1, 1, 'x', b'').pack(), lambda: Row(1, 1, 1e300, b'').pack(), lambda: Row(1, 1, 1, 'text').pack(), lambda: Row(1, 1, 1, b'too long to fit').pack()[-8:], lambda: Row.FORMAT.unpack(b'short'), lambda: list(Row.FORMAT.iter_unpack(b'x' * 20)), lambda: struct.pack_into('>I', bytes(4), 0, 1), lambda: struct.pack_into('>I', bytearray(3), 0, 1), lambda: struct.unpack_from('>I', b'12345', 2), lambda: struct.unpack_from('>I', b'1234', -5), lambda: struct.calcsize('3sxP5z')):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
