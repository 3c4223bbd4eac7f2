# Augmented assignment: what is evaluated once, in which order, to what the result goes, tuples that hold lists, properties, descriptors, closures.
log = []


class Recorded:
    def __init__(self, name, value=0):
        object.__setattr__(self, 'name', name)
        object.__setattr__(self, 'value', value)

    def __getattr__(self, attribute):
        log.append(f'get {self.name}.{attribute}')
        return 10

    def __setattr__(self, attribute, value):
        log.append(f'set {self.name}.{attribute}={value!r}')

    def __getitem__(self, key):
        log.append(f'get {self.name}[{key!r}]')
        return 20

    def __setitem__(self, key, value):
        log.append(f'set {self.name}[{key!r}]={value!r}')


def call(value):
    log.append(f'call {value!r}')
    return value


def flush(what):
    print(what, log)
    log.clear()


r = Recorded('r')
call(r).x += call(1)
flush('attribute')
call(r)[call('key')] += call(2)
flush('item')
call(r)[call(1):call(2):None, ...] *= call(3)
flush('slice')
call(r).first = call(r)[0] = call(5)
flush('chain')
r.x, r[1], *r.rest = map(call, range(5))
flush('targets')
try:
    call(r).x += call(1) / 0
except ZeroDivisionError:
    flush('right side fails')
try:
    r[call('k')] += 'text'
except TypeError as error:
    flush(str(error))

t = ([1], 2)
try:
    t[0] += [9]
except TypeError as error:
    print(error, t)
try:
    t[1] += 9
except TypeError as error:
    print(error, t)
t[0].append(3)
s = t
s += (4,)
print(t, s)


class InPlace:
    def __init__(self):
        self.log = []

    def __iadd__(self, other):
        self.log.append(other)
        return self

    def __isub__(self, other):
        return f'other object {other}'

    def __imul__(self, other):
        return NotImplemented

    def __rmul__(self, other):
        return 'reflected'

    def __mul__(self, other):
        return 'plain' if other == 1 else NotImplemented

    __itruediv__ = None

    def __truediv__(self, other):
        return 'never'

    def __imatmul__(self, other):
        pass


x = y = InPlace()
x += 1
x += 'two'
print(x is y, x.log)
x -= 3
print(x)
x = y
x *= 1
print(x)
x, z = y, y
try:
    x *= 2
except TypeError as error:
    print(error)
try:
    x /= 2
except TypeError as error:
    print(error)
x @= 2
print(x)
for operator in '+ - * / // % ** @ & | ^ << >>'.split():
    try:
        exec(f'a = 1\na {operator}= []')
    except TypeError as error:
        print(error)


class Account:
    def __init__(self):
        self._n = 0
        self.changes = 0

    @property
    def n(self):
        return self._n

    @n.setter
    def n(self, value):
        self.changes += 1
        self._n = value

    @property
    def fixed(self):
        return 1

    total = 100
    items = []


a = Account()
a.n += 5
a.n -= 2
a.total += 1
a.items += ['shared']
print(a.n, a.changes, a.total, Account.total, Account.items, 'items' in vars(a), vars(a)['items'] is Account.items)
try:
    a.fixed += 1
except AttributeError as error:
    print(error)
try:
    a.missing += 1
except AttributeError as error:
    print(error)


def counter():
    n = 0

    def up(by=1):
        nonlocal n
        n += by
        return n

    def broken():
        n += 1

    return up, broken


up, broken = counter()
print(up(), up(5), up())
try:
    broken()
except UnboundLocalError as error:
    print(error)

numbers = [1, 2, 3]
alias = numbers
numbers += 'ab'
numbers += (n for n in range(2))
numbers += {7: 'x'}
numbers *= 2
print(alias is numbers, alias)
numbers = numbers + [1]
print(alias is numbers)
try:
    numbers += 5
except TypeError as error:
    print(error)
try:
    numbers = numbers + (5,)
except TypeError as error:
    print(error)


def failing():
    yield 'kept'
    yield 'kept too'
    raise ValueError('midway')


numbers = []
try:
    numbers += failing()
except ValueError:
    print(numbers)
numbers = [1, 2]
numbers += numbers
numbers[1:1] = numbers
print(numbers)
text = 'a'
other = text
text += 'b' * 3
text *= 2
print(text, other)
d = {'a': 1}
e = d
d |= {'b': 2}
d |= [('c', 3), 'de']
print(d, d is e)
d = d | {'f': 4}
print(d is e)
try:
    d |= [1]
except TypeError as error:
    print(error)
q = {1, 2, 3, 4}
p = q
q &= {2, 3, 9}
q |= {5}
q ^= {5, 6}
q -= {2}
print(p is q, sorted(q))
q -= q
print(p)
try:
    q |= [1]
except TypeError as error:
    print(error)
f = frozenset('ab')
g = f
f |= {'c'}
print(f is g, sorted(f), type(f).__name__)
b = bytearray(b'x')
c = b
b += b'yz'
b += [1] if False else memoryview(b'm')
b *= 2
print(b, b is c)
try:
    b += 'text'
except TypeError as error:
    print(error)
n = True
n += True
print(n, type(n).__name__)
n = True
n &= False
n |= 1 == 1
print(n)
i = 7
i //= 2
i **= 3
i %= 10
i <<= 4
i >>= 1
i ^= 5
i /= 4
print(i)
z = 1
z += 1j
z -= .5
print(z)
matrix = [[0] * 3 for _ in range(2)]
for row in matrix:
    for k, _ in enumerate(row):
        row[k] += k
        row[-1] -= 1
print(matrix)
for d['loop'] in 'xy':
    d['loop'] += '!'
print(d['loop'])
