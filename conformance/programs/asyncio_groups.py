# TaskGroup: results, exception groups, siblings that are cancelled, groups within groups, misuse.
# versions: 3.13
import asyncio


async def double(x):
    await asyncio.sleep(0)
    return x * 2


async def fails(error, after=0):
    await asyncio.sleep(after)
    raise error


async def sleeper(name):
    try:
        await asyncio.sleep(60)
    except asyncio.CancelledError:
        print(name, 'cancelled')
        raise


def show(group, depth=0):
    print('  ' * depth + f'{type(group).__name__}: {group}')
    for error in getattr(group, 'exceptions', ()):
        show(error, depth + 1)


async def main():
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(double(i), name=f'double {i}') for i in range(3)]
        print(repr(group).split('tasks')[0])
    print([task.result() for task in tasks], [task.get_name() for task in tasks])
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(sleeper('first'))
            group.create_task(fails(ValueError('one')))
            group.create_task(fails(KeyError('two')))
            await asyncio.sleep(60)
    except* ValueError as errors:
        show(errors)
    except* KeyError as errors:
        show(errors)
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(sleeper('second'))
            await asyncio.sleep(0)
            raise OSError('the body')
    except ExceptionGroup as errors:
        show(errors)
    try:
        async with asyncio.TaskGroup() as outer:
            outer.create_task(sleeper('outer'))
            async with asyncio.TaskGroup() as inner:
                inner.create_task(fails(RuntimeError('deep')))
    except ExceptionGroup as errors:
        show(errors)
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fails(SystemExit(3)))
    except SystemExit as error:
        print('SystemExit', error.code)
    coroutine = double(1)
    try:
        group.create_task(coroutine)
    except RuntimeError as error:
        print(type(error).__name__, str(error).split(' at ')[0].split('<TaskGroup')[0])
    coroutine.close()
    try:
        async with group:
            pass
    except RuntimeError as error:
        print('entered again:', str(error).split('<TaskGroup')[0])


try:
    asyncio.run(main())
except SystemExit as error:
    print('outside', error.code)
