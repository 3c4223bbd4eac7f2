# __bool__/__len__, __index__, __length_hint__, __missing__, __format__, __contains__ and its fallbacks, __reversed__, __iter__ = None, __hash__ = None, __call__, __enter__.
import operator


class Len:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


class Bool(Len):
    def __bool__(self):
        return self.b


for n in 0, 3, True, -1, 1.5, 2 ** 80, 'x', None:
    try:
        print(n, bool(Len(n)), len(Len(n)))
    except Exception as error:
        print(n, type(error).__name__, error)
b = Bool(0)
for b.b in True, 0, None, 'yes':
    try:
        print(b.b, bool(b), 'if' if b else 'else', not b)
    except TypeError as error:
        print(error)


class Missing(dict):
    def __missing__(self, key):
        if key == 'no':
            raise KeyError('refused')
        self[key] = value = f'made {key}'
        return value


m = Missing(a=1)
print(m['a'], m['b'], m.get('c'), 'c' in m, dict(m), '%(d)s' % m, '{e}'.format_map(m), m.setdefault('f', 0))
try:
    m['no']
except KeyError as error:
    print(repr(error))


class Hint:
    def __init__(self, hint):
        self.hint, self.left = hint, 3

    def __iter__(self):
        return self

    def __next__(self):
        if not self.left:
            raise StopIteration
        self.left -= 1
        return self.left

    def __length_hint__(self):
        if isinstance(self.hint, Exception):
            raise self.hint
        return self.hint


for hint in 3, 100, 0, -1, 'x', NotImplemented, TypeError('quiet'), ValueError('loud'), 2.0:
    try:
        print(list(Hint(hint)), operator.length_hint(Hint(hint), 7))
    except Exception as error:
        print(type(error).__name__, error)


class Seq:
    def __getitem__(self, i):
        if i == 3:
            raise IndexError
        return i * 10


class Reverse(Seq):
    def __len__(self):
        return 3


print(list(Seq()), 20 in Seq(), 5 in Seq(), list(reversed(Reverse())), max(Seq()), [*Seq()], operator.countOf(Seq(), 10))
try:
    reversed(Seq())
except TypeError as error:
    print(error)


class Contains:
    def __contains__(self, item):
        return item


class NoIter:
    __iter__ = None
    __contains__ = None
    __getitem__ = lambda self, i: i
    __reversed__ = None


for action in (lambda: 5 in Contains(), lambda: '' in Contains(), lambda: 1 in NoIter(), lambda: 1 in 5, lambda: iter(5), lambda: next([]), lambda: len(5), lambda: 'a' in 5, lambda: 5 in 'a', lambda: {}[[]], lambda: hash([]), lambda: {[]: 1}, lambda: {[]}, lambda: range(3)['x']):
    try:
        print(action())
    except TypeError as error:
        print(error)


class Eq:
    def __eq__(self, other):
        return True


class Unhashable:
    __hash__ = None


class BadHash:
    def __hash__(self):
        return 'x'


for cls in Eq, Unhashable, BadHash:
    try:
        print(hash(cls()), {cls(): 1})
    except TypeError as error:
        print(error)


class Iter:
    def __init__(self, result):
        self.result = result

    def __iter__(self):
        return self.result


for result in [1], iter('a'), 5, None:
    try:
        print(list(Iter(result)))
    except TypeError as error:
        print(error)


class Format:
    def __format__(self, spec):
        return spec and f'[{spec}]'

    def __str__(self):
        return 'str'

    def __repr__(self):
        return 'repr'


class BadFormat:
    def __format__(self, spec):
        return 5


f = Format()
print(f'{f:abc} {f} {f!s} {f!r:>6}', format(f, 'x'), '{:y}'.format(f), '{0!r}'.format(f), '%s %r' % (f, f))
for action in lambda: format(BadFormat()), lambda: format(object(), 'x'), lambda: format([], '>5'), lambda: format(1, 'q'), lambda: str(type('S', (), {'__str__': lambda s: 1})()), lambda: repr(type('R', (), {'__repr__': lambda s: None})()):
    try:
        print(action())
    except (TypeError, ValueError) as error:
        print(error)


class Callable:
    def __call__(self, *args, **kwargs):
        return args, kwargs


print(Callable()(1, a=2), callable(Callable()), callable(5), callable(len))
inst = Callable()
inst.__call__ = lambda *a: 'instance'
inst.__len__ = lambda: 5
print(inst(1))
try:
    len(inst)
except TypeError as error:
    print(error)


class Index:
    def __init__(self, v):
        self.v = v

    def __index__(self):
        return self.v


for v in 2, 'x', 2 ** 70:
    try:
        print([0, 1, 2, 3][Index(v)], 'abcd'[Index(v):], range(10)[Index(v)], [1] * Index(v) if v != 2 ** 70 else '', hex(Index(v)))
    except (TypeError, IndexError, OverflowError) as error:
        print(type(error).__name__, error)
for make in lambda: int(type('I', (), {'__int__': lambda s: 5})()), lambda: float(type('F', (), {'__float__': lambda s: 1})()), lambda: complex(type('C', (), {'__complex__': lambda s: 1j})()), lambda: int(type('I', (), {'__int__': lambda s: 'x'})()), lambda: bytes(type('B', (), {'__bytes__': lambda s: b'hi'})()), lambda: bytes(type('B', (), {'__bytes__': lambda s: 5})()), lambda: round(type('R', (), {'__round__': lambda s, n=None: n})(), 3), lambda: sum([[1], [2]], []), lambda: sum(['a'], ''):
    try:
        print(make())
    except TypeError as error:
        print(error)
