x, y, w = 3.14159, 'text', 10
print(f'{x}', f'{x!r}', f'{y!r:>{w}}', f'{y!s:^{w}}|', f'{x:{w}.{2}f}|', f'{{}}{{{y}}}')
print(f'{x=}', f'{x = }', f'{y=!s}', f'{x=:.2f}', f'{ y = !r:*>8}', f'{y.upper() + "!" = }')
print(f'a' 'b' f'{1}' r'\n' rf'\{1}', f'{1:{"d"}}', f'{[1, 2][0]}', f'{ {1: 2}[1] }', f'{(lambda v: v)(5)}')
print(f'{x!a}', f'{"é"!a}', f'''{
    x
}''', f'{x,}', f'{x if x else y}')
print(f'{1:,}', f'{1000000:,}', f'{255:#x}', f'{5:08b}', f'{0.5:.0%}', f'{-3: }', f'{3:+}', f'{"a":<3}|')
for text in ('{1:z}', '{"a":d}', '{1:{2}{3}}', '{[]:>3}'):
    try:
        print(eval('f' + repr(text)))
    except (ValueError, TypeError) as e:
        print(text, type(e).__name__, e)


class F:
    def __format__(self, spec):
        return f'<{spec}>'

    def __str__(self):
        return 'S'

    def __repr__(self):
        return 'R'


print(f'{F()}', f'{F():abc}', f'{F()!r:>3}', f'{F()!s}', f'{F()=}', f'{F():{F()}}')


class Wrong:
    def __format__(self, spec):
        return 5


try:
    f'{Wrong()}'
except TypeError as e:
    print(e)
