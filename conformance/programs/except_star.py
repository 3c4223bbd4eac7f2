import sys


def show(e):
    if isinstance(e, BaseExceptionGroup):
        return f'{type(e).__name__}({e.message!r}, [{", ".join([show(each) for each in e.exceptions])}])'
    return repr(e)


def run(error, *handlers):
    try:
        raise error
    except* ValueError as e:
        print('  values', show(e), e is sys.exception())
    except* (TypeError, KeyError) as e:
        print('  types', show(e))
    except* OSError:
        print('  os', show(sys.exception()))
    else:
        print('  else')
    finally:
        print('  finally', sys.exception())
    print('  after', sys.exception())


def attempt(what, code, *args):
    print(what)
    try:
        code(*args)
    except BaseException as e:
        print('  left', show(e), '| context', show(e.__context__), '| cause', show(e.__cause__))


V, T, K, O = ValueError, TypeError, KeyError, OSError
attempt('naked value', run, V(1))
attempt('naked other', run, IndexError(1))
attempt('group', run, ExceptionGroup('g', [V(1), T(2), O(3)]))
attempt('nested', run, ExceptionGroup('g', [V(1), ExceptionGroup('h', [T(2), V(3), IndexError(4)]), O(3)]))
attempt('base', run, BaseExceptionGroup('g', [KeyboardInterrupt(), V(1)]))


def nothing_raised():
    try:
        pass
    except* V:
        print('  never')
    else:
        print('  else')


attempt('nothing', nothing_raised)


def raise_in_handler():
    try:
        raise ExceptionGroup('g', [V(1), T(2), O(3)])
    except* V as e:
        raise K('new')
    except* T as e:
        raise
    print('never')


attempt('raising', raise_in_handler)


def raise_from_naked():
    try:
        raise V(1)
    except* V as e:
        raise K('new') from e


attempt('from naked', raise_from_naked)


def reraise_all():
    try:
        raise ExceptionGroup('g', [V(1), T(2)])
    except* V:
        raise
    except* T as e:
        raise e


attempt('reraise', reraise_all)


def names():
    try:
        raise ExceptionGroup('g', [V(1)])
    except* V as e:
        pass
    try:
        e
    except NameError as n:
        print('  ', n)


attempt('names', names)


def group_type():
    try:
        raise ExceptionGroup('g', [V(1)])
    except* ExceptionGroup:
        pass


def not_a_type():
    try:
        raise V(1)
    except* 5:
        pass


attempt('group type', group_type)
attempt('not a type', not_a_type)


def nested_loops():
    for i in range(3):
        try:
            raise ExceptionGroup('g', [V(i), T(i)])
        except* V as e:
            for x in e.exceptions:
                if x.args[0] == 1:
                    break
            else:
                print('  not found', i)
                continue_here = True
        except* T as e:
            try:
                raise K(i)
            except K as k:
                print('  inner', k, show(k.__context__))
    print('  done')


attempt('loops', nested_loops)


def in_handler():
    try:
        1 / 0
    except ZeroDivisionError:
        try:
            raise ExceptionGroup('g', [V(1)])
        except* V as e:
            print('  ', show(e.__context__))
        print('  ', show(sys.exception()))


attempt('in handler', in_handler)
