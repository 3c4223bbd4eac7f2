# Types checked at run time: decorators that bind signatures, generics of every form asked, coercion, overloads by types, protocols, readable errors.
import functools
import inspect
import types
import typing
from collections import abc
from typing import Annotated, Any, Callable, Generic, Literal, NamedTuple, Optional, Protocol, TypedDict, TypeVar, Union, get_args, get_origin, get_type_hints, runtime_checkable

T = TypeVar('T')
N = TypeVar('N', int, float)


def shown(hint):
    return getattr(hint, '__name__', str(hint)) if isinstance(hint, type) and not get_args(hint) else str(hint).replace('typing.', '').replace('__main__.', '')


class Mismatch(TypeError):
    def __init__(self, path, hint, value):
        super().__init__(f'{path}: wanted {shown(hint)}, got {value!r}')


def check(value, hint, path='value', bound=None):
    bound = {} if bound is None else bound
    origin, args = get_origin(hint), get_args(hint)
    if hint is Any:
        return
    if hint is None:
        hint = type(None)
    if isinstance(hint, TypeVar):
        if hint.__constraints__ and type(value) not in hint.__constraints__ or bound.setdefault(hint, type(value)) is not type(value):
            raise Mismatch(path, hint, value)
    elif origin is Annotated:
        check(value, args[0], path, bound)
        for test in args[1:]:
            if callable(test) and not test(value):
                raise Mismatch(path, hint.__origin__, value)
    elif origin in (Union, types.UnionType):
        for arg in args:
            try:
                return check(value, arg, path, bound)
            except Mismatch:
                pass
        raise Mismatch(path, hint, value)
    elif origin is Literal:
        if not any(value == arg and type(value) is type(arg) for arg in args):
            raise Mismatch(path, hint, value)
    elif origin is tuple:
        if not isinstance(value, tuple):
            raise Mismatch(path, hint, value)
        if len(args) == 2 and args[1] is ...:
            args = args[:1] * len(value)
        if len(args) != len(value):
            raise Mismatch(path, hint, value)
        for i, (item, arg) in enumerate(zip(value, args)):
            check(item, arg, f'{path}[{i}]', bound)
    elif origin in (dict, abc.Mapping):
        if not isinstance(value, origin):
            raise Mismatch(path, hint, value)
        for key, item in value.items():
            check(key, args[0], f'key of {path}', bound)
            check(item, args[1], f'{path}[{key!r}]', bound)
    elif origin in (list, set, frozenset, abc.Sequence, abc.Iterable):
        if not isinstance(value, origin) or isinstance(value, str):
            raise Mismatch(path, hint, value)
        for i, item in enumerate(value):
            check(item, args[0], f'{path}[{i}]', bound)
    elif origin is abc.Callable:
        if not callable(value):
            raise Mismatch(path, hint, value)
        if args and args[0] is not ...:
            try:
                inspect.signature(value).bind(*args[0])
            except TypeError as error:
                raise Mismatch(f'{path} ({error})', hint, getattr(value, '__name__', value)) from None
    elif origin is type:
        if not (isinstance(value, type) and issubclass(value, args[0])):
            raise Mismatch(path, hint, value)
    elif typing.is_typeddict(hint):
        hints = get_type_hints(hint)
        for key in hint.__required_keys__ - value.keys():
            raise Mismatch(path, hint, value)
        for key, item in value.items():
            check(item, hints.get(key, type(None)), f'{path}[{key!r}]', bound)
    elif origin is not None:
        check(value, origin, path, bound)
    elif isinstance(hint, type):
        if not isinstance(value, hint) or (isinstance(value, bool) and hint in (int, float)):
            raise Mismatch(path, hint, value)
    else:
        raise NotImplementedError(f'no check for {hint}')


