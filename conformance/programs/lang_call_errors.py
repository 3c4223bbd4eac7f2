# What a wrong call says: too few, too many, twice, unexpected, positional only, keyword only; methods, classes, lambdas, built-ins, unpacked arguments.
import functools
import operator


def attempt(source, **names):
    try:
        print(source, '=', eval(source, globals(), names))
    except Exception as error:
        print(source, '->', type(error).__name__, error)


def none(): return 'none'
def one(a): return a
def two(a, b): return a, b
def three(a, b, c): return a, b, c
def default(a, b=2, c=3): return a, b, c
def only(a, b=2, /): return a, b
def mixed(a, /, b, *, c, d=4): return a, b, c, d
def keywords(*, x, y, z): return x, y, z
def gather(a, *rest, k=0, **more): return a, rest, k, more
def shadow(a, /, **a_too): return a, a_too


for source in '''none(1)|none(x=1)|one()|one(1, 2)|one(b=1)|one(1, a=2)|two()|two(1)|two(b=1)|two(1, 2, 3)|three()|three(1)|three(c=1)|three(1, b=2)
default()|default(1, 2, 3, 4)|default(1, d=4)|default(1, 2, b=3)|default(c=1)|only()|only(a=1)|only(1, b=2)|only(a=1, b=2)|only(1, 2, 3)
mixed()|mixed(1)|mixed(1, 2)|mixed(1, 2, 3)|mixed(1, 2, 3, c=4)|mixed(a=1, b=2, c=3)|mixed(1, b=2, c=3)|mixed(1, 2, c=3, e=5)
keywords()|keywords(x=1)|keywords(x=1, y=2)|keywords(1, 2, 3)|keywords(1, x=1)|gather()|gather(1, 2, 3, k=4, z=5)|gather(k=1)|gather(1, a=2)
shadow(1, a=2)|shadow(a=2)|one(*[])|one(*[1, 2])|one(**{})|one(**{'a': 1})|one(**{'a': 1}, **{'a': 2})|one(1, **{'a': 2})|one(*5)|one(**5)|one(**{1: 2})|one(*None)|one(**None)
gather(*[1], *[2, 3], **{'k': 4}, **{'q': 5})|gather(1, **{'x y': 2})|gather(1, k=1, **{'k': 2})|gather(1, **[('k', 2)])|(lambda x: x)()|(lambda: 0)(1)|(lambda *, k: k)()
print()()|NotImplemented()|(lambda: 5)()()|[str][0](1)(2)|one('text')()'''.replace('\n', '|').split('|'):
    attempt(source)


class Thing:
    def __init__(self, name, size=1):
        self.name = name

    def method(self, a):
        return a

    @classmethod
    def of(cls, a):
        return a

    @staticmethod
    def helper(a):
        return a

    def __call__(self, a, *, key):
        return a, key

    def __getitem__(self, a, b):
        return a

    def __len__(self, more):
        return 1

    def no_self():
        return 'x'


class Empty:
    pass


class Made:
    def __new__(cls, a):
        return super().__new__(cls)


class Both:
    def __new__(cls, *args, **more):
        return super().__new__(cls)

    def __init__(self, a):
        pass


t = Thing('t')
for source in '''Thing()|Thing(1, 2, 3)|Thing(size=3)|Thing(1, colour=2)|t.method()|t.method(1, 2)|Thing.method()|Thing.method(1)|Thing.of()|Thing.of(1, 2)|t.of(b=1)|t.helper()|Thing.helper(1, 2)
t()|t(1)|t(1, key=2, other=3)|t[1]|len(t)|t.no_self()|Thing.no_self()|Empty(1)|Empty(x=1)|Empty.__init__(Empty(), 1)|object(1)|object.__new__(Empty, 1)|object.__new__()|object.__new__(5)|object.__new__(int)
Made()|Made(1)|Made(1, 2)|Both()|Both(1, 2)|Both.__new__()|Thing.__init__()|Thing.__init__(5)|functools.partial(two, 1)()|functools.partial(two, 1, b=3)(2)|functools.partial()|functools.partial(5)'''.replace('\n', '|').split('|'):
    attempt(source)
