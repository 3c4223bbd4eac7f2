# sys.getsizeof of strings and bytes of every kind, and of bytearrays step by step.
# versions: 3.13
from sys import getsizeof

for c in ('a', '\x7f', '\x80', '\xff', '\u0100', '\uffff', '\U00010000'):
    print([getsizeof(c * n) for n in range(2, 7)], getsizeof('a' + c * 2))
print(getsizeof(''), getsizeof('a'), getsizeof(chr(200)), getsizeof(chr(300)), getsizeof(chr(70000)))
print([getsizeof(b'a' * n) for n in range(6)])
b = bytearray()
out = [getsizeof(b)]
for i in range(300):
    b.append(1)
    if out[-1] != getsizeof(b):
        out.append(getsizeof(b))
print(out)
while b:
    b.pop()
    if out[-1] != getsizeof(b):
        out.append(getsizeof(b))
print(out[-10:])
print([getsizeof(bytearray(n)) for n in range(6)], [getsizeof(bytearray(b'x' * n)) for n in range(6)])
b = bytearray(b'abc')
b += b'defgh'
print(getsizeof(b))
b.extend(range(10))
print(getsizeof(b))
del b[2:5]
print(getsizeof(b))
b[:] = b''
print(getsizeof(b))
b.clear()
print(getsizeof(b))
s = 'a'
for i in range(5):
    s += 'b'
print(getsizeof(s), getsizeof(s.upper()), getsizeof(f'{s}{s}'), getsizeof(''.join([s, s])), getsizeof(s.replace('b', '\u1234')))
s = 'x\u1234'
print(getsizeof(s), getsizeof(s[:1] * 2), getsizeof(s[1:] * 2), getsizeof(s.encode()), getsizeof(s.replace('\u1234', 'y')))
u = chr(200) * 3
print(getsizeof(u))


class Z(str):
    pass


class B(bytes):
    pass


class BA(bytearray):
    pass


print(getsizeof(Z('abc')), getsizeof(Z('\u1234')), getsizeof(B(b'abc')), getsizeof(BA(b'abc')))
