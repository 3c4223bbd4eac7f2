# versions: 3.13
class Box[T]:
    """A box."""
    item: T

    def get(self) -> T:
        return T

    def both[U](self, u: U):
        return T, U, __class__


print(Box.__type_params__, Box.__bases__, [str(b) for b in Box.__orig_bases__], Box.__doc__)
print(Box.__annotations__, Box().get(), Box().both(1), Box.__qualname__, Box.get.__qualname__)
print([n for n in vars(Box) if not n.startswith('__')], '.type_params' in vars(Box), '.generic_base' in vars(Box))
print(Box[int], Box[int].__args__, Box[int]().get())
print(Box.__parameters__)


class Base:
    def __init_subclass__(cls, **kw):
        print('subclass', cls.__name__, kw, cls.__type_params__)
        super().__init_subclass__()


class Child[K, *Vs, **P](Base, option=1):
    pass


print(Child.__mro__, Child.__parameters__)


class Meta(type):
    def __new__(mcs, name, bases, ns, **kw):
        print([n for n in ns if not n.startswith('__f')], [str(b) for b in bases], kw)
        return super().__new__(mcs, name, bases, ns)


class WithMeta[T](metaclass=Meta, k=2):
    x: T


class Dependent[T: Box[int], U: T]:
    pass


print(Dependent.__type_params__[0].__bound__, Dependent.__type_params__[1].__bound__)


class SubBox[T](Box[T], list[T]):
    pass


print(SubBox.__orig_bases__, SubBox.__mro__[1:3])


@(lambda c: print('decorating', c.__name__) or c)
class Decorated[T](*(Base,), **{'a': 1}):
    pass


class Nested[T]:
    class Inner[U](list[int]):
        def m(self):
            return T, U

    type Alias = dict[T, Inner]


print(Nested.Inner().m(), Nested.Inner.__qualname__, Nested.Alias.__value__)
try:
    class Bad[T](Box[T][T]):
        pass
except TypeError as e:
    print(e)


def function_scope(x):
    class Local[T: x]:
        y = x
    return Local


print(function_scope(3).__type_params__[0].__bound__, function_scope(3).y, function_scope(3).__qualname__)
