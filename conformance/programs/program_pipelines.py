# Pipelines of generators: reading, filtering, batching, merging, send() as configuration, laziness shown step by step.
import itertools
import operator
from collections import Counter, deque
from functools import partial, reduce, wraps

LOG = '''\
2024-03-01 INFO  web  start port=80
2024-03-01 WARN  web  slow ms=1200 path=/a
2024-03-01 INFO  db   query ms=30
# comment

2024-03-02 ERROR db   lost retries=3
2024-03-02 WARN  web  slow ms=800 path=/b?x=1
2024-03-03 broken
2024-03-03 INFO  web  stop
'''


def lines(text):
    for number, line in enumerate(text.splitlines(), 1):
        if line and not line.startswith('#'):
            yield number, line


def parsed(numbered):
    bad = 0
    try:
        for number, line in numbered:
            try:
                day, level, service, event, *rest = line.split()
            except ValueError as error:
                bad += 1
                print(f'  line {number}: {error}')
                continue
            yield dict(day=day, level=level, service=service, event=event, **dict(r.split('=', 1) for r in rest))
    finally:
        print(f'  parser closes, {bad} bad')


def where(rows, **wanted):
    return (row for row in rows if all(row.get(k) == v for k, v in wanted.items()))


def pick(rows, *names):
    yield from map(operator.itemgetter(*names), rows)


def compose(*steps):
    return lambda source: reduce(lambda data, step: step(data), steps, source)


slow = compose(lines, parsed, partial(where, level='WARN'), lambda rows: pick(rows, 'service', 'ms'))
print(list(slow(LOG)))
stream = parsed(lines(LOG))
print(next(stream)['event'], next(stream)['ms'])
stream.close()
print(Counter(row['level'] for row in parsed(lines(LOG))).most_common())
for day, rows in itertools.groupby(parsed(lines(LOG)), key=operator.itemgetter('day')):
    print(day, [row['event'] for row in rows])


def primed(function):
    @wraps(function)
    def start(*args, **kwargs):
        generator = function(*args, **kwargs)
        next(generator)
        return generator
    return start


@primed
def average():
    total, n = 0.0, 0
    value = yield
    while value is not None:
        total, n = total + value, n + 1
        value = yield round(total / n, 3)
    return total, n


mean = average()
print([mean.send(x) for x in (10, 20, 60)])
try:
    mean.send(None)
except StopIteration as stop:
    print('finally', stop.value)


@primed
def broadcast(*targets):
    while True:
        item = yield
        for target in targets:
            target.send(item)


@primed
def collect(into, keep=bool):
    try:
        while True:
            item = yield
            if keep(item):
                into.append(item)
    except GeneratorExit:
        into.append('end')


evens, odds = [], []
hub = broadcast(collect(evens, lambda n: n % 2 == 0), collect(odds, lambda n: n % 2))
for n in range(6):
    hub.send(n)
hub.close()
print(evens, odds)
# The frame of the closed hub is gone, and with it the collectors: they have seen GeneratorExit.
print(hub.gi_frame, evens[-1:])


def batches(items, size):
    iterator = iter(items)
    while batch := list(itertools.islice(iterator, size)):
        yield batch


def window(items, n):
    iterator = iter(items)
    seen = deque(itertools.islice(iterator, n - 1), maxlen=n)
    for item in iterator:
        seen.append(item)
        yield tuple(seen)


def roundrobin(*iterables):
    waiting = deque(map(iter, iterables))
    while waiting:
        try:
            yield next(waiting[0])
        except StopIteration:
            waiting.popleft()
        else:
            waiting.rotate(-1)


print(list(batches('abcdefgh', 3)), list(window(range(5), 3)), ''.join(roundrobin('ABC', 'D', 'EF')))


def traced(name, items):
    for item in items:
        print(f'  {name} gives {item}')
        yield item


chain = traced('outer', (x * x for x in traced('inner', itertools.count(1)) if x % 2))
print('nothing has run')
print(list(itertools.takewhile(lambda x: x < 10, chain)))
left, right = itertools.tee(traced('source', 'xy'))
print(next(left), next(left), next(right), list(right), list(left))


def tree(depth, label='r'):
    yield label
    if depth:
        for side in 'lr':
            result = yield from tree(depth - 1, label + side)
            yield f'({result})'
    return len(label)


print(' '.join(map(str, tree(2))))


def delegate():
    while True:
        try:
            got = yield from worker()
        except LookupError as error:
            got = f'failed {error}'
        print('  delegate got', got)
        if got == 'stop':
            return 'over'


def worker():
    x = yield 'ready'
    y = yield f'first {x}'
    return y


d = delegate()
print(next(d), d.send(1), d.send('again'), d.throw(KeyError('k')), d.send(2))
try:
    d.send('stop')
except StopIteration as stop:
    print(stop.value)


def countdown(n):
    while n:
        reset = yield n
        n = n - 1 if reset is None else reset


c = countdown(3)
print(next(c), next(c), c.send(5), list(c))
print(sum(x for x in range(10) if x % 3 == 0), max((len(w), w) for w in 'a bbb cc'.split()), dict(zip('ab', itertools.count())))
lazy = (print('evaluated', i) or i for i in range(3))
print(any(lazy), next(lazy, 'gone'), 2 in (x for x in (1, 2, 3)))
