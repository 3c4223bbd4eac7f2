"""Records formats.json: format(), the %-operator, str.format() templates. See recording.py."""

import _string

from recording import *


def random_spec(types):
    fill = rng.choice(['', '', '', '<', '>', '^', '=', '*<', '0>', '0=', 'é^', '\U0001f600=', '_=', ',>'])
    parts = [
        fill,
        rng.choice(['', '', '', '+', '-', ' ']),
        rng.choice(['', '', '', '', 'z']),
        rng.choice(['', '', '', '#']),
        rng.choice(['', '', '', '0']),
        rng.choice(['', '', str(rng.randrange(30)), '5', '٣']),
        rng.choice(['', '', '', ',', '_']),
        rng.choice(['', '', f'.{rng.randrange(25)}', '.0', '.1', '.2', '.3', '.', '.110'] if rng.random() < 0.8 else ['']),
        rng.choice(types),
    ]
    if rng.random() < 0.5:
        parts[2] = ''
        parts[3] = ''
    if rng.random() < 0.05:
        rng.shuffle(parts)
    return ''.join(parts)


FIXED_SPECS = [
    '', 'é', '\x01', 'ab', ',_', '_,', ',,', '__', ',é', ',x', '_x', '.', '.x', '99999999999999999999', '.99999999999f',
    '.2147483648f', '5c', '+c', '#c', ',c', '_c', 'n', ',n', '_n', 's', 'd', '%', ',%', '010,', '011,', '012,', '=010_x',
    '#012_x', '#_b', '+#012_b', '0=10,.2f', '010', '<010', '0<10', '^011', 'x=8', '#X', '#o', '#.3g', '#.0f', '#.0e', '#',
    'z.1f', 'z', '+z.0f', 'zx', '.0', '.1', '.17', '.50f', '.200e', 'F', 'E', 'G', '5', '>5', '_.3f', '020,.3f',
    '021_.10e', 'u', 'r', ' ', '  5', '{', '}5', '<<5', '>>', '٣', '.٣', '0٣', '1\x002', '=', '+', 'z+', '#z', '05s', '.3s',
    '\U0001f600<5', '\U0001f600', '\ud800', '9223372036854775808', '.9223372036854775808', ',.2', '_.0', '-', '-5', '-05d',
]
ALL_TYPES = ['', '', 'b', 'c', 'd', 'o', 'x', 'X', 'n', 'e', 'E', 'f', 'F', 'g', 'G', '%', 's', 'y']
INT_TYPES = ['', '', 'd', 'd', 'b', 'o', 'x', 'X', 'n', 'c'] + ALL_TYPES
FLOAT_TYPES = ['', '', '', 'e', 'E', 'f', 'F', 'g', 'G', '%', 'n'] * 2 + ALL_TYPES
TEXTS = ['', 'a', 'abc', 'héllo', '\U0001f600b', 'x' * 12]


def format_int():
    for spec in FIXED_SPECS:
        for n in (0, 97, -1234567, 2**80, 2**1024):
            yield n, spec
    for _ in times(1500):
        n = rng.randrange(-10, 0x110002) if rng.random() < 0.1 else random_int(100)
        # A lone surrogate is nothing to test here: Python's own output could not be compared as JSON text.
        yield n, random_spec(INT_TYPES)


def format_float():
    for spec in FIXED_SPECS:
        for x in (0.0, -0.0, 1234567.891, -0.04, 1e16, float('inf'), float('nan')):
            yield x, spec
    for _ in times(2500):
        yield random_float(), random_spec(FLOAT_TYPES)


def format_complex():
    for spec in FIXED_SPECS:
        for z in (0j, complex(-0.0, 1.5), 1234.5 - 2e20j, complex(float('nan'), float('-inf'))):
            yield z, spec
    for _ in times(700):
        yield complex(random_float(), random_float()), random_spec(FLOAT_TYPES)


def format_text():
    for spec in FIXED_SPECS:
        for text in ('', 'a\U0001f600c'):
            yield text, spec
    for _ in times(500):
        yield rng.choice(TEXTS), random_spec(['', 's', 's'] + ALL_TYPES[:8])


def tag(value):
    if isinstance(value, int):
        return ['i', str(value)]
    if isinstance(value, float):
        return ['f', bits(value)]
    return ['s', value]


