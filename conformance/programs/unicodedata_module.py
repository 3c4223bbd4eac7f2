"""The database of characters: every function over samples of all planes, arguments that are wrong, the database of 3.2."""
import unicodedata
from binascii import crc32

OLD = unicodedata.ucd_3_2_0
KINDS = 'category bidirectional combining mirrored decomposition'.split()
VALUES = 'decimal digit numeric name'.split()
FORMS = 'NFC NFD NFKC NFKD'.split()


def facts(data, c):
    assigned = data.category(c) != 'Cn'
    kinds = [getattr(data, kind)(c) for kind in KINDS] + [data.east_asian_width(c) if assigned else '']
    return kinds + [getattr(data, value)(c, None) for value in VALUES] + [data.normalize(form, c) for form in FORMS]


def t(f):
    try:
        print(ascii(f()))
    except Exception as e:
        print(type(e).__name__, '|', ascii(str(e)))


print(unicodedata.unidata_version, OLD.unidata_version, type(OLD), sorted(n for n in dir(unicodedata) if n[0] != '_'))
for c in 'aA1\xb2\xbd\xe9\u0e33\u0f33\u1e9b\u2167\u3000\u3230\u4e00\uac00\uac01\uf900\ufb1d\U0001d15e\U0001f600\U0002f868':
    print(ascii(facts(unicodedata, c)), ascii(facts(OLD, c)))
for start, end in ((0, 0x300), (0x300, 0x3100), (0x3100, 0x10000), (0x10000, 0x14000), (0x14000, 0x20000), (0x20000, 0x110000)):
    step = 1 if end < 0x1000 else (end - start) // 700 | 1
    for data in (unicodedata, OLD):
        print(hex(start), crc32(ascii([facts(data, chr(cp)) for cp in range(start, end, step)]).encode()))

texts = ['e\u0301\u0323', 'e\u0323\u0301', '\u1ebf\u0323', '\u1112\u1161\u11ab', '\u1112\u1161\u11a7', '\u0344\u0958\u2adc', '\ufb01\u2075', '\u1100\uac00\u11a8', 'A\u030a\u0327', '\u0b47\u0b3e\u0b57',
         '\ud800\u0301', '\u0301\u0323a', 'a\u0315\u0300\u05ae\u0300b', '\U0001d157\U0001d165', '\u2f868\U0002f868', '\uf951\u2fa1b', 'plain', '']
for text in texts:
    made = [unicodedata.normalize(form, text) for form in FORMS]
    print(ascii(made), [unicodedata.is_normalized(form, text) for form in FORMS], [OLD.normalize(f, text) == m for f, m in zip(FORMS, made)])


class S(str):
    pass


print(type(unicodedata.normalize('NFC', S('abc'))), type(unicodedata.normalize('NFC', S('e\u0301'))), unicodedata.normalize('NFC', S('\xe9')) == '\xe9')
for name in ('BULLET', 'bullet', 'NULL', 'LF', 'LINE FEED', 'KEYCAP DIGIT ONE', 'TAMIL SYLLABLE PUU', 'HANGUL SYLLABLE HIH', 'HANGUL SYLLABLE ', 'HANGUL SYLLABLE GAGA', 'CJK UNIFIED IDEOGRAPH-04E00', 'CJK UNIFIED IDEOGRAPH-2A6E0',
             'CJK COMPATIBILITY IDEOGRAPH-F900', 'TANGUT IDEOGRAPH-17000', 'x' * 256, 'x' * 257, '', '\xe9', 'a\0b', '\ud800', b'SPACE', b'\xff', 5, None):
    t(lambda: unicodedata.lookup(name))
for f in ('name()', 'name("ab")', 'name(1)', 'name("\\0")', 'name("\\0", 5)', 'name("a", 5, 6)', 'category("")', 'category(1)', 'category("aa")', 'category()', 'category("a", 1)', 'category(c="a")', 'decimal("a")', 'digit("a")',
          'numeric("a")', 'decimal("a", 7)', 'decimal("aa", 7)', 'decimal(1)', 'numeric(None)', 'digit("ab", 1)', 'normalize("NFX", "a")', 'normalize("NFC")', 'normalize("NFC", 1)', 'normalize(1, "a")',
          'is_normalized("NFX", "a")', 'is_normalized("NFC", 3)', 'normalize("NFX", "")', 'is_normalized("NFX", "")', 'normalize("nfc", "a")', 'combining(b"a")', 'numeric("\\u0f33")', 'numeric("\\u16b5b")',
          'decimal("\\u0663")', 'digit("\\xb2")', 'numeric("\\u2153")', 'name("\\U00031350", None)', 'category("\\U00031350")', 'mirrored("(")', 'lookup()', 'lookup("SPACE", 1)'):
    t(lambda: eval('unicodedata.' + f))
    t(lambda: eval('OLD.' + f))
t(lambda: unicodedata.numeric('\u4e24', None))
t(lambda: type(OLD)())
t(lambda: OLD.x)
t(lambda: setattr(OLD, 'unidata_version', 1))
