# versions: 3.13
# A build that runs tasks by graphlib, a calendar of sched with its own clock, queues, bisect, heapq.merge, ChainMap, UserDict, statistics, fractions, random with a seed.
import bisect
import graphlib
import heapq
import operator
import queue
import random
import sched
import statistics
import types
from collections import ChainMap, Counter, UserDict, UserList, UserString, defaultdict, deque
from fractions import Fraction

rules = {'app': {'main.o', 'util.o'}, 'main.o': ['main.c', 'util.h'], 'util.o': ['util.c', 'util.h'], 'test': ['app']}
print([n for n in graphlib.TopologicalSorter(rules).static_order() if n in rules])
sorter = graphlib.TopologicalSorter(rules)
sorter.add('app', 'libc')
sorter.prepare()
stage = 0
while sorter.is_active():
    ready = sorted(sorter.get_ready())
    print(stage, ready)
    sorter.done(*ready)
    stage += 1
for wrong in (lambda: sorter.done('app'), lambda: sorter.add('x'), lambda: graphlib.TopologicalSorter({'a': 'b', 'b': 'c', 'c': 'a'}).prepare(), lambda: graphlib.TopologicalSorter({}).get_ready()):
    try:
        wrong()
    except ValueError as error:
        print(type(error).__name__, error.args[0], error.args[1:] and len(error.args[1]))

now = [0]
trace = []
scheduler = sched.scheduler(lambda: now[0], lambda seconds: now.__setitem__(0, now[0] + seconds))
late = scheduler.enter(10, 1, trace.append, ('late',))
for priority, name in (2, 'low'), (1, 'high'), (2, 'low second'):
    scheduler.enter(5, priority, lambda n: trace.append((now[0], n)), argument=(name,))
scheduler.enterabs(3, 1, scheduler.enter, (1, 1, trace.append), {'argument': ('nested',)})
print(len(scheduler.queue), scheduler.empty(), [e.priority for e in scheduler.queue])
scheduler.cancel(late)
scheduler.run()
print(trace, now, scheduler.empty())
try:
    scheduler.cancel(late)
except ValueError as error:
    print(error)

fifo, lifo, prio = queue.Queue(2), queue.LifoQueue(), queue.PriorityQueue()
for q in fifo, lifo, prio:
    for item in (3, 'c'), (1, 'a'):
        q.put(item)
    print(type(q).__name__, q.full(), q.qsize(), q.get(), q.get_nowait(), q.empty())
for wrong in (lambda: fifo.get_nowait(), lambda: [fifo.put_nowait(i) for i in range(3)], lambda: fifo.get(timeout=-1), lambda: [fifo.task_done() for _ in range(5)], lambda: prio.put((1, {})) or prio.put((1, {}))):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, error)

grades, marks = [60, 70, 80, 90], 'FDCBA'
print([marks[bisect.bisect(grades, s)] for s in (33, 60, 75, 99)], bisect.bisect_left([1, 2, 2, 3], 2), bisect.bisect_right('aabb', 'a', 1, 3), bisect.bisect([(1, 'x'), (5, 'y')], 3, key=operator.itemgetter(0)))
ordered = []
for word in 'pear fig apple kiwi date'.split():
    bisect.insort(ordered, word, key=len)
print(ordered, list(heapq.merge([1, 4, 7], [2, 4], [], [9], reverse=False)), list(heapq.merge('dba', 'cb', reverse=True)), list(heapq.merge(['aa', 'b'], ['ccc'], key=len, reverse=True)))
print(heapq.nlargest(2, {'a': 3, 'b': 9, 'c': 5}.items(), key=lambda i: i[1]), heapq.nsmallest(3, 'heapq'), heapq.heappushpop([2, 3], 1), heapq.heapreplace(h := [2, 3], 9), h)

settings = ChainMap({}, {'user': 'ann', 'colour': 'red'}, {'colour': 'blue', 'size': 3})
settings['size'] = 5
child = settings.new_child({'user': 'bob'})
print(dict(settings), child['user'], child.parents['user'], settings.maps[0], sorted(child), len(child), child | {'x': 1} == {'user': 'bob', 'colour': 'red', 'size': 5, 'x': 1})
try:
    del child['colour']