def percent_templates():
    fixed = [
        'abc', '%', '%%', '%%%', '%5%', '% %', '%s', '%s%s', '%(a)s', '%(a)s %s', '%s %(a)s', '%(a)*d', '%(a', '%(a)', '%(a(b)c)s',
        '%(a(b)s', '%(zz)d', '%y', '%é', '%\x01', '%*d', '%.*f', '%-*d|', '%*.*f', '%.s', '%.', '%5.', '%l', '%ld', '%hhd', '%qd',
        '%Ld', '%c', '%5c', '%-5c|', '%.0c', '%05c', '%05s', '%+s', '%#s', '%r', '%a', '%.2a', '%10r|', '%i', '%u', '%b', '%5.3%',
        '%99999999999999999999d', '%.99999999999d', '%.2147483648d', '%2147483648.y', '%9223372036854775808d', '%\U0001f600',
        '%-+ #0d', '%0-5d|', '%#x', '%#o', '%#X', '%#010x', '%#-10x|', '% #10.6x', '%+.3d', '%.0d', '%.0f', '%#.0f', '%#g', '%G',
        '%010.3f', '%+010.3e', '% g', '%F', '%E', 'a%db%sc', 'é%s\U0001f600%s', '%(a)s%(b)d', '%d%', '%s %(', '%(a)s %y', '%5s|%-5s|',
        '%\U0001f600d', '\U0001f600%y', '%*y', '%.150f', '%.*', '%*', '%**d', '%.-5d', '%-', '%s%', '%()s', '%(a)%', '%(a)y', '%3$d',
    ]
    arguments = [
        (), (1,), (-255,), (3.75,), ('text',), ('é\n',), ('\U0001f600',), (65, 'q'), (5, 3, 2.5), (-8, 42), (2**70, 5), (-5, 1.5),
        ('a', 'b'), {'a': 1, 'b': 2, 'a(b)c': 3, '': 4}, {}, 7, 'solo', float('inf'), float('nan'), (0x110000,), (-1,), (2**40, 2.5),
    ]
    for template in fixed:
        for operand in arguments:
            yield template, operand
    for _ in times(1500):
        template = ''
        values = []
        for _ in range(rng.randrange(1, 4)):
            conversion = rng.choice('diuoxXeEfFgGcrsa')
            flags = ''.join(rng.choice('-+ #0') for _ in range(rng.randrange(4)))
            width = rng.choice(['', '', str(rng.randrange(20)), '*'])
            precision = rng.choice(['', '', '.', f'.{rng.randrange(20)}', '.*'])
            template += f'{rng.choice(["", "x"])}%{flags}{width}{precision}{rng.choice(["", "", "l"])}{conversion}'
            values += [rng.randrange(-15, 15) for part in (width, precision) if '*' in part]
            if conversion in 'eEfFgG':
                values.append(random_float())
            elif conversion in 'diuoxX':
                values.append(random_int(100) if rng.random() < 0.9 or conversion in 'oxX' else random_float())
            else:
                values.append(rng.choice([random_int(60) if conversion != 'c' else rng.randrange(1000), random_float(), *TEXTS]))
        if rng.random() < 0.05:
            values.append(1)
        yield template, tuple(values)


def percent_case(template, operand):
    if isinstance(operand, dict):
        shown = {key: tag(value) for key, value in operand.items()}
    else:
        shown = [tag(value) for value in operand] if isinstance(operand, tuple) else {'one': tag(operand)}
    kind = 'mapping' if isinstance(operand, dict) else 'tuple' if isinstance(operand, tuple) else 'one'
    # A dict as an argument of %s would need its repr on the other side.
    result = outcome(operator_mod, template, operand)
    return [template, kind, shown, result]


def operator_mod(template, operand):
    return template % operand


class Probe:
    """An object that tells what was asked of it."""

    def __init__(self, path):
        self.path = path

    def __getattr__(self, name):
        return Probe(f'{self.path}.{name}')

    def __getitem__(self, key):
        return Probe(f'{self.path}[{key!a}]')

    def __format__(self, spec):
        return f'<{self.path}|{spec}>'

    def __repr__(self):
        return f'r({self.path})'

    def __str__(self):
        return f's({self.path})'


