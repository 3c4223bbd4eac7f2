# Calls of classes of exceptions: those of the interpreter and of the program, with and without __init__.
import sys

refs = sys.getrefcount


class Plain(Exception):
    pass


class Coded(Exception):
    def __init__(self, code, *more):
        Exception.__init__(self, code)
        self.code = code
        self.more = more


class Super(ValueError):
    def __init__(self, code, text='text'):
        super().__init__(code, text)
        self.code = code


class Slotted(Exception):
    __slots__ = ('extra',)

    def __init__(self, extra):
        self.extra = extra


class Made(Exception):
    def __new__(cls, *args):
        made = super().__new__(cls, *args)
        made.made = len(args)
        return made


class Wrong(Exception):
    def __init__(self, answer):
        return answer


class Failing(Exception):
    def __init__(self, *args):
        raise Plain(args)


class Meta(type):
    def __call__(cls, *args):
        print('called', args)
        return super().__call__(*args)


class WithMeta(Exception, metaclass=Meta):
    def __init__(self, x):
        self.x = x


class Mixed(Plain, object):
    def __init__(self, x):
        self.x = x


class Dies(Exception):
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('dies', self.name, self.args)


def call(of, *args):
    try:
        made = of(*args)
    except Exception as error:
        return f'{type(error).__name__}: {error}'
    return repr(made), made.args, sorted(vars(made).items(), key=repr)


def one(of, x):
    return of(x)


for n in range(3):
    for of in [Exception, ValueError, KeyError, OSError, StopIteration, SystemExit, Plain, Coded, Super, Made, Wrong, Failing, WithMeta, Mixed]:
        try:
            made = one(of, n)
        except Exception as error:
            print(of.__name__, type(error).__name__, error, error.args)
        else:
            print(of.__name__, repr(made), made.args, vars(made))
    print(one(Slotted, n).extra)
print(call(Coded), call(Coded, 1, 2, 3), call(Super, 1), call(Super, 1, 2), call(Super, 1, 2, 3))
print(call(Plain), call(Plain, 1, 2), call(ValueError), call(ValueError, 1, 2), call(Wrong, None), call(Wrong, 5))
print(call(OSError, 2, 'gone'), type(OSError(2, 'gone')).__name__, call(UnicodeDecodeError, 1), call(StopIteration))
try:
    Plain(x=1)
except TypeError as error:
    print(error)
try:
    ValueError(x=1)
except TypeError as error:
    print(error)

thing = object()
before = refs(thing)
for n in range(3):
    made = [one(of, thing) for of in (ValueError, Plain, Mixed)]
    print(refs(thing) - before, [refs(each.args) for each in made])
    del made
    print(refs(thing) - before, refs(Plain) == refs(Plain))
classes = refs(Mixed)
many = [Mixed(n) for n in range(5)]
print(refs(Mixed) - classes)
del many
print(refs(Mixed) - classes)

# What a site knows is no longer so.
print(one(Mixed, 1).x)
Mixed.__init__ = lambda self, x: setattr(self, 'x', ('new', x))
print(one(Mixed, 1).x)
Mixed.__init__.__code__ = (lambda self, x: setattr(self, 'x', ('code', x))).__code__
print(one(Mixed, 1).x)
del Mixed.__init__
print(vars(one(Mixed, 1)), one(Mixed, 1).args)
Plain.__init__ = lambda self, x: None
print(one(Plain, 1).args, one(Mixed, 2).args)
Plain.__new__ = lambda cls, x: 'no exception'
print(one(Plain, 1), one(Mixed, 2))
del Plain.__new__, Plain.__init__
print(repr(one(Plain, 1)))


class Init(Exception):
    __init__ = print


print(repr(one(Init, 'printed')))


def initialise(x):
    made = Exception.__new__(Plain)
    print(made.args, Exception.__init__(made, x), made.args, BaseException.__init__(made), made.args)
    for wrong in [1, 'a', object]:
        try:
            BaseException.__init__(wrong, x)
        except TypeError as error:
            print(error)
    try:
        BaseException.__init__()
    except TypeError as error:
        print(error)
    print(Exception.__str__(made) == '', ValueError.__repr__(ValueError(x)), int.__add__(x, 2), str.upper('a'), list.__len__([x]))
    print(dict.__name__, int.mro()[-1], object.__doc__ is not None, Exception.__init__.__name__, type.__init__ is Exception.__init__)
    print(int.__hash__(x), type.__call__(int, '7'), int.__class__, int.__dict__['real'].__name__)


initialise(1)
initialise(2)

one(Dies, 'alone')
try:
    raise one(Dies, 'raised')
except Dies as error:
    print('caught', error.name, error.__traceback__.tb_lineno)
print('after')


def nested(depth):
    try:
        if depth == 0:
            raise Coded(depth)
        nested(depth - 1)
    except Coded as error:
        found = []
        here = error.__traceback__
        while here is not None:
            found.append((here.tb_frame.f_code.co_name, here.tb_lineno - here.tb_frame.f_code.co_firstlineno))
            here = here.tb_next
        print(depth, found)
        raise


try:
    nested(2)
except Coded as error:
    kept = error
print(sorted(kept.__traceback__.tb_next.tb_frame.f_locals))
del kept


def frames():
    held = Dies('in a frame')
    raise ValueError('x')


for n in range(2):
    try:
        frames()
    except ValueError as error:
        print(error.__traceback__.tb_next.tb_frame.f_locals['held'].name)
    print('left')
