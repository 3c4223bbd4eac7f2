# _codecs, codecs, encodings: looking up, registering, error handlers, partial input.
import _codecs

def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)

for bad in (lambda: 'aé€'.encode('ascii'), lambda: 'a\ud800b'.encode(), lambda: '€'.encode('latin-1'), lambda: b'a\xff'.decode(),
            lambda: b'\xe2\x82'.decode(), lambda: b'ab\x80'.decode('ascii'), lambda: b'abc'.decode('utf-16')):
    try:
        bad()
    except UnicodeError as e:
        print(type(e).__name__, e.encoding, ascii(e.object), e.start, e.end, e.reason, '|', e)
        print(e.args)

e = UnicodeEncodeError('x', 'äbc', 0, 1, 'why')
print(e, repr(e))
e.start, e.end, e.reason = 1, 3, 'because'
print(e)
print(UnicodeTranslateError('äbc', 0, 1, 'why'), '|', UnicodeTranslateError('abc', 0, 2, 'why'))
print(UnicodeDecodeError('x', bytearray(b'ab'), 1, 2, 'r').object)
attempt(lambda: UnicodeEncodeError('a', 'b', 1, 2))
attempt(lambda: UnicodeEncodeError('a', b'b', 1, 2, 'r'))
attempt(lambda: UnicodeDecodeError('a', 'b', 1, 2, 'r'))
attempt(lambda: UnicodeTranslateError('a', 1, 2))

def upper(error):
    if isinstance(error, UnicodeEncodeError):
        return ('<%s>' % error.object[error.start:error.end].encode('utf-8').hex(), error.end)
    return ('[%s]' % error.object[error.start:error.end].hex(), error.end)
_codecs.register_error('upper', upper)
print('aé€b'.encode('ascii', 'upper'), b'a\xff\xfeb'.decode('utf-8', 'upper'), _codecs.lookup_error('upper') is upper)
_codecs.register_error('bytes', lambda e: (b'\x01\x02', e.end))
print('aéb'.encode('ascii', 'bytes'), 'aéb'.encode('utf-8', 'bytes'))
_codecs.register_error('wrong', lambda e: 3)
attempt(lambda: 'é'.encode('ascii', 'wrong'))
attempt(lambda: b'\xff'.decode('ascii', 'wrong'))
_codecs.register_error('far', lambda e: ('', 100))
attempt(lambda: 'é'.encode('ascii', 'far'))
_codecs.register_error('same', lambda e: ('é', e.end))
attempt(lambda: 'xé'.encode('ascii', 'same'))
attempt(lambda: 'é'.encode('ascii', 'nothing'))
attempt(lambda: _codecs.lookup_error('nothing'))
attempt(lambda: _codecs.register_error('x', 3))
attempt(lambda: _codecs.register_error(3, print))
for name in ('strict', 'ignore', 'replace', 'xmlcharrefreplace', 'backslashreplace', 'surrogateescape'):
    handler = _codecs.lookup_error(name)
    attempt(lambda: handler(UnicodeEncodeError('c', 'aé€b', 1, 3, 'r')))
    attempt(lambda: handler(UnicodeDecodeError('c', b'a\xe9\xffb', 1, 3, 'r')))
    attempt(lambda: handler(UnicodeTranslateError('aé€b', 1, 3, 'r')))
    attempt(lambda: handler(ValueError('v')))

print(_codecs.utf_8_decode(b'a\xe2\x82'), _codecs.utf_8_decode(b'a\xe2\x82\xac\xf0\x9f', None, False), _codecs.utf_8_encode('é€'))
attempt(lambda: _codecs.utf_8_decode(b'a\xe2\x82', 'strict', True))
attempt(lambda: _codecs.utf_8_decode(b'\xe0\x80'))
print(_codecs.utf_16_le_decode(b'a\0b'), _codecs.utf_16_decode(b'\xff\xfea\0\x00'), _codecs.utf_16_ex_decode(b'\xfe\xff\0a', None, 0, False))
print(_codecs.utf_16_le_decode(b'\x3d\xd8'), _codecs.utf_32_decode(b'\xff\xfe\0\0a\0\0\0\0'))
print(_codecs.latin_1_decode(b'\xe9'), _codecs.ascii_encode('abc'), _codecs.readbuffer_encode(b'xyz'))
attempt(lambda: _codecs.utf_8_encode(b'a'))
attempt(lambda: _codecs.utf_8_decode('a'))
table = ''.join([chr(i) for i in range(128)]) + 'äöü\ufffe'
mapping = _codecs.charmap_build(table)
print(_codecs.charmap_encode('aäü', 'strict', mapping), _codecs.charmap_decode(b'a\x80\x82', 'strict', table))
attempt(lambda: _codecs.charmap_encode('a€', 'strict', mapping))
print(_codecs.charmap_encode('a€€b', 'replace', mapping), _codecs.charmap_decode(b'a\x83\xff', 'replace', table))
attempt(lambda: _codecs.charmap_decode(b'a\x83', 'strict', table))
