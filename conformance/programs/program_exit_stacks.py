# Context managers in earnest: ExitStack, callbacks, suppress, redirect, nullcontext, closing, reentrant ones, decorators.
import contextlib
import io
import sys
from contextlib import ExitStack, contextmanager


@contextmanager
def step(name, *, swallow=()):
    print(f'+{name}')
    try:
        yield name.upper()
    except swallow as error:
        print(f'={name} swallows {error!r}')
    finally:
        print(f'-{name}')


def run(title, function):
    print(f'[{title}]')
    try:
        print(' ->', function())
    except BaseException as error:
        chain = []
        while error is not None:
            chain.append(repr(error))
            error = error.__context__
        print(' !!', ' during '.join(chain))


def plain():
    with ExitStack() as stack:
        names = [stack.enter_context(step(n)) for n in 'abc']
        return names


def failing():
    with ExitStack() as stack:
        stack.enter_context(step('a', swallow=KeyError))
        stack.callback(print, 'callback', 1, end='!\n')
        stack.push(lambda *details: print('exit sees', details[0] and details[0].__name__))
        stack.enter_context(step('b'))
        raise KeyError('k')
    return 'survived'


def replaced():
    def explode(*details):
        raise ValueError('while leaving')
    with ExitStack() as stack:
        stack.push(explode)
        stack.enter_context(step('a'))
        stack.push(lambda kind, error, trace: print('first', error) or False)
        raise KeyError('original')


def moved():
    with ExitStack() as stack:
        stack.enter_context(step('a'))
        stack.callback(lambda: print('kept for later'))
        saved = stack.pop_all()
        stack.callback(lambda: print('only this'))
    print('outside')
    saved.close()
    saved.close()
    return 'closed'


def not_a_manager():
    with ExitStack() as stack:
        stack.enter_context(step('x'))
        stack.enter_context(42)


for function in plain, failing, replaced, moved, not_a_manager:
    run(function.__name__, function)


@step('decorated')
def work(n):
    print('working', n)
    return n * 2


print(work(3), work(4), work.__name__, work.__wrapped__(1))
with contextlib.suppress(ZeroDivisionError, LookupError):
    [][1]
print('after suppress')
run('suppress other', lambda: contextlib.suppress(KeyError).__exit__(ValueError, ValueError(), None))
buffer = io.StringIO()
with contextlib.redirect_stdout(buffer) as target, contextlib.redirect_stderr(target):
    print('hidden')
    print('also hidden', file=sys.stderr)
print(repr(buffer.getvalue()), target is buffer)


class Door:
    def close(self):
        print('door closed')


with contextlib.closing(Door()) as door:
    print(type(door).__name__)
with contextlib.nullcontext(5) as five, contextlib.nullcontext() as nothing:
    print(five, nothing)


class Timer(contextlib.ContextDecorator):
    calls = 0

    def __enter__(self):
        Timer.calls += 1
        return self

    def __exit__(self, *details):
        print('timer', Timer.calls, details[0])


@Timer()
def timed():
    return Timer.calls


print(timed(), timed())


@contextmanager
def twice():
    yield 1
    yield 2


@contextmanager
def never():
    if False:
        yield


@contextmanager
def deaf():
    try:
        yield
    except RuntimeError:
        pass


def use(manager, error=None):
    def body():
        with manager as value:
            if error is not None:
                raise error
            return value
    return body


run('twice', use(twice()))
run('never', use(never()))
run('deaf to RuntimeError', use(deaf(), RuntimeError('r')))
run('deaf to StopIteration', use(deaf(), StopIteration('s')))
run('other through', use(deaf(), OSError('o')))
manager = step('once')
run('first use', use(manager))
run('second use', use(manager))
lock = contextlib.ExitStack()
with lock:
    with lock:
        lock.callback(print, 'inner leaves')
    print('between')


class NoExit:
    def __enter__(self):
        return self


run('no __exit__', use(NoExit()))
run('no __enter__', use(5))


class Odd:
    def __init__(self, answer):
        self.answer = answer

    def __enter__(self):
        return self

    def __exit__(self, *details):
        return self.answer


for answer in 0, 1, '', 'x', [], None:
    run(f'exit returns {answer!r}', use(Odd(answer), ValueError(answer)))
with step('outer'), \
     step('inner', swallow=Exception) as inner, \
     contextlib.suppress(TypeError):
    print(inner, 'in')
    1 + ''
with (step('p') as p, step('q') as q,):
    print(p + q)


def returns_from_with():
    for i in range(3):
        with step(f'loop{i}'):
            if i == 0:
                continue
            if i == 1:
                break
    with step('return'):
        return 'value'


print(returns_from_with())
try:
    with step('a') as result, step(result.lower() + '!') as other:
        print(result, other)
        raise LookupError
except LookupError as error:
    print(type(error.__traceback__).__name__, error.__context__)
