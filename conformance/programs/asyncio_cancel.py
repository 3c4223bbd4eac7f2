# Cancellation: cleanup that awaits, shield, uncancel, cancelling before the start, messages, tasks left at the end.
import asyncio


async def careful(log):
    log.append('begin')
    try:
        await asyncio.sleep(60)
    except asyncio.CancelledError as error:
        log.append(('cancelled', error.args))
        await asyncio.sleep(0)
        log.append('after the cancellation')
        raise
    finally:
        await asyncio.sleep(0)
        log.append('finally')


async def refuses():
    while True:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            print('refused', asyncio.current_task().cancelling())
            asyncio.current_task().uncancel()
            return 'still here'


async def left_behind(name):
    try:
        await asyncio.Event().wait()
    finally:
        print('left behind ends:', name)


async def main():
    log = []
    task = asyncio.create_task(careful(log))
    await asyncio.sleep(0)
    print(task.cancel('stop'), task.done(), task.cancelling())
    try:
        await task
    except asyncio.CancelledError as error:
        print(repr(error), task.cancelled())
    print(log, task.cancel())

    early = asyncio.create_task(careful(log))
    early.cancel()
    print((await asyncio.gather(early, return_exceptions=True))[0].__class__.__name__, len(log))

    task = asyncio.create_task(refuses())
    await asyncio.sleep(0)
    task.cancel()
    print(await task, task.cancelled(), task.cancelling())

    inner = asyncio.create_task(asyncio.sleep(0.01, 'inner result'))
    outer = asyncio.create_task(asyncio.wait_for(asyncio.shield(inner), 60))
    await asyncio.sleep(0)
    outer.cancel()
    try:
        await outer
    except asyncio.CancelledError:
        print('outer is cancelled, inner is', inner.done())
    print(await inner)

    many = asyncio.gather(asyncio.sleep(60), asyncio.sleep(60))
    asyncio.get_running_loop().call_soon(many.cancel)
    try:
        await many
    except asyncio.CancelledError as error:
        print('gather', type(error).__name__, many.cancelled())
    for query in (task.exception, early.result, early.exception):
        try:
            print(query())
        except asyncio.CancelledError as error:
            print('CancelledError', error.args)
    pending = asyncio.create_task(asyncio.sleep(60))
    try:
        pending.result()
    except asyncio.InvalidStateError as error:
        print(type(error).__name__)
    pending.cancel()
    main.kept = [asyncio.create_task(left_behind(name)) for name in 'x']
    await asyncio.sleep(0)
    return 'end of main'


print(asyncio.run(main()))
print([task.cancelled() for task in main.kept])