except KeyError as error:
    print(error)


class Lower(UserDict):
    def __setitem__(self, key, value):
        super().__setitem__(key.lower(), value)

    def __missing__(self, key):
        if key != key.lower():
            return self[key.lower()]
        raise KeyError(key)


class Shout(UserString):
    def loud(self):
        return self.upper() + '!'


class Ring(UserList):
    def __getitem__(self, i):
        return super().__getitem__(i if isinstance(i, slice) else i % len(self))


low = Lower({'A': 1}, B=2)
low.update(C=3)
print(low, low['A'], 'A' in low, low | {'D': 4}, low.pop('c'), low.copy() == low, Shout('hey').loud(), Shout('a') + 'b' + Shout('c'), type(Shout('x') * 2).__name__, 'e' in Shout('hey'), Ring([1, 2, 3])[7], Ring('ab') + ['c'], Ring([3, 1])[0:1])
data = [2.5, 3.25, 5.5, 11.75, 5.5]
print(statistics.mean(data), statistics.median(data), statistics.mode(data), statistics.multimode('aabbc'), round(statistics.stdev(data), 6), statistics.pvariance([1, 2, 3, 4]), statistics.quantiles(range(1, 10)), statistics.mean([Fraction(1, 3), Fraction(1, 6)]), statistics.harmonic_mean([40, 60]), round(statistics.geometric_mean([1, 3, 9]), 9), statistics.median_grouped([1, 2, 2, 3]), statistics.fmean([1, 2], [3, 1]))
print(statistics.correlation([1, 2, 3], [2, 4, 7]), statistics.linear_regression([1, 2, 3], [2, 4, 6]), statistics.NormalDist(10, 2).cdf(12), statistics.NormalDist.from_samples([1, 2, 3]).mean)
for wrong in (lambda: statistics.mean([]), lambda: statistics.stdev([1]), lambda: statistics.mode([])):
    try:
        print(wrong())
    except statistics.StatisticsError as error:
        print(error)
half = Fraction('0.5')
print(half + Fraction(1, 3), half ** -2, Fraction(0.1).limit_denominator(100), Fraction('-3/6'), round(Fraction(7, 2)), Fraction(7, 2) // 1, float(half), half == 0.5, half < 1, hash(half) == hash(0.5), Fraction(3.0), divmod(Fraction(7, 3), Fraction(1, 2)), Fraction(5, 4).as_integer_ratio(), f'{Fraction(1, 3)}', abs(Fraction(-1, 2)), half + 1j, half * 2.0, Fraction(1, 3) ** 2)
rng = random.Random(42)
print(rng.randint(1, 6), rng.choice('abc'), [rng.randrange(0, 100, 5) for _ in range(4)], rng.sample(range(50), 4), rng.choices(['x', 'y'], [1, 9], k=5), round(rng.random(), 6), round(rng.gauss(0, 1), 6), round(rng.uniform(1, 2), 6), rng.getrandbits(20))
deck = list(range(10))
rng.shuffle(deck)
state = rng.getstate()
first = rng.random()
rng.setstate(state)
print(deck, first == rng.random(), rng.randbytes(4).hex())
space = types.SimpleNamespace(a=1, b=[2])
space.c = space
print(space, types.SimpleNamespace(a=1) == types.SimpleNamespace(a=1), types.MappingProxyType({'x': 1}), sorted(vars(space)))
c = Counter('mississippi')
print(c.most_common(2), c - Counter('miss'), c & Counter('sip'), +Counter(a=1, b=-1), sum(c.values()), list(Counter(a=2, b=1).elements()), c['zz'], Counter(a=1) <= Counter(a=2), c.total())
d = deque(range(5), maxlen=4)
d.rotate(1)
d.appendleft(9)
print(d, d.index(2), d.maxlen, d.count(9), list(reversed(d)), defaultdict(list, {1: [2]}))
