# Special methods are looked up on the type: instances that set them, __getattr__ that offers them, metaclasses, descriptors as methods, deletion and late addition, None.
class Plain:
    pass


def attempt(what, f):
    try:
        print(what, '=', f())
    except Exception as error:
        print(what, '->', type(error).__name__, error)


p = Plain()
for name, value in {'__len__': lambda: 5, '__iter__': lambda: iter('ab'), '__call__': lambda: 'called', '__add__': lambda o: 'added', '__bool__': lambda: False, '__str__': lambda: 'own str', '__repr__': lambda: 'own repr', '__getitem__': lambda k: k, '__contains__': lambda k: True, '__enter__': lambda: 1, '__exit__': lambda *a: None, '__hash__': lambda: 5, '__eq__': lambda o: 'eq', '__lt__': lambda o: 'lt', '__index__': lambda: 3, '__int__': lambda: 3, '__float__': lambda: 2.5, '__next__': lambda: 1, '__reversed__': lambda: 'rev', '__format__': lambda s: 'fmt', '__dir__': lambda: ['x'], '__sizeof__': lambda: 7, '__copy__': lambda: 'copied', '__deepcopy__': lambda memo: 'deep', '__round__': lambda n=None: 'round', '__abs__': lambda: 'abs', '__missing__': lambda k: k, '__instancecheck__': lambda i: True, '__del__': lambda: print('never'), '__await__': lambda: iter(()), '__class_getitem__': lambda k: k, '__length_hint__': lambda: 10, '__fspath__': lambda: 'path', '__bytes__': lambda: b'b', '__complex__': lambda: 1j, '__trunc__': lambda: 1, '__set_name__': lambda o, n: print('never')}.items():
    setattr(p, name, value)
import copy
import math
import operator
import os
import sys
for what, f in {'len': lambda: len(p), 'iter': lambda: list(p), 'call': lambda: p(), 'add': lambda: p + 1, 'bool': lambda: bool(p), 'str': lambda: str(p).startswith('<__main__.Plain'), 'repr': lambda: repr(p).startswith('<__main__.Plain'), 'getitem': lambda: p[0], 'in': lambda: 1 in p, 'with': lambda: exec('with p: pass', {'p': p}), 'hash': lambda: hash(p) == object.__hash__(p), 'eq': lambda: p == 5, 'lt': lambda: p < 5, 'index': lambda: [1, 2][p], 'int': lambda: int(p), 'float': lambda: float(p), 'next': lambda: next(p), 'reversed': lambda: reversed(p), 'format': lambda: f'{p}'[:10], 'dir': lambda: 'x' in dir(p), 'sizeof': lambda: sys.getsizeof(p) > 7, 'copy': lambda: copy.copy(p) == 'copied', 'deepcopy': lambda: copy.deepcopy(p), 'round': lambda: round(p), 'abs': lambda: abs(p), 'isinstance': lambda: isinstance(1, p), 'subscript class': lambda: Plain[int], 'hint': lambda: operator.length_hint(p), 'fspath': lambda: os.fspath(p), 'bytes': lambda: bytes(p), 'complex': lambda: complex(p), 'trunc': lambda: math.trunc(p), 'vars': lambda: len(vars(p)), 'explicit': lambda: p.__len__(), 'getattr': lambda: getattr(p, '__add__')(1)}.items():
    attempt(what, f)
del p


class Offers:
    def __getattr__(self, name):
        print('  asked', name)
        return lambda *args: f'{name}{args}'


o = Offers()
for what, f in {'len': lambda: len(o), 'add': lambda: o + 1, 'call': lambda: o(), 'iter': lambda: iter(o), 'explicit': lambda: o.__len__(), 'str': lambda: str(o)[:9], 'eq': lambda: o == 1, 'getitem': lambda: o[0], 'contains': lambda: 1 in o, 'with': lambda: exec('with o: pass', {'o': o}), 'hasattr': lambda: hasattr(o, '__enter__'), 'index': lambda: operator.index(o), 'format': lambda: format(o)[:9], 'copy': lambda: type(copy.copy(o)).__name__, 'round': lambda: round(o), 'bytes': lambda: bytes(o), 'bool': lambda: bool(o), 'class': lambda: o.__class__.__name__, 'dict': lambda: o.__dict__, 'callable': lambda: callable(o)}.items():
    attempt(what, f)


