# Producers and consumers over asyncio.Queue: bounded, with priorities, joined; and what the queue says of its state.
import asyncio


async def producer(name, queue, count):
    for i in range(count):
        await queue.put((name, i))
        print('put', name, i, 'size', queue.qsize())
    return name


async def consumer(name, queue, seen):
    try:
        while True:
            item = await queue.get()
            seen.append(item)
            await asyncio.sleep(0)
            print(name, 'took', item)
            queue.task_done()
    except asyncio.CancelledError:
        print(name, 'ends')
        raise


async def main():
    queue = asyncio.Queue(maxsize=2)
    seen = []
    consumers = [asyncio.create_task(consumer(f'c{i}', queue, seen)) for i in range(2)]
    print(await asyncio.gather(producer('a', queue, 4), producer('b', queue, 3)))
    await queue.join()
    for task in consumers:
        task.cancel()
    print(await asyncio.gather(*consumers, return_exceptions=True))
    print(sorted(seen))

    order = asyncio.PriorityQueue()
    for number in (5, 1, 4):
        order.put_nowait(number)
    print([order.get_nowait() for _ in range(3)])
    last = asyncio.LifoQueue(1)
    last.put_nowait('x')
    for refused in (lambda: last.put_nowait('y'), order.get_nowait, order.task_done, order.task_done, order.task_done, order.task_done):
        try:
            refused()
        except (asyncio.QueueFull, asyncio.QueueEmpty, ValueError) as error:
            print(type(error).__name__, error)
    print(last.full(), last.empty(), last.maxsize)
    waiting = asyncio.create_task(order.get())
    await asyncio.sleep(0)
    order.put_nowait('late')
    print(await waiting)


asyncio.run(main())
