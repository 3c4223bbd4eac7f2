# versions: 3.13
"""What is wrong with names of characters in source, and where."""
import warnings

warnings.simplefilter('error')
for source in (r"'\N'", r"'\N{'", r"'\N{}'", r"'\N{foo}'", r"x = 'abc\N{foo}def'", r"'é\N{foo}'", r"'''\n\N{BULLET'''", r"'\N{KEYCAP DIGIT ONE}'",
               r"f'\N'", r"f'\N{'", r"f'\N{}'", r"f'\N{foo}'", r"f'{1}\N{foo}{2}'", r"f'{1:\N{BULLET}>3}'", r"rf'\N{foo}'", r"u'\N{foo}'",
               r"'a' '\N{foo}' 'b'", r"f'a' '\N{foo}'", "(\n  'x',\n  '\\N{foo}')", r"'\N{CJK UNIFIED IDEOGRAPH-4e00}'", r"'\Nbullet'", r"'\N {BULLET}'", r"f'\N{BULLET }'",
               r"'\N{" + 'x' * 300 + "}'", r"'\N{é}'", r"'\N{BULLET}\x'", r"f'\N{LEFT CURLY BRACKET}{1}'"):
    try:
        print(ascii(eval(compile(source, 'f.py', 'eval'))))
    except SyntaxError as e:
        print(ascii(source[:40]), '|', ascii(e.msg), e.lineno, e.offset, e.end_lineno, e.end_offset, ascii(e.text)[:60])
    except NameError as e:
        print(ascii(source[:40]), '|', e)
