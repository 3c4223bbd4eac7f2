# return, break, continue and raise that meet in finally: which wins, what is evaluated when, in loops, generators, with and nested handlers.
import warnings

warnings.simplefilter('ignore')  # newer versions warn of return in finally
log = []


def say(value):
    log.append(value)
    return value


def shown(f, *args):
    log.clear()
    try:
        result = f(*args)
    except BaseException as error:
        result = f'{type(error).__name__}({error}) from {error.__context__!r}'
    print(f'{f.__name__:<24}', result, log)


def value_before_finally():
    x = [1]
    try:
        return say(x[0])
    finally:
        x[0] = 2
        say('finally')


def same_object_changed():
    x = [1]
    try:
        return x
    finally:
        x.append('seen')


def finally_returns():
    try:
        raise KeyError('lost')
    finally:
        return 'finally'


def finally_breaks():
    for i in range(5):
        try:
            if i == 2:
                raise KeyError(i)
            say(i)
        finally:
            if i == 2:
                break
    else:
        return 'else'
    return f'broke at {i}'


def finally_continues():
    for i in range(4):
        try:
            if i % 2:
                return say(f'return {i}')
        finally:
            say(i)
            continue
    else:
        say('else')
    return 'end'


def return_in_all_three():
    try:
        return say('try')
    except Exception:
        return say('except')
    else:
        return say('else')
    finally:
        say('finally')


def else_raises():
    try:
        say('try')
    except KeyError:
        say('not here')
    else:
        raise KeyError('from else')
    finally:
        say('finally')


def nested_returns():
    try:
        try:
            return say('inner')
        finally:
            say('f1')
            try:
                return say('second')
            finally:
                say('f2')
    finally:
        say('f3')


def raise_in_finally():
    try:
        raise KeyError('first')
    finally:
        raise ValueError('second')


def raise_then_swallow():
    try:
        try:
            raise KeyError('first')
        finally:
            try:
                raise ValueError('second')
            except ValueError as error:
                say(repr(error.__context__))
    except KeyError as error:
        return say(repr(error.__context__))


def loop_in_finally():
    try:
        return say('r')
    finally:
        for i in range(3):
            if i == 1:
                continue
            say(i)
        else:
            say('else')


def break_leaves_with():
    class Manager:
        def __init__(self, name):
            self.name = name

        def __enter__(self):
            say('+' + self.name)

        def __exit__(self, *exc):
            say('-' + self.name + (exc[0].__name__ if exc[0] else ''))
            return self.name == 'b'

    for i in range(3):
        with Manager('a'), Manager('b'):
            if i == 0:
                continue
            if i == 1:
                raise OSError(i)
            break
    return i


def bare_raise_after():
    try:
        raise KeyError('k')
    except KeyError:
        try:
            raise ValueError('v')
        except ValueError:
            pass
        raise


def bare_raise_outside():
    try:
        raise KeyError('k')
    except KeyError:
        pass
    raise


def name_is_gone():
    error = 'before'
    try:
        raise KeyError('k')
    except KeyError as error:
        say(str(error))
    return error


def rebound_in_handler():
    try:
        raise KeyError('k')
    except KeyError as error:
        error = 'rebound'
        say(error)
    return 'error' in locals()


def deleted_in_handler():
    try:
        raise KeyError('k')
    except KeyError as error:
        del error
    return 'fine'


def handler_expression():
    def classes(name, what):
        say(name)
        return what

    try:
        raise IndexError('i')
    except classes('first', KeyError):
        return 1
    except classes('second', (OSError, (LookupError,))[1]):
        return 2
    except classes('third', Exception):
        return 3


def handler_is_no_class():
    try:
        raise IndexError('i')
    except (KeyError, 5):
        return 1


def while_else():
    n = 3
    while n:
        try:
            n -= 1
            if n == 1:
                continue
            say(n)
        finally:
            say('f')
    else:
        return 'while else'


def unpack_in_finally():
    try:
        a, b = 1
    except TypeError:
        a, b = 'xy'
    finally:
        a, b = b, a
    return a + b


for f in (value_before_finally, same_object_changed, finally_returns, finally_breaks, finally_continues, return_in_all_three,
          else_raises, nested_returns, raise_in_finally, raise_then_swallow, loop_in_finally, break_leaves_with, bare_raise_after,
          bare_raise_outside, name_is_gone, rebound_in_handler, deleted_in_handler, handler_expression, handler_is_no_class,
          while_else, unpack_in_finally):
    shown(f)


def generator():
    for i in range(3):
        try:
            got = yield i
            say(('got', got))
        except ValueError as error:
            say(('handled', str(error)))
            continue
        finally:
            try:
                yield f'finally {i}'
            finally:
                say('inner')
    return 'value'


g = generator()
log.clear()
print(next(g), g.send('a'), next(g), g.throw(ValueError('b')), next(g), g.throw(KeyError, KeyError('c')))
try:
    next(g)
except KeyError as error:
    print(repr(error), log)


def stubborn():
    while True:
        try:
            yield 'again'
        except GeneratorExit:
            say('refuses')


g = stubborn()
next(g)
try:
    g.close()
except RuntimeError as error:
    print(error, log[-1])


def last_words():
    try:
        yield 1
    finally:
        return 'words'


g = last_words()
next(g)
print(g.close() in (None, 'words'))
g = last_words()
next(g)
try:
    g.throw(KeyError('swallowed by return'))
except StopIteration as stop:
    print(stop.value, repr(stop.__context__))


def delegating():
    try:
        result = yield from last_words()
        say(('result', result))
    finally:
        say('delegating ends')
    yield 'after'


log.clear()
g = delegating()
print(next(g), g.throw(ValueError('into the inner')), log, list(g), log)
