# What cannot be awaited, who stands on the stack when something is thrown in, and where a `with` is left.
import sys
import traceback


def chain(error):
    while error is not None:
        print('   ', type(error).__name__, error)
        # FrameSummary: the whole place, whatever the version makes of it as text.
        for frame in traceback.extract_tb(error.__traceback__):
            place = (frame.end_lineno, frame.colno, frame.end_colno) if sys.version_info >= (3, 13) else ()
            print('       ', frame.name, frame.lineno, *place)
        error = error.__cause__ or error.__context__


def run(what, coroutine):
    print(what)
    try:
        coroutine.send(None)
    except StopIteration as stop:
        print('    returned', stop.value)
    except Exception as error:
        chain(error)


class Steps:
    def __init__(self, step):
        self.step = step

    def __aiter__(self):
        return self

    def __anext__(self):
        return self.step


class Awaitable:
    def __init__(self, make=lambda: iter(())):
        self.make = make

    def __await__(self):
        return self.make()


class Manager:
    def __init__(self, entered, left):
        self.entered, self.left = entered, left

    def __aenter__(self):
        return self.entered

    def __aexit__(self, *exception):
        return self.left


async def loop(step):
    async for item in Steps(step):
        print(item)
        break


async def listed(step):
    return [item for _ in 'a' async for item in Steps(step)]


async def within(entered, left, fails):
    async with Manager(entered, left):
        print('    inside')
        if fails:
            raise KeyError('inside')


async def returning(left):
    async with Manager(Awaitable(), Awaitable()), \
            Manager(Awaitable(), left):
        return 'value'


async def leaving(left):
    for _ in range(2):
        async with Manager(Awaitable(), left):
            break
    return 'left'


for step in 5, Awaitable(lambda: 1 / 0), Awaitable(lambda: 5), Awaitable():
    run(f'loop {type(step).__name__}', loop(step))
for step in 5, Awaitable(lambda: 1 / 0), Awaitable(lambda: 5):
    run(f'listed {type(step).__name__}', listed(step))

for entered in 1, Awaitable(), Awaitable(lambda: 1 / 0):
    for left in 'x', Awaitable(), Awaitable(lambda: 5):
        for fails in False, True:
            run(f'with {type(entered).__name__} {type(left).__name__} {fails}', within(entered, left, fails))
for left in 1, Awaitable():
    run('returning', returning(left))
    run('leaving', leaving(left))


class Failing:
    def __enter__(self):
        return self

    def __exit__(self, *exception):
        1 / 0


def left_by_return():
    with Failing() as first, \
            Failing() as second:
        return first, second


def left_by_continue():
    for _ in 'a':
        with Failing():
            continue


for function in left_by_return, left_by_continue:
    try:
        function()
    except ZeroDivisionError as error:
        chain(error)


# An exception that cannot be made: what its making raises comes in where the generator waits.
class NotMade(Exception):
    def __new__(cls, *args):
        return cls


class FailsToBeMade(Exception):
    def __init__(self):
        raise LookupError('made')


def waits():
    try:
        yield 1
    except Exception as error:
        print('    inside:', type(error).__name__, error)
        yield 2


for thrown in NotMade, FailsToBeMade:
    for steps in 0, 1:
        generator = waits()
        for _ in range(steps):
            next(generator)
        try:
            print(thrown.__name__, steps, generator.throw(thrown))
        except Exception as error:
            print(thrown.__name__, steps, type(error).__name__, error)
        print('    left:', list(generator))
try:
    next(waits()), waits().throw(5)
except TypeError as error:
    print(error)


# Who waits stands below what an exception is thrown into.
def inner():
    for _ in range(2):
        try:
            yield [frame.name for frame in traceback.extract_stack()]
        except ValueError:
            yield [frame.name for frame in traceback.extract_stack()]


def middle():
    local = object()
    yield from inner()
    return local


async def outer():
    return await Await()


class Await:
    def __await__(self):
        return middle()


coroutine = outer()
print(coroutine.send(None))
print(coroutine.throw(ValueError))
print(coroutine.send(None))
try:
    coroutine.throw(LookupError('end'))
except LookupError as error:
    chain(error)
