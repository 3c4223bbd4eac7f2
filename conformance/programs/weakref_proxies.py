# Proxies: every operation goes to the object, a dead one raises, callable ones call.
import weakref


class V(list):
    def __call__(self, *args):
        return 'called', args

    def __add__(self, other):
        return 'add', type(other).__name__

    def __radd__(self, other):
        return 'radd'

    def __iadd__(self, other):
        self.extend(other)
        return self

    def __enter__(self):
        return 'entered'


class N:
    def __init__(self, n):
        self.n = n

    def __int__(self):
        return self.n

    def __float__(self):
        return float(self.n)

    def __index__(self):
        return self.n

    def __bool__(self):
        return self.n > 0

    def __neg__(self):
        return -self.n

    def __lt__(self, other):
        return self.n < int(other)

    def __eq__(self, other):
        return self.n == int(other)

    def __str__(self):
        return f'N{self.n}'

    def __iter__(self):
        return iter(range(self.n))

    def __matmul__(self, other):
        return 'matmul'

    def __bytes__(self):
        return b'bytes'

    def __reversed__(self):
        return 'reversed'


v = V([1, 2, 3])
p = weakref.proxy(v)
print(type(p), p.__class__, isinstance(p, V), p(1, 2), len(p), p[0], p[1:], 2 in p, list(p))
p.append(4)
p[0] = 9
del p[1]
print(v, str(p), p + 1, 1 + p, p == [9, 3, 4], p != 1)
p += [5]
print(type(p).__name__, v)
n = N(3)
p = weakref.proxy(n)
print(type(p).__name__, int(p), float(p), bool(p), -p, p < 4, p == 3, str(p), list(p), p @ 1, bytes(p), reversed(p), [0, 1, 2, 3][p])
p.attribute = 1
print(n.attribute, p.__dict__)
del p.attribute
try:
    hash(p)
except TypeError as e:
    print(e)
for f in (lambda: p(), lambda: p[0], lambda: p + 1, lambda: p.nothing, lambda: next(p)):
    try:
        f()
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
del n
for f in (lambda: p.n, lambda: str(p), lambda: bool(p), lambda: p + 1, lambda: list(p), lambda: p == 1, lambda: len(p)):
    try:
        f()
    except ReferenceError as e:
        print(e)
print('weakproxy' in repr(p) or repr(p)[:10])
