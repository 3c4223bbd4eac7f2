# versions: 3.13
# _typing through typing: type variables, parameter specifications, aliases, Generic, defaults.
import typing, sys
from _typing import *
from _typing import _idfunc

def attempt(text):
    try:
        print(text, '->', eval(text))
    except BaseException as error:
        print(text, '!!', type(error).__name__, error)

T = TypeVar('T')
P = ParamSpec('P')
Ts = TypeVarTuple('Ts')
for text in [
    'TypeVar()',
    'TypeVar(1)',
    "TypeVar('T', covariant=True, contravariant=True)",
    "TypeVar('T', covariant=True, infer_variance=True)",
    "TypeVar('T',int)",
    "TypeVar('T',int,str,bound=int)",
    "TypeVar('T',bound=3)",
    "TypeVar('T',bound=None).__bound__",
    "TypeVar('T',foo=1)",
    "TypeVar('T',int,str).__constraints__",
    'T.__constraints__',
    'T.__bound__',
    'T.__default__',
    'T.has_default()',
    "TypeVar('T',default=int).__default__",
    "TypeVar('T',default=int).has_default()",
    "TypeVar('T',default=None).__default__",
    'T.__module__',
    'T.__name__',
    "TypeVar('T',covariant=True)",
    "TypeVar('T',contravariant=True)",
    "TypeVar('T',infer_variance=True)",
    'T',
    'T.__reduce__()',
    'T|int',
    'int|T',
    "setattr(T,'__name__',1)",
    "setattr(T,'__bound__',1)",
    "setattr(T,'x',1)",
    'T.__dict__',
    'T.__mro_entries__(1)',
    'P.args',
    'P.kwargs',
    'P.args==P.args',
    'P.args.__origin__ is P',
    'ParamSpecArgs(3)',
    'ParamSpecKwargs(3)',
    'ParamSpecArgs()',
    'hash(P.args)',
    'P.args.__mro_entries__(())',
    'P.__mro_entries__(())',
    'P',
    'P.__bound__',
    'P.has_default()',
    'P.__default__',
    'P.__reduce__()',
    'Ts',
    'Ts.__reduce__()',
    'list(Ts)',
    'Ts.__typing_subst__(1)',
    'Ts.__mro_entries__(())',
    'Ts.has_default()',
    'TypeVarTuple()',
    'TypeVarTuple(1)',
    "TypeVarTuple('Ts',default=typing.Unpack[typing.Tuple[int]]).__default__",
    'NoDefault',
    'type(NoDefault)',
    'type(NoDefault)() is NoDefault',
    'type(NoDefault)(1)',
    'NoDefault.__reduce__()',
    '_idfunc(3)',
    '_idfunc()',
    "TypeAliasType('A',int)",
    "TypeAliasType('A',int).__value__",
    "TypeAliasType('A',int)[int]",
    "TypeAliasType('A',list[T],type_params=(T,))[int]",
    "TypeAliasType('A',list[T],type_params=(T,)).__parameters__",
    "TypeAliasType('A',list[T],type_params=(Ts,)).__parameters__",
    "TypeAliasType('A',list[T],type_params=(Ts,)).__type_params__",
    "TypeAliasType('A',list[T],type_params=[T])",
    'TypeAliasType(1,2)',
    "TypeAliasType('A')",
    "TypeAliasType('A',int,type_params=(TypeVar('U',default=int),T))",
    "TypeAliasType('A',int).__module__",
    "TypeAliasType('A',int)|None",
    "TypeAliasType('A',int).__reduce__()",
    "type('X',(TypeVar,),{})",
    "type('X',(TypeAliasType,),{})",
    'Generic[T]',
    'Generic',
    'Generic[int]',
    "type('G',(Generic,),{})",
    'T.__or__(3)',
    'isinstance(T.__dict__,dict)',
    "TypeAliasType('A',int).__name__",
    "setattr(TypeAliasType('A',int),'x',1)",
    'Generic.__module__',
    "sys.getsizeof(type('G',(Generic,),{})())",
    'T.__infer_variance__,T.__covariant__,T.__contravariant__',
    'T.__class__',
    "ParamSpec('P',bound=int).__bound__",
    "ParamSpec('P',1)",
    'ParamSpec()',
    'NoDefault.x',
    "setattr(NoDefault,'x',1)",
]:
    attempt(text)

D = TypeVar('D', default=int)
class Box(typing.Generic[T, D]):
    def __init__(self, value): self.value = value
print(Box[int, str], Box[int], Box.__parameters__, Box(3).value, Box[int](4).value, sys.getsizeof(Box(1)) > 16)
print(typing.get_args(Box[int]), typing.get_origin(Box[int]) is Box)
attempt('Box[int, str, bytes]')
attempt('typing.Callable[P, T][[int, str], bool]')
attempt('typing.Dict[T, typing.List[T]][int]')
class Many(typing.Generic[typing.Unpack[Ts]]): pass
attempt('Many[int, str]')
attempt('Many[()]')
