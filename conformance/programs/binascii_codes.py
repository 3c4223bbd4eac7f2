"""Base64, hexadecimal, uuencoding and checksums."""
import binascii


def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, '|', e)


print(binascii.Error.__mro__, binascii.Incomplete.__mro__)
for x in (b'', b'a', b'ab', b'abc', bytes(range(256))):
    t(lambda: binascii.b2a_base64(x)); t(lambda: binascii.b2a_base64(x, newline=False)); t(lambda: binascii.hexlify(x)); t(lambda: binascii.b2a_uu(x[:45])); t(lambda: binascii.b2a_uu(x[:45], backtick=True)); t(lambda: binascii.crc32(x)); t(lambda: binascii.crc_hqx(x, 0))
    t(lambda: binascii.a2b_base64(binascii.b2a_base64(x))==x); t(lambda: binascii.a2b_uu(binascii.b2a_uu(x[:45]))==x[:45])
for s in ('YQ==', 'YQ=', 'YQ', 'Y', 'YQ==YQ==', 'Y Q = =', '=YQ=', 'YWI=', 'YWJj', 'YWJj!', 'Y$Q==', '====', 'YQ===', 'YWI==', b'YQ==', 'é', 5, 'YWJjZ', '=', 'YQ=a','AAA=B'):
    print(s, end=' '); t(lambda: binascii.a2b_base64(s)); t(lambda: binascii.a2b_base64(s, strict_mode=True))
for s in ('61', '6', '6g', '6162', '61 62', b'61', 5, 'AbCd'):
    t(lambda: binascii.unhexlify(s)); t(lambda: binascii.a2b_hex(s))
t(lambda: binascii.hexlify(b'abcde', ':')); t(lambda: binascii.hexlify(b'abcde', ':', 2)); t(lambda: binascii.hexlify(b'abcde', b'-', -2)); t(lambda: binascii.hexlify(b'a', '::')); t(lambda: binascii.hexlify(b'a', 'é')); t(lambda: binascii.hexlify('a')); t(lambda: binascii.hexlify(b'abcd', sep='-', bytes_per_sep=3)); t(lambda: binascii.hexlify(b'abcd', 5)); t(lambda: binascii.hexlify(b'abcd', '-', 0))
t(lambda: binascii.crc32(b'a', 5)); t(lambda: binascii.crc32(b'a', -1)); t(lambda: binascii.crc32('a')); t(lambda: binascii.crc32(b'a', 2**40+1)); t(lambda: binascii.crc_hqx(b'abc', 70000)); t(lambda: binascii.crc_hqx(b'a'))
t(lambda: binascii.b2a_uu(b'a'*46)); t(lambda: binascii.a2b_uu(b'!80')); t(lambda: binascii.a2b_uu(b'!~~')); t(lambda: binascii.a2b_uu(b'!a')); t(lambda: binascii.a2b_uu(b'!"""""" x')); t(lambda: binascii.a2b_uu(b'')); t(lambda: binascii.a2b_uu(b'#86)C\n'))
t(lambda: binascii.b2a_base64('x')); t(lambda: binascii.b2a_base64(bytearray(b'x'))); t(lambda: binascii.b2a_base64(memoryview(b'xyz')[::2]))
