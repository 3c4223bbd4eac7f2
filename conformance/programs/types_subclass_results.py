# Subclasses of built-in types: which operations give the subclass, which the base, which methods of it are asked, and what instances carry.
class I(int):
    def __new__(cls, value=0, tag=None):
        self = super().__new__(cls, value)
        self.tag = tag
        return self

    def __repr__(self):
        return f'I({int(self)})'


class F(float):
    pass


class S(str):
    def __repr__(self):
        return f'S{super().__repr__()}'


class B(bytes):
    pass


class A(bytearray):
    pass


class L(list):
    def __getitem__(self, key):
        print('  getitem', key)
        return super().__getitem__(key)

    def __len__(self):
        return super().__len__() + 100

    def __iter__(self):
        print('  iter')
        return super().__iter__()


class T(tuple):
    def __new__(cls, *items):
        return super().__new__(cls, items)


class D(dict):
    def __getitem__(self, key):
        print('  getitem', key)
        return super().__getitem__(key)

    def __setitem__(self, key, value):
        print('  setitem', key)
        super().__setitem__(key, value)

    def __contains__(self, key):
        print('  contains', key)
        return super().__contains__(key)

    def keys(self):
        print('  keys')
        return super().keys()


class E(set):
    pass


class Z(frozenset):
    pass


def kinds(*values):
    print(*(f'{type(value).__name__}:{value!r}' for value in values))


i = I(7, 'seven')
kinds(i, +i, -i, ~i, i + 1, 1 + i, i * i, i // 2, i / 2, i ** 2, i & 3, abs(i), int(i), round(i), i.real, i.numerator, i.conjugate(), I.from_bytes(b'\1\2', 'big'), divmod(i, 2), pow(i, 2, 5), I(True))
print(i.tag, vars(i), i == 7, hash(i) == hash(7), {7: 'x'}[i], [10, 20, 30][I(1)], range(I(3)), f'{i} {i!s} {i!r} {i:>5}', '%d %s' % (i, i), 'ab' * I(2), bytes(I(2)), isinstance(True + i, I))
f = F(2.5)
kinds(f, f + 1, -f, abs(f), f.real, F.fromhex('0x1p3'), float(f), round(f), round(f, 1), f.__floor__(), f // 1, f.conjugate(), sum([f, f]))
s = S('Text text')
kinds(s, s + 'x', 'x' + s, s * 1, s[0], s[:], s[0:4], s.upper(), s.strip(), s.replace('q', 'q'), s.center(3), s.join(['a']), s.join([S('one')]), str(s), s.partition('q'), s.split('q'), s.splitlines(), s.translate({}), s.expandtabs(), s.casefold(), s.ljust(0), s.zfill(1), s.removeprefix('q'), f'{s}', '%s' % s, ''.join([s]), s.title(), s.encode())
s.note = 'attribute'
print(s.note, s == 'Text text', {'Text text': 1}[s], hash(s) == hash('Text text'), sorted([S('b'), 'a', S('c')]), str.__repr__(s), s in {'Text text'})
b = B(b'bytes')
kinds(b, b + b'x', b[:], b.upper(), b.replace(b'q', b'q'), b.strip(), bytes(b), B.fromhex('6162'), b.join([b]), b * 1, b.translate(None), b.split(b'q'), b.ljust(1))
a = A(b'array')
kinds(a, a + b'x', a[:], a.upper(), a.copy(), a * 2, A.fromhex('61'), b'x' + a, bytes(a), a.replace(b'q', b''))
a += b'!'
a *= 2
kinds(a)
l = L([3, 1, 2])
print(len(l), list.__len__(l), bool(L()), bool(l))
kinds(l + [1], l[:2], l.copy(), l * 2, sorted(l), list(l), [*l], tuple(l))
print(l[0], 1 in l, l.index(2), l.count(3), l == [3, 1, 2], max(l), sum(l))
x, y, z = l
l += (9,)
l *= 1
kinds(l)
for item in l:
    print(item, end=' ')
print(list(reversed(l)) if False else l.pop(), list.__getitem__(l, 0))
t = T(1, 2, 3)
kinds(t, t + (4,), t[:], t[0:2], t * 1, tuple(t), T(), t.__class__(*t))
t.extra = [1]
print(t.extra, t == (1, 2, 3), hash(t) == hash((1, 2, 3)), '%s-%s-%s' % t, {t: 1}[1, 2, 3])
d = D(a=1)
d['b'] = 2
print(d['b'], d.get('a'), 'a' in d, d.pop('a'), d.setdefault('c', 3), d)
d.update(e=5)
kinds(d.copy(), d | {'z': 1}, {'z': 1} | d, D.fromkeys('xy'), dict(d), {**d}, dict(**d))
d |= {'q': 1}
print(d, list(d), sorted(d), len(d), d == {'b': 2, 'c': 3, 'e': 5, 'q': 1})
print('{b} {c}'.format(**d), '{b}'.format_map(d), '%(b)s %(c)s' % d)
exec('b += 1; new = b', {}, d)
print(d)
e = E('abc')
kinds(E('a') | {'a'}, {'a'} | E('a'), E('a') & E('a'), E('a') - {'b'}, E('a') ^ set(), e.copy().__class__(), E('a').union('a'), E('a').copy(), E('a').intersection('a'))
e -= {'b'}
e |= {'z'}
print(type(e).__name__, sorted(e))
z = Z('a')
kinds(z, z | {'a'}, z & z, z.copy(), z.union(), frozenset(z), Z(z), {'a'} | z, z - z)
print(z.copy() is z, Z(z) is z, frozenset(z) is z, frozenset('a').copy() == z, {z: 1}[frozenset('a')])


class Truth(int):
    def __bool__(self):
        return False

    def __eq__(self, other):
        return 'equal?'

    def __index__(self):
        return 99

    def __int__(self):
        return 55

    def __add__(self, other):
        return 'added'

    __hash__ = int.__hash__


n = Truth(1)
print(bool(n), n == 5, int(n), [0, 1, 2][n], n + 1, 1 + n, sum([n, n]), '%d' % n, f'{n:d}', range(5)[n], n < 5, [5] == [n], hex(n), list(range(n)))


class Loud(str):
    def __str__(self):
        return 'loud'

    def __format__(self, spec):
        return f'<{spec}>'

    def __hash__(self):
        return 5

    def __eq__(self, other):
        return str.__eq__(self, other)

    def __len__(self):
        return 77


q = Loud('quiet')
print(q, f'{q}', f'{q:5}', f'{q!s:5}|', f'{q!r}', '%s' % q, ''.join([q, q]), str(q), len(q), q[:3], q + '!', {q: 1}.get('quiet'), q.upper(), format(q), 'qu' in q, getattr(q, '__len__')(), int(Loud('12')), float(Loud('1.5')))
for wrong in ('I()[0]', 'class X(bool): pass', 'class X(range): pass', 'class X(int, str): pass', 'class X(I, F): pass', 'class X(list, dict): pass', 'class X(type(None)): pass', 'class X(slice): pass', 'class X(memoryview): pass', 'class X(type(lambda: 0)): pass', 'class X(int):\n __slots__ = "a"', 'class X(tuple):\n __slots__ = ("a",)'):
    try:
        exec(wrong)
        print('fine', wrong.splitlines()[0])
    except Exception as error:
        print(type(error).__name__, error)