class Everything:
    def __getattribute__(self, name):
        print('  every', name)
        return object.__getattribute__(self, name)

    def __len__(self):
        return 3

    def method(self):
        return 'method'

    value = property(lambda self: 'value')


e = Everything()
print(len(e), e.__len__(), e.method(), e.value, hasattr(e, 'nope'), isinstance(e, Everything), str(e)[:3], type(e).__name__)


class Late:
    pass


late = Late()
attempt('before', lambda: len(late))
Late.__len__ = lambda self: 7
print(len(late), bool(late))
Late.__bool__ = lambda self: False
print(bool(late))
del Late.__bool__
print(bool(late))
Late.__len__ = None
attempt('None', lambda: len(late))
del Late.__len__
attempt('deleted', lambda: len(late))
try:
    del Late.__len__
except AttributeError as error:
    print(error)


class Base:
    def __len__(self):
        return 1

    def __add__(self, other):
        return 'base add'

    def __iter__(self):
        return iter('base')


class Hides(Base):
    __len__ = None
    __iter__ = None

    def __getattr__(self, name):
        return f'getattr {name}'


h = Hides()
attempt('hidden len', lambda: len(h))
attempt('hidden iter', lambda: list(h))
attempt('inherited', lambda: h + 1)
attempt('in', lambda: 1 in h)
Base.__add__ = lambda self, other: 'changed'
attempt('changed below', lambda: h + 1)
Base.__radd__ = lambda self, other: 'reflected'
attempt('added', lambda: 1 + h)


class Descr:
    def __init__(self, f):
        self.f = f

    def __get__(self, instance, owner):
        print('  got through', type(instance).__name__, owner.__name__)
        return lambda *args: self.f(*args)


class Odd:
    __len__ = Descr(lambda: 42)
    __add__ = Descr(lambda other: f'plus {other}')
    __call__ = staticmethod(lambda *args: f'static {args}')
    __getitem__ = classmethod(lambda cls, key: f'{cls.__name__}[{key}]')
    __eq__ = property(lambda self: lambda other: 'property eq')
    __str__ = print if False else (lambda self: 'text')
    __bool__ = type('Callable', (), {'__call__': lambda self: True})()
    __hash__ = None


odd = Odd()
for what, f in {'len': lambda: len(odd), 'add': lambda: odd + 1, 'call': lambda: odd(1), 'item': lambda: odd['k'], 'eq': lambda: odd == 1, 'str': lambda: str(odd), 'bool': lambda: bool(odd), 'hash': lambda: hash(odd), 'class item': lambda: Odd['k']}.items():
    attempt(what, f)


class Meta(type):
    def __len__(cls):
        return 99

    def __iter__(cls):
        return iter(['from', 'meta'])

    def __getitem__(cls, key):
        return f'meta {key}'

    def __contains__(cls, x):
        return x == 5

    def __add__(cls, other):
        return 'meta add'

    def __call__(cls, *args):
        return ('meta call', args)

    def __bool__(cls):
        return False

    def __repr__(cls):
        return f'<Meta {cls.__name__}>'

    def __instancecheck__(cls, x):
        return x == 'instance'

    def __subclasscheck__(cls, x):
        return x is int

    def __eq__(cls, other):
        return other == 'equal'

    def __hash__(cls):
        return 1

    def __dir__(cls):
        return ['only']

    def __getattr__(cls, name):
        return f'meta getattr {name}'

    def __enter__(cls):
        return 'entered'

    def __exit__(cls, *exc):
        return True


class Made(metaclass=Meta):
    __class_getitem__ = classmethod(lambda cls, key: 'class getitem')

    def __len__(self):
        return 1


print(len(Made), list(Made), Made[0], 5 in Made, Made + 1, Made(1, 2), bool(Made), Made, isinstance('instance', Made), isinstance(object.__new__(Made), Made), issubclass(int, Made), Made == 'equal', hash(Made), dir(Made), Made.nothing, f'{Made}')
with Made as entered:
    print(entered)
    raise ValueError('swallowed')
instance = object.__new__(Made)
print(len(instance), type(instance))
attempt('instance item', lambda: instance[0])
attempt('instance getattr', lambda: instance.nothing)
