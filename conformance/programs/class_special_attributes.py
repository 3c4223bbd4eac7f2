# What may be set and deleted of classes: names, documentation, bases; through attributes and through the descriptors of type.


def show(what):
    try:
        print(what())
    except Exception as error:
        print(type(error).__name__, error)


NAMES = ('__doc__', '__name__', '__qualname__', '__module__', '__bases__', '__dict__', '__mro__', '__base__',
         '__annotations__', '__basicsize__', '__flags__')


class Free:
    "documentation"


for name in NAMES:
    descriptor = type.__dict__[name]
    for cls in Free, int:
        print(name, cls.__name__)
        show(lambda: delattr(cls, name))
        show(lambda: descriptor.__delete__(cls))
        show(lambda: descriptor.__set__(cls, 5))


class Free:
    "documentation"


for name, value in [('__name__', 'a\0b'), ('__name__', 'other'), ('__qualname__', 'some.where'),
                    ('__module__', 'elsewhere'), ('__doc__', 'new'), ('__doc__', None)]:
    show(lambda: setattr(Free, name, value))
    print(name, repr(getattr(Free, name)), repr(Free))


class Describes:
    def __get__(self, instance, owner):
        return f'{owner.__name__} {instance is None}'


class Described:
    __doc__ = Describes()


class Inherits(Described):
    pass


print(Described.__doc__, Described().__doc__, Inherits.__doc__, Inherits().__doc__)


class Slotted:
    __slots__ = ['__doc__']


print(type(Slotted.__doc__).__name__)
show(lambda: Slotted().__doc__)
print(property.__doc__ is None, type.__doc__ is None, super.__doc__ is None, type(show).__doc__ is None)
print(type(type.__dict__['__doc__']).__name__, int.real.__doc__, complex.real.__doc__)


# Slots: names that the class statement itself uses, dictionaries and weak references of further bases.
class Meta(type):
    def __new__(mcls, name, bases, namespace):
        return super().__new__(mcls, name, bases, namespace)


class Celled(metaclass=Meta):
    __slots__ = ['__classcell__']

    def cls(self):
        return __class__


class Qualified:
    __slots__ = ['__qualname__', 'word']


print(type(Celled.__dict__['__classcell__']).__name__, Celled().cls(), Qualified.__qualname__)
qualified = Qualified()
show(lambda: qualified.__qualname__)
qualified.__qualname__ = 'mine'
print(qualified.__qualname__)
show(lambda: qualified.word)
show(lambda: delattr(qualified, 'word'))
for names in ['foo'], ['__module__']:
    show(lambda: type('Clash', (), {'__slots__': names, 'foo': 1, '__module__': 'm'}))


class WithDict:
    __slots__ = ['__dict__']


class WithWeak:
    __slots__ = ['__weakref__']


class Nothing:
    __slots__ = ()


class Whole:
    pass


for bases in (WithDict, WithWeak), (WithWeak, WithDict), (Nothing, Whole), (Whole, Nothing), (Nothing, WithDict):
    made = type('Made', bases, {'__slots__': ()})
    print([base.__name__ for base in bases], hasattr(made(), '__dict__'), hasattr(made(), '__weakref__'))
    show(lambda: setattr(made(), 'word', 1))


# super: proxies that say of what class they are.
class Base:
    def name(self):
        return 'Base'


class Derived(Base):
    def name(self):
        return super(Derived, self).name() + ' behind Derived'


class Proxy:
    def __init__(self, target):
        self.__target = target

    def __getattribute__(self, name):
        if name.startswith('_Proxy__'):
            return object.__getattribute__(self, name)
        return getattr(self.__target, name)


proxy = Proxy(Derived())
print(Derived.__dict__['name'](proxy))
show(lambda: super(Derived, Proxy(5)).name())
show(lambda: super(Derived, 5))
show(lambda: super(Derived, word=1))
show(lambda: super(1, 2, 3))
show(lambda: super(1))
