# versions: 3.13
# inspect, types, operator, abc, numbers, typing at run time: signatures bound, members listed, generics asked.
import inspect
import numbers
import operator
import types
import typing
from abc import ABC, abstractmethod
from typing import NamedTuple, Protocol, TypedDict, runtime_checkable


def f(a, /, b: int, c=3, *args: str, d, e: 'float' = 2.5, **kwargs) -> bool:
    """Docs of f.

    More.
    """


sig = inspect.signature(f)
print(sig, sig.return_annotation, list(sig.parameters), [p.kind.name for p in sig.parameters.values()], sig.parameters['c'].default, sig.parameters['a'].annotation is inspect.Parameter.empty)
bound = sig.bind(1, 2, 4, 'x', d=5, z=6)
print(bound, bound.args, bound.kwargs, bound.arguments)
partial = sig.bind_partial(1)
partial.apply_defaults()
print(partial.arguments)
for args, kwargs in ((), {}), ((1, 2), {}), ((1,), {'a': 2, 'd': 1, 'b': 1}), ((1, 2), {'d': 1, 'b': 3}):
    try:
        print(sig.bind(*args, **kwargs))
    except TypeError as error:
        print(error)
print(sig.replace(return_annotation=int, parameters=list(sig.parameters.values())[:3]), str(inspect.Parameter('x', inspect.Parameter.KEYWORD_ONLY, default=1, annotation=list[int])))
for wrong in (lambda: inspect.Signature([inspect.Parameter('a', inspect.Parameter.KEYWORD_ONLY), inspect.Parameter('b', inspect.Parameter.POSITIONAL_ONLY)]), lambda: inspect.Parameter('1x', inspect.Parameter.KEYWORD_ONLY), lambda: inspect.signature(5), lambda: inspect.Signature([inspect.Parameter('a', inspect.Parameter.POSITIONAL_ONLY, default=1), inspect.Parameter('b', inspect.Parameter.POSITIONAL_ONLY)])):
    try:
        print(wrong())
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)


class C:
    """A class."""
    x: int = 1

    def __init__(self, a, *, b=None):
        self.a = a

    def method(self, y): ...

    @classmethod
    def make(cls, z=0): ...

    @staticmethod
    def static(q): ...

    @property
    def prop(self):
        """A property."""

    def __call__(self, w): ...


for thing in C, C.method, C(1).method, C.make, C.static, C(1), lambda *, k: 0, C.__init__:
    try:
        print(inspect.signature(thing))
    except (ValueError, TypeError) as error:
        print(type(error).__name__, str(error).split('<')[0])
print([n for n, v in inspect.getmembers(C, inspect.isfunction)], [(a.name, a.kind) for a in inspect.classify_class_attrs(C) if not a.name.startswith('__')])
print(inspect.getdoc(f), inspect.getdoc(C.prop), inspect.getmro(type('D', (C,), {})), inspect.isclass(C), inspect.ismethod(C(1).method), inspect.ismethod(C.make), inspect.isroutine(len), inspect.isdatadescriptor(C.prop), inspect.getmodule(C).__name__)


def gen():
    x = yield 1
    inner = yield x


g = gen()
print(inspect.getgeneratorstate(g), next(g), inspect.getgeneratorstate(g), dict(inspect.getgeneratorlocals(g)), g.send(5), dict(inspect.getgeneratorlocals(g)), g.close(), inspect.getgeneratorstate(g), inspect.isgenerator(g), inspect.isgeneratorfunction(gen))


def outer():
    n = 1
    def inner():
        return n + undefined_name + len('')
    return inspect.currentframe().f_code.co_name, inspect.stack()[0].function, inspect.unwrap(inner) is inner


print(outer())


@runtime_checkable
class Closable(Protocol):
    name: str

    def close(self) -> None: ...


class Door:
    name = 'door'

    def close(self): ...


print(isinstance(Door(), Closable), isinstance(5, Closable), typing.get_type_hints(f), typing.get_type_hints(C))
try:
    issubclass(Door, Closable)
except TypeError as error:
    print(error)


class Point(NamedTuple):
    """A point."""
    x: int
    y: int = 0

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)

    @property
    def norm(self):
        return abs(self.x) + abs(self.y)


p = Point(1) + Point(2, 3)
print(p, p.norm, p._asdict(), p._replace(y=9), Point._fields, Point._field_defaults, Point.__doc__, Point.__bases__, p == (3, 3), Point._make([4, 5]), isinstance(p, tuple), [x for x in p], Point.__mro__[1:])
match p:
    case Point(x, y=3):
        print('matched', x)
for wrong in (lambda: Point(), lambda: Point(1, 2, 3), lambda: Point(1, z=2), lambda: setattr(p, 'x', 1), lambda: p._replace(q=1)):
    try:
        print(wrong())
    except (TypeError, AttributeError, ValueError) as error:
        print(type(error).__name__, error)


class Movie(TypedDict, total=False):
    title: typing.Required[str]
    year: int


print(Movie(title='x'), Movie.__required_keys__, Movie.__optional_keys__, Movie.__total__, type(Movie(title='y')))
print(typing.get_origin(dict[str, int]), typing.get_args(typing.Callable[[int], str]), typing.Optional[int], typing.Union[int, str, int], int | None == typing.Optional[int], list[int] == typing.List[int], typing.Literal['a', 1], typing.Annotated[int, 'meta'].__metadata__, typing.get_args(list[tuple[int, ...]]))


class Shape(ABC):
    @property
    @abstractmethod
    def area(self): ...

    @classmethod
    @abstractmethod
    def unit(cls): ...


class Square(Shape):
    area = 4

    @classmethod
    def unit(cls):
        return cls()


print(sorted(Shape.__abstractmethods__), Square.unit().area, inspect.isabstract(Shape), inspect.isabstract(Square))
Shape.register(int)
print(isinstance(3, Shape), issubclass(bool, Shape), int in Shape.__subclasses__())
print([isinstance(x, k) for x in (1, 1.5, 2j, True) for k in (numbers.Number, numbers.Integral, numbers.Real)], numbers.Rational.__abstractmethods__ >= {'numerator'})
print(operator.attrgetter('x', 'norm')(p), operator.itemgetter(1, 0)('ab'), operator.methodcaller('split', ',')('a,b'), operator.indexOf([3, 4], 4), operator.countOf('aab', 'a'), operator.concat([1], [2]), operator.length_hint(iter([1, 2])), operator.iadd([1], (2,)), operator.not_(0), operator.truth([]), operator.matmul.__name__)


def template():
    return made_up * 2


clone = types.FunctionType(template.__code__, {'made_up': 21}, 'clone')
print(clone(), clone.__name__, types.MethodType(lambda self: self * 2, 4)(), types.new_class('N', (C,), {}, lambda ns: ns.update(k=1)).k, isinstance(lambda: 0, types.LambdaType), types.resolve_bases((list[int],)))
module = types.ModuleType('made', 'doc')
module.value = 1
print(module, module.__doc__, module.__name__, vars(module)['value'], types.DynamicClassAttribute.__name__, type(types.CodeType).__name__, types.NoneType is type(None), types.get_original_bases(type('G', (), {})) if hasattr(types, 'get_original_bases') and False else '')
