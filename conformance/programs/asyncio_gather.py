# versions: 3.13
# gather: results in order, exceptions as results, the first exception, nested; futures, callbacks, call_later, contexts.
import asyncio
import contextvars

who = contextvars.ContextVar('who', default='nobody')


async def answer(x, after=0.0):
    await asyncio.sleep(after)
    if x < 0:
        raise ValueError(f'negative: {x}')
    return x


async def speak(name):
    who.set(name)
    await asyncio.sleep(0)
    return who.get()


async def main():
    loop = asyncio.get_running_loop()
    print(await asyncio.gather(answer(1, 0.01), answer(2), answer(3, 0.005)))
    print(await asyncio.gather(answer(1), answer(-2), answer(-3), return_exceptions=True))
    try:
        await asyncio.gather(answer(1), answer(-2), answer(3))
    except ValueError as error:
        print('first', error)
    print(await asyncio.gather(asyncio.gather(answer(1), answer(2)), answer(3)), await asyncio.gather())
    same = answer(4)
    print(await asyncio.gather(same, same))
    print(await asyncio.gather(*map(speak, 'abc')), who.get())

    future = loop.create_future()
    future.add_done_callback(lambda f: print('callback', f.result(), f is future))
    calls = []
    loop.call_later(0.02, calls.append, 'late')
    loop.call_later(0.01, calls.append, 'early')
    loop.call_soon(calls.append, 'soon')
    loop.call_at(loop.time() + 0.03, future.set_result, 'set')
    handle = loop.call_later(0.01, calls.append, 'never')
    handle.cancel()
    print(handle.cancelled(), await future, calls)
    for misuse in (lambda: future.set_result(1), lambda: loop.create_future().result()):
        try:
            misuse()
        except asyncio.InvalidStateError as error:
            print(type(error).__name__)
    future = loop.create_future()
    future.set_exception(KeyError('k'))
    try:
        await future
    except KeyError as error:
        print('raised', error, future.exception() is error)
    task = asyncio.ensure_future(answer(7))
    print(task.get_coro().__name__, task in asyncio.all_tasks(), asyncio.current_task().get_coro().__name__)
    print(await task, task.done(), task.exception())
    task.set_name('renamed')
    print(task.get_name(), asyncio.iscoroutinefunction(answer), asyncio.isfuture(task))


asyncio.run(main())
