# Built-in functions that are called without the way all calls go: what else their names, arguments and objects may be.
import sys


class Plain:
    shared = 'class'

    def __init__(self):
        self.x = 1


class Asked:
    def __getattr__(self, name):
        return 'asked ' + name

    def __setattr__(self, name, value):
        print('set', name, value)
        object.__setattr__(self, name, value)


class Slotted:
    __slots__ = ('a', 'b')


class Shown:
    @property
    def x(self):
        return 'property'

    @x.setter
    def x(self, value):
        print('setter', value)


class Refusing:
    @property
    def x(self):
        raise AttributeError('refused')

    @property
    def y(self):
        raise ValueError('failed')


class Name(str):
    pass


class Meta(type):
    def __getattr__(cls, name):
        return 'meta ' + name

    def __instancecheck__(cls, other):
        print('instance check')
        return other == 5


class WithMeta(metaclass=Meta):
    own = 'own'


class Claiming:
    @property
    def __class__(self):
        return Plain


class Loud:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del', self.name)


def show(f, *args):
    try:
        print(f(*args))
    except Exception as error:
        print(type(error).__name__, error)


# The same calls again and again, while objects and classes change.
def read(o, name):
    return getattr(o, name, 'none'), hasattr(o, name)


p = Plain()
objects = [p, Asked(), Slotted(), Shown(), Plain, WithMeta, WithMeta(), sys, 5, 'text', None, Claiming()]
for round in range(3):
    for o in objects:
        print([read(o, name) for name in ('x', 'a', 'own', 'shared', 'missing')])
        show(getattr, o, 'missing')
    if round == 0:
        Plain.missing = 'found'
        p.a = 'instance'
        objects[2].a = 'slot'
    elif round == 1:
        del Plain.missing
        del p.a
        p.__dict__['own'] = 'in the dictionary'
        del objects[2].a
show(getattr, Refusing(), 'x')
print(hasattr(Refusing(), 'x'), getattr(Refusing(), 'x', 'fallback'))
show(hasattr, Refusing(), 'y')
show(getattr, p, 5)
show(hasattr, p, b'x')
show(setattr, p, None, 1)
show(getattr, p)
print(getattr(p, Name('x')), hasattr(p, Name('zz')), getattr(p, ''.join(['sha', 'red'])))

for round in range(3):
    for o in objects[:4]:
        setattr(o, 'a' if isinstance(o, Slotted) else 'x', round)
        show(setattr, o, 'b', round)
    show(setattr, 5, 'real', 1)
    show(setattr, objects[2], 'c', 1)
    setattr(Plain, 'shared', round)
    print(p.x, p.b, p.shared, objects[2].a, objects[2].b)
q = Plain()
setattr(q, 'x', Loud('first'))
setattr(q, 'x', Loud('second'))
q.__dict__
setattr(q, 'x', Loud('third'))
setattr(q, Name('x'), Loud('fourth'))
print(q.__dict__.keys())
del q

# A value that dies when it is replaced sees the new one.
class Watching:
    def __del__(self):
        print('replaced by', watched.x)


watched = Plain()
watched.x = Watching()
setattr(watched, 'x', 'new')

for round in range(2):
    print([isinstance(o, Plain) for o in objects], isinstance(True, int), isinstance(5, (str, (float, int))))
    print(isinstance(5, WithMeta), isinstance(6, WithMeta), isinstance(objects[6], WithMeta))
    print(isinstance(5, (WithMeta, int)), isinstance(5, int | str))
    show(isinstance, 5, 6)
    show(isinstance, 5, (str, 6))
    show(isinstance, 5)

# Where no class of the object is asked for, and where it is.
class Changing:
    pass


changing = Changing()
for round in range(4):
    print([isinstance(o, (int, str)) for o in objects], isinstance(changing, (int, Plain)), isinstance(changing, Slotted))
    if round == 1:
        Changing.__class__ = property(lambda self: Plain)
    elif round == 2:
        del Changing.__class__
        changing.__class__ = Claiming

# Names that mean something else.
def with_own(ord, int):
    return ord('a'), int('5')


print(with_own(len, list))
def global_names():
    return str(5), abs(-5), type(5)


print(global_names())
str = lambda value: 'mine'
abs = repr
print(global_names())
del str, abs
print(global_names())


# Texts and numbers.
class Int(int):
    def __str__(self):
        return 'Int'

    def __abs__(self):
        return 'abs'


class Bad:
    def __str__(self):
        return 5


for value in (0, 9, 10, -1, -10, 99, 100, 12345, -98765, 2**30 - 1, -(2**30) + 1, 2**30, 2**31, -(2**31), 10**15, 10**30, True, 1.5, Int(7), None, 'x', Name('y')):
    print(str(value), repr(value), type(str(value)))
show(str, Bad())
show(lambda: str(b'abc', 'ascii'))
for text in ('0', '123', '007', '', ' 12 ', '-5', '+5', '1_000', '1__0', '12a', '٣', '9' * 15, '9' * 16, '1' * 40, Name('42'), b'17', '1\0', 'é'):
    show(int, text)
    show(lambda: int(text, 16))
for value in ('a', '', 'ab', 'é', '€', '😀', b'a', b'', Name('n'), 5):
    show(ord, value)
for value in (0, 97, 255, 256, 0x20AC, 0x1F600, 0x10FFFF, 0x110000, -1, True, 'a', 1.5):
    show(lambda: ascii(chr(value)))
