# versions: 3.13
"""tokenize: the compiler's tokens as programs see them."""
import io
import tokenize

TEXTS = [
    'x = f"a{{b{x!r:>{w}}}}"\n',
    "f'''a\n{x}\nb'''\n",
    'if x:\n  # c\n  y\n# d\n\nz',
    ' x\n  y\n z\n q',
    'a = 012 1_000 1if 2\n',
    'é = "日本" + x # ü\n',
    '$ ? `\n)\n',
    'a\r\nb # c\r\n',
    'x\\\n+1\n',
    '"""a\nb""" "c"\n',
    '(\n',
    'a\\ b\n',
    '"abc\n',
    '"""abc',
    'if x:\n    y\n  z\n',
    '#c',
    '',
]
for text in TEXTS:
    print(repr(text))
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            print('   ', *token)
    except (tokenize.TokenError, SyntaxError) as error:
        print('   ', type(error).__name__, error.args)


def lines(*given):
    iterator = iter(given)

    def readline():
        line = next(iterator)
        if isinstance(line, Exception):
            raise type(line)(*line.args)
        return line
    return readline


for given in [(1,), (ValueError('no more'),), ('x = 1\n', ZeroDivisionError('late'))]:
    try:
        print([token.string for token in tokenize.generate_tokens(lines(*given))])
    except Exception as error:
        print(type(error).__name__, error)
print([token.string for token in tokenize.tokenize(lines(b'# coding: latin-1\n', b's = "\xe9"\n'))])
print(tokenize.untokenize(tokenize.generate_tokens(io.StringIO('def f( a ):\n    return a\n').readline)))