for source in '''len()|len(1, 2)|len(obj=[])|len(5)|abs()|abs('x')|ord('ab')|ord(5)|chr('x')|chr(-1)|sorted()|sorted([1], 2)|sorted([1], foo=2)|sum()|sum(5)|sum([1], x=2)|min()|min(5)|min([])|max([], default=5)|max(1, 2, default=5)|min(1, key=5)
isinstance(1)|isinstance(1, 2)|issubclass(1, int)|issubclass(int, 1)|getattr(1)|getattr(1, 2)|getattr(1, 'x')|setattr(1, 'x')|setattr(1, 'x', 2)|hasattr(1)|hasattr(1, 1)|pow(2)|pow(2, 3, 0)|pow(2, 'x')|round('x')|round(1, 'x')|divmod(1)|divmod(1, 'x')
print(x=1)|print(1, sep=2)|print(1, end=2)|iter()|iter(5)|iter(5, 5)|next()|next(5)|next(iter([]), 'd')|enumerate()|enumerate(5)|enumerate([], 'x')|zip(1)|zip([1], strict=1, x=2)|map()|map(5)|filter(1)|filter(None, 5)|reversed()|reversed({1})|range()|range(1.5)|range(1, 2, 0)|range(1, 2, 3, 4)|range(stop=3)
int(1, 2)|int('x')|int('12', 99)|int([])|int(x=1)|float('x')|float([])|float(1, 2)|complex('x')|complex(1, 'x')|complex('1', 2)|str(1, 2)|str(b'x', 5)|bytes('x')|bytes(1, 'x')|bytes([256])|bytes(-1)|bool(1, 2)|bool(x=1)|list(1)|list(1, 2)|list(iterable=[])|tuple(5)|set(5)|set([1], [2])|dict(1)|dict([1])|frozenset(1, 2)|slice()|slice(1, 2, 3, 4)|type()|type(1, 2)|type('X', (), {}, 1)|type('X', 5, {})|type(5, (), {})|super()|super(1)|super(int, 'x')|property(1, 2, 3, 4, 5)|classmethod()|memoryview()|memoryview(5)
hash([])|hash()|id()|callable()|repr()|ascii(1, 2)|format()|format(1, 2)|format(1, 'q')|input(1, 2)|vars(5)|vars(1, 2)|dir(1, 2)|globals(1)|exec()|exec(5)|eval(5)|compile('x')|compile('x', 'f', 'bad')|open()|all()|all(5)|any(1, 2)|bin('x')|bin(1.5)|hex([])|oct(None)|delattr(1, 'x')
[].append()|[].append(1, 2)|[].insert(1)|[].insert('x', 1)|[].pop('x')|[].pop()|[1].pop(5)|[].remove(1)|[].index(1)|[].sort(1)|[].sort(x=1)|[].sort(key=5)|[2, 1].sort(key=5)|[].extend(5)|{}.get()|{}.pop('x')|{}.update(1, 2)|{}.setdefault()|{}.fromkeys()|'a'.join()|'a'.join(5)|'a'.join([1])|'a'.split(5)|'a'.split('')|'a'.replace(1, 2)|'a'.startswith(5)|'a'.startswith(['a'])|'a'.encode(5)|'a'.center()|'a'.center('x')|'a'.ljust(5, 'xy')|'a'.translate()|'a'.format(**5)|'{}'.format()|'{x}'.format()|str.upper()|str.upper(5)|list.append()|list.append(5, 1)|dict.get()|dict.get(5, 1)
operator.itemgetter()|operator.attrgetter(5)|operator.add(1)|operator.methodcaller()|functools.reduce()|functools.reduce(max, [])|functools.reduce(5, [1, 2])|functools.cmp_to_key()|functools.lru_cache(5)(1)'''.replace('\n', '|').split('|'):
    attempt(source)
