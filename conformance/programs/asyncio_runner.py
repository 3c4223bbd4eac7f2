# Runner, run_until_complete, and the texts of misuse: run within a loop, no coroutine, a closed loop, no running loop.
import asyncio
import warnings


def attempt(what):
    try:
        print(what())
    except (RuntimeError, ValueError, TypeError) as error:
        print(type(error).__name__, str(error).split(' at 0x')[0].split('<coroutine')[0].split('<_Unix')[0])


async def value(x=1):
    return x


async def nested():
    inner = value()
    attempt(lambda: asyncio.run(inner))
    inner.close()
    loop = asyncio.get_running_loop()
    inner = value()
    attempt(lambda: loop.run_until_complete(inner))
    inner.close()
    attempt(loop.close)
    print(loop.is_running(), loop.is_closed(), loop.get_debug())
    return 'nested is done'


print(asyncio.run(nested()))
attempt(asyncio.get_running_loop)
attempt(asyncio.current_task)
with asyncio.Runner() as runner:
    print(runner.run(value('first')), runner.run(value('second')), runner.get_loop().is_running())
    attempt(lambda: runner.run(7))
attempt(lambda: runner.run(7))
attempt(runner.get_loop)
loop = asyncio.new_event_loop()
print(loop.run_until_complete(value('by the loop')))
loop.call_later(0.01, loop.stop)
loop.run_forever()
print('stopped')
never = loop.create_future()
loop.call_soon(loop.stop)
attempt(lambda: loop.run_until_complete(never))
loop.run_until_complete(loop.shutdown_asyncgens())
loop.close()
attempt(lambda: loop.call_soon(print))
attempt(loop.run_forever)
attempt(lambda: asyncio.run(value))
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter('always')
    attempt(lambda: asyncio.Lock().release())

    async def forgets():
        value()

    asyncio.run(forgets())
    print([f'{each.category.__name__}: {each.message}' for each in seen])
