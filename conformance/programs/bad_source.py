# versions: 3.13
"""Source that is nested too deeply, has null bytes, or wrong encodings: CPython's errors."""


def attempt(what, source):
    try:
        code = compile(source, 'deep', 'exec')
    except SyntaxError as error:
        print(what, type(error).__name__, error.msg, error.lineno)
    except (RecursionError, MemoryError, ValueError) as error:
        print(what, type(error).__name__, error)
    else:
        print(what, 'compiled')


for depth in (100, 199, 200, 201, 5000):
    attempt(f'parentheses {depth}', '(' * depth + ')' * depth)
    attempt(f'lists {depth}', '[' * depth + ']' * depth)
    attempt(f'braces {depth}', '{' * depth + '}' * depth)
for depth in (19, 20, 21, 99, 100, 101):
    for head in ('if 1:', 'while 1:', 'for x in y:', 'with x:', 'try:'):
        source = ''.join(' ' * n + head + '\n' for n in range(depth)) + ' ' * depth + 'pass\n'
        if head == 'try:':
            source += ''.join(' ' * n + 'finally: pass\n' for n in reversed(range(depth)))
        attempt(f'{head} {depth}', source)
attempt('minus 1000', '-' * 1000 + '1')
attempt('sum 500', '+'.join(['x'] * 500))
attempt('sum 2000', '+'.join(['x'] * 2000))
attempt('attributes 500', 'x' + '.y' * 500)
attempt('calls 500', 'x' + '()' * 500)
attempt('and 3000', ' and '.join(['x'] * 3000))
attempt('compare 3000', ' < '.join(['x'] * 3000))
attempt('elif 2000', 'if x: pass\n' + 'elif x: pass\n' * 500)
attempt('statements', 'x = 1\n' * 20000)
attempt('null', 'x = 1\0')
attempt('null bytes', b'x = 1\0')
attempt('declared', b'# coding: latin-1\nx = "\xe9"')
