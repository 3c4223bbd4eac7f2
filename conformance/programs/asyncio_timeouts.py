# versions: 3.13
# wait_for, timeout, timeout_at, wait, as_completed: short sleeps, and what is cancelled when time is up.
import asyncio


async def work(name, seconds):
    try:
        await asyncio.sleep(seconds)
        print(name, 'done')
        return name
    except asyncio.CancelledError:
        print(name, 'cancelled')
        raise
    finally:
        print(name, 'cleaned up')


async def stubborn():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        return 'not yet'


async def main():
    print(await asyncio.wait_for(work('quick', 0), 5))
    try:
        await asyncio.wait_for(work('slow', 10), 0.01)
    except TimeoutError as error:
        print('wait_for', repr(error), repr(error.__cause__))
    print(await asyncio.wait_for(stubborn(), 0.01))
    try:
        async with asyncio.timeout(0.01) as limit:
            await work('inside', 10)
    except TimeoutError as error:
        print('timeout', repr(error), limit.expired(), repr(error.__cause__))
    async with asyncio.timeout(None) as limit:
        print(limit)
        limit.reschedule(asyncio.get_running_loop().time() + 60)
        print(limit.when() is not None, limit.expired())
    print(limit)
    try:
        async with asyncio.timeout(10):
            async with asyncio.timeout(0.01):
                await asyncio.sleep(10)
    except TimeoutError:
        print('the inner one')
    try:
        async with asyncio.timeout_at(0):
            await asyncio.sleep(0)
    except TimeoutError:
        print('past')
    tasks = [asyncio.create_task(work(f't{i}', delay), name=f't{i}') for i, delay in enumerate((0.4, 0.1, 0.25))]
    for next_one in asyncio.as_completed(tasks):
        print('completed', await next_one)
    a, b = asyncio.create_task(work('a', 0.01)), asyncio.create_task(work('b', 10))
    done, pending = await asyncio.wait([a, b], return_when=asyncio.FIRST_COMPLETED)
    print(done == {a}, pending == {b})
    done, pending = await asyncio.wait([b], timeout=0.01)
    print(done, pending == {b})
    b.cancel('enough')
    try:
        await b
    except asyncio.CancelledError as error:
        print('b', error.args, b.cancelled(), b.cancelling())
    try:
        for next_one in asyncio.as_completed([work('never', 10)], timeout=0.01):
            await next_one
    except TimeoutError:
        print('as_completed timed out')
    coroutine = work('c', 0)
    for wrong in ([], [coroutine]):
        try:
            await asyncio.wait(wrong)
        except (TypeError, ValueError) as error:
            print(type(error).__name__, error)
    coroutine.close()
    await asyncio.sleep(0)


asyncio.run(main())
