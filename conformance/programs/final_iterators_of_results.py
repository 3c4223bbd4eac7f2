# What an iterator or an awaitable leaves when it dies while its result is on the way.
import sys


class Loud:
    def __init__(self, items):
        self.items = iter(items)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.items)

    def __await__(self):
        yield 'waiting'
        return ['awaited']

    def __del__(self):
        print('<iterator gone>', end=' ')


print([x * 2 for x in Loud('ab')])
print({x for x in Loud('a')}, {x: 1 for x in Loud('a')})
print(sys.getrefcount([x for x in Loud('a')]))


def outer():
    def inner():
        yield 1
        return ['inner']

    got = yield from inner()
    print(got, sys.getrefcount(got))
    return (yield from Loud('xy'))


print(list(outer()))


async def wait():
    got = await Loud('')
    print(got, sys.getrefcount(got))
    try:
        print(await Loud(''))
    finally:
        print('end')


w = wait()
try:
    while True:
        print(w.send(None), end=' ')
except StopIteration:
    print('stopped')


async def ticks():
    try:
        yield 0
        yield 1
    finally:
        print('closed', end=' ')


async def first():
    return await anext(ticks())


try:
    first().send(None)
except StopIteration as stop:
    print(stop.value)
