import copy
import re
import sys

p = re.compile('(?P<a>x)(?P<b>y)?', re.I | re.M)
print(p, p.flags, p.groups, p.groupindex, dict(p.groupindex), p.pattern, type(p), type(p.match('x')))
for flags in (0, re.A, re.S | re.X, re.I | re.M | re.S | re.X | re.A):
    print(re.compile('a b', flags))
print(re.compile(b'x', re.I), re.compile(b'x', re.L), re.compile('y' * 300), re.compile('a', re.U))
q = re.compile('(?P<a>x)(?P<b>y)?', re.M | re.I)
re.purge()
r = re.compile('(?P<a>x)(?P<b>y)?', re.M | re.I)
print(p is q, r is p, r == p, hash(r) == hash(p), r != re.compile('x'), p == 'x', re.compile('a') == re.compile(b'a'))
print(copy.copy(p) is p, copy.deepcopy(p) is p, copy.copy(p.match('x')).span(), re.Pattern[str], re.Match[bytes])
try:
    p < r
except TypeError as e:
    print(e)
for t in (re.Pattern, re.Match):
    try:
        t()
    except TypeError as e:
        print(e)
    try:
        type('D', (t,), {})
    except TypeError as e:
        print(e)
try:
    p.flags = 3
except AttributeError as e:
    print(type(e).__name__)
print(re.compile(p) is p)
try:
    re.compile(p, re.I)
except ValueError as e:
    print(e)
for source in ('(', ')', '[a', '*a', 'a**', 'a{2,1}', '(?P<1>a)', '(?P=x)', r'\1', '(?<=a*)b', '(?z)', '\\', '(?P<a>)(?P<a>)', '[b-a]', r'\q', '(?(1)a|b|c)'):
    try:
        print(re.compile(source))
    except re.error as e:
        print(e, e.msg, e.pos, e.lineno, e.colno)
sizes = [re.compile(s) for s in ('', 'a', 'ab', '(a)(b)', 'abc[a-z]')]
print([sys.getsizeof(x) for x in sizes], sys.getsizeof(re.match('(a)(b)', 'ab')), sys.getsizeof(re.match('a', 'a')))
m = p.match('x')
before = sys.getrefcount(p)
others = [p.match('x') for _ in range(5)]
print(sys.getrefcount(p) - before)
del others
print(sys.getrefcount(p) - before)
