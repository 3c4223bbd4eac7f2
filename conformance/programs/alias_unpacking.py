"""What stands in the place of type variables in subscripts of aliases: several at once, and within lists and tuples."""
from typing import Generic, Tuple, TypeVar, TypeVarTuple, Unpack

T = TypeVar('T')
U = TypeVar('U')
Ts = TypeVarTuple('Ts')


class G(Generic[T, *Ts]):
    pass


def told(action):
    try:
        print(action())
    except TypeError as error:
        print(error)


for action in [
    lambda: tuple[*Ts, int][str, bool],
    lambda: list[tuple[*Ts]][int, str],
    lambda: dict[T, U][*tuple[int, str]],
    lambda: list[T][int, str],
    lambda: tuple[T, *Ts][int],
    lambda: tuple[T, *Ts][*tuple[int, ...]],
    lambda: (list[T] | set[U])[int, str],
    lambda: list[int][str],
    lambda: tuple[*Ts][()],
    lambda: tuple[T, int][Unpack[Tuple[str]]],
    lambda: tuple[list[T], tuple[T, *Ts]][int, str, *tuple[bool, ...]],
    lambda: G[int, str, bool],
]:
    told(action)
