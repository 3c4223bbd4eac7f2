# What a program prints for an exception that leaves a task through run(): the traceback of the program's own lines.
import asyncio
import traceback


async def deepest():
    await asyncio.sleep(0)
    return {}['missing']


async def middle():
    try:
        await deepest()
    except KeyError as error:
        raise RuntimeError('in the middle') from error


async def main():
    await asyncio.create_task(middle(), name='worker')


def own_lines(error):
    while error is not None:
        print(repr(error))
        for frame in traceback.extract_tb(error.__traceback__):
            if frame.filename == __file__:
                print('   ', frame.lineno, frame.name, frame.line)
        error = error.__cause__


try:
    asyncio.run(main())
except RuntimeError as error:
    own_lines(error)


async def group():
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(deepest())
        tasks.create_task(middle())


try:
    asyncio.run(group())
except* Exception as error:
    for each in error.exceptions:
        own_lines(each)


async def leave():
    raise SystemExit(5)


asyncio.run(leave())
