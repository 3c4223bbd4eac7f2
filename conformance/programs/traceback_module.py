# versions: 3.13
# versions: 3.13
# The traceback module: format_exc, chains, groups, notes, walking, limits, StackSummary, TracebackException, syntax errors.
import io
import sys
import traceback


def inner(x):
    return 10 / x


def outer(x):
    value = [inner(x) + 1 for _ in range(2)]
    return value


def show(function, *args, **kwargs):
    try:
        function(*args)
    except BaseException:
        print(traceback.format_exc(**kwargs), end='')
    print('-' * 20)


show(outer, 0)
show(outer, 0, limit=1)
show(outer, 0, limit=-1)


def cause():
    try:
        inner(0)
    except ZeroDivisionError as error:
        raise ValueError('bad input') from error


def context():
    try:
        {}['missing']
    except KeyError:
        undefined


def cut():
    try:
        {}['missing']
    except KeyError:
        raise RuntimeError from None


def noted():
    error = TypeError('with notes')
    error.add_note('first note')
    error.add_note('second\nnote of two lines')
    raise error


def group():
    errors = []
    for x in 0, 'a', None:
        try:
            inner(x)
        except Exception as error:
            errors.append(error)
    errors.append(ExceptionGroup('nested', [KeyError('k')]))
    raise ExceptionGroup('several', errors)


def multiline():
    return (inner(1) +
            inner(2) -
            inner(
                0))


def carets(d):
    return d['a']['b']['c'] + d.x.y(1, 2)[3] * -d


def deep(n):
    if n == 0:
        raise RecursionError('deep enough')
    deep(n - 1)


for function in cause, context, cut, noted, group, multiline:
    show(function)
show(context, chain=False)
for d in {}, {'a': {'b': {'c': 1}}}, {'a': None}:
    show(carets, d)
show(deep, 8)


class Odd(Exception):
    def __str__(self):
        raise ValueError('no text')


class Empty(Exception):
    pass


def raising(error):
    raise error


for error in Odd(), Empty(), Exception(''), Exception('a\nb'), Exception(1, 2), SystemExit(3), KeyboardInterrupt(), StopIteration(5), OSError(2, 'No such', 'name'), UnicodeDecodeError('utf8', b'\xff', 0, 1, 'bad'):
    show(raising, error)
    print(traceback.format_exception_only(error))
for source in 'x = (1,\n', 'def f(:\n  pass', 'x = 1 +', '  x', 'a b c', 'f"{x', 'print "x"', 'x = "abc', 'if 1\n pass', 'return 5', 'é = 5 $ 3', 'class A:\npass':
    try:
        compile(source, 'given.py', 'exec')
    except SyntaxError as error:
        print(''.join(traceback.format_exception_only(error)), end='')
try:
    outer(0)
except ZeroDivisionError as error:
    te = traceback.TracebackException.from_exception(error)
    print(''.join(te.format()), te.exc_type_str, te.stack[-1].name, te.stack[-1].lineno, te.stack[-1].line, te.stack[-1].locals)
    for frame, line in traceback.walk_tb(error.__traceback__):
        print(frame.f_code.co_name, line)
    summary = traceback.extract_tb(error.__traceback__)
    print([f.name for f in summary], len(summary), summary[0].lineno, traceback.format_list(summary[-1:]))
    out = io.StringIO()
    traceback.print_exception(error, file=out, limit=1)
    print(len(out.getvalue().splitlines()), traceback.print_tb(error.__traceback__, file=sys.stdout))


def stacked():
    traceback.print_stack(limit=2, file=sys.stdout)
    print([f.name for f in traceback.extract_stack()][-2:])


stacked()
print(traceback.StackSummary.from_list([('made.py', 3, 'f', 'x = 1'), ('made.py', 4, '<lambda>', None)]).format())
print(list(traceback.TracebackException(ValueError, ValueError('made'), None).format()))
print(traceback.format_exception(None), traceback.format_exception(ValueError('no traceback')), repr(traceback.FrameSummary('a.py', 1, 'n', line=' l ')))
