# Inheritance in earnest: method resolution orders, cooperation in diamonds, __bases__ that change, super() in odd places.
class Root:
    def __init__(self, **rest):
        print('  Root', sorted(rest))
        if rest:
            raise TypeError(f'nobody took {sorted(rest)}')

    def who(self):
        return ['Root']


class Left(Root):
    def __init__(self, left=0, **rest):
        print('  Left', left)
        super().__init__(**rest)

    def who(self):
        return ['Left', *super().who()]


class Right(Root):
    def __init__(self, right=0, **rest):
        print('  Right', right)
        super().__init__(**rest)

    def who(self):
        return ['Right', *super().who()]


class Both(Left, Right):
    def __init__(self, **rest):
        print('  Both')
        super().__init__(**rest)

    def who(self):
        return ['Both', *super().who()]


class Swapped(Right, Left):
    pass


def order(cls):
    return ' '.join(each.__name__ for each in cls.__mro__)


print(order(Both), '|', order(Swapped))
print(Both(left=1, right=2).who(), Swapped(left=1, right=2).who(), Left.who(Both()), super(Left, Both()).who(), super(Right, Both()).who())
try:
    Both(middle=3)
except TypeError as error:
    print(error)


def make(name, *bases, **body):
    try:
        cls = type(name, bases, body)
        print(name, order(cls))
        return cls
    except TypeError as error:
        print(name, error)


O = make('O')
A, B, C, D, E = (make(name, O) for name in 'ABCDE')
K1 = make('K1', A, B, C)
K2 = make('K2', D, B, E)
K3 = make('K3', D, A)
Z = make('Z', K1, K2, K3)
X, Y = make('X', O), make('Y', O)
XY, YX = make('XY', X, Y), make('YX', Y, X)
make('Impossible', XY, YX)
make('BaseFirst', O, X)
make('Twice', X, X)
make('ObjectFirst', object, X)
make('IntAndStr', int, str)
make('IntAndX', int, X)
make('XAndInt', X, int)
make('NoClass', X, 5)
make('Bool', bool)


class Base1:
    def hello(self):
        return 'one'


class Base2:
    def hello(self):
        return 'two'

    extra = 'extra of two'


class Child(Base1):
    pass


class Grandchild(Child):
    def hello(self):
        return 'grandchild of ' + super().hello()


c, g = Child(), Grandchild()
print(c.hello(), g.hello(), hasattr(g, 'extra'))
Child.__bases__ = (Base2,)
print(c.hello(), g.hello(), g.extra, order(Grandchild), Base1.__subclasses__(), Base2.__subclasses__())
Child.__bases__ = Base1, Base2
print(c.hello(), order(Grandchild), Child.__base__.__name__, isinstance(g, Base2))
for bases in ((), (Grandchild,), (Child,), 5, (int,), (Base1, 5), [Base1], (Base1, Base1)):
    try:
        Child.__bases__ = bases
        print('allowed', bases)
    except TypeError as error:
        print(error)
try:
    del Child.__bases__
except TypeError as error:
    print(error)
print(order(Grandchild), c.hello())
try:
    Root.__bases__ = (Base1,)
except TypeError as error:
    print(error)


class Outer(Base2):
    def in_list(self):
        return [super(Outer, self).hello() for _ in range(2)]

    def in_nested(self):
        def inner():
            return super(Outer, self).hello()

        return inner()

    def in_lambda(self):
        return (lambda self: super().hello())(self)

    def in_generator(self):
        yield super().hello()

    def first_is_rebound(self):
        self = Outer()
        return super().hello()

    def unbound(self):
        del self
        return super().hello()

    def cell(self):
        return __class__.__name__

    @staticmethod
    def static(thing):
        return super().hello()

    @classmethod
    def of_class(cls):
        return super().__new__(cls).hello()

    @property
    def attribute(self):
        return super().extra

    def set_attribute(self):
        super().value = 5

    def missing(self):
        return super().nothing

    def item(self):
        return super()[0]

    def call(self):
        return super()()


o = Outer()
for name in ('in_list', 'in_nested', 'in_lambda', 'in_generator', 'first_is_rebound', 'unbound', 'cell', 'of_class', 'set_attribute', 'missing', 'item', 'call'):
    try:
        result = getattr(o, name)()
        print(name, next(result) if name == 'in_generator' else result)
    except Exception as error:
        print(name, type(error).__name__, error)
print(o.attribute, Outer.static(o))
try:
    Outer.static(5)
except TypeError as error:
    print(error)
bound = super(Outer, o)
print(bound.__thisclass__.__name__, bound.__self__ is o, bound.__self_class__.__name__, bound.hello.__self__ is o, type(bound).__name__)
half = super(Outer)
print(half.__self__, half.__get__(o, Outer).hello())


class Mixed(Outer):
    borrowed = Both.who
    base_hello = super(Outer, o).hello

    def hello(self):
        return 'mixed'


print(Mixed().base_hello(), Mixed().in_nested())
try:
    Mixed().borrowed()
except TypeError as error:
    print(error)


class Meta(type):
    def __call__(cls, *args):
        print('  Meta call', cls.__name__)
        return super().__call__(*args)

    def __getattr__(cls, name):
        return f'{cls.__name__} lacks {name}'

    @property
    def shape(cls):
        return f'shape of {cls.__name__}'


class Shaped(metaclass=Meta):
    def __new__(cls, *args):
        print('  new', args)
        return super().__new__(cls) if args else 'no instance'

    def __init__(self, *args):
        print('  init', args)


print(type(Shaped(1)).__name__, Shaped(), Shaped.colour, Shaped.shape)
try:
    Shaped(1).shape
except AttributeError as error:
    print(error)
