import sys
from itertools import *


def show(f):
    try:
        print(f())
    except BaseException as e:
        print(type(e).__name__, e)


def broken():
    yield 1
    raise ValueError('broken')


class Bad:
    def __iter__(self):
        return self

    def __next__(self):
        raise KeyError('next')

    def __bool__(self):
        raise OverflowError('bool')

    def __eq__(self, other):
        raise ZeroDivisionError('eq')


for make in (
    lambda: list(chain(broken())), lambda: list(islice(broken(), 5)), lambda: list(accumulate(broken())),
    lambda: list(pairwise(broken())), lambda: list(zip_longest(broken(), 'ab')), lambda: list(product(broken())),
    lambda: list(takewhile(lambda x: 1 / 0, 'a')), lambda: list(compress('ab', [Bad()])), lambda: list(groupby([Bad(), 2])),
    lambda: list(starmap(pow, [1])), lambda: list(starmap(pow, [(1, 2), (3,)])), lambda: list(cycle(Bad())),
    lambda: list(filterfalse(None, [Bad()])), lambda: next(count('a')), lambda: list(tee(broken())[0]),
    lambda: combinations('abc'), lambda: combinations('abc', 'x'), lambda: permutations('ab', -1), lambda: count(1, 2, 3),
    lambda: repeat(), lambda: repeat(1, 'x'), lambda: islice(), lambda: islice('abc', 'x'), lambda: islice('abc', 1, 2, -1),
    lambda: zip_longest(1), lambda: chain(1).__next__(), lambda: chain.from_iterable(), lambda: groupby(),
    lambda: product(repeat=-1), lambda: dropwhile(1), lambda: starmap(), lambda: accumulate([], 1, 2, 3),
    lambda: tee(), lambda: tee([], 'a'), lambda: pairwise(1), lambda: cycle(), lambda: cycle(a=1), lambda: compress('a'),
):
    show(make)
it = chain(broken(), [5])
print(next(it))
show(lambda: next(it))
show(lambda: next(it))
print(list(it))
print(repeat(None, 0), list(repeat('a', -3)), repeat(1, 2).__length_hint__(), next(count(10**20)), count(1.5))


class C(count):
    pass


class R(repeat):
    pass


print(C(5), C(1, 2), R('x', 2), next(C(5)))
