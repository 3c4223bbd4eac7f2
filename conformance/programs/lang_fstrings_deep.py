# versions: 3.13
# f-strings of 3.12 and later: quotes within, nesting, format specs within specs, lambdas, = with everything, errors.
name, width, number, d = 'Ann', 8, 3.14159, {'k': [1, 2]}
print(f'{name:>{width}}|{name!r:^{width + 2}}|{number:{width}.{2}f}|{number:{"0"}>{width}.3}|{d["k"][0]}|{f'{f"{name}"}'}')
print(f'{'a' if name else "b"}{"\n".join(['x', 'y'])}{'\''}{ {1: 2}[1] }{{}}{(lambda: 5)()}{[i for i in range(3)]}')
print(f'{name=} {name = } {name=!s:>5} {number=:.2f} {d['k']=} {1+2=} { name = !r}', f'{width=:05}', f'{name = :*^9}')
print(f'''{
    name  # a comment
    + '!'
}''', f'{name:{'>'}{width}}', rf'\d{name}\n', f'\x41{{{name}}}', f'{"a" "b"}' 'c' f'{1}' "d", f'{name}' rf'\{number:.1f}')


class Spec:
    def __format__(self, spec):
        return f'<{spec}>'


s = Spec()
print(f'{s}{s:abc}{s:{1}{name}x}{s:%H:%M}{s!r:.5}{s:{{}}}' if 0 else f'{s}{s:abc}{s:{1}{name}x}{s:%H:%M}', f'{s:a{s:b}c}', f'{s: }', f'{s:\x41\n}')
x = 10
print(f'{x:x} {x:#b} {x:+} {x!a} {x:=+6} {x:,} {-x:06d} {x:e} {x:%} {x:c}' f'{x:n}', f'{x,}', f'{x, 1}', f'{*[1, 2], 3}', f'{x!r}', f'{x != 1}', f'{x == 10}', f'{x >= 1}', f'{(x := 5)}', f'{x:=5}')


def f():
    try:
        yield f'{(yield 1)} {(yield 2)}'
    finally:
        pass


g = f()
print(next(g), g.send('a'), g.send('b'))
async def a():
    async def b():
        return 'awaited'
    return f'{await b()}'
try:
    a().send(None)
except StopIteration as stop:
    print(stop.value)
print(f'{None} {True:5} {1.5} {...} {int} {b'x'}', f'{''}|{'':3}|', f'{"%d" % 5}{"{}".format(6)}', F'{x}' fR'{x}\t')
for source in ("f'{'", "f'{}'", "f'}'", "f'{a b}'", "f'{a!}'", "f'{a!x}'", "f'{a!rr}'", "f'{a:{b:{c}}}'", "f'{a:{b:{c:{d}}}}'", "f'{lambda x: 1}'", "f'{a", "f'{a!r:'", "f'{!r}'", "f'{=}'", "f'{a=b}'", "f'{a.}'", "f'{**a}'", "f'{a:}}'", "f'{a}}'", "f'{a\n}'", "f'{\\n}'", "f'\\N{x}'", "f'\\N'", "f'{a[}'", "f'{a)}'", "f'{yield}'", "f'{await a}'", "f'{print(' ')}'", "f'{1:{}}'", "fb'x'", "fu'x'", "b'' f''", "f'{a!r }'", "f'{a ! r}'", "f'{del a}'", "f'{x:\n}'"):
    try:
        compile(source, 's', 'eval')
        print(f'{source!r:24} ok')
    except SyntaxError as error:
        print(f'{source!r:24} {error.msg} {error.offset}')
for text in ('{x:d}', '{x:z}', '{x!r:d}', '{x:.2d}', '{x:5.}'):
    for x in 1, 1.5, 's', None, 2j:
        try:
            print(repr(eval(f"f'{text}'")), end=' ')
        except (ValueError, TypeError) as error:
            print(f'[{type(error).__name__}: {error}]', end=' ')
    print()
