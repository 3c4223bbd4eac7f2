# Counts of objects while the language works with them: match subjects, comparisons in sort, keys of dictionaries, arguments in nested calls, unpacking, f-strings, augmented targets.
import sys

count = sys.getrefcount


class Seen:
    """Counts its own references whenever one of its methods runs."""

    def __init__(self, name='seen'):
        self.name = name

    def note(self, what):
        notes.append(f'{what} {count(self) - 4}')

    def __eq__(self, other):
        self.note('eq')
        return self is other

    def __lt__(self, other):
        self.note('lt')
        return self.name < other.name

    def __hash__(self):
        self.note('hash')
        return hash(self.name)

    def __repr__(self):
        self.note('repr')
        return self.name

    def __len__(self):
        self.note('len')
        return 3

    def __iter__(self):
        self.note('iter')
        return iter('abc')

    def __contains__(self, item):
        self.note('contains')
        return True

    def __getitem__(self, key):
        self.note('getitem')
        return key

    def __setitem__(self, key, value):
        self.note('setitem')

    def __delitem__(self, key):
        self.note('delitem')

    def __add__(self, other):
        self.note('add')
        return self

    def __iadd__(self, other):
        self.note('iadd')
        return self

    def __neg__(self):
        self.note('neg')
        return self

    def __call__(self, *args):
        self.note('call')
        return self

    def __enter__(self):
        self.note('enter')
        return self

    def __exit__(self, *exc):
        self.note('exit')

    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        self.note('getattr')
        return name

    def __index__(self):
        self.note('index')
        return 1


notes = []


def show(what):
    print(what, notes)
    notes.clear()


s = Seen()
s + 1
show('add')
-s
show('neg')
s()
show('call')
s(s, s)
show('call with itself')
s == s
show('eq itself')
s == 5
show('eq other')
s[0]
show('getitem')
s[s]
show('getitem itself')
s[0] = s
show('setitem')
del s[0]
show('delitem')
5 in s
show('in')
s in [1, s]
show('in a list')
s in (s,)
show('in a tuple')
len(s)
show('len')
a, b, c = s
show('unpack')
[*s]
show('star')
for x in s:
    pass
show('for')
with s:
    pass
show('with')
with s as t:
    show('inside with')
del t
show('after with')
s += 1
show('iadd')
t = s
t += 1
show('iadd of two names')
del t
[10, 20][s]
show('index')
'ab'[s:]
show('slice index')
f'{s!r}'
show('f-string')
repr(s), str(s)
show('repr and str')
'%s' % (s,), '%r %r' % (s, s)
show('percent')
[s, [s]].__repr__()
show('repr of nested lists')
d = {s: s}
show('key')
d[s]
show('lookup')
d.get(s), d.get(5)
show('get')
d.pop(s)
show('pop')
{s, s}
show('set')
x = Seen('a'), Seen('b'), Seen('c')
sorted(x)
show('sorted')
l = [x[2], x[0], x[1]]
l.sort()
show('sort')
l.index(x[1])
show('index of list')
l.count(x[0])
show('count of list')
l.remove(x[2])
show('remove')
min(x), max(x)
show('min and max')
x == (1, 2, 3), x == x
show('tuples')
del x, l
match s:
    case 5:
        pass
    case [1, 2]:
        pass
    case {'k': 1}:
        pass
    case Seen(name='other'):
        pass
    case Seen(name=n) as whole if whole is s:
        show('match')
del whole
lambda_result = (lambda y: y + 1)(s)
show('lambda')
del lambda_result
(lambda *args: args[0] + 1)(s)
show('star args')
(lambda **k: k['k'] + 1)(k=s)
show('keyword args')
[y + 1 for y in [s]]
show('comprehension')
list(map(Seen.__neg__, [s]))
show('map')
list(filter(Seen.__len__, [s, s]))
show('filter')
next(y + 1 for y in (s,))
show('generator expression')
s if s else s
show('conditional')
not s
show('not')
s < Seen('z') < Seen('zz')
show('chain')
(t := s) + 1
show('walrus')
del t
try:
    raise ValueError(s)
except ValueError as error:
    error.args[0] + 1
    show('in an exception')
print(count(s) - count(object()))
