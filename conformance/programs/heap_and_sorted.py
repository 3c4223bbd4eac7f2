import bisect
import heapq

h = []
for n in (5, 3, 8, 1, 9, 2, 7):
    heapq.heappush(h, n)
print(h, heapq.nsmallest(3, h), heapq.nlargest(2, h), list(heapq.merge([1, 4], [2, 3], [0, 9])))
print([heapq.heappop(h) for _ in range(len(h))])
tasks = [(2, 'b'), (1, 'z'), (2, 'a')]
heapq.heapify(tasks)
print(heapq.heappushpop(tasks, (0, 'now')), heapq.heapreplace(tasks, (3, 'later')), tasks)
print(heapq.nlargest(3, 'mississippi'), heapq.nsmallest(2, ['bb', 'a', 'ccc'], key=len), list(heapq.merge('ace', 'bdf', reverse=False)))


class Odd:
    def __init__(self, v, heap):
        self.v, self.heap = v, heap

    def __lt__(self, other):
        self.heap.clear()
        return True


heap = []
heap.extend([Odd(1, heap), Odd(2, heap), Odd(3, heap)])
try:
    heapq.heapify(heap)
except RuntimeError as e:
    print(e)
grades = 'FDCBA'
print(''.join(grades[bisect.bisect([60, 70, 80, 90], s)] for s in (33, 99, 77, 70, 89, 90, 100)))
data = []
for w in 'the quick brown fox'.split():
    bisect.insort(data, w)
print(data, bisect.bisect_left(data, 'fox'), bisect.bisect(data, 'fox'), bisect.bisect(data, 2, key=len, lo=1))


class Seq:
    def __len__(self):
        return 10**6

    def __getitem__(self, i):
        return i * 2

    def insert(self, i, x):
        print('insert', i, x)


print(bisect.bisect_left(Seq(), 777777), bisect.bisect_right(Seq(), 10, 2, 4))
bisect.insort(Seq(), 5)
