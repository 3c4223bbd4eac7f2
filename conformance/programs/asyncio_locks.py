# Lock, Event, Condition, Semaphore, BoundedSemaphore, Barrier: order of those who wait, and misuse.
# versions: 3.13
import asyncio


def state(thing):
    return repr(thing).split('[')[1][:-2] if '[' in repr(thing) else repr(thing)


async def main():
    lock = asyncio.Lock()
    order = []

    async def holder(name):
        async with lock:
            order.append(name)
            await asyncio.sleep(0)
            order.append(name.upper())

    tasks = [asyncio.create_task(holder(name)) for name in 'abc']
    await asyncio.sleep(0)
    print(state(lock))
    await asyncio.gather(*tasks)
    print(order, state(lock), lock.locked())
    try:
        lock.release()
    except RuntimeError as error:
        print(error)

    event = asyncio.Event()
    waiters = [asyncio.create_task(event.wait()) for _ in range(2)]
    await asyncio.sleep(0)
    print(state(event))
    event.set()
    print(await asyncio.gather(*waiters), state(event), event.is_set())

    condition = asyncio.Condition()
    ready = []

    async def wait_for_it(number):
        async with condition:
            await condition.wait_for(lambda: len(ready) >= number)
            print('saw', number, ready)

    tasks = [asyncio.create_task(wait_for_it(n)) for n in (2, 1)]
    for item in 'xy':
        await asyncio.sleep(0)
        async with condition:
            ready.append(item)
            condition.notify_all()
    await asyncio.gather(*tasks)
    try:
        condition.notify()
    except RuntimeError as error:
        print(error)

    semaphore = asyncio.Semaphore(2)
    running = most = 0

    async def limited():
        nonlocal running, most
        async with semaphore:
            running += 1
            most = max(most, running)
            await asyncio.sleep(0.001)
            running -= 1

    await asyncio.gather(*(limited() for _ in range(6)))
    print('most at once', most, state(semaphore), semaphore.locked())
    bounded = asyncio.BoundedSemaphore(1)
    try:
        bounded.release()
    except ValueError as error:
        print(error)
    barrier = asyncio.Barrier(3)
    print(sorted(await asyncio.gather(*(barrier.wait() for _ in range(3)))), state(barrier))
    waiting = asyncio.create_task(barrier.wait())
    await asyncio.sleep(0)
    await barrier.abort()
    try:
        await waiting
    except asyncio.BrokenBarrierError as error:
        print('broken', error, barrier.broken)
    try:
        asyncio.Semaphore(-1)
    except ValueError as error:
        print(error)


asyncio.run(main())
