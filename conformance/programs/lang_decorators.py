# Decorators: order of evaluation and application, any expression, classes, methods of every kind, with and without arguments, stateful ones, what is returned, how tracebacks and names look.
import functools
import inspect
import traceback

log = []


def note(name):
    log.append(f'eval {name}')

    def decorate(thing):
        log.append(f'apply {name} to {getattr(thing, "__name__", type(thing).__name__)}')
        return thing

    return decorate


def default(value):
    log.append(f'default {value}')
    return value


@note('a')
@note('b')
def f(x=default(1), *, y: log.append('annotation') = default(2)) -> log.append('returns'):
    pass


print(log)
log.clear()


@note('outer')
@note('inner')
class C(note('base') and object, metaclass=(note('meta'), type)[1]):
    log.append('body')

    @note('m')
    @staticmethod
    def s():
        pass

    @classmethod
    @note('c')
    def c(cls):
        return cls

    @property
    @note('p')
    def p(self):
        return 'p'

    @p.setter
    @note('setter')
    def p(self, value):
        log.append(f'set {value}')


print(log)
log.clear()
C().p = 5
print(log, C().c() is C, C.s())
registry = {'key': [note('indexed')]}


@registry['key'][0]
@(lambda f: f)
@(note if True else None)('conditional')
@functools.partial(lambda tag, f: f, 'tag')
@(chosen := note('walrus'))
@note(*['starred'], **{})
def g():
    pass


print(log, chosen.__name__)


@print
def printed():
    pass


@len
@list
@str
@type
class Length:
    pass


@[].append
def appended():
    pass


@(lambda cls: cls())
class instance:
    value = 5


@int
@lambda f: '42'
def answer():
    pass


print(printed, Length, appended, instance.value, answer)


def optional(function=None, *, prefix='>'):
    if function is None:
        return functools.partial(optional, prefix=prefix)

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return f'{prefix}{function(*args, **kwargs)}'

    wrapper.prefix = prefix
    return wrapper


@optional
def plain(x):
    """Doc of plain."""
    return x


@optional(prefix='*')
@optional(prefix='#')
def decorated(x: int = 1) -> str:
    return x


print(plain(1), decorated(2), plain.__name__, plain.__doc__, decorated.__wrapped__.prefix, inspect.signature(decorated), inspect.unwrap(decorated).__code__.co_name, decorated.__qualname__, decorated.__annotations__)


class Counted:
    def __init__(self, function):
        functools.update_wrapper(self, function)
        self.function, self.calls = function, 0

    def __call__(self, *args):
        self.calls += 1
        return self.function(*args)

    def __get__(self, instance, owner=None):
        return self if instance is None else functools.partial(self, instance)


class Service:
    @Counted
    def work(self, n):
        return n * 2

    @staticmethod
    @Counted
    def helper(n):
        return n + 1

    @classmethod
    @functools.lru_cache
    def cached(cls, n):
        log.append(f'computing {n}')
        return n

    def local(decorator):
        return decorator

    @local
    def inside(self):
        return 'inside'

    del local


log.clear()
s = Service()
print(s.work(2), s.work(3), Service.work.calls, Service.helper(1), s.helper(5), Service.helper.calls, Service.cached(1), Service.cached(1), s.cached(2), log, s.inside(), hasattr(Service, 'local'))


def singleton(cls):
    made = {}

    @functools.wraps(cls, updated=())
    class Wrapper(cls):
        def __new__(inner, *args):
            if cls not in made:
                made[cls] = super().__new__(inner)
            return made[cls]

    return Wrapper


@singleton
class Config:
    """Doc."""

    def __init__(self, *args):
        self.args = args


print(Config(1) is Config(2), Config().args, Config.__name__, Config.__doc__, Config.__mro__[1].__name__, isinstance(Config(), Config.__wrapped__))


def add_methods(**methods):
    def decorate(cls):
        for name, method in methods.items():
            setattr(cls, name, method)
        return cls

    return decorate


@add_methods(hello=lambda self: f'hello {self.name}', __len__=lambda self: 7)
class Extended:
    name = 'ext'


print(Extended().hello(), len(Extended()))


def retry(times, *errors):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args):
            for attempt in range(1, times + 1):
                try:
                    return function(*args)
                except errors as error:
                    last = error
                    log.append(f'attempt {attempt}: {error}')
            raise RuntimeError(f'{function.__name__} failed {times} times') from last

        return wrapper

    return decorate


log.clear()
answers = iter([ValueError('one'), KeyError('two'), 'fine'])


@retry(3, ValueError, KeyError)
def flaky():
    answer = next(answers)
    if isinstance(answer, Exception):
        raise answer
    return answer


@retry(2, ZeroDivisionError)
def hopeless(x):
    return x / 0


print(flaky(), log)
try:
    hopeless(1)
except RuntimeError as error:
    print(error, repr(error.__cause__), [frame.name for frame in traceback.extract_tb(error.__traceback__)], [frame.name for frame in traceback.extract_tb(error.__cause__.__traceback__)])
for source in ('@5\ndef f(): pass', '@None\nclass C: pass', '@undefined\ndef f(): pass', '@property\ndef f(): pass\nf()', '@(1/0)\ndef f(): pass', '@staticmethod\ndef f(): return 5\nprint(f())', '@classmethod\ndef f(): pass\nf()', '@f\n@g', '@\ndef f(): pass', '@f def g(): pass', '@f\nx = 1', '@f;\ndef g(): pass', '@*f\ndef g(): pass', '@x := f\ndef g(): pass', '@yield\ndef g(): pass', '@f\nlambda: 0', '@f\n\n\n\ndef g(): pass', 'class C:\n @later\n def f(self): pass\n later = 1'):
    try:
        exec(source, {'f': lambda x: x})
        print(repr(source), 'fine')
    except Exception as error:
        print(repr(source), type(error).__name__, getattr(error, 'msg', error))


def trace(function):
    @functools.wraps(function)
    def wrapper(n):
        log.append(n)
        return function(n)

    return wrapper


log.clear()


@trace
def factorial(n):
    return 1 if n < 2 else n * factorial(n - 1)


print(factorial(5), log, factorial.__wrapped__(3), log, factorial.__code__.co_firstlineno > 0, factorial.__wrapped__.__code__.co_firstlineno)
