import re

# match, search, fullmatch, and what a match tells
m = re.search(r'(?P<year>\d{4})-(?P<month>\d\d)(-(?P<day>\d\d))?', 'on 2024-02 and 2024-03-05', re.A)
print(m, m.group(), m.groups(), m.groups('?'), m.groupdict(), m.groupdict('-'))
print(m.start(), m.end('month'), m.span(1), m.span('day'), m.regs, m.lastindex, m.lastgroup, m.pos, m.endpos)
print(m['year'], m[2], m[3], m.group('year', 2, 0), m.re.pattern, m.string, bool(m), m.expand(r'\g<month>/\1<\g<day>>'))
for bad in (9, -1, 'nope', None, 1.5):
    try:
        print(m.group(bad))
    except Exception as e:
        print(type(e).__name__, e)
print(re.match('b', 'ab'), re.fullmatch('a|ab', 'ab'), re.fullmatch('a*?', 'aaa'), re.fullmatch('a|ab', 'abc'))
p = re.compile('b+')
print(p.match('abbb', 1), p.search('abbb', 2, 3), p.search('abbb', -5, -1), p.fullmatch('abba', 1, 3), p.match('abbb', pos=1, endpos=2))
print(re.compile('^b').match('ab', 1), re.compile('b$').search('abc', 0, 2), re.compile(r'\Bb').match('ab', 1))
for call in (lambda: p.match(5), lambda: p.match(b'x'), lambda: re.compile(b'x').match('x'), lambda: p.match(),
             lambda: p.match('a', 0, 0, 0), lambda: p.match('a', nope=1), lambda: p.search('a', 'b'), lambda: m.start(7)):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)
print(repr(re.match('(a)|b', 'b')), re.match('(a)|b', 'b').groups(), re.match('x' * 60, 'x' * 80))
print(re.match(b'(.)(.)', b'\x00\xff').groups(), re.search(b'b', bytearray(b'abc')).group(), re.search(b'[b-c]+', memoryview(b'abc')).group())
