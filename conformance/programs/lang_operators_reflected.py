# versions: 3.13
# Binary operators: reflected, in-place, subclasses first, NotImplemented, each operator's message, __matmul__, divmod, pow with three.
import operator

OPS = 'add sub mul matmul truediv floordiv mod divmod pow lshift rshift and or xor'.split()
SIGNS = dict(zip(OPS, '+ - * @ / // % divmod ** << >> & | ^'.split()))


def make(name, *, forward=(), reflected=(), inplace=(), base=object):
    namespace = {}
    for op in forward:
        namespace[f'__{op}__'] = lambda s, o, *m, op=op: f'{name}.{op}'
    for op in reflected:
        namespace[f'__r{op}__'] = lambda s, o, *m, op=op: f'{name}.r{op}'
    for op in inplace:
        namespace[f'__i{op}__'] = lambda s, o, op=op: f'{name}.i{op}'
    return type(name, (base,), namespace)


F, R, I = make('F', forward=OPS), make('R', reflected=OPS), make('I', inplace=OPS)
Both = make('Both', forward=OPS, reflected=OPS)
Child = make('Child', reflected=OPS, base=Both)
Same = type('Same', (Both,), {})
No = type('No', (), {f'__{p}{op}__': lambda *a: NotImplemented for op in OPS for p in ('', 'r', 'i')})


def apply(op, a, b):
    if op == 'divmod':
        return divmod(a, b)
    return eval(f'a {SIGNS[op]} b', {'a': a, 'b': b})


def inplace(op, a, b):
    namespace = {'a': a, 'b': b}
    exec(f'a {SIGNS[op]}= b', namespace)
    return namespace['a']


for op in OPS:
    row = []
    for a, b in (F(), 1), (1, R()), (Both(), Child()), (Both(), Same()), (No(), R()), (F(), R()), (No(), No()), (object(), 1):
        try:
            row.append(apply(op, a, b))
        except TypeError as error:
            row.append(str(error))
    print(op, row)
    if op != 'divmod':
        row = []
        for a, b in (I(), 1), (F(), 1), (1, R()), (No(), R()), (No(), 1), (None, 1):
            try:
                row.append(inplace(op, a, b))
            except TypeError as error:
                row.append(str(error))
        print('  ', row)


class P:
    def __pow__(self, other, mod=None):
        return 'pow', other, mod

    def __rpow__(self, other, mod=None):
        return 'rpow', other, mod


print(pow(P(), 2), pow(P(), 2, 3), 2 ** P(), pow(2, P()))
for args in (2, P(), 5), (2, 3, P()), (2.0, 1, 2), ('a', 1, 2), (2, -1, 4), (2, 3, 0):
    try:
        print(pow(*args))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)


class U:
    def __neg__(self):
        return 'neg'

    def __pos__(self):
        return 'pos'

    def __invert__(self):
        return 'inv'

    def __abs__(self):
        return 'abs'

    def __round__(self, n='none'):
        return f'round {n}'

    def __trunc__(self):
        return 7

    def __floor__(self):
        return 'floor'

    def __index__(self):
        return 3


import math
u = U()
print(-u, +u, ~u, abs(u), round(u), round(u, 2), math.trunc(u), math.floor(u), [10, 20, 30, 40][u], range(5)[u], bin(u), 'abc' * u, int(u), float(u), hex(u), [1] * u, b'x' * u, chr(u + 97 if False else 97), 'abcdef'[:u], math.ceil(2.5), operator.index(u))
for expression in ('-object()', '~1.5', '+"a"', 'abs(None)', 'round("x")', '[1][object()]', '"a" * 1.0', '[1] + (1,)', '(1,) + [1]', '"a" + 1', '1 + "a"', 'b"a" + "a"', '{1} + {2}', '{} | []', '1 << -1', '1 << 1.0', '1 @ 2', '[] - []', '5 // 0', '5 % 0', '5.0 % 0', 'divmod(1, 0)', '0 ** -1', '0.0 ** -1', '1j // 1', '"%d" % "x"', '"%s" % (1, 2)', 'None < 1', '[] < ()', '{} < {}', '1j < 2j', 'object() >= 1', 'not_defined', '"a".x', 'None.x', '(1).real = 2' if False else '1 .imag'):
    try:
        print(expression, '=', eval(expression))
    except Exception as error:
        print(f'{expression:18} {type(error).__name__}: {error}')
lst = alias = [1]
lst += (2,)
lst *= 2
t = same = (1,)
t += (2,)
s = other = {1}
s |= {2}
print(lst, alias is lst, t, same, s is other, [a := 1, a.__add__(2), a.__radd__(2), a.__add__('x'), 'x'.__mul__(2)])
tup = ([1],)
try:
    tup[0] += [2]
except TypeError as error:
    print(error, tup)
