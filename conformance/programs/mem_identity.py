# Which equal objects are one object: small ints, strings that are interned, empty containers, constants of one code, folded expressions, copies that are none.
import copy
import sys


def both(what, f):
    a, b = f(), f()
    print(f'{what:<28}', a is b)


n = 256
for what, f in {
    'int 256 computed': lambda: int('256'),
    'int 257 computed': lambda: int('257'),
    'int -5 computed': lambda: -int('5'),
    'int -6 computed': lambda: -int('6'),
    'constant 1000': lambda: 1000,
    'constant float': lambda: 1.5,
    'constant tuple': lambda: (1, 2, (3, 'x')),
    'tuple with a name': lambda: (1, n),
    'empty tuple': lambda: tuple([]),
    'empty str': lambda: ''.join([]),
    'one character': lambda: 'xyz'[1:2],
    'latin character': lambda: chr(233),
    'far character': lambda: chr(300),
    'empty bytes': lambda: bytes([]),
    'one byte': lambda: b'xyz'[0:1],
    'two bytes': lambda: b'xyz'[0:2],
    'empty frozenset': lambda: frozenset(),
    'empty frozenset of list': lambda: frozenset([]),
    'frozenset constant': lambda: {'a'} and (1 in {1, 2}),
    'folded': lambda: 'ab' * 3,
    'not folded': lambda: 'ab' * n,
    'joined names': lambda: 'a' + 'b',
    'sliced': lambda: 'hello world'[0:5],
    'upper': lambda: 'ABC'.upper(),
    'str of str': lambda: str('text'),
    'format': lambda: f'{n}',
    'intern': lambda: sys.intern('in' + str(n)),
    'bool': lambda: n > 5,
    'None': lambda: print(end=''),
    'type of': lambda: type(n),
    'range': lambda: range(3),
    'lambda': lambda: (lambda: 1),
    'code of lambda': lambda: (lambda: 1).__code__,
    'method': lambda: both.__call__,
    'zero product': lambda: n * 0,
    'sum of ints': lambda: sum([100, 100]),
    'sum of big ints': lambda: sum([1000, 1000]),
    'len': lambda: len('x' * n),
    'dict values': lambda: {}.values(),
    'slice': lambda: slice(1, 2),
    'ellipsis': lambda: ...,
    'complex constant': lambda: 2j,
    'negative constant': lambda: -1000,
    'power constant': lambda: 2 ** 20,
    'long str constant': lambda: 'a text with spaces, no name',
    'bytes constant': lambda: b'abc',
    'docstring': lambda: both.__doc__,
}.items():
    both(what, f)


def same_function():
    a, b = 1000, 1000
    c, d = 'some text!', 'some text!'
    e, f = (1, 2), (1, 2)
    g, h = 1.0, 1
    i, j = 0.0, -0.0
    k, l = 999 + 1, 'some ' 'text!'
    return a is b, c is d, e is f, g is h, i is j, a is k, c is l, e is e[:]


def other_function():
    return 1000, 'name_like', 'with space', 2.5


def third_function():
    return 1000, 'name_like', 'with space', 2.5


print(same_function())
print([a is b for a, b in zip(other_function(), third_function())])
x, y = 123456, 123456
v, w, r, s = 'module text!', 'module text!', (1, 'a'), (1, 'a')
print(x is y, v is w, r is s)
keys = {'name_like': 1}
print(next(iter(keys)) is other_function()[1], other_function()[1] is sys.intern(''.join(['name', '_like'])), [k for k in vars(type('T', (), {'name_like': 0})) if k == 'name_like'][0] is other_function()[1])


class Thing:
    name_like = 5


t = Thing()
setattr(t, ''.join(['dyn', 'amic']), 1)
dynamic = 'dynamic'
print(next(iter(vars(t))) is dynamic, sys.intern('dynamic') is next(iter(vars(t))))
try:
    sys.intern(type('S', (str,), {})('x'))
except TypeError as error:
    print(error)
try:
    sys.intern(5)
except TypeError as error:
    print(error)
things = [5, 'text', b'bytes', 1.5, None, (1, 2), frozenset('a'), range(3), len, Thing, 10 ** 20, slice(1)]
print([copy.copy(o) is o for o in things])
print([copy.deepcopy(o) is o for o in things])
nested = (1, [2])
print(copy.copy(nested) is nested, copy.deepcopy(nested) is nested, copy.deepcopy((1, (2, 3)))[1] == (2, 3))
text, data, tup, fs = 'some text', b'some data', (1, 2, 3), frozenset('ab')
print([text[:] is text, text[0:] is text, text[0:9] is text, str(text) is text, text.strip() is text, text.replace('q', 'x') is text, text.ljust(3) is text, text * 1 is text, text + '' is text, '' + text is text, text.lower() is text, f'{text}' is text, '%s' % text is text, ''.join([text]) is text, text.removeprefix('x') is text, text.zfill(2) is text, text.translate({}) is text, text.title() is text, text.partition('q')[0] is text, text.split('q')[0] is text, format(text) is text, text.center(2) is text])
print([data[:] is data, bytes(data) is data, data.strip() is data, data.replace(b'q', b'') is data, data * 1 is data, data + b'' is data, b'' + data is data, b''.join([data]) is data, data.ljust(3) is data, data.removesuffix(b'q') is data])
print([tup[:] is tup, tuple(tup) is tup, tup * 1 is tup, tup + () is tup, () + tup is tup, tup[0:] is tup, (*tup,) is tup, tup[::1] is tup])
print([fs.copy() is fs, frozenset(fs) is fs, fs | set() is fs, fs.union() is fs, fs & fs is fs, fs - set() is fs, fs.difference() is fs, fs.intersection() is fs])
i, f = 10 ** 10, 2.5
print([int(i) is i, +i is i, i.__index__() is i, abs(i) is i, round(i) is i, i.real is i, i + 0 is i, i | 0 is i, i * 1 is i, -(-i) is i, float(f) is f, +f is f, f.real is f, abs(f) is f, f.conjugate() is f, round(f, 5) is f, i.__int__() is i, i.__trunc__() is i, i.conjugate() is i, i // 1 is i, i >> 0 is i, i << 0 is i, i ** 1 is i, i.numerator is i])
one = 1
print([bool(n) + 0 is one, (not not n) is True, bool([]) is False, int(True) is one, n.__class__ is int, id(n) == id(n), NotImplemented is type(NotImplemented)(), None is type(None)(), ... is type(...)()])
