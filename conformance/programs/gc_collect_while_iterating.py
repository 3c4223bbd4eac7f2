# Collections in the middle of iteration, sorting, comparison, hashing, printing and calls.
import gc

gc.disable()


class C:
    def __init__(self, n):
        self.n = n
        self.me = self

    def __iter__(self):
        gc.collect()
        return iter([self.n, self.n + 1])

    def __lt__(self, other):
        gc.collect()
        return self.n < other.n

    def __eq__(self, other):
        gc.collect()
        return self.n == other.n

    def __hash__(self):
        gc.collect()
        return self.n

    def __repr__(self):
        gc.collect()
        return f'C{self.n}'

    def __getattr__(self, name):
        gc.collect()
        return name


print([y for x in [C(1), C(2)] for y in x])
print(sorted([C(3), C(1), C(2)]))
print({C(1): 1, C(2): 2, C(1): 3}, {C(1), C(1)})
print(C(1) in [C(2), C(1)], [C(1), C(2)] == [C(1), C(2)])
print(C(1).anything)


def g():
    for i in range(3):
        gc.collect()
        yield C(i)


print(list(g()), max(g()), dict(zip(g(), g())))
a, *b = C(5)
print(a, b)
print([gc.collect() and None for _ in range(2)], list(map(lambda x: (gc.collect(), x)[1], g())))


def f(*args, k=C(9)):
    gc.collect()
    return args, k


print(f(C(1), *g(), k=C(2)))
for x in [C(1), C(2)]:
    y = x
    del x
    gc.collect()
print(y)
d = {i: C(i) for i in range(3)}
for k, v in d.items():
    gc.collect()
    print(k, v, end=' ')
print(f'{C(1)} {C(2)!r:>5}', '%s' % C(3), '{}'.format(C(4)))
try:
    raise ValueError(C(1))
except ValueError as e:
    gc.collect()
    print(e)
