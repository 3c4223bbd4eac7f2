# Generators in the wrong state: running, closed, not started, refusing, raising at the end.
def attempt(name, f):
    try:
        print(name, f())
    except BaseException as e:
        print(name, type(e).__name__, e, '|', repr(e.__cause__))


def closes_itself():
    yield me.close()


def sends_to_itself():
    yield me.send(None)


def throws_to_itself():
    yield me.throw(ValueError)


for make in (closes_itself, sends_to_itself, throws_to_itself):
    me = make()
    attempt(make.__name__, lambda: next(me))
    attempt('and again', lambda: next(me))


def one():
    yield 1


g = one()
attempt('send', lambda: g.send(5))
attempt('next', lambda: next(g))
attempt('end', lambda: next(g))
attempt('after', lambda: g.send(5))
attempt('throw after', lambda: g.throw(ValueError('late')))
attempt('close after', lambda: g.close())


def refuses():
    try:
        yield 1
    except GeneratorExit:
        yield 2


g = refuses()
next(g)
attempt('refuses', lambda: g.close())


def raises_at_close():
    try:
        yield 1
    finally:
        raise ValueError('at close')


g = raises_at_close()
next(g)
attempt('raises', lambda: g.close())


def returns_at_close():
    try:
        yield 1
    except GeneratorExit:
        return 'value'


g = returns_at_close()
next(g)
attempt('returns', lambda: g.close())


def stops():
    raise StopIteration(1)
    yield


attempt('stop inside', lambda: next(stops()))
attempt('stop in next', lambda: list(next(iter([])) for _ in range(2)))


def catches():
    while True:
        try:
            yield 'ready'
        except ValueError as e:
            yield repr(e)


g = catches()
next(g)
attempt('throw type', lambda: g.throw(ValueError))
attempt('throw instance', lambda: g.throw(ValueError(2)))
attempt('throw other', lambda: next(g))
attempt('throw nonsense', lambda: g.throw(5))
g = catches()
attempt('throw before start', lambda: g.throw(ValueError(3)))
attempt('then', lambda: next(g))


def delegate():
    result = yield from inner()
    print('result', result)


def inner():
    try:
        yield 1
    except GeneratorExit:
        print('inner closed')
        raise


g = delegate()
next(g)
g.close()
g = delegate()
next(g)
attempt('throw through', lambda: g.throw(KeyError('k')))


class NoClose:
    def __iter__(self):
        return self

    def __next__(self):
        return 1


def over():
    yield from NoClose()


g = over()
next(g)
attempt('send through', lambda: g.send(5))
g = over()
next(g)
attempt('throw through', lambda: g.throw(KeyError('k')))
g = over()
next(g)
attempt('close through', lambda: g.close())
attempt('not iterable', lambda: list((x for x in 5)))