for value in (-5, 5, -(2**30) + 1, -(2**64), -1.5, True, -2j + 1, Int(-3), 'a'):
    show(abs, value)
show(ord)
show(abs, 1, 2)

text = 'hello world'
for old, new in (('o', '0'), ('l', ''), ('ll', 'LL'), ('l', 'long'), ('x', 'y'), ('', '-'), ('hello world', ''), ('hello world', 'z'), ('o', 'é'), ('hello world!', '')):
    print(text.replace(old, new), text.replace(old, new, 1), text.replace(old, new, 0), text.replace(old, new, -1))
print(text.replace('x', 'y') is text, 'aaa'.replace('aa', 'b'), ('ab' * 5000).replace('a', 'xy').count('xyb'), 'ab'.replace('ab', 'c') is chr(99))
print(('a' * 100 + 'b').replace('b', 'c')[-2:], ('needle in hay ' * 60).replace('needle', 'pin').count('pin'))
print(type(Name('abc').replace('x', 'y')), Name('abc').replace('b', Name('x')), 'é€é'.replace('€', 'e'), 'aéa'.replace('é', 'e'))
show(text.replace, 1, 'a')
show(text.replace, 'a', None)
print(text.strip(), '  x '.strip(), ' \x1c x\u2003'.strip(), 'xxaxx'.strip('x'), Name(' n ').strip(), type(Name('n').strip()))
print('abc'.encode(), 'é€😀'.encode(), ''.encode(), 'é'.encode('latin-1'), Name('n').encode())
show('\ud800'.encode)
print(bytes(3), bytes(1), bytes(0), len(bytes(1000)), bytes(b'x'), bytes([1, 2]), bytes('é', 'utf-8'), bytes(True))
show(bytes, -1)
show(bytes, 'x')
data = b'a\x00\xff'
print([data[i] for i in range(-3, 3)])
for index in (3, -4, 'x', 1.0):
    show(lambda: data[index])


class Bytes(bytes):
    def __getitem__(self, index):
        return 'mine'


print(Bytes(b'abc')[0], [b[0] for b in (b'abc', Bytes(b'abc'), bytearray(b'abc'), memoryview(b'abc'))])

# Nothing is counted twice, nothing is forgotten.
marker = Plain()
marker.value = object()
counts = sys.getrefcount(marker), sys.getrefcount(marker.value), sys.getrefcount(Plain)
for i in range(50):
    getattr(marker, 'value'), getattr(marker, 'zz', marker), hasattr(marker, 'value'), setattr(marker, 'value', marker.value)
    isinstance(marker, Plain), isinstance(marker, (str, Plain)), type(marker), getattr(Plain, 'shared')
print(counts == (sys.getrefcount(marker), sys.getrefcount(marker.value), sys.getrefcount(Plain)))


def at_limit(n):
    try:
        return at_limit(n + 1)
    except RecursionError as error:
        return abs(-5), ord('a'), isinstance(5, int), hasattr(5, 'real')


print(at_limit(0))

# Shown items: numbers, texts with and without what must be escaped, objects that show themselves.
class Repr:
    def __repr__(self):
        return '<mine>'


for items in ([1, -2, 0, 2**30, -(2**64)], [1.5, -0.0, float('nan'), 1e100], ['a', '', 'it\'s', '"', 'a\\b', 'a\nb', '\x7f', 'é', Name('n')],
              [None, True, False, ...], [[1], (2,), (), [[]], {3}], [Repr(), Int(5)], ['x' * 70000, 1], list(range(5000))):
    text = repr(items)
    print(text if len(text) < 200 else (len(text), hash(text) == hash(str(items)), text[-20:]))
    text = repr(tuple(items))
    print(text if len(text) < 200 else (len(text), text[-20:]))
    print(repr(items[:1]), repr(tuple(items[:1]))[:50] if len(repr(items)) < 200 else '')
for items in ({1: 2, 'a': None}, {'x': [1]}, {(1, 2): 3.5}, {Repr(): 1}, {True: 'it\'s'}, {1: {}, 2: {'a': 5}}, dict.fromkeys(range(5000))):
    print(repr(items) if len(items) < 50 else len(repr(items)))
gone = {1: 'a', 2: 'b', 3: 'c'}
del gone[1]
print(gone, {'only': gone}, vars(Plain()))
nested = [1, 'a']
nested.append(nested)
nested.append((nested, 2))
print(nested, nested[3])

# The other calls of their own.
class Steps:
    def __init__(self):
        self.n = 0

    def __next__(self):
        self.n += 1
        if self.n > 2:
            raise StopIteration('end')
        return self.n


steps = Steps()
for i in range(4):
    show(next, steps)
for it in (iter([1]), iter((1,)), iter('a'), iter({1}), (x for x in [1]), zip([1], [2]), 5):
    for i in range(2):
        try:
            print(next(it))
        except (StopIteration, TypeError) as error:
            print(type(error).__name__, error)
for value in (5, -1, 'text', (1, 2), (1, 'a', (2,)), 2**61 - 1, 2**70, -(2**40), 1.5, [], (1, []), Plain):
    try:
        print(hash(value) == hash(value), type(hash(value)), hash(value) if type(value) in (int, float) else '')
    except TypeError as error:
        print(error)
print(hash((1, 2, 3)), hash((-1, 2**40)), hash(()))
for value in ('1.5', '1e400', ' 2 ', 'x', 3, 2**70, b'1', True, Int(4)):
    try:
        print(float(value))
    except ValueError as error:
        print(error)
