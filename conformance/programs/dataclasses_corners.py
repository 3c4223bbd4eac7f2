# dataclasses in the corners: slots, kw_only, InitVar, post-init order, defaults that are descriptors, fields left out, inheritance that changes defaults, hashing, copies, errors.
import copy
import dataclasses
from dataclasses import KW_ONLY, InitVar, asdict, astuple, dataclass, field, fields, make_dataclass, replace
from typing import ClassVar


def attempt(make):
    try:
        print(make())
    except Exception as error:
        print(type(error).__name__, error)


@dataclass
class Full:
    a: int
    b: str = 'b'
    c: list = field(default_factory=list, repr=False)
    _: KW_ONLY
    d: float = 1.5
    e: int = field(default=0, compare=False, metadata={'unit': 'm'})
    f: int = field(init=False)
    g: ClassVar[int] = 7
    h: InitVar[int] = 3
    i: int = field(default=9, init=False, repr=False)

    def __post_init__(self, h):
        self.f = self.a * h


x = Full(2, h=10)
print(x, x.c, x.i, Full.h, Full.g, [each.name for each in fields(x)], fields(Full)[4].metadata, Full.__match_args__)
print(x == Full(2, 'b', [], h=10, e=99), x == Full(2, h=1), Full.__hash__, hasattr(Full, 'c'), hasattr(Full, 'a'), Full.b)
attempt(lambda: Full())
attempt(lambda: Full(1, 'b', [], 2))
attempt(lambda: Full(1, f=1))
attempt(lambda: replace(x, a=5))
attempt(lambda: replace(x, a=5, h=2))
attempt(lambda: replace(x, nope=5, h=1))
attempt(lambda: hash(x))


@dataclass(slots=True)
class Slotted:
    a: int
    b: int = 5
    c: list = field(default_factory=list)


s = Slotted(1)
print(s, Slotted.__slots__, hasattr(s, '__dict__'), copy.copy(s) == s, copy.deepcopy(s).c is s.c)
attempt(lambda: setattr(s, 'z', 1))
attempt(lambda: Slotted.b)


@dataclass(slots=True)
class SlottedChild(Slotted):
    d: int = 6


print(SlottedChild(1, d=2), SlottedChild.__slots__, SlottedChild.__mro__[1] is Slotted)


@dataclass(frozen=True, order=True)
class Version:
    major: int
    minor: int = 0
    label: str = field(default='', compare=False)

    @classmethod
    def parse(cls, text):
        return cls(*map(int, text.split('.')))


versions = sorted(map(Version.parse, ['1.10', '1.9', '2.0', '1.0']))
print(versions[0], max(versions), Version(1) < Version(1, 1) <= Version(1, 1, 'x'), hash(Version(1, 2)) == hash(Version(1, 2, 'other')), {Version(1): 'one'}[Version(1, 0, 'l')])
attempt(lambda: setattr(versions[0], 'major', 5))
attempt(lambda: delattr(versions[0], 'major'))
attempt(lambda: setattr(versions[0], 'new', 5))
attempt(lambda: Version(1) < (1, 0))
attempt(lambda: Version(1) == (1, 0, ''))


@dataclass
class Base:
    x: int = 1
    y: int = 2

    def __post_init__(self):
        print('  Base post', self.x)


@dataclass
class Middle(Base):
    z: int = 3
    x: str = 'changed'


@dataclass
class Bottom(Middle):
    y: int = field(default=20, kw_only=True)

    def __post_init__(self):
        super().__post_init__()
        print('  Bottom post', self.y)


print(Middle(), Bottom('a', 5), [f'{each.name}:{each.type.__name__}' for each in fields(Bottom)], Bottom('q') == Middle('q', 20))


class Descriptor:
    def __set_name__(self, owner, name):
        self.name = '_' + name

    def __get__(self, instance, owner):
        return 100 if instance is None else getattr(instance, self.name)

    def __set__(self, instance, value):
        print('  set', value)
        setattr(instance, self.name, int(value))


@dataclass
class Described:
    n: int = Descriptor()


print(Described(), Described('5').n, Described(2.5))


@dataclass
class Node:
    name: str
    children: list['Node'] = field(default_factory=list)
    extra: dict = field(default_factory=dict)


tree = Node('root', [Node('a', extra={'k': (Node('deep'), 1)}), Node('b')])
print(asdict(tree))
print(astuple(tree))
print(asdict(tree, dict_factory=lambda pairs: sorted(key for key, _ in pairs)))
tree.children.append(tree)
print(tree)
for make in (
    lambda: dataclass(type('A', (), {'__annotations__': {'a': list}, 'a': []})),
    lambda: dataclass(type('A', (), {}), order=True, eq=False),
    lambda: dataclass(type('A', (Base,), {}), frozen=True),
    lambda: dataclass(type('A', (), {'__annotations__': {'a': int}, '__slots__': 'a'}), slots=True),
    lambda: dataclass(type('A', (), {'a': field()})),
    lambda: field(default=1, default_factory=int),
    lambda: make_dataclass('A', ['a', 'a']),
    lambda: make_dataclass('A', ['not ok']),
    lambda: make_dataclass('A', ['class']),
    lambda: fields(5),
    lambda: asdict(Base),
    lambda: replace(Base),
    lambda: dataclasses.is_dataclass(Base) and not dataclasses.is_dataclass(5),
    lambda: make_dataclass('Made', [('a', int, 0), ('b', int, 1), ('c', str, 'x')], bases=(Base,), namespace={'m': lambda self: self.c})(7, 8).m(),
):
    attempt(make)


@dataclass(eq=False)
class Identity:
    a: int


@dataclass(unsafe_hash=True)
class Hashed:
    a: int
    b: list = field(default_factory=list, hash=False)


@dataclass(repr=False, init=False)
class Bare:
    a: int = 1


print(Identity(1) == Identity(1), hash(Identity(1)) is not None, hash(Hashed(1)) == hash(Hashed(1, [2])), type(Bare()).__name__, Bare().a, Bare.__init__ is object.__init__)
match Version(3, 4):
    case Version(1):
        print('one')
    case Version(3, minor=m):
        print('three', m)


@dataclass
class Recursive:
    me: 'Recursive | None' = None


r = Recursive()
r.me = r
print(r)
attempt(lambda: r == Recursive(r) and 'equal')


@dataclass
class WithProperty:
    _n: int = 1

    @property
    def n(self):
        return self._n


print(WithProperty(5).n, WithProperty.__doc__, Full.__doc__[:20], Identity.__init__.__qualname__, Full.__eq__.__qualname__, Identity.__init__.__annotations__)
