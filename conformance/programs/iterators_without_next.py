# An iterator whose class loses __next__ while it is iterated over.
import itertools


class Once:
    def __iter__(self):
        return self

    def __next__(self):
        Once.kept = Once.__next__
        del Once.__next__
        return 1


def loop(it):
    for item in it:
        print('  item', item)


def unpack(it):
    first, *rest = it


USES = {
    'for': loop, 'unpack': unpack, 'tuple': tuple, 'sum': sum, 'max': max, 'set': set, 'in': lambda it: 5 in it,
    'map': lambda it: set(map(str, it)), 'zip': lambda it: set(zip(it)), 'enumerate': lambda it: set(enumerate(it)),
    'comprehension': lambda it: {item for item in it}, 'any of generator': lambda it: any(not item for item in it),
    'chain': lambda it: set(itertools.chain(it)), 'cycle': lambda it: set(itertools.cycle(it)),
    'accumulate': lambda it: set(itertools.accumulate(it)), 'pairwise': lambda it: set(itertools.pairwise(it)),
    'islice': lambda it: set(itertools.islice(it, 5)), 'groupby': lambda it: {key for key, _ in itertools.groupby(it)},
}
for name, use in USES.items():
    try:
        print(name, use(Once()))
    except Exception as error:
        print(name, type(error).__name__, error)
    Once.__next__ = Once.kept
