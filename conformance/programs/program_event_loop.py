# An event loop by hand: coroutines, futures, tasks, sleeping on a clock of its own, cancellation, gathering, timeouts, queues, async with and for.
import heapq
from collections import deque
from contextlib import asynccontextmanager
from itertools import count


class Cancelled(BaseException):
    pass


class Future:
    def __init__(self, loop):
        self.loop, self.state, self.value, self.waiters = loop, 'pending', None, []

    def settle(self, state, value):
        if self.state != 'pending':
            return False
        self.state, self.value = state, value
        for waiter in self.waiters:
            self.loop.soon(waiter, self)
        self.waiters.clear()
        return True

    def result(self):
        if self.state == 'failed':
            raise self.value
        return self.value

    def __await__(self):
        if self.state == 'pending':
            yield self
        return self.result()


class Task(Future):
    def __init__(self, loop, coroutine, name):
        super().__init__(loop)
        self.coroutine, self.name, self.waits_for = coroutine, name, None
        loop.soon(self.step, None)

    def step(self, future, thrown=None):
        self.waits_for = None
        try:
            waited = self.coroutine.throw(thrown) if thrown else self.coroutine.send(None)
        except StopIteration as stop:
            self.settle('done', stop.value)
        except (Exception, Cancelled) as error:
            self.settle('failed', error)
        else:
            self.waits_for = waited
            waited.waiters.append(self.step)

    def cancel(self):
        if self.state != 'pending':
            return False
        if self.waits_for is not None and self.step in self.waits_for.waiters:
            self.waits_for.waiters.remove(self.step)
        self.loop.soon(lambda _: self.step(None, Cancelled(self.name)), None)
        return True


class Loop:
    def __init__(self):
        self.ready, self.timers, self.now, self.ids = deque(), [], 0, count()

    def soon(self, call, argument):
        self.ready.append((call, argument))

    def sleep(self, delay, value=None):
        future = Future(self)
        heapq.heappush(self.timers, (self.now + delay, next(self.ids), future, value))
        return future

    def spawn(self, coroutine, name=None):
        return Task(self, coroutine, name or coroutine.__name__)

    def run(self, coroutine):
        main = self.spawn(coroutine, 'main')
        while main.state == 'pending':
            if self.ready:
                call, argument = self.ready.popleft()
                call(argument)
            elif self.timers:
                self.now, _, future, value = heapq.heappop(self.timers)
                future.settle('done', value)
            else:
                raise RuntimeError('deadlock')
        return main.result()


loop = Loop()


def log(*things):
    print(f'{loop.now:>4}', *things)


async def gather(*tasks, exceptions=False):
    results = []
    for task in tasks:
        try:
            results.append(await task)
        except Exception as error:
            if not exceptions:
                for other in tasks:
                    other.cancel()
                raise
            results.append(error)
    return results


async def timeout(seconds, coroutine):
    task = loop.spawn(coroutine)
    clock = loop.sleep(seconds)
    clock.waiters.append(lambda _: task.cancel())
    try:
        return await task
    except Cancelled:
        raise TimeoutError(f'{coroutine.__name__} took more than {seconds}') from None


class Queue:
    def __init__(self, size=0):
        self.items, self.getters, self.putters, self.size = deque(), deque(), deque(), size

    async def put(self, item):
        while self.size and len(self.items) >= self.size:
            future = Future(loop)
            self.putters.append(future)
            await future
        self.items.append(item)
        if self.getters:
            self.getters.popleft().settle('done', None)

    async def get(self):
        while not self.items:
            future = Future(loop)
            self.getters.append(future)
            await future
        item = self.items.popleft()
        if self.putters:
            self.putters.popleft().settle('done', None)
        return item

    def __aiter__(self):
        return self

    async def __anext__(self):
        item = await self.get()
        if item is None:
            raise StopAsyncIteration
        return item


class Lock:
    def __init__(self):
        self.locked, self.waiting = False, deque()

    async def __aenter__(self):
        while self.locked:
            future = Future(loop)
            self.waiting.append(future)
            await future
        self.locked = True

    async def __aexit__(self, *exc):
        self.locked = False
        if self.waiting:
            self.waiting.popleft().settle('done', None)


async def worker(name, delay, times):
    for i in range(times):
        await loop.sleep(delay)
        log(name, i)
    return f'{name} done'


async def failing(delay):
    await loop.sleep(delay)
    raise ValueError(f'failed at {loop.now}')


async def stubborn():
    try:
        await loop.sleep(100)
    except Cancelled as error:
        log('cancelled:', error)
        await loop.sleep(1)
        log('cleaned up')
        raise
    finally:
        log('finally')


async def ticks(n):
    try:
        for i in range(n):
            await loop.sleep(2)
            yield i
    finally:
        log('ticks closed')


@asynccontextmanager
async def connection(name):
    log('open', name)
    await loop.sleep(1)
    try:
        yield name.upper()
    except ValueError as error:
        log('connection saw', error)
    finally:
        await loop.sleep(1)
        log('close', name)


async def main():
    log('start')
    a, b = loop.spawn(worker('a', 2, 3)), loop.spawn(worker('b', 3, 2))
    log(await gather(a, b))
    log(await gather(loop.spawn(failing(1)), loop.spawn(worker('c', 2, 1)), exceptions=True))
    c = loop.spawn(worker('never', 5, 9), 'never')
    try:
        await gather(loop.spawn(failing(2)), c)
    except ValueError as error:
        log('gather:', error)
    try:
        await c
    except Cancelled as error:
        log('cancelled', error, c.state, c.cancel())
    try:
        await timeout(3, stubborn())
    except TimeoutError as error:
        log(error, '|', error.__suppress_context__)
    log(await timeout(30, worker('quick', 1, 1)))
    queue = Queue(2)

    async def producer():
        for i in range(5):
            await queue.put(i)
            log('put', i)
        await queue.put(None)

    producing = loop.spawn(producer())
    async for item in queue:
        await loop.sleep(1)
        log('got', item)
    await producing
    lock, order = Lock(), []

    async def critical(name):
        async with lock:
            order.append(f'+{name}')
            await loop.sleep(2)
            order.append(f'-{name}')

    await gather(*(loop.spawn(critical(name)) for name in 'xyz'))
    log(*order)
    log([i * 10 async for i in ticks(3) if i != 1])
    stream = ticks(10)
    async for i in stream:
        if i == 1:
            break
    await stream.aclose()
    async with connection('db') as name:
        log('using', name)
        raise ValueError('swallowed')
    async with connection('a') as x, connection('b') as y:
        log('both', x, y)
    log({i: await loop.sleep(1, i * i) for i in range(3)}, [x async for x in ticks(1)], await anext(ticks(1)))
    return 'main result'


print(loop.run(main()))
try:
    Loop().run(Queue().get())
except (RuntimeError, TypeError) as error:
    print(type(error).__name__, error)
