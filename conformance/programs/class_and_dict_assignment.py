# __class__ and __dict__ of objects: which layouts fit, what may be replaced.
import types


def show(what):
    try:
        print(what())
    except Exception as error:
        print(type(error).__name__, error)


class Module(types.ModuleType):
    word = 'of the class'

    @property
    def computed(self):
        return self.__name__ + ' computed'


module = types.ModuleType('made')
module.own = 1
module.__class__ = Module
print(module, type(module) is Module, module.word, module.computed, module.own)
module.__class__ = types.ModuleType
print(type(module), hasattr(module, 'word'), module.own)
show(lambda: setattr(module, '__class__', int))
show(lambda: setattr(Module('x'), '__dict__', {}))
show(lambda: delattr(Module('x'), '__dict__'))


def slotted(name, base, *names):
    return type(name, (base,), {'__slots__': names})


AB = slotted('AB', object, 'a', 'b')
BA = slotted('BA', object, 'b', 'a')
CB = slotted('CB', object, 'c', 'b')
ABE = slotted('ABE', AB, 'e')
BAE = slotted('BAE', BA, 'e')
ABE2 = slotted('ABE2', AB, 'e')
Same = slotted('Same', AB)
Weak = slotted('Weak', CB, '__weakref__')
Dict = slotted('Dict', CB, '__dict__')
Full = slotted('Full', CB, '__dict__', '__weakref__')


class Open(CB):
    pass


class Int(int):
    __slots__ = ()


classes = AB, BA, CB, ABE, BAE, ABE2, Same, Weak, Dict, Full, Open, Int, list
for first in classes:
    fits = []
    for second in classes:
        obj = first()
        try:
            obj.__class__ = second
            fits.append(second.__name__)
            obj.__class__ = first
        except TypeError as error:
            message = str(error)
    print(first.__name__, fits, message)

two = AB()
two.a, two.b = 1, 2
two.__class__ = BA
print(two.a, two.b)


class Base:
    pass


class Meta(type, Base):
    pass


class Made(metaclass=Meta):
    pass


descriptor = Base.__dict__['__dict__']
show(lambda: descriptor.__set__(Made, {}))
show(lambda: descriptor.__delete__(Made))
show(lambda: type(descriptor.__get__(Made)).__name__)
show(lambda: setattr(Made, '__dict__', {}))


class Error(Exception, Base):
    pass


for error in Error(), ValueError():
    error.word = 1
    show(lambda: setattr(error, '__dict__', {'other': 2}))
    print(error.__dict__)
    show(lambda: delattr(error, '__dict__'))
    show(lambda: setattr(error, '__dict__', 5))


# dir: what __dict__, __class__ and __bases__ say.
class Names(types.ModuleType):
    @property
    def __dict__(self):
        return 'no dictionary'


named = Module('named')
named.b = named.a = 1
print([name for name in dir(named) if not name.startswith('__')])
show(lambda: dir(Names('n')))
asked = types.ModuleType('asked')
asked.__dir__ = lambda: ['z', 'y']
print(dir(asked))


class Pretends:
    word = 1

    def __init__(self):
        self.mine = 2

    @property
    def __class__(self):
        return AB


print([name for name in dir(Pretends()) if not name.startswith('__')])


class Few:
    @property
    def __dict__(self):
        return {'one': 1, 'two': 2}


print([name for name in dir(Few()) if not name.startswith('__')])
odd = Base()
odd.__dict__[1] = 2
show(lambda: dir(odd))
print(dir(object()) == dir(...), dir(object) == dir(object()))
