# Formatting of ints, floats, strings, complex and bytes by %, format() and f-strings: a table, and what is refused.
ints = 0, 1, -1, 42, -255, 10 ** 20, -(2 ** 70), True
floats = 0.0, -0.0, 1.0, -1.5, 3.14159265, 1e100, 1e-10, 123456789.125, 0.1 + 0.2, float('inf'), float('-inf'), float('nan'), 5e-324
for spec in '', 'd', '5', '<8', '>8', '^8', '=+8', '08', '+', ' ', '-', ',', '_', 'x', '#x', 'X', '#010x', 'b', '#b', '_b', 'o', '#o', 'e', '.2e', 'f', ',.2f', 'g', '%', '*^15,', 'n', '_x', '>+20,.1f':
    print(f'{spec:10}', [format(i, spec) for i in ints[:6]])
for spec in '', '.2', '.0f', '.3f', '10.2f', '<10.1f', '+.1e', 'e', '.0e', 'g', '.3g', '#.3g', 'G', '%', '.1%', ',.2f', '_.1f', '08.2f', '=+10.1f', 'n', '.10', '#.0f', 'z.1f':
    try:
        print(f'{spec:10}', [format(x, spec) for x in floats])
    except ValueError as error:
        print(f'{spec:10}', error)
for spec in '', 's', '10', '>10', '^10', '.2', '*<8.3', '-^7s', '5.1s':
    print(f'{spec:10}', [format(s, spec) for s in ('', 'a', 'hello', 'éß', '😀x')])
for spec in '', '.2f', '10.1f', '+.1e', ',.1f', '<20', 'g':
    print(f'{spec:10}', [format(c, spec) for c in (0j, 1 + 2j, -1.5 - 0.25j, complex('nan'), 1e20j)])
for conversion in '%d', '%5d', '%-5d|', '%05d', '%+d', '% d', '%x', '%#x', '%X', '%o', '%#o', '%e', '%.2f', '%g', '%s', '%r', '%a', '%10.3s|', '%c', '%i', '%u', '%%', '%#.3g', '%05.1f', '%-8s|':
    row = []
    for value in 42, -7, 3.75, 'é':
        try:
            row.append(conversion % (() if conversion == '%%' else value))
        except (TypeError, ValueError, OverflowError) as error:
            row.append(str(error))
    print(f'{conversion:8}', row)
print('%(a)s %(b)05.1f %(a)r' % {'a': 'x', 'b': 2.25}, '%*d|%-*d|%.*f' % (5, 42, 5, 42, 2, 3.14159), '%s %s' % ('a', (1,)), '%s' % [1], '%s' % {'k': 1}, b'%s %d %x %a' % (b'b', 5, 255, 'é'), bytearray(b'%05d') % 42)
print('{} {1}'.format(1) if False else '{0} {1} {0}'.format('a', 'b'), '{:>{w}.{p}f}'.format(3.14159, w=10, p=2), '{0[k]} {1.real} {2[0]}'.format({'k': 'v'}, 5, [9]), '{!r:>6} {!s} {!a}'.format('a', 'b', 'é'), '{{}} {:{}}'.format(5, '03'), '{a}{b}'.format(**{'a': 1, 'b': 2}))
for template, args in (('{', ()), ('}', ()), ('{}', ()), ('{a}', ()), ('{0} {}', (1, 2)), ('{} {0}', (1, 2)), ('{!x}', (1,)), ('{:d}', ('s',)), ('{:s}', (1,)), ('{:.2d}', (1,)), ('{:,s}', ('a',)), ('{:,x}', (5,)), ('{:c}', (-1,)), ('{:c}', (2 ** 30,)), ('{:+s}', ('a',)), ('{:=5}', ('a',)), ('{:10.}', (1.5,)), ('{:99999999999999999999}', (1,)), ('{0.x}', (1,)), ('{0[x]}', ([1],)), ('{0[', ([1],)), ('{0!}', (1,)), ('{0!rx}', (1,)), ('{:zd}', (1,)), ('{:e}', ('x',)), ('{:__d}', (1,)), ('{:,_d}', (1,))):
    try:
        print(template, template.format(*args))
    except Exception as error:
        print(template, type(error).__name__, error)
for template, args in (('%d', 's'), ('%d', None), ('%c', 'ab'), ('%c', -1), ('%s %s', 'a'), ('%s', (1, 2)), ('%y', 1), ('%', ()), ('%(a)s', 1), ('%(a)s', {}), ('%(a', {}), ('%*d', ('x', 1)), ('a', 1), ('a', {}), ('%.2', 1), ('%x', 1.5), ('%f', 's'), ('%i', 1j)):
    try:
        print(template, template % args)
    except Exception as error:
        print(template, type(error).__name__, error)
print([round(x, n) for x, n in ((2.5, 0), (3.5, None), (-2.5, 0), (1.005, 2), (12345.678, -2), (0.5, None), (1.5, None), (1e300, -300))], [round(i, n) for i, n in ((15, -1), (25, -1), (-15, -1), (1234, -2), (5, 3))], [repr(float(s)) for s in ('1e16', '123456789012345678', '0.0001', '0.00001', '1e22', '1.7976931348623157e308', '4.9e-324', '.5', '5.', '1_0.0_1', ' inf ', '-NaN', '1e-5')])
print([int(s, b) for s, b in (('ff', 16), ('0xff', 16), ('0b101', 0), ('0o17', 0), ('z', 36), ('-12', 10), (' 1_000 ', 10), ('0', 0), ('٣', 10))], [hex(-255), oct(8), bin(-5), f'{-5:b}', (255).to_bytes(2, 'big'), int.from_bytes(b'\xff\x00', 'little'), (-1).to_bytes(2, 'little', signed=True), (10 ** 30).bit_length(), (5).bit_count(), (3.75).hex(), float.fromhex('0x1.8p1'), (0.1).as_integer_ratio(), (7.0).is_integer()])
for text, base in ('x', 10), ('', 10), ('1__0', 10), ('08', 0), ('12', 2), ('1.5', 10), ('+-1', 10), ('0x', 16), ('1', 1), ('1', 37), ('_1', 10), ('1_', 10):
    try:
        print(int(text, base))
    except ValueError as error:
        print(error)
for text in 'x', '', '1e', '1__0', '.', 'e5', '1 2', '0x1p3', 'infin':
    try:
        print(float(text))
    except ValueError as error:
        print(error)
