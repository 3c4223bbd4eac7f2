import typing
from typing import Any, Callable, ClassVar, Generic, Literal, Optional, Protocol, TypedDict, TypeVar, Union, get_args, get_origin, get_type_hints, overload, runtime_checkable

T = TypeVar('T')
K = TypeVar('K', bound=int)
print(Optional[int], Union[int, str, int], Union[int], Callable[[int, str], bool], Callable[..., Any], Literal['a', 1, 'a'], ClassVar[int], T, K.__bound__)
print(typing.List[int], typing.Dict[str, typing.List[int]], typing.Tuple[int, ...], get_origin(typing.List[int]), get_args(Callable[[int], str]), get_args(Union[int, None]))
class Stack(Generic[T]):
    def __init__(self):
        self.items: list[T] = []
    def push(self, item: T) -> 'Stack[T]':
        self.items.append(item)
        return self
print(Stack[int], Stack[int]().push(3).items, Stack.__parameters__, Stack[T].__args__, Stack[int].__origin__ is Stack)
class Movie(TypedDict, total=False):
    title: str
    year: int
print(Movie(title='x', year=2000), Movie.__total__, Movie.__optional_keys__ == {'title', 'year'}, Movie.__annotations__)
@runtime_checkable
class Sized(Protocol):
    def __len__(self) -> int: ...
print(isinstance([], Sized), isinstance(3, Sized), issubclass(dict, Sized))
def f(a: int, b: 'Optional[str]' = None, *args: float) -> Union[int, None]: ...
print(get_type_hints(f), typing.cast(int, 'x'), Any, typing.NoReturn, typing.Final[int], typing.Annotated[int, 'meta'])
for call in (lambda: Union[()], lambda: isinstance(3, typing.List[int]), lambda: Stack[int, str], lambda: Optional[int, str], lambda: Any(), lambda: T()):
    try:
        print(call())
    except TypeError as e:
        print(type(e).__name__)
print(int | None == Optional[int], Union[int, str] == Union[str, int], hash(Union[int, str]) == hash(Union[str, int]), typing.get_origin(int | str))
UserId = typing.NewType('UserId', int)
print(UserId(5), UserId.__supertype__, typing.TYPE_CHECKING)
