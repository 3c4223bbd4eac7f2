"""property, classmethod, staticmethod, slots and the descriptors of built-in types."""
def f():
    "doc"
f.attr = 1
c = classmethod(f); s = staticmethod(f)
print(c.__dict__, s.__dict__)
class P(property): pass
p = P(f); print(p.__doc__, p.__dict__)
print(repr(classmethod(5)))
try: classmethod()
except TypeError as e: print(e)
try: classmethod(1, x=2)
except TypeError as e: print(e)
try: property(1,2,3,4,5)
except TypeError as e: print(e)
def g(x:int): pass
print(classmethod(g).__dict__)
import sys
class D:
    x = property()
    y = property(lambda s: 1)
d = D()
for n in 'xy':
    for op in (lambda: getattr(d,n), lambda: setattr(d,n,1), lambda: delattr(d,n)):
        try: print(op())
        except AttributeError as e: print(e)
try: property().__set_name__(1)
except TypeError as e: print(e)
try: print(property().__name__)
except AttributeError as e: print(e)
try: property().__get__(5)
except AttributeError as e: print(e)


def attempt(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as error:
            print(type(error).__name__, error)


class Temp:
    """Degrees."""

    def __init__(self):
        self._c = 0

    @property
    def c(self):
        """Celsius."""
        return self._c

    @c.setter
    def c(self, value):
        self._c = value

    @c.deleter
    def c(self):
        self._c = None

    @classmethod
    def make(cls, c=5):
        """Make."""
        t = cls()
        t.c = c
        return t

    @staticmethod
    def fixed(a, b=2):
        return a, b


class Hot(Temp):
    @Temp.c.getter
    def c(self):
        """Hotter."""
        return self._c + 100


t = Temp.make()
print(t.c, Temp.c.__doc__, Temp.c.fget.__name__, Hot.c.__doc__, Hot.make(1).c, Temp.fixed(1), t.fixed(1, 3), Temp.make.__doc__)
del t.c
print(t.c, Temp.__dict__['make'].__func__.__name__, Temp.__dict__['fixed'].__wrapped__.__name__, type(Temp.__dict__['make']).__name__)
print(Temp.make.__self__, t.make.__func__.__qualname__, Temp.__dict__['fixed'](9), property().fget, property(doc='d').__doc__)


class Doc(property):
    pass


print(Doc(lambda s: 1, doc='x').__doc__, Doc(lambda s: 1).setter(lambda s, v: None).fset is not None, type(Doc().getter(len)).__name__)
attempt(lambda: Temp.c.getter(1, 2) if False else 0, lambda: setattr(Temp.c, 'fget', 1), lambda: property(1, 2, 3, 4, 5), lambda: classmethod(), lambda: staticmethod(1, 2))


class Slotted:
    __slots__ = ('a', 'b')


s = Slotted()
s.a = 1
print(Slotted.a, Slotted.a.__get__(s), Slotted.a.__objclass__, Slotted.a.__name__, Slotted.a.__qualname__)
attempt(lambda: s.b, lambda: delattr(s, 'b'), lambda: s.c, lambda: setattr(s, 'c', 1), lambda: Slotted.a.__get__(5), lambda: Slotted.a.__set__(5, 1))
print(str.join, int.__add__, int.real, dict.fromkeys, type.__dict__['__prepare__'] if False else '', list.__dict__['append'], dict.__dict__['fromkeys'])
print(str.join.__objclass__, str.join.__qualname__, int.__add__.__name__, (5).__add__.__self__, (5).__add__.__name__, [].append.__name__, [].append.__qualname__)
attempt(lambda: str.join(), lambda: str.join(5, 6), lambda: int.__add__('a', 1), lambda: int.__add__(), lambda: int.real.__get__('a'), lambda: int.real.__set__(5, 1),
        lambda: dict.__dict__['fromkeys'](5, 'ab'), lambda: dict.__dict__['fromkeys'](), lambda: dict.__dict__['fromkeys'](int, 'ab'), lambda: (1).real.x, lambda: setattr(5, 'real', 1))
print(str.join.__get__('-', str)(['a', 'b']), dict.fromkeys('ab', 0), str.upper.__get__('x')(), int.real.__get__(True))


class Access:
    def __get__(self, obj, owner=None):
        return ('get', obj is not None, owner.__name__)

    def __set__(self, obj, value):
        print('set', value)

    def __delete__(self, obj):
        print('delete')

    def __set_name__(self, owner, name):
        print('named', owner.__name__, name)


class Uses:
    x = Access()


u = Uses()
u.x = 5
del u.x
print(u.x, Uses.x, u.__dict__)
