import sys


def show(e, depth=0):
    pad = '  ' * depth
    if isinstance(e, BaseExceptionGroup):
        print(f'{pad}{type(e).__name__} {e.message!r} of {len(e.exceptions)}')
        for each in e.exceptions:
            show(each, depth + 1)
    else:
        print(f'{pad}{e!r}')


def attempt(what, code):
    try:
        print(what, '->', code())
    except Exception as e:
        print(what, '->', type(e).__name__ + ':', e)


g = ExceptionGroup('outer', [ValueError(1), ExceptionGroup('inner', [TypeError('t'), ValueError(2)]), OSError('o')])
show(g)
print(repr(g), '|', str(g))
print(g.args, g.message, g.exceptions)

match, rest = g.split(ValueError)
show(match)
show(rest)
print(g.split(KeyError))
print(g.split(ExceptionGroup)[0] is g)
show(g.subgroup(lambda e: isinstance(e, (TypeError, OSError))))
print(g.subgroup((KeyError, IndexError)))
show(g.derive([KeyError('k')]))

attempt('no arguments', lambda: ExceptionGroup())
attempt('message', lambda: ExceptionGroup(1, [ValueError()]))
attempt('not a sequence', lambda: ExceptionGroup('m', 1))
attempt('a set', lambda: ExceptionGroup('m', {1}))
attempt('empty', lambda: ExceptionGroup('m', []))
attempt('not an exception', lambda: ExceptionGroup('m', [ValueError(), 3]))
attempt('a class', lambda: ExceptionGroup('m', [ValueError]))
attempt('base', lambda: ExceptionGroup('m', [KeyboardInterrupt()]))
attempt('keywords', lambda: ExceptionGroup('m', [ValueError()], a=1))
attempt('split by 3', lambda: g.split(3))
attempt('split by int', lambda: g.split(int))
attempt('set message', lambda: setattr(g, 'message', 1))
attempt('set exceptions', lambda: setattr(g, 'exceptions', 1))

print(type(BaseExceptionGroup('b', [ValueError()])).__name__, type(BaseExceptionGroup('b', [SystemExit()])).__name__)
print(ExceptionGroup.__mro__)
print(ExceptionGroup.__bases__, ExceptionGroup.__module__)
print(isinstance(g, Exception), issubclass(BaseExceptionGroup, Exception))


class Coded(ExceptionGroup):
    def __new__(cls, message, exceptions, code):
        made = super().__new__(cls, message, exceptions)
        made.code = code
        return made

    def derive(self, exceptions):
        return Coded(self.message, exceptions, self.code)


c = Coded('coded', [ValueError(1), TypeError(2)], 42)
c.add_note('a note')
c.add_note('another')
m, r = c.split(ValueError)
print(type(m).__name__, m.code, m.__notes__, type(r).__name__, r.code, r.__notes__ is c.__notes__)


class Wrong(ExceptionGroup):
    def derive(self, exceptions):
        return 'no group'


attempt('derive', lambda: Wrong('w', [ValueError(1), TypeError(2)]).split(ValueError))


class Own(ExceptionGroup):
    pass


attempt('base in own', lambda: Own('m', [GeneratorExit()]))

try:
    try:
        1 / 0
    except ZeroDivisionError as z:
        raise ExceptionGroup('caused', [ValueError(1), TypeError(2)]) from z
except ExceptionGroup as e:
    part = e.subgroup(ValueError)
    print(repr(part.__cause__), repr(part.__context__), part.__suppress_context__, part.__traceback__ is e.__traceback__)

e = ValueError('noted')
print(hasattr(e, '__notes__'), e.__dict__)
e.add_note('one')
print(e.__notes__, e.__dict__)
attempt('note of int', lambda: e.add_note(1))
e.__notes__ = 5
attempt('notes are no list', lambda: e.add_note('x'))
