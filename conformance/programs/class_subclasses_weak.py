"""A class knows its subclasses weakly: their order, their weak references, and what dies with them."""
import gc
import sys
import weakref


class Base:
    pass


class One(Base):
    pass


class Two(Base):
    pass


class Both(One, Two):
    pass


print([c.__name__ for c in Base.__subclasses__()], [c.__name__ for c in One.__subclasses__()])
print(weakref.getweakrefcount(Both), sys.getrefcount(weakref.ref(Both)), sys.getrefcount(weakref.ref(One)))
print(weakref.ref(Both) is weakref.getweakrefs(Both)[0])
del Both
print(gc.collect() > 0, One.__subclasses__(), Two.__subclasses__())


class Late(Base):
    def __init_subclass__(cls):
        print('made', cls.__name__, [c.__name__ for c in Late.__subclasses__()])


class Later(Late):
    pass


dead = weakref.ref(Later, lambda r: print('callback', Late.__subclasses__()))
del Later
gc.collect()


class Number(int):
    pass


print(int.__subclasses__()[0], Number in int.__subclasses__(), hasattr(Number, '__weakref__'))
try:
    weakref.ref(Number(1))
except TypeError as error:
    print(error)
try:
    class Fixed(int):
        __slots__ = 'a',
except TypeError as error:
    print(error)
