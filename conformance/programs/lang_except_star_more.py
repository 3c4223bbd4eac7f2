# except*: splitting, several handlers, nested groups, raising inside, naked exceptions, else and finally, what is refused.
import sys


def tree(error, depth=0):
    if error is None:
        return
    if isinstance(error, BaseExceptionGroup):
        print('  ' * depth + type(error).__name__, error.message)
        for each in error.exceptions:
            tree(each, depth + 1)
    else:
        print('  ' * depth + repr(error))


def run(raised, *, within=None):
    try:
        try:
            if raised is not None:
                raise raised
        except* ValueError as group:
            print('values:', [str(e) for e in group.exceptions], type(group).__name__)
            if within:
                raise within
        except* (KeyError, TypeError) as group:
            print('keys or types:', len(group.exceptions), sys.exception() is group)
        except* OSError:
            raise
        else:
            print('else')
        finally:
            print('finally')
    except BaseException as error:
        print('left:')
        tree(error, 1)
        print('  context', type(error.__context__).__name__, 'cause', type(error.__cause__).__name__)
    print('-')


G = ExceptionGroup
run(None)
run(G('all', [ValueError(1), KeyError(2), ValueError(3)]))
run(ValueError('naked'))
run(ZeroDivisionError('other'))
run(G('nested', [ValueError(1), G('inner', [TypeError(2), OSError(3), G('deepest', [ValueError(4), ArithmeticError(5)])])]))
run(G('replaced', [ValueError(1), ArithmeticError(2)]), within=RuntimeError('in handler'))
run(G('os', [OSError(1), ValueError(2)]))
run(BaseExceptionGroup('base', [KeyboardInterrupt(), ValueError(1)]))
run(G('within group', [ValueError(1)]), within=G('new', [LookupError()]))


class Mine(ExceptionGroup):
    def __new__(cls, message, errors, code=0):
        self = super().__new__(cls, message, errors)
        self.code = code
        return self

    def derive(self, errors):
        return Mine(self.message, errors, self.code)


mine = Mine('mine', [ValueError(1), OSError(2)], 7)
mine.add_note('noted')
try:
    try:
        raise mine
    except* ValueError as group:
        print(type(group).__name__, group.code, group.__notes__, group.__traceback__ is not None)
except Mine as left:
    print(left.code, left.exceptions, left.__notes__, left is mine)
match_, rest = G('s', [ValueError(1), G('t', [KeyError(2)])]).split(KeyError)
tree(match_), tree(rest)
tree(G('s', [ValueError(1), KeyError(2)]).subgroup(lambda e: isinstance(e, KeyError)))
print(G('s', [ValueError(1)]).subgroup(KeyError), repr(G('r', [ValueError(1)])), str(G('r', [ValueError(1), KeyError()])), BaseExceptionGroup('x', [ValueError()]).__class__)
for wrong in (lambda: G('x', []), lambda: G('x', [1]), lambda: G('x', [KeyboardInterrupt()]), lambda: G(1, [ValueError()]), lambda: G('x', 5), lambda: G('x')):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, error)
for source in ('try: pass\nexcept*: pass', 'try: pass\nexcept* A: pass\nexcept B: pass', 'for i in x:\n try: pass\n except* A: break', 'def f():\n try: pass\n except* A: return', 'while 1:\n try: pass\n except* A: continue', 'try: pass\nexcept* A as a.b: pass', 'try: pass\nexcept *A: pass'):
    try:
        compile(source, 's', 'exec')
        print('ok')
    except SyntaxError as error:
        print(error.msg)
for kind in ExceptionGroup, 5, (ValueError, ExceptionGroup):
    try:
        try:
            raise ValueError
        except* kind:
            pass
    except TypeError as error:
        print(error)
