# Exceptions that nobody takes: the loop's handler is told of tasks destroyed while they wait, and of those that failed unseen.
import asyncio
import gc


def handler(loop, context):
    print(context['message'], '|', repr(context.get('exception')), '|', sorted(context))


async def fails():
    raise ValueError('unseen')


async def waits(future):
    await future


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(handler)
    print(loop.get_exception_handler() is handler)
    task = asyncio.create_task(fails())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    del task
    gc.collect()
    loop.call_soon(lambda: 1 // 0)
    await asyncio.sleep(0)
    future = loop.create_future()
    future.set_exception(KeyError('never asked'))
    del future
    gc.collect()
    task = asyncio.create_task(waits(loop.create_future()), name='lost')
    await asyncio.sleep(0)
    del task
    gc.collect()
    asked = loop.create_future()
    asked.set_exception(KeyError('asked'))
    print(repr(asked.exception()))
    del asked
    gc.collect()
    loop.call_exception_handler({'message': 'by hand'})


asyncio.run(main())
