"""Assignment to __class__ and __dict__, layouts that fit and those that do not."""


def attempt(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as error:
            print(type(error).__name__, error)


class A:
    kind = 'a'

    def __init__(self):
        self.x = 1


class B:
    kind = 'b'

    def __del__(self):
        print('del', self.kind, self.__dict__)


class Sub(A):
    pass


class S1:
    __slots__ = ('p', 'q')


class S2:
    __slots__ = ('p', 'q')


class S3:
    __slots__ = ('p',)


class Lst(list):
    pass


a = A()
a.y = 2
print(a.kind, a.__dict__)
a.__class__ = B
print(a.kind, a.x, a.y, type(a).__name__, isinstance(a, B), isinstance(a, A))
a.z = 3
del a
fresh = A.__new__(A)
fresh.__class__ = Sub
fresh.v = 1
print(type(fresh).__name__, fresh.v, fresh.__dict__)
s = S1()
s.p = 5
s.__class__ = S2
print(s.p, type(s).__name__)


def assign(obj, cls):
    obj.__class__ = cls
    return type(obj).__name__


attempt(
    lambda: assign(S1(), S3), lambda: assign(A(), S1), lambda: assign(A(), int), lambda: assign(1, A), lambda: assign(A(), 5), lambda: assign([], Lst),
    lambda: assign(Lst(), A), lambda: assign(A(), Lst), lambda: delattr(A(), '__class__'), lambda: assign(object(), A), lambda: assign(A, type),
    lambda: assign(A(), A), lambda: assign(Lst(), type('L2', (list,), {})),
)

o = A()
shared = {'n': 1}
o.__dict__ = shared
o.m = 2
print(shared, o.n, o.__dict__ is shared, hasattr(o, 'x'))
del o.__dict__
print(o.__dict__, shared)
o.k = 1
print(o.__dict__)
attempt(lambda: setattr(o, '__dict__', 5), lambda: setattr(S1(), '__dict__', {}), lambda: setattr(A, '__dict__', {}), lambda: S1().__dict__)


def f():
    pass


f.a = 1
f.__dict__ = {'b': 2}
print(f.b, hasattr(f, 'a'))
attempt(lambda: setattr(f, '__dict__', 1), lambda: delattr(f, '__dict__'))
one, two = A(), A()
one.__dict__ = two.__dict__
one.x = 'shared'
print(two.x)
