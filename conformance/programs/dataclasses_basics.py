from dataclasses import KW_ONLY, FrozenInstanceError, InitVar, asdict, astuple, dataclass, field, fields, is_dataclass, replace

@dataclass
class Point:
    x: int
    y: int = 0
    tags: list = field(default_factory=list, repr=False, compare=False)

p = Point(1)
print(p, p == Point(1, 0, ['z']), p == (1, 0), p.tags, Point(1).tags is p.tags, Point.__match_args__)
print([(f.name, f.type, f.default if f.name == 'y' else None, f.repr) for f in fields(Point)], is_dataclass(p), is_dataclass(3))
print(asdict(p), astuple(p), replace(p, y=5), Point.__hash__, Point.__doc__)
for call in (lambda: Point(), lambda: Point(1, 2, 3, 4), lambda: Point(z=1), lambda: hash(p), lambda: p < p, lambda: fields(3), lambda: replace(p, z=1)):
    try:
        print(call())
    except TypeError as e:
        print(e)

@dataclass(frozen=True, order=True)
class Version:
    major: int
    minor: int = 0

v = Version(1, 2)
print(v < Version(1, 3), v >= Version(0, 9), sorted([Version(2), v, Version(1)]), {v: 1}[Version(1, 2)], hash(v) == hash((1, 2)))
for call in (lambda: setattr(v, 'major', 3), lambda: delattr(v, 'minor'), lambda: setattr(v, 'new', 3)):
    try:
        call()
    except FrozenInstanceError as e:
        print(type(e).__name__, e)

@dataclass
class Account:
    owner: str
    start: InitVar[int] = 10
    _: KW_ONLY
    rate: float = 0.5
    balance: float = field(init=False)

    def __post_init__(self, start):
        self.balance = start * (1 + self.rate)

print(Account('ann'), Account('bob', 20, rate=1.0), [f.name for f in fields(Account)], [f.kw_only for f in fields(Account)])
try:
    Account('x', 1, 2)
except TypeError as e:
    print(e)
match Point(3, 4):
    case Point(a, b):
        print('matched', a, b)
