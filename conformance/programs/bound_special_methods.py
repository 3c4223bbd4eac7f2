# Special methods of built-in types bound to an object, and methods whose callable is no function.
import types


def show(what):
    try:
        print(what())
    except Exception as error:
        print(type(error).__name__, error)


numbers = [1, 2]
add = numbers.__add__
print(type(add).__name__, type(add) is types.MethodWrapperType, type(numbers.append).__name__)
print(add.__name__, add.__qualname__, add.__objclass__, add.__self__ is numbers)
print(add([3]), repr(add).split(' at ')[0], add == numbers.__add__, add != numbers.__add__)
print(add == [1, 2].__add__, add == numbers.__mul__, hash(add) == hash(numbers.__add__))
print(object().__str__ == object().__str__, (5).__hash__(), (5).__lt__(6), 'ab'.__len__(), [].__eq__([]))
print(add.__reduce__()[1] == (numbers, '__add__'))
show(lambda: add < add)
show(lambda: add(1, 2))
show(lambda: add())
show(lambda: list.__add__())
show(lambda: list.__add__((), []))
show(lambda: type(add)())
show(lambda: add.missing)
print(callable(add), list(map(numbers.__contains__, [1, 5])))


class Caller:
    def __call__(self, *args):
        return len(args)


caller = Caller()
bound = types.MethodType(caller, 7)
print(repr(bound), bound(1, 2))
caller.__name__ = 'a name'
print(repr(bound))
caller.__qualname__ = 'a.qualified.name'
print(repr(bound))
caller.__qualname__ = 5
print(repr(bound))
show(lambda: classmethod(1).__get__(1))
show(lambda: classmethod(1).__get__(1)())

for wanted in property(), show, type(show).__dict__['__code__'], staticmethod(show):
    show(lambda: type(wanted.__get__(None, int)).__name__)
    show(lambda: wanted.__get__(None, None))
    show(lambda: wanted.__get__(None))


# object.__setattr__ may not go past a built-in type that guards its attributes.
class Meta(type):
    pass


class Plain(metaclass=Meta):
    pass


show(lambda: object.__setattr__(int, 'word', 1))
show(lambda: object.__delattr__(int, 'real'))
show(lambda: object.__setattr__(Plain, 'word', 1))
show(lambda: type.__setattr__(Plain, 'word', 1))
show(lambda: type.__setattr__(int, 'word', 1))
show(lambda: Plain.word)


class Own:
    def __setattr__(self, name, value):
        print('own', name)
        object.__setattr__(self, name, value)


class Both(Own, dict):
    pass


both = Both()
both.a = 1
dict.__setattr__(both, 'b', 2)
object.__setattr__(both, 'c', 3)
print(both.__dict__)


class Guarded(type):
    def __setattr__(cls, name, value):
        object.__setattr__(cls, name, value)


class Target(metaclass=Guarded):
    pass


show(lambda: setattr(Target, 'word', 1))
show(lambda: object.__getattribute__(5, 6))
show(lambda: object.__setattr__(Plain(), 6, 7))
show(lambda: object.__delattr__(Plain(), 6))
show(lambda: type.__getattribute__(list, type))
