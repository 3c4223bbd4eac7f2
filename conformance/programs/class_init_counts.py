"""Counts of arguments in __init__: a call of a class makes a tuple of them until its place is specialised for the class."""
import sys

o = object()


class A:
    def __init__(self, x):
        self.n = sys.getrefcount(x)


def make():
    class A:
        def __init__(self, x):
            self.n = sys.getrefcount(x)
    return A


def place(cls, x):
    return cls(x).n


print([A(o).n for _ in range(5)], A(o).n, A(o).n)
B, C = make(), make()
print([place(B, o) for _ in range(3)], [place(C, o) for _ in range(60)], [place(B, o) for _ in range(60)])


class Star:
    def __init__(self, x=1, *rest):
        self.n = sys.getrefcount(x)


class Default:
    def __init__(self, x, y=2):
        self.n = sys.getrefcount(x)


class Slots:
    __slots__ = 'n',

    def __init__(self, x):
        self.n = sys.getrefcount(x)


class Derived(A):
    pass


class Super(A):
    def __init__(self, x):
        super().__init__(x)


class Error(Exception):
    def __init__(self, x):
        self.n = sys.getrefcount(x)


class Other:
    def __new__(cls, x):
        made = object.__new__(cls)
        made.n = sys.getrefcount(x)
        return made


print([Star(o).n for _ in range(4)], [Default(o).n for _ in range(4)], [Default(o, 3).n for _ in range(4)])
print([Default(x=o).n for _ in range(4)], [A(*[o]).n for _ in range(4)], [A(**{'x': o}).n for _ in range(4)])
print([Slots(o).n for _ in range(4)], [Derived(o).n for _ in range(4)], [Super(o).n for _ in range(4)])
print([Error(o).n for _ in range(4)], [Other(o).n for _ in range(4)])


class Namespace:
    A = A


n = Namespace()
print([n.A(o).n for _ in range(4)])
for _ in range(3):
    # Another class at the address of a dead one: nothing remembers the dead one's layout.
    cls = make()
    print([cls(o).n for _ in range(3)])
    del cls
    import gc
    gc.collect()

    class Manager:
        def __enter__(self):
            return 1

        def __exit__(self, *args):
            return None
    with Manager() as entered:
        print(entered)
    del Manager