def checked(function):
    signature = inspect.signature(function)
    hints = get_type_hints(function, include_extras=True)

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        call = signature.bind(*args, **kwargs)
        call.apply_defaults()
        bound = {}
        for name, value in call.arguments.items():
            if name not in hints:
                continue
            kind = signature.parameters[name].kind
            if kind is inspect.Parameter.VAR_POSITIONAL:
                for i, item in enumerate(value):
                    check(item, hints[name], f'*{name}[{i}]', bound)
            elif kind is inspect.Parameter.VAR_KEYWORD:
                for key, item in value.items():
                    check(item, hints[name], f'**{name}[{key!r}]', bound)
            else:
                check(value, hints[name], name, bound)
        result = function(*call.args, **call.kwargs)
        if 'return' in hints:
            check(result, hints['return'], 'result', bound)
        return result

    return wrapper


class Point(NamedTuple):
    x: int
    y: int = 0


class Movie(TypedDict, total=False):
    title: typing.Required[str]
    year: int


@runtime_checkable
class Closeable(Protocol):
    def close(self) -> None: ...


class File:
    def close(self):
        pass


class Box(Generic[T]):
    def __init__(self, item: T):
        self.item = item


@checked
def everything(a: int, b: 'str | None' = None, /, *rest: float, key: Literal['on', 'off', 1] = 'on', **more: list[int]) -> tuple[int, ...]:
    """Doc."""
    return (a, *map(int, rest))


@checked
def pairs(items: dict[str, tuple[int, Optional[str]]], pick: Callable[[int], Any] = lambda n: abs(n)) -> list[str]:
    return [f'{key}{pick(n)}' for key, (n, _) in items.items()]


@checked
def same(a: T, b: T, c: 'N' = 1) -> T:
    return a if c else 5


@checked
def special(p: Point = Point(1), m: Movie = {'title': 't'}, c: Closeable = File(), t: type[Exception] = KeyError, positive: Annotated[int, lambda n: n > 0] = 1, box: Box[int] = Box(1), s: abc.Sequence[int] = (), it: abc.Iterable[str] = ()) -> None:
    pass


print(everything.__name__, everything.__doc__, inspect.signature(everything))
calls = '''everything(1)|everything(1, 'x', 1.5, 2.5, key=1, z=[1])|everything('1')|everything(True)|everything(1, 2)|everything(1, None, 1)|everything(1, key='maybe')|everything(1, key=True)|everything(1, z=[1, 'x'])|everything()
pairs({'a': (-1, None), 'b': (2, 'x')})|pairs({'a': (1,)})|pairs({1: (1, None)})|pairs({'a': (1, 5)})|pairs([])|pairs({}, 5)|pairs({}, lambda: 0)|pairs({}, lambda a, b=1: a)
same(1, 2)|same('a', 'b')|same(1, 'b')|same(1, 2, 1.5)|same(1, 2, 'x')|same('a', 'b', 0)
special()|special((1, 2))|special(m={'year': 5})|special(m={'title': 'x', 'year': 'y'})|special(m={'title': 'x', 'more': 1})|special(c=5)|special(t=int)|special(t=ValueError)|special(positive=-1)|special(box=5)|special(s='text')|special(s=[1, 'a'])|special(s=range(3))|special(it={'a', 5} if False else ['a', 5])'''
for call in calls.replace('\n', '|').split('|'):
    try:
        print(call, '=', eval(call))
    except (TypeError, NotImplementedError) as error:
        print(call, '->', type(error).__name__, str(error)[:150])
print([get_origin(h) for h in (list[int], dict, Optional[int], int | str, Callable[[int], str], Literal[1], Generic, Box[int], tuple[()], type[int])])
print([get_args(h) for h in (list[int], dict, Optional[int], int | str, Callable[[int], str], Callable[..., int], Literal[1, 'a', 1], Annotated[int, 1], Box[int], tuple[()], tuple[int, ...])])
print(get_type_hints(Movie), get_type_hints(Point), Box[int].__origin__ is Box, Box.__parameters__, Union[int, str] == Union[str, int], Optional[None], Union[int], Union[int, int, str], list[T][int], dict[str, T][int])
