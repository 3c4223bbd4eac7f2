"""bytes: construction, methods, operators, errors."""
def attempt(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as error:
            print(type(error).__name__, error)


b = b'Hello, World'
print(b, b[0], b[-1], b[1:4], b[::-1], len(b), list(b[:3]), b + b'!', b * 2, b'lo' in b, 72 in b, b == b'Hello, World', b < b'I', hash(b) == hash(bytes(b)), bytes(b) is b)
print(b.upper(), b.lower(), b.swapcase(), b.title(), b.capitalize(), b.find(b'o'), b.rfind(b'o'), b.index(b'W'), b.count(b'l'), b.replace(b'l', b'L', 2), b.find(108), b.count(b'l', 3, 5))
print(b.split(b','), b.split(), b'a,b,,c'.split(b',', 2), b'a b  c '.rsplit(None, 1), b'a\nb\r\nc\r'.splitlines(), b'a\nb'.splitlines(True), b'k=v=w'.partition(b'='), b'k=v=w'.rpartition(b'='), b'x'.partition(b'y'))
print(b'  x '.strip(), b'xxaxx'.strip(b'x'), b' a'.lstrip(), b'a '.rstrip(), b'ab'.center(7, b'*'), b'ab'.ljust(4), b'ab'.rjust(4, b'.'), b'-5'.zfill(5), b'a\tb'.expandtabs(4), b'abc'.removeprefix(b'a'), b'abc'.removesuffix(b'c'))
print(b'abc'.isalpha(), b'12'.isdigit(), b'a1'.isalnum(), b' '.isspace(), b'A'.isupper(), b'a'.islower(), b'Ab Cd'.istitle(), b'a\x80'.isascii(), b''.isalpha(), b'abc'.startswith((b'x', b'a')), b'abc'.endswith(b'bc'), b'abc'.startswith(b'b', 1))
print(b'\x00\xff\n\t\\\'"', b'\'', b'"\'', b'ab'.hex(), b'abcd'.hex('-', 2), bytes.fromhex('61 62'), b'a,b'.join([b'1', b'2']), b'abc'.translate(None, b'b'), b'ab'.translate(bytes.maketrans(b'a', b'z')), b'h\xc3\xa9'.decode(), b'\xff'.decode('latin-1'), b'\xff'.decode('utf-8', 'replace'))
print(bytes(3), bytes([1, 2]), bytes('h\u00e9', 'utf-8'), bytes(range(3)), bytes((65,)), bytes(bytearray(b'x')), bytes(memoryview(b'y')), b'%s=%d %r %x %c' % (b'k', 5, 'v', 255, 65), b'%5.1f|%-4d|%%' % (2.5, 3), b'%(a)s' % {b'a': b'q'})
print(repr(bytes(range(32, 48))), str(b'x'), [*b'ab'], max(b'az'), sorted(b'cab'), b'a' b'b', bytes(), b''.join([]), b'abc'[5:], b'abc'[-2:], bytes.fromhex(''))
attempt(lambda: b[100], lambda: b['a'], lambda: b + 'x', lambda: b + 5, lambda: b'a' < 'a', lambda: b'a' == 'a', lambda: 'a' in b, lambda: 300 in b, lambda: b.split(''), lambda: b.split(b''), lambda: b.index(b'zz'), lambda: b.replace('a', 'b'),
        lambda: bytes('a'), lambda: bytes(-1), lambda: bytes([256]), lambda: bytes(['a']), lambda: bytes(1.5), lambda: bytes(None), lambda: bytes(1, 'utf-8'), lambda: bytes('a', 5), lambda: bytes.fromhex('6'), lambda: bytes.fromhex('zz'), lambda: bytes.fromhex(b'aa'),
        lambda: b.join([1]), lambda: b.join('ab'), lambda: b.join(5), lambda: b.startswith('a'), lambda: b.startswith(['a']), lambda: b.strip('a'), lambda: b'\xff'.decode(), lambda: b.hex('ab'), lambda: b.hex(5), lambda: b.hex('\u20ac'), lambda: b.center(), lambda: b.center(5, b'ab'),
        lambda: b.upper(1), lambda: b'%d' % 'a', lambda: b'%s' % 5, lambda: b'%s' % 'a', lambda: b'%c' % 300, lambda: b'%d' % (1, 2), lambda: b'%d %d' % 1, lambda: b'%z' % 1, lambda: b.translate(b'a'), lambda: bytes.maketrans(b'a', b'ab'), lambda: b.__setitem__(0, 1), lambda: bytes(x=1))


class B(bytes):
    def __repr__(self):
        return 'B!'


s = B(b'ab')
print(s, [s], s + b'c', type(s + b'c'), s.upper(), type(s[:]), s == b'ab', B.fromhex('41'), type(B.fromhex('41')), bytes(s), type(bytes(s)), {b'ab': 1}[s])


class HasBytes:
    def __bytes__(self):
        return b'own'


print(bytes(HasBytes()), b'%b' % HasBytes(), b'%a' % 'h\u00e9')
