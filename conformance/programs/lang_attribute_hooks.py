# __getattr__, __getattribute__, __setattr__, __delattr__, descriptors' priority, __slots__ beside them, __dir__, __class__ lies, module level.
import sys


class Log:
    def __init__(self):
        object.__setattr__(self, 'seen', [])

    def __getattribute__(self, name):
        seen = object.__getattribute__(self, 'seen')
        seen.append(f'get {name}')
        return object.__getattribute__(self, name)

    def __getattr__(self, name):
        if name.startswith('auto_'):
            return name[5:]
        raise AttributeError(f'nothing called {name}')

    def __setattr__(self, name, value):
        self.seen.append(f'set {name}')
        super().__setattr__(name, value)

    def __delattr__(self, name):
        self.seen.append(f'del {name}')
        super().__delattr__(name)


log = Log()
log.a = 1
log.a += 1
print(log.a, log.auto_x, hasattr(log, 'zzz'), getattr(log, 'yyy', 'default'), getattr(log, 'auto_q', 'default'))
del log.a
for action in (lambda: log.a, lambda: log.__delattr__('a'), lambda: getattr(log, 'b')):
    try:
        action()
    except AttributeError as error:
        print(error)
print(object.__getattribute__(log, 'seen'))


class Data:
    def __init__(self, label):
        self.label = label

    def __set_name__(self, owner, name):
        print('  named', name, 'in', owner.__name__)
        self.name = name

    def __get__(self, obj, owner=None):
        return f'{self.label}({"class" if obj is None else "instance"})'

    def __set__(self, obj, value):
        obj.__dict__[self.name] = f'stored {value}'


class NonData:
    def __get__(self, obj, owner=None):
        return f'nondata({obj is None})'


class Broken:
    def __get__(self, obj, owner=None):
        raise AttributeError('from the descriptor')


class Setter:
    def __set__(self, obj, value):
        raise AttributeError('read only')


class C:
    data = Data('data')
    non = NonData()
    broken = Broken()
    only_set = Setter()
    plain = 'class value'

    def __getattr__(self, name):
        return f'fallback {name}'


c = C()
c.__dict__.update(data='dict', non='dict', broken='dict', only_set='dict', plain='dict')
print(c.data, c.non, c.broken, c.only_set, c.plain, C.data, C.non, c.absent)
c.data = 5
print(c.__dict__['data'], c.data)
del c.__dict__['broken']
print(c.broken)
try:
    c.only_set = 1
except AttributeError as error:
    print(error)
try:
    C.broken
except AttributeError as error:
    print(error)
C.added = Data('late')
print(c.added)
c.non = 'own'
print(c.non, type(c).non)


class Meta(type):
    attr = Data('meta data')
    soft = NonData()

    def __getattr__(cls, name):
        return f'meta fallback {name}'

    def __call__(cls, *args):
        return 'instead of an instance' if args else super().__call__()


class D(metaclass=Meta):
    attr = 'in class'
    soft = 'in class too'


print(D.attr, D.soft, D.nothing, D(1), type(D()).__name__, hasattr(D(), 'attr'), D().attr)
try:
    D().nothing
except AttributeError as error:
    print(error)


class Slots:
    __slots__ = 'x', '__dict__'
    y = 3


s = Slots()
for name in 'x', 'y', 'z':
    try:
        print(name, getattr(s, name))
    except AttributeError as error:
        print(error)
s.x, s.z = 1, 2
print(s.__dict__, s.x, Slots.x.__get__(s), Slots.x.__name__)
try:
    Slots.x.__get__(5)
except TypeError as error:
    print(error)


class Dir:
    def __dir__(self):
        return ['b', 'a', 'c']


print(dir(Dir()), 'c' in dir(Dir()))


class Lies:
    @property
    def __class__(self):
        return int


print(isinstance(Lies(), int), type(Lies()).__name__, Lies().__class__)


class Prop:
    @property
    def p(self):
        return self.missing

    def __getattr__(self, name):
        raise AttributeError(f'getattr saw {name}')


try:
    Prop().p
except AttributeError as error:
    print(error)


class RO:
    p = property(lambda self: 1)
    q = property(fset=lambda self, v: None)
    r = property(lambda self: 1, doc='Docs')


for action in (lambda: setattr(RO(), 'p', 1), lambda: RO().q, lambda: delattr(RO(), 'p'), lambda: RO().r, lambda: setattr(5, 'x', 1), lambda: setattr(object(), 'x', 1), lambda: setattr('s', 'upper', 1), lambda: delattr(RO(), 'nope'), lambda: setattr(C, 1, 2), lambda: getattr(c, 5), lambda: setattr(RO(), 'a b', 1), lambda: setattr(int, 'x', 1)):
    try:
        print(action())
    except (AttributeError, TypeError) as error:
        print(type(error).__name__, error)
module = sys.modules[__name__]
module.__getattr__ = lambda name: f'module {name}'
print(module.whatever, RO.r.__doc__, vars(C).get('plain'), type.__getattribute__(C, 'plain'))
