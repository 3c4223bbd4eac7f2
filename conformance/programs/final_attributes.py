# Finalizers at deletion and replacement of attributes, slots, __dict__, class attributes and whole instances.
class F:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del', self.name)


class A:
    pass


class S:
    __slots__ = ('x', 'y', 'z')


a = A()
a.x = F('x')
a.x = F('x2')
print('replaced')
del a.x
print('deleted')
a.b, a.a = F('b'), F('a')
del a
print('instance')
a = A()
a.b, a.a = F('b'), F('a')
a.__dict__
del a
print('instance with dict')
a = A()
a.x = F('old dict')
a.__dict__ = {'y': F('new dict')}
print('dict replaced')
a.__dict__.clear()
print('dict cleared')
del a
s = S()
s.z, s.x, s.y = F('z'), F('x'), F('y')
s.x = None
print('slot')
del s
print('slots')
A.c = F('class attribute')
del A.c
a = A()
a.child = A()
a.child.child = A()
a.child.child.leaf = F('leaf')
del a
print('chain')


class Both:
    def __init__(self):
        self.f = F('member')

    def __del__(self):
        print('owner')


Both()
print('owner first')


class Base:
    def __del__(self):
        print('base')


class Derived(Base):
    def __del__(self):
        print('derived')
        super().__del__()


Derived()


class Inherits(Base):
    pass


Inherits()


class Switched:
    pass


s = Switched()
s.__class__ = Base
del s
i = A()
i.__del__ = lambda: print('never: looked up on the type')
del i
Switched.__del__ = lambda self: print('added later')
Switched()
del Switched.__del__
Switched()


class Lambda:
    __del__ = print


Lambda.__repr__ = lambda self: 'self'
Lambda()
