import operator
from collections import deque
from itertools import *


def take(n, iterable):
    return list(islice(iterable, n))


def grouper(iterable, n):
    return zip_longest(*[iter(iterable)] * n, fillvalue='-')


def sliding(iterable, n):
    it = iter(iterable)
    window = deque(islice(it, n - 1), maxlen=n)
    for x in it:
        window.append(x)
        yield tuple(window)


def roundrobin(*iterables):
    iterators = map(iter, iterables)
    for active in range(len(iterables), 0, -1):
        iterators = cycle(islice(iterators, active))
        yield from map(next, iterators)


def powerset(s):
    return chain.from_iterable(combinations(s, r) for r in range(len(s) + 1))


print(take(5, count(10, -3)), [''.join(g) for g in grouper('abcdefg', 3)])
print(list(sliding('abcde', 3)), list(roundrobin('abc', 'd', 'ef')))
print([''.join(p) for p in powerset('abc')], len(list(powerset(range(10)))))
print(sum(1 for _ in permutations(range(6))), sum(1 for _ in product('ab', repeat=8)))
print(list(accumulate([3, 1, 4, 1, 5], max)), list(accumulate('abc', initial='-')))
print([(k, len(list(g))) for k, g in groupby(sorted('mississippi'))])
print(list(starmap(operator.mul, zip(range(4), count(1)))))
evens, odds = tee(range(10))
print(list(filterfalse(lambda n: n % 2, evens)), list(compress(odds, cycle([0, 1]))))
print(list(takewhile(lambda n: n < 50, (n * n for n in count()))), next(dropwhile(lambda n: n < 50, (n * n for n in count()))))
a, b, c = tee(iter('xyz'), 3)
next(b)
print(list(a), list(b), list(c))
big = tee(range(200), 2)
print(sum(big[0]), sum(big[1]))
print(list(pairwise([])), list(pairwise([1])), list(combinations('ab', 3)), list(permutations([])), list(product()))
