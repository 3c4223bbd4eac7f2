# versions: 3.13
def first[T](items: list[T], default: T | None = None, *, key: "T" = 5) -> T:
    """Doc."""
    def inner[U](u: U, t: T) -> (T, U):
        return T, U
    return inner


print(first.__type_params__, first.__annotations__, first.__defaults__, first.__kwdefaults__, first.__doc__)
print(first.__qualname__, first.__code__.co_freevars, first([1]).__qualname__, first([1])(1, 2))
T, = first.__type_params__
print(T.__name__, T.__bound__, T.__constraints__, T.__covariant__, T.__infer_variance__, T.has_default())


def lazy[A: undefined_bound, B: (int, missing) = later, *Ts = *tuple_default, **P = [int, str]](*args: *Ts) -> A:
    pass


A, B, Ts, P = lazy.__type_params__
for what, get in (('bound', lambda: A.__bound__), ('constraints', lambda: B.__constraints__),
                  ('default', lambda: B.__default__), ('star default', lambda: Ts.__default__),
                  ('spec default', lambda: P.__default__)):
    try:
        print(what, get())
    except NameError as e:
        print(what, 'NameError', e)
undefined_bound, missing, later, tuple_default = int, str, float, (bytes,)
print(A.__bound__, B.__constraints__, B.__default__, Ts.__default__, P.__default__)
print(A, B, Ts, P, lazy.__annotations__)


def no_arguments[T]():
    return T


def only_keyword[T](*, k=1):
    return T, k


print(no_arguments(), only_keyword(k=2), only_keyword.__kwdefaults__, only_keyword.__defaults__)


@(lambda f: print('decorating', f.__name__) or f)
def decorated[T](x=print('default first')) -> print('then annotation'):
    pass


async def coroutine[T](x: T):
    return T


def generator[T]():
    yield T


print(coroutine.__type_params__, list(generator()))

type Alias = list[undefined_name]
type Pair[X, Y: int = str] = dict[X, Y]
print(Alias, type(Alias).__name__, Alias.__name__, Alias.__type_params__)
try:
    Alias.__value__
except NameError as e:
    print(e)
undefined_name = int
print(Alias.__value__, Pair.__value__, Pair.__type_params__, Pair.__type_params__[1].__default__)
type Recursive = list[Recursive] | None
print(Recursive.__value__.__class__.__name__)


class Outer:
    name = 'class name'
    type Inside = name
    Local = int

    def method[T: Local](self, x: T, y: name) -> Inside:
        return name_global, T

    type Later = defined_below
    defined_below = 'defined below'


name = 'global name'
name_global = 'from the module'
print(Outer.Inside.__value__, Outer.Later.__value__)
print(Outer.method.__type_params__[0].__bound__, Outer.method.__annotations__['y'], Outer().method(1, 2))
print(Outer.method.__qualname__, sorted(n for n in vars(Outer) if 'class' in n))


def nested(y):
    type Local[T] = tuple[T, y]
    return Local


print(nested(5).__value__, nested(5))


def shadow[T](T=1):
    return T


print(shadow(), shadow.__type_params__)


def private():
    class K:
        def f[__T](self, x: __T):
            return __T
    return K.f.__type_params__[0].__name__, K().f(1)


print(private())
for source in ('def f[T, T](): pass', 'def f[T](): nonlocal T', 'type x = (yield)', 'def f[T: (yield)](): pass',
               'class C[T](x := 1): pass', 'def f[T](x: (y := 1)): pass', 'def f[T = int, U](): pass',
               'type x[T] = [(y := 1) for z in ()]', 'def f[*T: int](): pass'):
    try:
        exec(source)
    except SyntaxError as e:
        print(source, '->', e)
print(exec('def f[T](): return T\nprint(f.__type_params__)', {}))
