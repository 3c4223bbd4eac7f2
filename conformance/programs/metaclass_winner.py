# type(name, bases, …): the metaclass of the bases makes the class, with its own __new__.
class Meta(type):
    def __new__(mcls, name, bases, namespace, **keywords):
        print('new', mcls.__name__, name, sorted(keywords.items()))
        return super().__new__(mcls, name, bases, namespace)
    def __init__(cls, name, bases, namespace, **keywords):
        print('init', name, sorted(keywords.items()))

class Base(metaclass=Meta):
    pass
Derived = type('Derived', (Base,), {}, extra=1)
print(type(Derived).__name__)
class Plain(type): pass
class A(metaclass=Plain): pass
print(type(type('B', (A,), {})).__name__, type(Plain('C', (), {})).__name__)
try:
    type('D', (A, Base), {})
except TypeError as error:
    print(error)
class Sub(Meta): pass
class E(metaclass=Sub): pass
F = Meta('F', (E,), {})
print(type(F).__name__)
G = type.__new__(type, 'G', (Base,), {})
print(type(G).__name__)
