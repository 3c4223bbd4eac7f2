# versions: 3.13
# Stars wherever they may stand: displays, calls, targets, subscripts, returns, for, and what is refused where.
def f(*args, **kwargs):
    return args, kwargs


a, b, d = [1, 2], (3,), {'k': 1}
print([*a, *b], (*a, 0, *b), {*a, *b, 9}, {**d, 'z': 2, **{'k': 3}}, f(*a, 5, *b, **d, m=2, **{'n': 3}))
first, *rest = 'hello'
*init, last = range(4)
x, (y, *z), *w = 1, (2, 3, 4), 5
print(first, rest, init, last, x, y, z, w)
for head, *tail in [(1, 2, 3), 'ab', [9]]:
    print(head, tail)
[*everything] = 'xyz'
*alone, = 5,
print(everything, alone)


def returns():
    return *a, *b


def yields():
    got = yield *a, 0
    print('got', got)
    yield


g = yields()
print(returns(), next(g), g.send(1))


class Sub:
    def __getitem__(self, key):
        return key


s = Sub()
print(s[*a], s[*a, 1], s[1:2, *b], s[()], s[1,], s[::, ...])
target = {}
target['a'], *target['b'] = 1, 2, 3
(s.p, *s.q), s.r = (1, 2), 3
print(target, s.p, s.q, s.r)
print(*a, *'xy', sep='-', **{'end': '!\n'})
for source in ('*a', '*a = 1', 'a, *b, *c = 1', 'print(*)', '(*a)', 'del *a', '{**a, b}', '[**d]', 'f(**d, *a)', 'f(k=1, 2)', 'f(**d, 2)', 'return *a', 'x = *a,', 'x = *a', '*a, = *b', 'for *a in b: pass', 'with f() as *a: pass', 'x += *a', 'return *a', 'for *a, in b: pass', 'lambda *: 0', 'lambda *, **k: 0',
               'def g(a, *, ): pass', 'def g(*a, *b): pass', 'f(a for a in b, 1)', '[*a for a in b]', '{**a for a in b}', '(yield) = 1', 'a, b += 1', 'f() = 1'):
    try:
        compile(source, 's', 'exec')
        print(f'{source:24} ok')
    except SyntaxError as error:
        print(f'{source:24} {error.msg} {error.offset}-{error.end_offset}')
for statement in 'a, b = 1', 'a, *b = 3', 'a, b = [1]', 'a, *b, c = [1]', 'f(*3)', 'f(**3)', 'f(**{1: 2})', 'f(k=1, **d, **d)', '[*None]', '{**[1]}', '{*[[]]}', 'a, b = {1, 2, 3}':
    try:
        exec(statement)
        print('fine', statement)
    except (TypeError, ValueError) as error:
        print(f'{statement:18} {type(error).__name__}: {error}')
