import sys


def plain(a, b=2, *args, c, **kw):
    d = a
    if False:
        never = 1
    return locals()


print(plain(1, 5, 6, c=3, z=9))


def cells(a, b):
    x = 1

    def inner(p):
        q = p
        return a, x, sorted(locals())
    before = sorted(locals())
    x = 2
    return before, inner(3), locals()['x'], list(locals())[:4]


print(cells(1, 2))


def deleted():
    a = b = 1
    del a
    first = dict(locals())
    a = 5
    return first, sorted(locals())


print(deleted())


class K:
    x = 1
    names = [n for n in locals() if not n.startswith('__')]
    locals()['y'] = 2
    print(y, locals() is locals())


print(K.names, locals() is globals())


def no_effect():
    a = 1
    locals()['a'] = 2
    return a


print(no_effect())


def others():
    x, y = 1, 2
    return sorted(vars()), dir(), eval('x + y'), sorted(eval('vars()'))


print(others())


def frame():
    x = 1
    f = sys._getframe()
    names = sorted(f.f_locals)
    return names, f.f_code.co_name, f.f_lineno - f.f_code.co_firstlineno, f.f_back.f_code.co_name


print(frame())


def caller_locals():
    secret = 'here'
    return callee()


def callee():
    return sys._getframe(1).f_locals['secret'], sorted(sys._getframe(1).f_locals)


print(caller_locals())


def lines():
    local = sys._getframe
    a = local().f_lineno
    b = (
        local().f_lineno
    )
    return a, b, local().f_lineno


print([n - lines.__code__.co_firstlineno for n in lines()])


def returns_local():
    value = Tracked()
    return value


class Tracked:
    def __del__(self):
        f = sys._getframe(1)
        print('deleted in', f.f_code.co_name, f.f_lineno - f.f_code.co_firstlineno)


def drops():
    value = Tracked()
    other = 1
    return other


drops()
print(sys._getframe().f_locals is globals(), sys._getframe().f_globals is globals())
print(sys._getframe().f_builtins['len'] is len, sys._getframe().f_back)
try:
    sys._getframe(1)
except ValueError as e:
    print(e)


def after_end():
    kept = [1, 2]
    return sys._getframe()


f = after_end()
print(f.f_locals, f.f_lineno - f.f_code.co_firstlineno)
f.clear()
print(f.f_locals)


def running():
    try:
        sys._getframe().clear()
    except RuntimeError as e:
        print(e)


running()


def generator():
    a = 1
    yield sorted(locals())
    b = 2
    yield sorted(locals())


print(list(generator()))


def nested_comprehension():
    outer = 1
    return [[sorted(locals()) for j in range(1)] for i in range(1)][0][0][-1:], [outer for _ in range(1)]


print(nested_comprehension())
