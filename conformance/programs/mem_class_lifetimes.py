# Classes as objects that live and die: they are cycles, instances hold them, bases know them weakly, methods, properties and metaclasses hold what they hold.
import abc
import gc
import sys
import weakref
from functools import partial

gc.disable()


class Witness:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('  witness dies:', self.name)


def make(name, *bases, **attributes):
    return type(name, bases, {'witness': Witness(name), **attributes})


cls = make('Plain')
ref = weakref.ref(cls, lambda _: print('  class is gone'))
del cls
print('deleted', ref() is not None)
print(gc.collect() > 0, ref())
cls = make('WithInstance')
instance = cls()
ref = weakref.ref(cls)
del cls
gc.collect()
print('instance holds it', ref() is type(instance))
del instance
print('instance gone', ref() is not None)
gc.collect()
print(ref())
base = make('Base')
derived = make('Derived', base)
print(base.__subclasses__(), derived.__base__ is base)
ref = weakref.ref(base)
del base
gc.collect()
print('derived holds base', ref().__name__)
name = ref().__subclasses__()[0].__name__
del derived
gc.collect()
print(name, ref())
base = make('KeptBase')
derived = make('DyingDerived', base)
del derived
print(len(base.__subclasses__()))
gc.collect()
print(len(base.__subclasses__()))
del base
gc.collect()


class Meta(type):
    instances = weakref.WeakSet()

    def __init__(cls, *args):
        super().__init__(*args)
        Meta.instances.add(cls)

    def __del__(cls):
        print('  metaclass __del__ of', cls.__name__)

    @property
    def shown(cls):
        return cls.__name__.lower()


class A(metaclass=Meta):
    pass


class B(A):
    witness = Witness('in B')


print(sorted(c.__name__ for c in Meta.instances), A.shown)
del B
gc.collect()
print(sorted(c.__name__ for c in Meta.instances))
b = type('C', (A,), {'__slots__': ('x',)})()
b.x = b
ref = weakref.ref(b)
del b
gc.collect()
print(ref(), sorted(c.__name__ for c in Meta.instances))


def factory(kept):
    class Local:
        def method(self):
            return kept

        def with_super(self):
            return super().__repr__()

        @property
        def p(self):
            return kept

        @staticmethod
        def s():
            return kept

    return Local


w = Witness('captured')
before = sys.getrefcount(w)
first, second = factory(w), factory(w)
print(sys.getrefcount(w) - before, first is second, first.method.__code__ is second.method.__code__)
unbound = first.method
del first
gc.collect()
print(sys.getrefcount(w) - before, unbound(None) is w)
del unbound
gc.collect()
print(sys.getrefcount(w) - before)
function = second.with_super
ref = weakref.ref(second)
del second
gc.collect()
print('__class__ cell holds it', ref() is not None)
del function
gc.collect()
print(ref(), sys.getrefcount(w) - before)
del w


class Field:
    def __set_name__(self, owner, name):
        self.owner = owner

    def __del__(self):
        print('  field dies')


class Model:
    field = Field()


print(Model.field.owner is Model)
Model.field = None
print('field replaced')


class Abstract(abc.ABC):
    @abc.abstractmethod
    def f(self): ...


def registered():
    class Virtual:
        witness = Witness('virtual subclass')

    Abstract.register(Virtual)
    return issubclass(Virtual, Abstract)


print(registered())
gc.collect()
print('collected')


def checked():
    class Checked:
        witness = Witness('in a cache of isinstance')

    return isinstance(Checked(), Abstract)


print(checked())
gc.collect()
print('after')
t = make('Replaced')
o = t()
o.__class__ = make('Replacing')
gc.collect()
print(type(o).__name__)
del t
gc.collect()
print('old class gone')
del o
gc.collect()
singles = [make(f'Single{i}') for i in range(3)]
singles[0].next, singles[1].next, singles[2].next = singles[1], singles[2], singles[0]
del singles[:2]
gc.collect()
print('ring held by', singles[0].__name__)
singles.clear()
print(gc.collect() > 0)
exec('class InExec:\n    witness = Witness("exec")\n    def f(self): return InExec', space := {'Witness': Witness})
ref = weakref.ref(space['InExec'])
del space
print(ref() is not None, gc.collect() > 0, ref())


class Slotted:
    __slots__ = 'a', 'b'


descriptor = Slotted.a
s = Slotted()
s.a, s.b = Witness('slot a'), Witness('slot b')
print(descriptor.__objclass__ is Slotted, sys.getrefcount(s.a) - 1)
del Slotted
descriptor.__delete__(s)
print('slot deleted')
del s
try:
    type('Failing', (), {'__set_name__': 1, 'x': type('D', (), {'__set_name__': lambda *a: 1 / 0})(), 'w': Witness('class that failed')})
except (RuntimeError, ZeroDivisionError) as error:
    print(type(error).__name__)
gc.collect()
print('end')
