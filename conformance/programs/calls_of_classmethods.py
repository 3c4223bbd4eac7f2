"""Calls of classmethods through classes and instances: what is bound, when the bound method dies, what changes between calls"""

import gc
import sys


class Base:
    count = 0

    @classmethod
    def made(cls, *args):
        return cls.__name__, args

    @classmethod
    def plain(cls):
        return cls.count

    @classmethod
    def counts(cls, x):
        """The bound method is gone by now."""
        methods = [each for each in gc.get_referrers(cls.__dict__['counts'].__func__ if 'counts' in cls.__dict__ else cls) if type(each).__name__ == 'method']
        return sys.getrefcount(x), len(methods)

    @classmethod
    def keyword(cls, a, b=2, *, c=3):
        return a, b, c

    @staticmethod
    def static(x):
        return x


class Derived(Base):
    count = 1


class Slotted(Base):
    __slots__ = ()


def show(each, x):
    return [each.made(), each.made(1, 2), each.plain(), each.counts(x), each.keyword(1), each.keyword(1, c=5), each.static(x)]


things = [Base, Derived, Slotted, Base(), Derived(), Slotted()]
for turn in range(3):
    for thing in things:
        print(show(thing, object)[:3], show(thing, [])[3:])


def call(thing):
    return thing.made()


for turn in range(3):
    print(call(Base), call(Derived()))
shadowed = Derived()
print(call(shadowed))
shadowed.made = lambda: 'shadowed'
print(call(shadowed), call(Derived()))
del shadowed.made
print(call(shadowed))
Derived.made = classmethod(lambda cls: ('changed', cls))
print(call(shadowed)[0], call(Derived)[0], call(Base)[0])
method = Derived.__dict__['made']
method.__init__(lambda cls: ('initialised anew', cls.__name__))
print(call(shadowed), call(Derived))
method.__init__(len)
for thing in (shadowed, Derived):
    try:
        call(thing)
    except TypeError as error:
        print(error)
del Derived.made
print(call(shadowed), call(Derived))
Base.made = staticmethod(lambda: 'static')
print(call(shadowed), call(Derived))
Base.made = 5
for thing in (shadowed, Derived):
    try:
        call(thing)
    except TypeError as error:
        print(error)
del Base.made
for thing in (shadowed, Derived):
    try:
        call(thing)
    except AttributeError as error:
        print(error)


class Own(classmethod):
    """A class of classmethods: bound by its own __get__."""

    def __get__(self, instance, owner=None):
        return lambda: ('own', instance is None, owner.__name__)


class Meta(type):
    def made(cls):
        return 'of the metaclass', cls.__name__

    @classmethod
    def plain(mcs):
        return 'of the metaclass', mcs.__name__


class WithMeta(metaclass=Meta):
    pass


class WithOwn:
    made = Own(lambda cls: None)
    wrapped = classmethod(property(lambda cls: cls.__name__)) if sys.version_info < (3, 13) else None


class Shadow(metaclass=Meta):
    @classmethod
    def made(cls):
        return 'of the class', cls.__name__


for turn in range(3):
    print(call(WithMeta), WithMeta.plain(), call(WithOwn), call(WithOwn()), call(Shadow), call(Shadow()))


def raising(thing):
    try:
        thing.made(1)
    except TypeError as error:
        print(error)


for turn in range(2):
    raising(Shadow)
    raising(Shadow())


class Argument:
    def __init__(self, cls):
        self.cls = cls

    def __del__(self):
        print('argument gone')


def argument(thing):
    """While arguments are computed the bound method is there."""
    return [each for each in gc.get_referrers(thing) if type(each).__name__ == 'method']


class Late:
    @classmethod
    def made(cls, found, last):
        return [each.__name__ for each in found], len(argument(cls)), last is not None


for turn in range(3):
    print(Late.made([], 1), len(argument(Late)))
    print(Late.made([each for each in argument(Late)], Argument(Late)))
    found = Late.made(argument(Late), None)
    print(found)


def counted(times):
    gc.collect()
    gc.disable()
    before = gc.get_count()[0]
    for turn in range(times):
        Derived.plain()
    after = gc.get_count()[0]
    gc.enable()
    return after - before


counted(10)
print(abs(counted(1000)) < 5)
print(dict.fromkeys('ab'), int.from_bytes(b'a', 'big'), Derived.__init_subclass__(), Base().static(2))


def collected():
    """The method's allocation may collect."""
    gc.set_threshold(1)
    try:
        return [Derived.plain() for turn in range(20)]
    finally:
        gc.set_threshold(700)


print(collected())
