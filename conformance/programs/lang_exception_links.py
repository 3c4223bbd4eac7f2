# How exceptions are linked: __context__ and __cause__ over handlers, functions, generators, cycles that are cut, from None, printed chains.
import contextlib
import io
import sys
import traceback


def chain(error):
    parts = []
    seen = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        how = 'cause' if error.__cause__ is not None else 'hidden' if error.__suppress_context__ else 'context'
        parts.append(f'{type(error).__name__}{error.args!r}')
        following = error.__cause__ if how == 'cause' else error.__context__
        if following is not None:
            parts.append(how)
        error = following
    return ' -> '.join(parts)


def attempt(f, *args):
    try:
        f(*args)
    except BaseException as error:
        print(f'{f.__name__}: {chain(error)}')
        return error


def three_deep():
    try:
        try:
            try:
                1 / 0
            except ZeroDivisionError:
                {}['a']
        except KeyError:
            [][5]
    finally:
        int('x')


def from_none():
    try:
        1 / 0
    except ZeroDivisionError:
        raise LookupError('clean') from None


def from_class():
    raise LookupError from OSError


def from_wrong():
    raise LookupError from 5


def raise_wrong():
    raise 5


def raise_class_that_fails():
    class Bad(Exception):
        def __init__(self):
            raise TypeError('cannot be made')

    raise Bad


def raise_class_that_is_other():
    class Other(Exception):
        def __new__(cls):
            return 5

    raise Other


def cycle_is_cut():
    a, b, c = ValueError('a'), ValueError('b'), ValueError('c')
    try:
        try:
            try:
                raise a
            except ValueError:
                raise b
        except ValueError:
            raise c
    except ValueError:
        raise a  # a was at the end of c's chain: that link is cut


def itself():
    a = ValueError('a')
    try:
        raise a
    except ValueError:
        raise a


def through_function():
    def helper():
        try:
            raise OSError('helper')
        except OSError:
            pass
        raise RuntimeError('after helper')

    try:
        1 / 0
    except ZeroDivisionError:
        helper()


def through_generator():
    def numbers():
        try:
            yield 1
        except KeyError:
            yield 2
            raise ValueError('in generator')

    try:
        1 / 0
    except ZeroDivisionError:
        g = numbers()
        next(g)
        g.throw(KeyError('thrown'))
    next(g)


def stop_in_generator():
    def numbers():
        yield 1
        raise StopIteration('inside')

    list(numbers())


def in_exit():
    class Manager:
        def __enter__(self):
            return self

        def __exit__(self, kind, value, tb):
            raise RuntimeError('exit')

    with Manager():
        raise ValueError('body')


def exit_raises_same():
    class Manager:
        def __enter__(self):
            return self

        def __exit__(self, kind, value, tb):
            raise value

    with Manager():
        raise ValueError('body')


def set_by_hand():
    error = ValueError('late')
    error.__context__ = KeyError('by hand')
    raise error


def set_by_hand_in_handler():
    error = ValueError('late')
    error.__context__ = KeyError('by hand')
    try:
        1 / 0
    except ZeroDivisionError:
        raise error


def both():
    try:
        1 / 0
    except ZeroDivisionError as zero:
        raise ValueError('v') from zero


def in_contextmanager():
    @contextlib.contextmanager
    def manager():
        try:
            yield
        except ZeroDivisionError as error:
            raise ValueError('translated') from error

    with manager():
        1 / 0


def in_property_and_getattr():
    class A:
        @property
        def x(self):
            return self.missing

        def __getattr__(self, name):
            raise AttributeError(f'no {name}')

    A().x


def in_del_ignored():
    class A:
        def __del__(self):
            try:
                raise OSError('inside')
            except OSError:
                pass

    try:
        raise KeyError('k')
    except KeyError:
        a = A()
        del a
        raise ValueError('v')


errors = [attempt(f) for f in (three_deep, from_none, from_class, from_wrong, raise_wrong, raise_class_that_fails,
                               raise_class_that_is_other, cycle_is_cut, itself, through_function, through_generator, stop_in_generator,
                               in_exit, exit_raises_same, set_by_hand, set_by_hand_in_handler, both, in_contextmanager,
                               in_property_and_getattr, in_del_ignored)]

for name, value in (('__context__', 5), ('__cause__', 'x'), ('__traceback__', 5), ('__suppress_context__', 'yes'), ('args', 5)):
    try:
        setattr(errors[0], name, value)
        print(name, 'set to', getattr(errors[0], name))
    except TypeError as error:
        print(name, error)
for name in '__context__', '__cause__', '__traceback__', '__suppress_context__', 'args':
    try:
        delattr(errors[1], name)
    except (TypeError, AttributeError) as error:
        print(name, type(error).__name__, error)
e = ValueError('x')
print(e.__suppress_context__)
e.__cause__ = None
print(e.__suppress_context__, e.__cause__)
e.__suppress_context__ = False
print(e.__suppress_context__, e.with_traceback(None) is e)

loop = ValueError('loop')
other = KeyError('other')
loop.__context__, other.__context__ = other, loop
print(''.join(traceback.format_exception(loop)))
out = io.StringIO()
traceback.print_exception(errors[7], file=out)
text = out.getvalue()
print(text.count('Traceback'), text.count('During handling'), text.count('direct cause'))
print(''.join(traceback.format_exception(errors[16], chain=False)).splitlines()[-1])
print(''.join(traceback.format_exception_only(errors[0])))


def printed():
    try:
        try:
            raise KeyError('first')
        except KeyError as first:
            raise ValueError('second') from first
    except ValueError:
        raise OSError(2, 'third', 'name')


try:
    printed()
except OSError as error:
    error.add_note('a note\nof two lines')
    error.__context__.add_note('inner note')
    sys.excepthook(type(error), error, error.__traceback__)
printed()
