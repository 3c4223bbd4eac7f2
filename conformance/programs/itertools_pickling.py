# The iterators of itertools are copied and pickled, as deprecated since 3.12.
import copy
import operator
import pickle
import sys
import warnings
from itertools import *

makers = {
    'count': lambda: count(5),
    'count by': lambda: count(1.5, 2),
    'count far': lambda: count(2**62),
    'cycle': lambda: cycle('abc'),
    'repeat': lambda: repeat('x'),
    'repeat often': lambda: repeat('x', 2**63 - 1),
    'accumulate': lambda: accumulate([1, 2, 3, 4], operator.mul),
    'accumulate from': lambda: accumulate([1, 2, 3], initial=100),
    'accumulate None': lambda: accumulate([None, 2, 3], max_of),
    'chain': lambda: chain('ab', 'cd'),
    'combinations': lambda: combinations('abcd', 2),
    'combinations few': lambda: combinations('a', 3),
    'combinations again': lambda: combinations_with_replacement('abc', 2),
    'permutations': lambda: permutations('abc', 2),
    'product': lambda: product('ab', 'cd'),
    'product empty': lambda: product('ab', ''),
    'compress': lambda: compress('abcdef', [1, 0, 1, 0, 1, 1]),
    'dropwhile': lambda: dropwhile(operator.not_, [0, 0, 1, 2, 0]),
    'takewhile': lambda: takewhile(operator.truth, [1, 2, 0, 3]),
    'filterfalse': lambda: filterfalse(None, [0, 1, 0, 2]),
    'starmap': lambda: starmap(pow, [(2, 3), (3, 2)]),
    'groupby': lambda: groupby('aabbc', str.upper),
    'islice': lambda: islice('abcdef', 1, 5, 2),
    'islice on': lambda: islice('abcdef', 1, None),
    'zip_longest': lambda: zip_longest('ab', 'c', fillvalue=9),
    'tee': lambda: tee('abcdef')[0],
}


def max_of(left, right):
    return left


def rest(iterator):
    return list(islice(iterator, 4))


def tell(value):
    return [tell(item) for item in value] if isinstance(value, tuple) else type(value).__name__ if hasattr(value, '__next__') else value


with warnings.catch_warnings():
    warnings.simplefilter('ignore')
    for name, make in makers.items():
        for steps in (0, 1, 3, 9):
            iterators = [make() for _ in range(3)]
            for iterator in iterators:
                for _ in range(steps):
                    next(iterator, None)
            parts = iterators[0].__reduce__()
            shown = tell(parts[1:]) if name != 'accumulate None' else ''
            copied = copy.deepcopy(iterators[1]) if name == 'groupby' else copy.copy(iterators[1])
            pickled = pickle.loads(pickle.dumps(iterators[2]))
            print(name, steps, parts[0].__name__, shown)
            if name == 'groupby':
                print('   ', [(k, list(g)) for k, g in copied], [(k, list(g)) for k, g in pickled])
            else:
                print('   ', rest(copied), rest(pickled), rest(iterators[2]))

    def attempt(name, state):
        iterator = makers[name]()
        before = sys.getrefcount(state)
        try:
            print(name, iterator.__setstate__(state), rest(iterator), end=' ')
        except Exception as error:
            print(name, type(error).__name__, error, end=' ')
            del error
        del iterator
        print(sys.getrefcount(state) - before)

    for state in (None, (), (1, 2), ([1, 2], 1), ([7, 8], 0), ([], None), ([], 2**31), ([], 2**63)):
        attempt('cycle', state)
    for state in (5, (iter('xy'), 5), (iter('x'),), (iter('xy'), iter('z')), (iter('x'), iter('y'), 3)):
        attempt('chain', state)
    for state in ((0,), (9, 9), (-9, 1), ('a', 1), (1, 2**64)):
        attempt('product', state)
        attempt('combinations', state)
        attempt('combinations again', state)
    for state in ((), ((0, 1, 2), (3, 2)), ((2, 1, 0), (9, -9)), ((0,), (1, 2)), ((0, 1, 2), [3, 2]), (None, ())):
        attempt('permutations', state)
    for state in (2, -1, 'x', 2**63):
        attempt('islice', state)
        attempt('takewhile', state)
        attempt('accumulate', state)
        attempt('zip_longest', state)
        attempt('tee', (makers['tee']().__reduce__()[2][0], state))
    attempt('groupby', (1, 2))
    cell = type(makers['tee']().__reduce__()[2][0])
    for args in ((iter('ab'), [1, 2], None), (iter('ab'), (), None), (iter('ab'), [1] * 58, None), (iter('a'), [1], cell(iter('q'), [], None))):
        try:
            print(tell(cell(*args).__reduce__()[1]))
        except Exception as error:
            print(type(error).__name__, error)
    key, group = next(groups := groupby('aab'))
    print(tell(group.__reduce__()[1]), next(groups)[0], group.__reduce__())

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    copy.copy(cycle('ab'))
    copy.copy(islice('ab', 1))
    copy.copy(tee('ab')[0])
    print([(w.category.__name__, str(w.message)) for w in caught])
with warnings.catch_warnings():
    warnings.simplefilter('error')
    for iterator in (count(), product('ab')):
        try:
            print(iterator.__reduce__())
        except DeprecationWarning as warning:
            print('refused')
print(repeat(1, 2**53 + 1), repeat(1, 2**63 - 1).__length_hint__(), repeat(None, 0).__length_hint__())
