"""tuple: construction, items, comparison, hash, subclasses, errors."""
def attempt(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as error:
            print(type(error).__name__, error)


import sys

t = (1, 'a', 2.5)
print(t, t[0], t[-1], t[1:], t[::-1], len(t), t + (4,), t * 2, 'a' in t, t == (1, 'a', 2.5), (1, 2) < (1, 3), (1,), (), tuple('abc'), tuple(), tuple([1]), tuple(t) is t, t[:] is t, t.index('a'), t.count(1))
print(hash((1, 2)) == hash((1, 2)), hash(()), hash((1, 2, 3)), hash((1.0, 2)) == hash((1, 2)), hash(((), (1,))), hash((-1, 0)), {(1, 2): 'x'}[1, 2], (1, [2])[1], sorted([(2, 'a'), (1, 'b')]), max((1, 2), (1, 3)))
print(sys.getsizeof(()), sys.getsizeof((1,)), sys.getsizeof(t), t.__getnewargs__(), bool(()), bool((0,)), *t, sep='|')
a, *b, c = t + (9, 8)
print(a, b, c, [x for x in t], list(zip(t, t))[0], t * 0, 2 * t, (t, t)[1] is t)
attempt(lambda: t[9], lambda: t['a'], lambda: t + [1], lambda: t + 5, lambda: t * 'a', lambda: t < [1], lambda: (1,) < ('a',), lambda: hash((1, [])), lambda: t.index('z'), lambda: t.__setitem__(0, 1), lambda: tuple(5), lambda: tuple(1, 2), lambda: tuple(x=1), lambda: t.index(), lambda: t.count(), lambda: t.count(1, 2), lambda: t.x, lambda: t(), lambda: t.index(1, 'a'), lambda: t.__add__(5))


class T(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))

    @property
    def first(self):
        return self[0]


x = T(1, 2)
x.tag = 'q'
print(x, x.first, x.tag, type(x).__name__, type(x + (3,)).__name__, type(x[:]).__name__, x == (1, 2), hash(x) == hash((1, 2)), isinstance(x, tuple), tuple(x), type(tuple(x)).__name__)
deep = ()
for i in range(50):
    deep = (deep, i)
print(deep == deep, deep != deep[0], len(repr(deep)), hash(deep) == hash((deep[0], 49)))
