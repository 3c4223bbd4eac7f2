"""type: attributes of classes, flags, __name__ and kin assignment, subclasses, annotations."""
def attempt(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as error:
            print(type(error).__name__, error)


class A:
    """Doc of A."""
    x: int = 1

    class Inner:
        pass


class B(A):
    __slots__ = ('s',)


class C(B, dict):
    pass


print(A.__name__, A.__qualname__, A.__module__, A.__doc__, A.__bases__, A.__base__, C.__mro__, C.mro() == list(C.__mro__), A.Inner.__qualname__, B.__slots__, A.__subclasses__(), C.__base__)
print(int.__basicsize__, int.__itemsize__, tuple.__itemsize__, str.__name__, list.__module__, type.__name__, type.__module__, type.__bases__, object.__bases__, object.__base__, int.__dictoffset__, type.__mro__, bool.__base__, dict.__doc__[:6])
for t in (A, C, int, list, dict, type, BaseException, str):
    flags = t.__flags__
    print(t.__name__, [bool(flags & (1 << bit)) for bit in (9, 10, 14, 20, 24, 25, 26, 27, 28, 29, 30, 31)])
print(A.__annotations__, B.__annotations__, C.__dict__.get('__annotations__'), A.__dict__['x'], 'x' in vars(A), A.__text_signature__, type(A.__weakref__).__name__, type(A.__dict__['__dict__']).__name__)
A.__name__ = 'Renamed'
A.__qualname__ = 'Q.Renamed'
A.__module__ = 'mod'
A.__doc__ = 'new'
print(A, A.__name__, A(), A.__doc__) if False else print(A, A.__name__, A.__doc__)
attempt(lambda: setattr(A, '__name__', 5), lambda: setattr(A, '__name__', 'a\0b'), lambda: delattr(A, '__name__'), lambda: setattr(A, '__qualname__', 5), lambda: delattr(A, '__qualname__'), lambda: setattr(int, '__name__', 'x'), lambda: setattr(int, 'x', 1), lambda: delattr(int, 'real'), lambda: delattr(A, 'zz'), lambda: A.zz, lambda: int.zz, lambda: int.__annotations__, lambda: type('X', (), {}).__annotations__,
        lambda: type(1, 2), lambda: type(1, (), {}), lambda: type('X', 5, {}), lambda: type('X', (), 5), lambda: type('X', (5,), {}), lambda: type('X', (int, str), {}), lambda: type('X', (A, A), {}), lambda: type('X', (object, A), {}), lambda: type('X', (bool,), {}), lambda: type(), lambda: type('X', (), {}, 1), lambda: type('X', (), {}, z=1), lambda: type('a\0', (), {}), lambda: type.__prepare__(), lambda: type.mro(int), lambda: type('S', (int,), {'__slots__': 'a'}), lambda: type('S', (), {'__slots__': 5}), lambda: type('S', (), {'__slots__': ('1a',)}), lambda: type('S', (), {'__slots__': ('a', 'a')}).__slots__,
        lambda: type('S', (), {'__slots__': ('x',), 'x': 1}), lambda: type('S', (A,), {'__slots__': ('__dict__',)}), lambda: type('S', (A,), {'__slots__': ('__weakref__',)}), lambda: type('S', (tuple,), {'__slots__': ('a',)}), lambda: type('S', (str,), {'__slots__': ()})('q'), lambda: type('S', (B, type('S2', (), {'__slots__': ('q',)})), {}), lambda: type('S', (B, type('S3', (A,), {'__slots__': ('q',)})), {}))


class Meta(type):
    def __repr__(cls): return f'<meta {cls.__name__}>'
    def __call__(cls, *args): return ('called', args)
    def __len__(cls): return 7
    def __contains__(cls, item): return item == 1
    def __iter__(cls): return iter('ab')
    def __getattr__(cls, name): return f'meta {name}'
    def __instancecheck__(cls, obj): return obj == 5
    def __subclasscheck__(cls, sub): return sub is int


class M(metaclass=Meta):
    y = 2


print(M, M(1), len(M), 1 in M, list(M), M.zz, M.y, isinstance(5, M), isinstance(6, M), issubclass(int, M), issubclass(str, M), type(M), M.__class__, M == M, bool(M))


class Sub:
    subs = []
    def __init_subclass__(cls, tag=None, **kwargs):
        super().__init_subclass__(**kwargs)
        Sub.subs.append((cls.__name__, tag))


class S1(Sub, tag='t'): pass
class S2(S1): pass


print(Sub.subs)
attempt(lambda: type('S4', (Sub,), {}, zz=1))
