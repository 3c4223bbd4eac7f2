# functools as programs use it: singledispatch, singledispatchmethod, cached_property, partialmethod, wraps, reduce, total_ordering, cmp_to_key.
import functools
import numbers
from collections.abc import Mapping, Sequence
from decimal import Decimal


@functools.singledispatch
def show(value, depth=0):
    return f'{type(value).__name__}?'


@show.register
def _(value: int, depth=0):
    return f'int {value}'


@show.register(bool)
def show_bool(value, depth=0):
    return 'yes' if value else 'no'


@show.register(str)
def _(value, depth=0):
    return f'text {value!r}'


@show.register
def _(value: list | tuple, depth=0):
    return '[' + ', '.join(show(v, depth + 1) for v in value) + f']@{depth}'


@show.register
def _(value: Mapping, depth=0):
    return '{' + ', '.join(f'{k}: {show(v, depth + 1)}' for k, v in value.items()) + '}'


@show.register(numbers.Number)
def _(value, depth=0):
    return f'number {value}'


@show.register(type(None))
def _(value, depth=0):
    return 'nothing'


class Label(str):
    pass


print(show({'a': [1, True, (None, 2.5)], 'b': Label('x')}), show(Decimal('1.5')), show(3j), show(b''), show(range(2)))
print(show.dispatch(bool) is show_bool, show.dispatch(Label)('q'), show.dispatch(dict) is show.registry[Mapping], len(show.registry), show.__name__)
try:
    show()
except TypeError as error:
    print(error)
try:
    @show.register
    def wrong(value):
        pass
except TypeError as error:
    print(str(error)[:60])


class A:
    pass


class B(A):
    pass


class Both(Sequence, Mapping):
    __getitem__ = __len__ = __iter__ = None


show.register(A)(lambda value, depth=0: 'an A')
print(show(B()))
show.register(B, lambda value, depth=0: 'a B after all')
print(show(B()), show(A()))
show.register(Sequence)(lambda value, depth=0: 'sequence')
try:
    show.dispatch(type('Unclear', (), {'__len__': len}))
    print(show.dispatch(Both).__name__, show(Both()) if False else '')
except RuntimeError as error:
    print(error)


class Formatter:
    def __init__(self, mark):
        self.mark = mark

    @functools.singledispatchmethod
    def format(self, arg):
        return f'{self.mark}{arg}{self.mark}'

    @format.register
    def _(self, arg: float):
        return f'{arg:.2f}{self.mark}'

    @format.register(list)
    def _(self, arg):
        return [self.format(a) for a in arg]

    @functools.singledispatchmethod
    @classmethod
    def make(cls, arg):
        return cls(str(arg))

    @make.register
    @classmethod
    def _(cls, arg: int):
        return cls('*' * arg)


print(Formatter('|').format([1, 2.0, 'x', [3.14159]]), Formatter.make(3).mark, Formatter.make('#').mark)


class Circle:
    computed = 0

    def __init__(self, radius):
        self.radius = radius

    @functools.cached_property
    def area(self):
        """The area."""
        type(self).computed += 1
        return self.radius ** 2 * 3


c = Circle(2)
print(c.area, c.area, Circle.computed, vars(c), Circle.area.__doc__)
c.radius = 3
print(c.area, end=' ')
del c.area
print(c.area, Circle.computed)
c.area = 'set by hand'
print(c.area, Circle.computed)


class Slotted:
    __slots__ = 'x',

    @functools.cached_property
    def y(self):
        return 1


try:
    Slotted().y
except TypeError as error:
    print(error)


class Cell:
    def set_state(self, state, *, quiet=False):
        return f'{state} {quiet}'

    alive = functools.partialmethod(set_state, 'alive')
    dead = functools.partialmethod(set_state, 'dead', quiet=True)


print(Cell().alive(), Cell().dead(), Cell().alive(quiet=1), type(Cell.__dict__['alive']).__name__)


def log(prefix):
    def decorator(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            print(f'{prefix} {function.__qualname__}{args}{kwargs or ""}')
            return function(*args, **kwargs)
        wrapper.prefix = prefix
        return wrapper
    return decorator


@log('>')
@log('>>')
def add(a: int, b: int = 1) -> int:
    """Adds."""
    return a + b


print(add(1), add(2, b=5), add.__name__, add.__doc__, add.__annotations__, add.prefix, add.__wrapped__.prefix, add.__wrapped__.__wrapped__(1, 1))


@functools.total_ordering
class Version:
    def __init__(self, text):
        self.parts = tuple(map(int, text.split('.')))

    def __eq__(self, other):
        return self.parts == other.parts

    def __lt__(self, other):
        return self.parts < other.parts

    def __repr__(self):
        return '.'.join(map(str, self.parts))


versions = [Version(t) for t in ('1.10', '1.2', '1.2.1', '1.2')]
print(sorted(versions), max(versions), versions[0] >= versions[1], versions[1] <= versions[3], versions[1] > versions[3])
print(sorted(['bb', 'a', 'ccc', 'dd'], key=functools.cmp_to_key(lambda a, b: len(b) - len(a) or (a > b) - (a < b))))
key = functools.cmp_to_key(lambda a, b: a - b)
print(key(1) < key(2), key(3) == key(3), key(5).obj, sorted([3, 1, 2], key=key))
compose = lambda *fs: functools.reduce(lambda f, g: lambda x: f(g(x)), fs)
print(compose(str, abs, int)('-7'), functools.reduce(lambda a, b: a * 10 + b, [1, 2, 3], 9), functools.reduce(max, 'hello'))
try:
    functools.reduce(lambda a, b: a, [])
except TypeError as error:
    print(error)
double = functools.partial(int, base=2)
print(double('101'), double.func, double.args, double.keywords, functools.partial(double, '11')(), functools.partial(print, 1, sep='-')(2, 3))


@functools.lru_cache(maxsize=3)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(30), fib.cache_info(), fib.cache_parameters(), fib.__wrapped__(5))
fib.cache_clear()
print(fib.cache_info(), [fib(i) for i in range(5)], fib.cache_info().hits)


@functools.cache
def key_types(x):
    return type(x).__name__


print(key_types(1), key_types(1.0), key_types(True), key_types.cache_info())
