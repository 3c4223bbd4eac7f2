import itertools
import sys


def show(f):
    try:
        print(f())
    except BaseException as e:
        print(type(e).__name__, e)


if sys.version_info >= (3, 13):
    from itertools import batched

    print(list(batched('abcdefg', 3)), list(batched([], 2)), list(batched('ab', 5)), list(batched('abcd', 2, strict=True)))
    show(lambda: list(batched('abc', 2, strict=True)))
    show(lambda: batched('abc', 0))
    show(lambda: batched('abc'))
    show(lambda: batched('abc', 2, True))
    show(lambda: batched(5, 2))
    show(lambda: batched('a', 'b'))
    it = batched(range(5), 2)
    print(next(it), next(it), next(it), next(it, 'end'), sys.getsizeof(it))
else:
    print(hasattr(itertools, 'batched'), hasattr(itertools, 'pairwise'))
