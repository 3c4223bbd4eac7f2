# Functions of modules that CPython has in C, with wrong arguments and what they do to the counts of right ones.
import _collections
import _functools
import _operator
import binascii
import bisect
import json.scanner
import math
import operator
import struct
import sys
import time


class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        if self.value is None:
            raise KeyError('asked')
        return self.value


class Text(str):
    def __repr__(self):
        return f'Text({str.__repr__(self)})'


def attempt(fn, *args, **kwargs):
    try:
        return fn(*args, **kwargs)
    except Exception as error:
        return f'{type(error).__name__}: {error}'


for fn in (math.fmod, _operator.add, _collections._count_elements, _functools.reduce, struct.pack, time.strftime, binascii.crc32):
    print(attempt(fn, nope=1))

for target in (None, 5, 'ab', (1,), {1}, Index(1)):
    for key in (0, 'a', 2**70, Index(None), Index(0)):
        print(attempt(operator.delitem, target, key), '|', attempt(operator.setitem, target, key, 1))
for left in ({}, Index(2), 2, None, [1]):
    print(attempt(operator.imul, left, 'ab'), attempt(operator.mul, left, 'ab'))
print(attempt(operator.mod, b'ab', 'a'), attempt(operator.mod, bytearray(b'ab'), 'a'), b'ab' % {}, 'ab' % b'')
print(operator.attrgetter(Text('x'), 'y.z'), operator.methodcaller(Text('x'), 1), operator.attrgetter(Text('real'))(5))
for getter in (operator.itemgetter(1), operator.attrgetter('a'), operator.methodcaller('a')):
    print(getattr(getter, '__text_signature__', None))

for sequence in ({}, {1: 2}, {1}, frozenset({1}), type.__dict__, 5):
    print(attempt(bisect.bisect_left, sequence, 1), attempt(bisect.insort, sequence, 1, 0, 2))
print(attempt(_collections._count_elements, None, 5), attempt(_collections._count_elements, None, []))

for form in ([], {}, bytearray(b'i'), None, 5, ((), [])):
    print(attempt(struct.calcsize, form), attempt(struct.unpack_from, form, b''))
print(attempt(struct.unpack_from, 'i'), attempt(struct.unpack_from, 'i', 'abc', None), attempt(struct.unpack_from, 'i', b'abcd', 2**70))
print(attempt(struct.pack, 'e', 65536), attempt(struct.pack, 'e', 65536.0), attempt(struct.pack, '<f', 2**200), attempt(struct.pack, 'd', 2**2000))
print(struct.calcsize(b'x' * 300000))
struct._clearcache()
form, data = ''.join(['<', '3s', 'x']), bytes(4)
before = sys.getrefcount(form), sys.getrefcount(data)
struct.unpack(form, data), struct.unpack_from(form, data), struct.calcsize(form), list(struct.iter_unpack(form, data))
print(sys.getrefcount(form) - before[0], sys.getrefcount(data) - before[1])
for number in range(100):
    struct.calcsize(f'{number}s')
print(sys.getrefcount(form) - before[0])
struct.calcsize(form)
struct._clearcache()
print(sys.getrefcount(form) - before[0])
form = bytes(form, 'ascii')
before = sys.getrefcount(form)
made = struct.Struct(form)
print(sys.getrefcount(form) - before, made.format)

print(attempt(json.scanner.c_make_scanner, None), attempt(json.decoder.c_scanstring, '"a"', 2**64), attempt(json.decoder.c_scanstring, 'a"', strict=1))
print(binascii.b2a_qp(b'a =\t\n.\r\n_\xff ' + b'x' * 80), binascii.b2a_qp(b'a _\n.\t', quotetabs=True, istext=False, header=True))
print(binascii.a2b_qp(b'=41=\n=g=3D_=\r\nb==c='), binascii.a2b_qp('_=5F', header=True), attempt(binascii.a2b_qp, '\xe9'), attempt(binascii.b2a_qp, 'a'))
for coded in (b'ab==', b'=ab=', b'ab==c', b'abcd=', b'abcd==', b'ab=c=', b'a b='):
    print(coded, attempt(binascii.a2b_base64, coded, strict_mode=True), attempt(binascii.a2b_base64, coded))
for separator in (':', b':', bytearray(b':'), 5, [1], '', '\xe9', '\u20ac', {'a': 1}):
    print(attempt(binascii.hexlify, b'abc', separator), attempt(binascii.hexlify, b'abc', separator, None))
print(attempt(binascii.crc32, None, None), attempt(binascii.crc_hqx, b'', None))
import bisect
import heapq
for call in (lambda: bisect.bisect([1], 1, 0, 'x'), lambda: bisect.insort([1], 1, 0, 1.5), lambda: bisect.bisect_left((1, 2), 2, 0, True),
             lambda: heapq.heappush(None, 1), lambda: heapq.heapreplace(None, 1), lambda: heapq.heapify(None)):
    try:
        print(call())
    except TypeError as error:
        print(error)
