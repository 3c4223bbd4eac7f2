# The language as far as it goes without generators.
def f(a, b=2, *args, c=3, **kw):
    return (a, b, args, c, kw)


print(f(1), f(1, 5), f(1, 2, 3, 4, c=5, d=6), f(*[1, 2], **{'c': 9}))


def deco(g):
    def wrapper(*a, **k):
        print('before', g.__name__)
        return g(*a, **k)
    return wrapper


@deco
def plus(x, y):
    return x + y


print(plus(2, y=3))


class Meta(type):
    def __new__(mcs, name, bases, ns, **kw):
        print('meta', name, kw)
        return super().__new__(mcs, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        super().__init__(name, bases, ns)


class Base(metaclass=Meta, flag=1):
    count = 0

    def __init__(self, v):
        self.v = v
        Base.count += 1

    @property
    def double(self):
        return self.v * 2

    @double.setter
    def double(self, value):
        self.v = value // 2

    @classmethod
    def make(cls, v):
        return cls(v)

    @staticmethod
    def util(x):
        return -x

    def __eq__(self, other):
        return self.v == other.v

    def __hash__(self):
        return hash(self.v)

    def __add__(self, other):
        return Base(self.v + other)

    def __radd__(self, other):
        return Base(other + self.v)

    def __len__(self):
        return self.v

    def __getitem__(self, i):
        return i * self.v

    def __call__(self, *a):
        return a

    def __iter__(self):
        return iter([1, 2, self.v])

    def __contains__(self, x):
        return x == self.v

    def __bool__(self):
        return self.v > 0

    def __lt__(self, other):
        return self.v < other.v

    def __repr__(self):
        return f'Base({self.v})'


b = Base.make(4)
b.double = 20
print(b, b.double, Base.util(3), b + 1, 1 + b, len(b), b[3], b(1, 2), list(b), 10 in b, 3 in b, bool(b))
print(sorted([Base(3), Base(1), Base(2)]), max(Base(1), Base(5)), Base.count)


class Child(Base):
    def __init__(self, v):
        super().__init__(v + 1)

    def __getattr__(self, name):
        return name.upper()


c = Child(1)
print(c, c.foo, c.v, isinstance(c, Base), issubclass(Child, Base), Child.__mro__)
for i in range(5):
    if i == 1:
        continue
    if i == 4:
        break
    print(i, end=' ')
else:
    print('never')
print()
n = 3
while n:
    n -= 1
else:
    print('else', n)
try:
    try:
        {}['x']
    except KeyError as e:
        raise ValueError('bad') from e
except ValueError as e:
    print(repr(e), repr(e.__cause__), e.__context__ is e.__cause__)


def fin():
    for i in range(3):
        try:
            if i == 1:
                return i
        finally:
            print('fin', i)


print(fin())
a, *rest, z = range(6)
print(a, rest, z)
(p, q), r = (1, 2), 3
print(p, q, r)
print([x * y for x in range(3) for y in range(3) if x != y], {x: x * x for x in range(4)}, {x % 3 for x in range(10)})
print((lambda x, y=2: x + y)(1), [i for i in 'abc'], {**{'a': 1}, 'b': 2}, [*range(3), *'xy'], {*(1, 2), 3})
x = 5
print(x if x > 3 else -x, not x, x and 'yes', 0 or 'no', 1 < x < 10, x is None)
print(f'{x=} {x:>5} {x!r:^7}|{3.14159:.3f}|{"s":*<4}|{1234567:,}|{255:#x}')
assert x == 5, 'no'
try:
    assert x == 6, 'assertion text'
except AssertionError as e:
    print(e)
del x
try:
    x
except NameError as e:
    print(e)
if (m := len('four')) == 4:
    print('walrus', m)
d = {}
d['a'] = d.get('a', 0) + 1
d.setdefault('l', []).append(1)
print(d, list(d.items()), d.pop('a'), len(d))
s = 'Hello, World'
print(s.upper(), s.split(', '), s[::-1], s[1:5], '-'.join('abc'), s.replace('l', 'L'), s.find('W'), s.startswith('He'))
print(1 / 2, 7 // 2, -7 // 2, -7 % 3, 2 ** 10, 2 ** -1, 1 << 70, 10 ** 20, 5 & 3, 5 | 3, 5 ^ 3, ~5)
print(int('42'), float('1.5'), str(1.0), repr('q"\''), bool([]), tuple([1]), list('ab'), set('a'), abs(-3), round(2.5), divmod(7, 3))
print(sum([1, 2, 3]), min(3, 1), any([0, 1]), all([1, 0]), list(zip('ab', [1, 2])), list(enumerate('ab')), list(map(str, [1, 2])), list(filter(None, [0, 1])), list(reversed([1, 2])))


class CM:
    def __init__(self, name, swallow=False):
        self.name = name
        self.swallow = swallow

    def __enter__(self):
        print('enter', self.name)
        return self

    def __exit__(self, kind, value, traceback):
        print('exit', self.name, kind and kind.__name__, value)
        return self.swallow


with CM('a') as a, CM('b', True):
    raise RuntimeError('swallowed')
for i in range(2):
    with CM(i):
        if i == 0:
            continue
        break


def early():
    with CM('return'):
        return 'value'


print(early())
