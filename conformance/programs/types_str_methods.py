"""str: methods, slices, operators, errors."""
def attempt(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as error:
            print(type(error).__name__, error)


s = 'Hello, World'
print(s[0], s[-1], s[1:4], s[::-1], len(s), s + '!', s * 2, 'lo' in s, s == 'Hello, World', s < 'I', min(s), sorted(set('banana')))
print(s.upper(), s.lower(), s.swapcase(), s.title(), s.capitalize(), 'STRASSE \u00df'.casefold(), '\u0130'.lower().encode(), '\ufb01'.upper(), 'o\u0308'.isalpha())
print(s.find('o'), s.rfind('o'), s.index('W'), s.rindex('l'), s.count('l'), s.count('', 2), s.replace('l', 'L', 2), s.replace('', '-', 3), s.find('z'), s.find('', 5), s.find('', 99))
print('a,b,,c'.split(','), ' a  b '.split(), 'a b c'.split(None, 1), 'a b c'.rsplit(' ', 1), 'a\nb\r\nc\x0bd\u2028e'.splitlines(), 'a\nb'.splitlines(True), 'k=v=w'.partition('='), 'k=v=w'.rpartition('='), 'x'.rpartition('y'))
print('  x '.strip(), 'xxaxx'.strip('x'), '\u3000a\u3000'.strip(), 'ab'.center(7, '*'), 'ab'.center(6), 'ab'.ljust(4) + '|', 'ab'.rjust(4, '.'), '-5'.zfill(5), '+a'.zfill(4), 'a\tb\n\tc'.expandtabs(4), 'abc'.removeprefix('a'), 'abc'.removesuffix('c'))
print('abc'.isalpha(), '12'.isdigit(), '\u00b2'.isdigit(), '\u00b2'.isdecimal(), '\u00bd'.isnumeric(), 'a1'.isalnum(), ' \t'.isspace(), 'A'.isupper(), 'a1'.islower(), 'Ab Cd'.istitle(), 'a\x80'.isascii(), ''.isascii(), 'a_1'.isidentifier(), '1a'.isidentifier(), '\x00'.isprintable(), ''.isprintable())
print('abc'.startswith(('x', 'a')), 'abc'.endswith('bc'), 'abc'.startswith('b', 1), 'abc'.endswith('b', 0, 2), 'abc'.startswith(()), '-'.join(['a', 'b']), ''.join('abc'), '-'.join({'k': 1}), ','.join(map(str, range(3))))
print('abc'.translate({97: 'x', 98: None, 99: 100}), 'abc'.translate(str.maketrans('ab', 'xy', 'c')), str.maketrans({'a': 1, 98: 'z'}), 'h\u00e9'.encode(), 'h\u00e9'.encode('latin-1'), '\u20ac'.encode('ascii', 'replace'), '\u20ac'.encode('ascii', 'xmlcharrefreplace'), '\u20ac'.encode('ascii', 'backslashreplace'))
print(repr('a\'b'), repr('a"b\''), repr('\n\t\\\x00\x7f\u00e9\u200b\U0001f600'), ascii('\u00e9\U0001f600'), str(b'x', 'ascii'), str(5), str(), 'a' 'b', '\x41\101\u0041')
print(hash('') == 0, 'abc'[5:], 'abc'[-2:], 'abcdef'[4:1:-1], 'abc'[::-2], 'ab' < 'b', 'a' < 'aa', '\U0001f600' > '\uffff', 'x' != 'y', [*'ab'], 'a' in 'abc', '' in '', chr(233), ord('\u00e9'))
attempt(lambda: s[100], lambda: s['a'], lambda: s + 5, lambda: s + b'x', lambda: 5 + s, lambda: 'a' < 5, lambda: 5 in s, lambda: s.split(''), lambda: s.index('zz'), lambda: s.rindex('zz'), lambda: s.replace('a', 5), lambda: s.join([1]), lambda: s.join(5), lambda: s.join(['a', None]),
        lambda: s.startswith(5), lambda: s.startswith(['a']), lambda: s.startswith((1,)), lambda: s.strip(5), lambda: s.center(), lambda: s.center(5, 'ab'), lambda: s.center('a'), lambda: s.upper(1), lambda: s.encode('xx') if False else 0, lambda: '\u20ac'.encode('ascii'), lambda: '\ud800'.encode(),
        lambda: str(b'x', 5), lambda: str('a', 'utf-8'), lambda: str(5, 'utf-8'), lambda: str(b'\xff', 'ascii'), lambda: s.zfill('a'), lambda: s.partition(''), lambda: s.partition(5), lambda: str.maketrans('a', 'bc'), lambda: str.maketrans('a'), lambda: str.maketrans({'ab': 1}), lambda: 'a'.translate(5), lambda: 'a'.translate({97: 0x110000}),
        lambda: s.x, lambda: s.__setitem__(0, 'a'), lambda: s * 1.5, lambda: s.expandtabs('a'), lambda: s.removeprefix(5), lambda: chr(-1), lambda: ord('ab'), lambda: s.splitlines(1, 2), lambda: int(s), lambda: s())


class S(str):
    def __str__(self):
        return 'S!'

    def __repr__(self):
        return 'R!'


x = S('ab')
print(x, [x], x + 'c', type(x + 'c').__name__, x.upper(), type(x[:]).__name__, x == 'ab', f'{x}', '%s' % x, str(x), {'ab': 1}[x], len(x), ''.join([x]), type(''.join([x])).__name__, hash(x) == hash('ab'))
