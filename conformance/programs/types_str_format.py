"""str: format, f-strings, % formatting, errors."""
def attempt(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as error:
            print(type(error).__name__, error)


import sys


class P:
    def __init__(self):
        self.x, self.d = 3, {'k': [10, 20]}

    def __format__(self, spec):
        return f'<{spec}>'

    def __repr__(self):
        return 'P()'


p = P()
print('{} {1} {0}'.format('a', 'b') if False else '{1} {0}'.format('a', 'b'), '{} {}'.format(1, 2), '{a} {b[0]} {c.x} {c.d[k][1]}'.format(a=1, b=[5], c=p), '{:>5}|{:<5}|{:^5}|{:*^7}'.format(1, 'a', 2.5, 'x'))
print('{!r} {!s} {!a}'.format('\u00e9', 'b', '\u00e9'), '{0:{1}.{2}f}'.format(3.14159, 8, 2), '{{}} {{{}}}'.format(1), '{:spec}'.format(p), '{!r:>6}'.format(p), f'{p:{"ab"}}', f'{p!r:>5}', f'{p.x!s:0>3}')
print(f'{1 + 1} {"q"} {p.d["k"]} {[i for i in range(3)]} {{}} {3:05d} {3.14159:.2f} {"x":>3} {None} {True:d} {1==1} {p.x=} {p.x = } {p.x=!s} {p.x=:>4}')
print('{:,} {:_} {:+} {: } {:#x} {:b} {:e} {:%} {:c} {:n}'.format(1234567, 1234567, 5, 5, 255, 5, 1.5, 0.25, 65, 5), format('x', '>3'), format(5), format([1]), format(None), format(True), format(True, 'd'))
print('%s %r %a %d %i %5d|%-5d|%05d %+d % d %x %X %#o %c %c %e %.2f %g %%' % ('s', 'r', '\u00e9', 5, 6, 7, 8, 9, 1, 2, 255, 255, 8, 65, 'B', 1.5, 2.567, 1e-10))
print('%(a)s %(b)05.1f' % {'a': 1, 'b': 2.25}, '%s' % (1,), '%s' % [1, 2], '%*d|%-*d|%.*f' % (5, 1, 4, 2, 1, 3.14159), '%s %s' % ('a', ('b',)), '%5s|%-5s|%.2s' % ('a', 'b', 'xyz'), '%d' % 3.99, '%s' % None, '%r' % {'k': 1})
print('{:{w}}'.format('a', w=4) + '|', '{0.real} {0.imag}'.format(5), '{[0]}'.format([7]), '{0[a]}'.format({'a': 1}), 'x'.format(1, 2), '{:^+9.2e}'.format(12345.678), '{:010}'.format(-5), '{:<010}'.format(5), '{:s}'.format('q'), '{:.2}'.format('abc'))
print('a{}b'.format_map({}) if False else '{k}'.format_map({'k': 'v'}), f"{'nested ' + f'{1 + 1}'}", f'{"a" if p.x else "b"}', f'{lambda_ if False else 1}', f'{sys.maxsize:,}', f'{10:>{5}}')
attempt(lambda: '{}'.format(), lambda: '{0} {}'.format(1, 2), lambda: '{} {0}'.format(1, 2), lambda: '{a}'.format(), lambda: '{'.format(1), lambda: '}'.format(1), lambda: '{0.x}'.format(1), lambda: '{0[x]}'.format([1]), lambda: '{0[x]}'.format({}), lambda: '{!x}'.format(1), lambda: '{!}'.format(1), lambda: '{:d}'.format('a'), lambda: '{:s}'.format(1),
        lambda: '{:z}'.format('a'), lambda: '{:.2d}'.format(1), lambda: '{:=5}'.format('a'), lambda: '{:,}'.format('a'), lambda: '{:5'.format(1), lambda: '{0]}'.format(1), lambda: '{0[}'.format([1]), lambda: '{:{}}'.format(1), lambda: format(5, 5), lambda: format([], 'x'), lambda: format(object(), 'x') if False else 0, lambda: format(None, 'd'),
        lambda: '%d' % 'a', lambda: '%s %s' % 1, lambda: '%s' % (1, 2), lambda: '%(a)s' % 1, lambda: '%(a)s' % {}, lambda: '%z' % 1, lambda: '%' % 1, lambda: '%c' % 'ab', lambda: '%c' % 0x110000, lambda: '%x' % 1.5, lambda: '%f' % 'a', lambda: '%*d' % ('a', 1), lambda: '%(a' % {}, lambda: '%d' % None, lambda: '%.400000000000f' % 1)
