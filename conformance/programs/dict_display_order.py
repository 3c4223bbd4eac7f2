"""Dictionary displays: when keys and values are evaluated, hashed, compared, and dropped."""
import sys


def f(x):
    print('f', x)
    return x


class H:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        print('hash', self.n)
        return 1

    def __eq__(self, other):
        print('eq', self.n, other.n)
        return True

    def __del__(self):
        print('del', self.n)


try:
    {[]: f(1), f(2): f(3)}
except TypeError as e:
    print(e)
try:
    {**{'a': f(0)}, f('b'): f(1), **f({'c': 2}), []: f(4), f(5): f(6)}
except TypeError as e:
    print(e)
print(len({H(1): f(1), H(2): f(2), H(3): H(4)}))
print(len({**{}, H(1): f(1), H(2): f(2)}))
print({'a': f(1), 'b': f(2), -1: f(3), (1, 2): f(4)})
print({'a': f(1)}, {'a': f(1), 'a': f(2)}, {1: f(1), True: f(2), 1.0: f(3)})
value = object()
key = object()
print({key: sys.getrefcount(key), value: sys.getrefcount(value), 1: sys.getrefcount(key)}[1])
print({'x': value, 'y': sys.getrefcount(value), 'z': value}['y'])
many = {H(0): f(0), H(1): f(1), H(2): f(2), H(3): f(3), H(4): f(4), H(5): f(5), H(6): f(6), H(7): f(7), H(8): f(8),
        H(9): f(9), H(10): f(10), H(11): f(11), H(12): f(12), H(13): f(13), H(14): f(14), H(15): f(15), H(16): f(16),
        H(17): f(17), H(18): f(18)}
print(len(many), sys.getsizeof({i: i for i in range(19)}))
for made in ({1: 1}, {'a': 1, 'b': 2}, {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6},
             {'a': 1, 'b': 2, 'c': 3, 'd': 4, 'e': 5, 'f': 6, 'g': 7, 'h': 8, 'i': 9, 'j': 10, 'k': 11},
             {1: 1, 'b': 2, **{}}, {**{1: 2, 3: 4}, 'a': 5}):
    print(made, sys.getsizeof(made))


def keywords(*, first=f('first'), second=f('second')):
    return first, second


print(keywords(), keywords.__kwdefaults__)
