# str beyond ASCII: cases that change lengths, titles, digits, spaces and line ends of Unicode, slicing of astral characters, searches, encodings there and back.
words = ['straße', 'ΣΊΣΥΦΟΣ', 'ǆ', 'ﬁn', 'İstanbul', 'ı', 'ŉ', 'ΐ', '\u1e9e', 'ᾳ', 'Ǆ', 'ﬀ', 'ΑΣ', 'ΑΣ.', 'Σ', 'aΣb', '\U00010400', 'ⅷ', 'ⓐ', "they're bill's", 'a1b2 c-d_e', '\u0345a', '中文', '']
for word in words:
    print(ascii([word.upper(), word.lower(), word.title(), word.capitalize(), word.swapcase(), word.casefold()]))
    print('  ', [word.isupper(), word.islower(), word.istitle(), word.isalpha(), word.isalnum(), word.isidentifier(), word.isprintable(), word.isascii()])
for character in '0٣²½Ⅷ三𝟘①\u0bf0':
    print(ascii(character), character.isdecimal(), character.isdigit(), character.isnumeric(), character.isalnum(), end=' | ')
    try:
        print(int(character), float(character))
    except ValueError as error:
        print(ascii(str(error)))
spaces = ''.join(map(chr, [9, 10, 11, 12, 13, 28, 29, 30, 31, 32, 0x85, 0xa0, 0x1680, 0x2000, 0x200b, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff]))
print([c.isspace() for c in spaces], ascii(spaces.strip()), len(spaces.split()))
print([len(f'a{c}b'.splitlines()) for c in spaces], ascii('a\r\nb\n\rc\x1ed\u2028'.splitlines(True)), ascii('\n'.join(['']).splitlines()))
text = 'a\u00e9\u20ac\U0001f600z'
print(ascii([text[i] for i in range(-5, 5)]), ascii(text[::-1]), ascii(text[1:4:2]), text.index('z'), text.find('\U0001f600'), len(text), [len(t) for t in (text[:1], text[:2], text[:3], text[:4])])
print([ascii(text.replace(a, b)) for a, b in (('\u20ac', 'e'), ('a', '\U0001f601'), ('\U0001f600', ''), ('', '-'), ('z', '\u0100'))])
print(ascii(text.partition('\u20ac')), ascii(text.split('\U0001f600')), ascii('-'.join(text)), ascii(text.center(9, '\u2192')), ascii('\u00e9'.zfill(3)), ascii(text.translate({0xe9: 'E', ord('a'): None, 0x1f600: 0x1f601, ord('z'): 'zz'})))
print(ascii(str.maketrans('ab', 'xy', 'c')), ascii('abc'.translate(str.maketrans({'a': '\u00e9', 'b': None}))), ascii('abcd'.translate(['A'] * 98 + ['x'])))
print('e\u0301' == '\u00e9', hash('\u00e9') == hash('e\u0301'), len('e\u0301'), 'e\u0301'.isidentifier(), '\u00e9' < 'z', '\U00010000' > '\uffff', max('a\u00e9z'), sorted('z\u00e9a\U0001f600\u20ac') == ['a', 'z', '\u00e9', '\u20ac', '\U0001f600'])
for encoding in ('utf-8', 'utf-8-sig', 'utf-16', 'utf-16-le', 'utf-16-be', 'utf-32-be', 'latin-1', 'ascii', 'cp1252', 'cp437', 'iso8859-15', 'koi8-r', 'mac-roman', 'utf_8', 'UTF8', 'U8', 'Latin1', 'L1', '646', 'rot13', 'no such', 'unicode_escape', 'punycode'):
    for value in ('a\u00e9\u20ac', '\u0416'):
        try:
            data = value.encode(encoding)
            print(encoding, data, data.decode(encoding) == value, end='; ')
        except (UnicodeError, LookupError) as error:
            print(encoding, type(error).__name__, ascii(str(error)), end='; ')
    print()
for handler in ('strict', 'ignore', 'replace', 'xmlcharrefreplace', 'backslashreplace', 'namereplace', 'surrogateescape', 'surrogatepass', 'unheard'):
    for value, encoding in (('a\u20acb', 'ascii'), ('\udc80', 'utf-8'), ('\ud800x', 'utf-8'), (b'a\xffb', 'ascii'), (b'\xe2\x82', 'utf-8'), (b'\xed\xa0\x80', 'utf-8')):
        if handler == 'namereplace':
            continue
        try:
            result = value.encode(encoding, handler) if isinstance(value, str) else value.decode(encoding, handler)
            print(ascii(result), end='; ')
        except (UnicodeError, LookupError, TypeError) as error:
            print(type(error).__name__, ascii(str(error)), end='; ')
    print()
print([ascii(data.decode(encoding, handler)) for handler in ('ignore', 'replace', 'backslashreplace') for data, encoding in ((b'a\x81b', 'cp1252'), (b'abc', 'utf-16-le'))], ascii(b'\x81'.decode('cp1252', 'surrogateescape')))
error = None
try:
    'xx\u20ac\u20acy'.encode('ascii')
except UnicodeEncodeError as caught:
    error = caught
print(error.encoding, ascii(error.object), error.start, error.end, error.reason, ascii(error.args))
error.start, error.end, error.reason = 0, 1, 'changed'
print(ascii(str(error)), [b'\xf0\x9f\x98'.decode('utf-8', 'replace').count('\ufffd'), b'\xf0\x28\x8c\x28'.decode('utf-8', 'replace').count('\ufffd'), b'\xc0\x80'.decode('utf-8', 'replace').count('\ufffd')])
print([ascii(repr(c)) for c in ('\x00', '\x7f', '\x80', '\xa0', '\xad', '\u0378', '\u200b', '\u2028', '\ue000', '\ufeff', '\ud800', '\U0001f600', '\U000e0001', '\U0010ffff', "'", '"', '\'"', '\\')])
print('{:>4}|{:*^5}|{:5}|'.format('é', 'x', 'e\u0301') == '   é|**x**|e\u0301   |', '%5s|' % '\u20ac' == '    \u20ac|', ascii('%c%c' % (0x1f600, 'é')), ascii(chr(0x10ffff)), [ord(c) for c in 'a\u20ac'])
print('ß'.upper().lower(), 'ß'.casefold() == 'SS'.casefold(), 'I'.lower() == 'ı', 'ǰ'.upper() == 'J\u030c', len('ΐ'.upper()), 'ŉ'.upper().isupper(), 'ª'.islower(), 'ª'.isalpha(), 'ʰ'.islower(), 'Ⅷ'.isupper(), '中'.isupper(), '1'.islower())
name = 'ª'
exec('ﬁeld = 1; K = 2; 变量 = 3; ｘ = 4')
print(sorted(k for k in globals() if k in ('field', 'ﬁeld', 'K', '变量', 'x')), field, K, 变量)