def templates():
    fixed = [
        '', 'abc', '{', '}', '{{', '}}', '{{}}', '{}', '{}{}', '{}{0}', '{0}{}', '{!}', '{!', '{!r', '{!rx}', '{!x}', '{!é}', '{!\x01}',
        '{:{:{}}}', '{0.}', '{0[}', '{0[]}', '{0[a}', '{0[a]b}', '{0[99999999999999999999]}', '{99999999999999999999}', '{5}', '{a}',
        '{zz}', '{a{', '{a{b}}', '{0:', '{0:{', '{0:{}', '{0!r:', '{[a]}', '{.real}', '{-1}', '{ 0}', '{0[-1]}', '{0!}', '{!r:}}', '{:}}',
        '{0[}]}', '{0[{]}', '{0[:]}', '{0[!]}', '{:{0}}', '{0..a}', '{a.b[c].d}', '{٣}', '{0[٣]}', '{0[٣a]}', '{!r!s}', '{:{!r}}',
        '{:{}{}}', '{:{{}}}', '{:}', '{0:a{{b}', '{!s:>{a}}', '{!}}', '{!}:}', '{!{}', '{!:}', '{:{a!r:x}}', '{0!a:{1}}', 'x{', 'x}y', '{{x{0}y}}',
        '{:{}}{:{}}', '{a!x:{b}}', '{a.:{5}}', '{zz.a}', '{00}', '{0x}', '{a[b.c]}', '{a[[]}', '{a[b][0].c!s:d}', '{a.b.}', '{a]b}', '{a.[0]}',
        '{0[9007199254740993]}', '{9007199254740993}', '{\U0001f600}', '{!\U0001f600}', '{!\ud800}', '{:\U0001f600}', '{', '{}}', '}{', '{:}{',
        '{0[0][', '{0[0]', '{a.b', '{a:{b', '{a!r:{b}', '{[}', '{a[}]}', '{a[{}]}', '{a{}}', '{.}', '{[]}', '{..}', '{a:{b:{c}}}', '{a:{b:{c:{d}}}}',
    ]
    yield from fixed
    pieces = ['{', '}', '{}', '{0}', '{a}', ':', '!', 'r', 's', '[', ']', '.', 'x', '0', 'a', '{{', '}}', '{:', '{!r:', '>5', '٣', 'é']
    for _ in times(2000):
        yield ''.join(rng.choice(pieces) for _ in range(rng.randrange(1, 9)))


def template_case(template):
    arguments = [Probe('0'), Probe('1'), Probe('2'), Probe('3')]
    result = outcome(template.format, *arguments) if 'a' not in template else outcome(with_keywords, template, arguments)
    return [template, result]


def with_keywords(template, arguments):
    return template.format(*arguments, a=Probe('a'), b=Probe('b'))


def markup_case(template):
    steps = []
    try:
        for step in _string.formatter_parser(template):
            steps.append(list(step))
    except ValueError as error:
        return [template, steps, str(error)]
    return [template, steps]


def field_name_case(name):
    steps = []
    try:
        first, rest = _string.formatter_field_name_split(name)
    except ValueError as error:
        return [name, None, steps, str(error)]
    try:
        for is_attribute, key in rest:
            steps.append([is_attribute, str(key), isinstance(key, int)])
    except ValueError as error:
        return [name, first if isinstance(first, str) else [str(first)], steps, str(error)]
    return [name, first if isinstance(first, str) else [str(first)], steps]


def field_names():
    fixed = ['', '0', 'a', 'a.b', 'a.b[c]', 'a[0].b', 'a[', 'a[]', 'a.', 'a..b', 'a[b]c', '.a', '[a]', '[0]', 'a[٣]', '٣', '٣a', 'a[b', 'a]b']
    fixed += ['99999999999999999999', 'a[99999999999999999999]', 'a[9007199254740993]', 'a[0', 'a[[]', 'a[.]', '0.a', '007', 'a[007]', 'é[é].é']
    yield from fixed
    for _ in times(300):
        yield ''.join(rng.choice(['a', '0', '.', '[', ']', '٣', '1', 'b']) for _ in range(rng.randrange(1, 8)))


write('formats.json', {
    'int': [[str(n), spec, outcome(format, n, spec)] for n, spec in format_int()],
    'float': [[bits(x), spec, outcome(format, x, spec)] for x, spec in format_float()],
    'complex': [[bits(z.real), bits(z.imag), spec, outcome(format, z, spec)] for z, spec in format_complex()],
    'text': [[text, spec, outcome(format, text, spec)] for text, spec in format_text()],
    'percent': [percent_case(*case) for case in percent_templates()],
    'template': [template_case(template) for template in templates()],
    'markup': [markup_case(template) for template in templates()],
    'fieldName': [field_name_case(name) for name in field_names()],
})
