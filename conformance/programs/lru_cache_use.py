import functools


@functools.lru_cache(maxsize=3)
def square(x):
    print('computing', x)
    return x * x


print([square(n) for n in (1, 2, 3, 1, 4, 2, 1)], square.cache_info(), square.cache_parameters())


@functools.cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(60), fib.cache_info(), fib.__name__, fib.__wrapped__.__name__)


@functools.lru_cache(typed=True)
def kind(x, *, y=0):
    return type(x).__name__, y


print(kind(1), kind(1.0), kind(True), kind(1, y=2), kind(1, y=2), kind.cache_info())


class Shape:
    @functools.lru_cache
    def area(self, k):
        return k * 2

    @functools.cached_property
    def once(self):
        print('once')
        return 5


s = Shape()
print(s.area(2), s.area(2), Shape.area.cache_info(), s.once, s.once)
try:
    fib([])
except TypeError as e:
    print(e)
fib.cache_clear()
print(fib.cache_info())


@functools.total_ordering
class V:
    def __init__(self, v):
        self.v = v

    def __eq__(self, o):
        return self.v == o.v

    def __lt__(self, o):
        return self.v < o.v


print(V(1) <= V(2), V(3) > V(1), V(2) >= V(2))
