# versions: 3.13
# String literals: prefixes, escapes, raw and triple quotes, continued lines, concatenation with and without f, bytes, positions, what is refused.
import warnings

warnings.simplefilter('ignore')
values = ['', "", '''''', """""", 'a' "b" '''c''', 'it''s', "it's", 'say "x"', "\'\"", '\a\b\f\n\r\t\v\\', '\0\01\012\0123\7z\377', '\x41\x7f\xff', '\u20ac\U0001F600', 'a\
b', '''a
b\
c
''', r'\n\'', r"\"", R'''\
x''', r'a\\', u'text', U"TEXT", b'bytes\x00\xff', B"B\101", br'\x41', Rb'\n', bR"\\", b'a' b"b", b'''x
y''', 'a' r'\n' u'\n', ('one '
                        'two '  # with a comment
                        'three'), 'tab	in', "\
"]
for value in values:
    print(ascii(value), end=' ')
print()
x, name = 3, 'Ann'
print(f'{x}' 'plain {x}' rf'\{x}\n' f"""{
    x
    + 1
}""", fr'{x!r:>{x}}|\d', F'{{{x}}}', f'{x=}', f'{x = }', f'{name!r}' f"{name!s:>5}" 'z', f'{x:{"0"}>{5}}', f'{"a" "b"}', f'''{x
}''', f'{x:,}' '}{', f'{ {1: 2}[1] }', f'{(lambda: x)()}', f'{x if x else 0:03}', f'{x!a}', f'\x41{x}\n'.strip())
print(len('\\'), len('\n'), len(r'\n'), len('''
'''), len(b'\x00'), len('\t'))


def doc():
    'one' ' and two'


def not_doc():
    f'{x}'


def bytes_doc():
    b'no doc'


def expression():
    'a' + 'b'


class Doc:
    """Class doc
    of lines."""


print(doc.__doc__, not_doc.__doc__, bytes_doc.__doc__, expression.__doc__, Doc.__doc__.split())


def attempt(source):
    try:
        print(ascii(source), '=', ascii(eval(source)))
    except (SyntaxError, ValueError, TypeError, NameError) as error:
        print(ascii(source), type(error).__name__, ascii(getattr(error, 'msg', error)), getattr(error, 'lineno', None), getattr(error, 'offset', None))


for source in (r"'\x4'", r"'\xg1'", r"'\u12'", r"'\U0011ffff'", r"'\N'", r"'\N{'", r"'\N{no such name}'", r"b'\x4'", "b'é'", "b'\\u1234'", "'abc", '"abc\'', "'''abc", "'a\nb'", "r'\\'", "'\\'", "ur'x'", "bu'x'", "fb'x'", "rr'x'", "u'a' b'b'", "b'a' 'b'", "b'a' f'b'", "f'{'", "f'}'", "f'{}'", "f'{ }'", "f'{x'", "f'{x!}'", "f'{x!z}'", "f'{x!r'", "f'{x:{y:{z}}}'", "f'{x:}}'", "f'{*x}'", "f'{x y}'", "f'{lambda: 1}'", "f'{a b}'", "f'{1 + }'", "f'{x = !r}'", "f'{#}'", "f'{x;y}'", "f'{!r}'", "f'{:5}'", "f'{x:{}}'", "f'{\\'a\\'}'", "'\\400'", "'\\8'", "'\\ '", "b'\\d'", "x'a'", "''''", "'' 5", "f'{x'y'}'", "f'{x!s:>{5}}'", "f'{{}'", "f'{{{x}'", "'a' % 'b' 'c'", "'%s' 'x' % 5", "'a' 'b' * 2", "'ab' 'cd'[1]", "'a' 'b'.upper()", "not 'a' 'b'", "'a' in 'a' 'b'"):
    attempt(source)
for source in ("x = '''\nabc\n", "x = 'a\\\n", 'x = f"""{\n1 +\n', "x = 'a' \\\n  'b'", "x = 'a'\n  'b'", "x = ('a'\n  'b'", "print 'x'", "x = 'a' 5", "'\\", "f'''\n{a b}'''", "f'''\n\n{\n}'''"):
    try:
        compile(source, 'file', 'exec')
        print(ascii(source), 'fine')
    except SyntaxError as error:
        print(ascii(source), error.msg, error.lineno, error.offset)
