import sys
from dataclasses import MISSING, asdict, dataclass, field, fields, make_dataclass

@dataclass
class Base:
    a: int
    b: str = 'b'

    def double(self):
        return self.a * 2

@dataclass
class Child(Base):
    c: float = 1.5
    a: int = 7

print(Child(), Child(1, 'x', 2), Child().double(), [f.name for f in fields(Child)], Base(1) == Child(1))

@dataclass(slots=True)
class Slotted:
    x: int
    y: int = 3

s = Slotted(1)
print(s, Slotted.__slots__, hasattr(s, '__dict__'))
try:
    s.z = 1
except AttributeError as e:
    print(e)

@dataclass(slots=True, frozen=True)
class Both(Slotted if False else object):
    z: int = 0

print(Both(), Both.__slots__, hash(Both(2)) == hash((2,)))
Made = make_dataclass('Made', ['a', ('b', int), ('c', int, field(default=5))], namespace={'total': lambda self: self.b + self.c}, order=True)
print(Made(1, 2), Made(1, 2).total(), Made(1, 2) < Made(1, 3), Made.__module__ in ('__main__', 'types'))
for make in (lambda: make_dataclass('X', ['class']), lambda: make_dataclass('X', ['a', 'a']), lambda: make_dataclass('X', ['not a name']),
             lambda: make_dataclass('X', [('a', list, [])])):
    try:
        print(make())
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
@dataclass
class Tree:
    value: int
    children: list['Tree'] = field(default_factory=list)
    meta: dict = field(default_factory=dict, metadata={'note': 'extra'})

t = Tree(1, [Tree(2), Tree(3, [Tree(4)])], {'k': [Tree(5)]})
print(t)
print(asdict(t))
print(fields(Tree)[2].metadata, fields(Tree)[0].default is MISSING)
t.children.append(t)
print(repr(t)[-60:])
@dataclass(eq=False)
class Plain:
    x: int = 0
print(Plain() == Plain(), Plain.__hash__ is object.__hash__)
@dataclass(unsafe_hash=True, repr=False)
class Hashed:
    x: int
    y: int = field(default=0, hash=False)
print(hash(Hashed(1, 2)) == hash(Hashed(1, 3)), 'object at' in repr(Hashed(1)))
try:
    @dataclass(frozen=True)
    class Bad(Base):
        pass
except TypeError as e:
    print(e)
