# Which comparisons are made, in which order: sort, sorted with keys, min, max, heapq, bisect, merge, tuples, lists, and what a failure leaves.
import bisect
import functools
import heapq

log = []


class N:
    def __init__(self, n, tag=''):
        self.n, self.tag = n, tag

    def __lt__(self, other):
        log.append(f'{self.n}<{other.n}')
        if failing and len(log) >= failing:
            raise ValueError(f'at {log[-1]}')
        return self.n < other.n

    def __eq__(self, other):
        log.append(f'{self.n}=={other.n}')
        return self.n == other.n

    def __repr__(self):
        return f'{self.n}{self.tag}'


failing = 0


def show(what, result=''):
    print(f'{what}: {result} [{len(log)}]', *log[:24])
    log.clear()


def make(*numbers):
    return [N(n, chr(97 + i)) for i, n in enumerate(numbers)]


for numbers in ((), (1,), (1, 2), (2, 1), (1, 1), (1, 2, 3), (3, 2, 1), (2, 1, 3), (2, 3, 1), (3, 1, 2), (1, 3, 2), (1, 1, 2), (2, 1, 1), (1, 2, 1), (2, 2, 1), (3, 2, 2, 1), (1, 2, 2, 1), (2, 2, 2, 2), (4, 3, 3, 2, 5), (5, 4, 3, 2, 1, 6, 7), (1, 5, 2, 4, 3)):
    items = make(*numbers)
    items.sort()
    show(numbers, items)
items = make(3, 1, 2, 3, 1)
items.sort(reverse=True)
show('reverse', items)
show('sorted', sorted(make(2, 3, 1), key=lambda each: N(-each.n)))
mixed = make(*[(i * 37) % 101 for i in range(100)])
mixed.sort()
show('hundred', [each.n for each in mixed[:3]])
runs = make(*[*range(40), *range(30), *range(60, 0, -1)])
runs.sort()
show('runs', [each.n for each in runs[:5]])
gallop = make(*[*range(0, 200, 2), 301, 302, *range(100, 160), 1])
gallop.sort()
show('gallop', [each.n for each in gallop[:4]])
equal = make(*[5] * 70)
equal.sort()
show('equal', ''.join(each.tag for each in equal) == ''.join(chr(97 + i) for i in range(70)))
saw = make(*[i % 7 for i in range(64)])
saw.sort()
show('saw', [each.tag for each in saw[:3]])
zigzag = make(*[i if i % 2 else 100 - i for i in range(70)])
zigzag.sort()
show('zigzag', [each.n for each in zigzag[-3:]])
for failing in (1, 2, 4, 7):
    items = make(4, 2, 5, 1, 3)
    try:
        items.sort()
    except ValueError as error:
        show(f'failing {error}', items)
failing = 0
show('min', min(make(3, 1, 2, 1)))
show('max', max(make(3, 1, 3, 2)))
show('min with key', min([3, 1, 2], key=N))
show('max of two', max(N(1), N(2)))
show('tuples', (N(1), N(2)) < (N(1), N(3)))
show('tuples equal', (N(1), N(2)) == (N(1), N(2), N(3)))
show('tuples longer', (N(1),) < (N(1), N(0)))
same = N(7)
show('same object', ((same, N(1)) < (same, N(2)), [same] == [same], same in [N(1), same]))
show('lists differ in length', [N(1)] == [N(1), N(2)])
show('sort of tuples', sorted([(N(2), 'b'), (N(1), 'z'), (N(2), 'a')]))
show('sort of lists', sorted([[N(2)], [N(1), N(5)], [N(1)]]))
heap = []
for n in (5, 2, 8, 1, 9):
    heapq.heappush(heap, N(n))
show('heappush', heap)
show('heappop', [heapq.heappop(heap) for _ in range(3)])
heap = make(5, 2, 8, 1, 9, 3)
heapq.heapify(heap)
show('heapify', heap)
show('heapreplace', (heapq.heapreplace(heap, N(4)), heapq.heappushpop(heap, N(0)), heapq.heappushpop(heap, N(6)), heap))
show('nsmallest', heapq.nsmallest(2, make(5, 2, 8, 1)))
show('nlargest', heapq.nlargest(2, make(5, 2, 8, 1)))
show('nlargest with key', heapq.nlargest(2, [5, 2, 8, 1], key=N))
show('merge', list(heapq.merge(make(1, 4, 6), make(2, 3), make(5))))
row = make(1, 2, 2, 3, 5)
for find in (bisect.bisect_left, bisect.bisect_right):
    show(find.__name__, [find(row, N(n)) for n in (0, 2, 9)])
show('with key', bisect.bisect_left([1, 2, 4], N(3), key=N))
bisect.insort(row, N(4))
show('insort', row)
show('index', row.index(N(3)))
show('count', row.count(N(2)))
show('remove', (row.remove(N(2)), row))
show('in', N(3) in row)


@functools.total_ordering
class T(N):
    def __lt__(self, other):
        return N.__lt__(self, other)

    __hash__ = None


show('total_ordering', (T(1) <= T(1), T(1) > T(2), T(2) >= T(1), T(1) != T(1)))
compare = functools.cmp_to_key(lambda a, b: log.append(f'{a}?{b}') or (a > b) - (a < b))
show('cmp_to_key', sorted([3, 1, 2, 2], key=compare))
show('reversed in place', sorted(make(1, 2, 2, 3), reverse=True))
words = ['b', 'A', 'a', 'B', 'ab', '']
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len, reverse=True), sorted(words, key=lambda w: (len(w), w)))
mutating = make(3, 2, 1)
seen = []
try:
    mutating.sort(key=lambda each: seen.append(len(mutating)) or each.n)
    print(seen, mutating)
    mutating.sort(key=lambda each: mutating.append(each) or each.n)
except ValueError as error:
    print(error, mutating)
try:
    [1, 'a', 2].sort()
except TypeError as error:
    print(error)
try:
    sorted([1, 2j])
except TypeError as error:
    print(error)
nan = float('nan')
print(sorted([3, nan, 1, 2]), sorted([nan, 1]), min(nan, 1), min(1, nan), max([1, nan, 2]), sorted([True, 0, 2.5, -1]), sorted([(1, nan), (1, 2)]))
