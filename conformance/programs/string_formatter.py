# _string: the parts of format strings and of field names.
import _string

def show(text):
    parts = []
    try:
        for part in _string.formatter_parser(text):
            parts.append(part)
        print(repr(text), parts)
    except Exception as error:
        print(repr(text), parts, type(error).__name__, error)

for text in ['', 'plain', '{}', 'a{b}c', '{0!r:>{width}}', '{{x}}', '{a.b[c]}', '{!s}', '{:}', '{x!}', '{', '}', 'a{b', '{a!r', '{a!rx}',
             '{a{b}', '{a:{b}', 'ok{x}bad}', '{a[}]}', '{é!a:ü}', 'x{{', '{a:{{}}}']:
    show(text)

def split(name):
    try:
        first, rest = _string.formatter_field_name_split(name)
        print(repr(name), repr(first), end=' ')
        print(list(rest))
    except Exception as error:
        print(type(error).__name__, error)

for name in ['', '0', 'a', '0.b', 'a[0]', 'a[x].y[1][k]', '.a', 'a.', 'a[', 'a[]', 'a[b]c', '10', '99999999999999999999', 'a[99999999999999999999]', 'a..b']:
    split(name)
for call in (_string.formatter_parser, _string.formatter_field_name_split):
    try:
        call(3)
    except TypeError as error:
        print(error)
it = _string.formatter_parser('a{b}')
print(next(it), iter(it) is it, next(it, None), type(it))
