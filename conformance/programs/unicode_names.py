"""Characters by name: in literals of all kinds, in codecs, and as the answer of an error handler."""
import codecs


def t(f):
    try:
        print(ascii(f()))
    except Exception as e:
        print(type(e).__name__, '|', ascii(str(e)))


x = 5
print(ascii('\N{BULLET}\N{latin small letter e with acute}\N{Nul}\N{LF}\N{HANGUL SYLLABLE GAGS}\N{CJK UNIFIED IDEOGRAPH-4E00}'))
print(ascii(f'\N{EURO SIGN}{x}\N{EURO SIGN}{x:\N{EURO SIGN}>4}{x!r}'), f'\N{DIGIT ONE}' '\N{DIGIT TWO}')
print(ascii('''a
\N{GREEK SMALL LETTER ALPHA}'''), r'\N{BULLET}', len('\N{NO-BREAK SPACE}'), b'\\N{BULLET}')
print(ascii("\N{COMBINING GRAVE ACCENT}\N{VARIATION SELECTOR-256}\N{GRINNING FACE}\N{NUSHU CHARACTER-1B170}"), eval(r"'\N{WHITE CHESS KING}'") == '\u2654')

for text in (r'\N{BULLET}x', r'\N{bullet}', r'\N{hangul syllable ga}', r'\N{HANGUL SYLLABLE GA}', r'\N{nothing}', r'\N', r'\N{', r'\N{}', r'\N{BULLET',
             r'ab\N{KEYCAP DIGIT ONE}', r'\N{CJK UNIFIED IDEOGRAPH-4e00}', r'\N{CJK UNIFIED IDEOGRAPH-9FFF}', r'\NB', r'\N{BELL}\N{ALERT}\N{BEL}', r'\N{LATIN CAPITAL LETTER GHA}'):
    t(lambda: text.encode().decode('unicode_escape'))
    t(lambda: text.encode().decode('unicode_escape', 'replace'))
    t(lambda: codecs.unicode_escape_decode(text.encode(), 'ignore', False))

for text in ('a\xe9\u20ac\uac00\u4e00\U0001f600', '\u0378\ud800\x80', '\U00012345\U000e0100', ''):
    t(lambda: text.encode('ascii', 'namereplace'))
    t(lambda: text.encode('latin-1', 'namereplace'))
    t(lambda: text.encode('cp1252', 'namereplace'))
handler = codecs.lookup_error('namereplace')
t(lambda: handler(UnicodeEncodeError('ascii', 'x\xe9\xeay', 1, 3, 'no')))
t(lambda: handler(UnicodeDecodeError('ascii', b'x\xe9\xeay', 1, 3, 'no')))
t(lambda: handler(UnicodeTranslateError('x\xe9\xeay', 1, 3, 'no')))
t(lambda: handler(5))
print(handler)
