# Finalizers of locals while an exception passes: frames live as long as the traceback does.
class F:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del', self.name)


def deep(n):
    local = F(f'level {n}')
    if n:
        deep(n - 1)
    raise KeyError(n)


try:
    deep(2)
except KeyError as e:
    print('caught', e.args)
print('handler over')
try:
    deep(1)
except KeyError as e:
    kept = e
print('kept')
kept.__traceback__ = None
print('traceback dropped')
del kept
try:
    deep(0)
except KeyError as e:
    kept = e
del kept
print('deleted')


def catches():
    try:
        deep(0)
    except KeyError as e:
        print('inside')
        del e
        print('e deleted')
    print('after the handler')


catches()


def swallows():
    own = F('own')
    try:
        deep(0)
    except KeyError:
        return 'swallowed'


print(swallows())


def in_finally():
    try:
        deep(0)
    finally:
        print('finally')


try:
    in_finally()
except KeyError:
    print('outside')


def replaced():
    try:
        deep(0)
    except KeyError:
        raise ValueError


try:
    replaced()
except ValueError as e:
    print(repr(e.__context__))
    e.__context__ = None
    print('context dropped')
print('over')


def loops():
    for n in range(2):
        try:
            deep(0)
        except KeyError:
            continue
        finally:
            print('turn', n)


loops()
try:
    raise ValueError(F('argument'))
except ValueError:
    print('in handler')
print('end')
