# versions: 3.13
# Async iterators, generators and comprehensions over a loop; generators that are left open are closed at the end of the run.
import asyncio
import contextlib


class Countdown:
    def __init__(self, start):
        self.left = start

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.left == 0:
            raise StopAsyncIteration
        self.left -= 1
        await asyncio.sleep(0)
        return self.left


async def ticks(name):
    number = 0
    try:
        while True:
            yield number
            number += 1
            await asyncio.sleep(0)
    finally:
        await asyncio.sleep(0)
        print(name, 'closed after', number)


@contextlib.asynccontextmanager
async def resource(name):
    print('open', name)
    try:
        yield name.upper()
    finally:
        await asyncio.sleep(0)
        print('close', name)


async def main():
    print([x async for x in Countdown(3)], {x: y async for x in Countdown(2) for y in 'ab'})
    async for number in ticks('abandoned'):
        if number == 2:
            break
    async with contextlib.aclosing(ticks('closing')) as numbers:
        async for number in numbers:
            if number == 1:
                break
    async with resource('one') as one, resource('two') as two:
        print(one, two)
    async with contextlib.AsyncExitStack() as stack:
        print([await stack.enter_async_context(resource(name)) for name in 'ab'])
    left = ticks('left open')
    main.kept = left
    print(await anext(left), await left.asend(None))
    print([await task for task in [asyncio.create_task(value) for value in map(asyncio.sleep, (0, 0), 'xy')]])
    print(await anext(Countdown(0), 'default'))


asyncio.run(main())
print('after the run')
