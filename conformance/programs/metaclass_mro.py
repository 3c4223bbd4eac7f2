# a metaclass's own mro() decides the order of a class, when it is made and when its bases change
import sys, gc, weakref

def attempt(what, code):
    try:
        print(what, code())
    except BaseException as error:
        print(what, type(error).__name__, str(error).replace('\n', ' '))

def names(order):
    return order if order is None else [each.__name__ for each in order]

class Reversed(type):
    def mro(cls):
        order = super().mro()
        print('asked', cls.__name__, type(order).__name__, names(order), cls.__mro__, cls.__bases__)
        return [order[0], *order[-2:0:-1], order[-1]]

class A(metaclass=Reversed):
    who = 'A'
    def hello(self): return 'hello of A'
    def __len__(self): return 1
class B(A):
    who = 'B'
    def hello(self): return 'hello of B, ' + super().hello() if hasattr(super(), 'hello') else 'hello of B'
    def __len__(self): return 2
class C(A):
    who = 'C'
class D(B, C):
    def hello(self): return 'hello of D, ' + super().hello()

for cls in A, B, C, D:
    print(cls.__name__, names(cls.__mro__), names(cls.mro()), names(type.mro(cls)), cls.who, len(cls()), cls().hello())
print(isinstance(D(), A), issubclass(D, C), names(D.__subclasses__()), names(A.__subclasses__()))

# caches see a change in every class of the order, and none in a class that it hides
def who(objects):
    return [each.who for each in objects]
objects = [A(), B(), C(), D()]
for i in range(3): print(who(objects))
C.who = 'changed C'
print(who(objects))
A.who = 'changed A'
print(who(objects))
A.__len__ = lambda self: 7
print([len(each) for each in objects])
del C.who
print(who(objects))

class Hiding(type):
    hidden = ()
    def mro(cls):
        return tuple(each for each in super().mro() if each.__name__ not in cls.hidden)
class H(metaclass=Hiding):
    x = 'of H'
    def __repr__(self): return 'an H'
Hiding.hidden = ('H',)
class I(H):
    def y(self): return 'y'
i = I()
print(names(I.__mro__), names(I.__bases__), I.__base__.__name__, hasattr(i, 'x'), isinstance(i, H), issubclass(I, H), names(H.__subclasses__()))
print(repr(i).startswith('<__main__.I object'))
H.x = 'other'
print(hasattr(i, 'x'))
I.__bases__ = (H,)
print(names(I.__mro__))
Hiding.hidden = ()
I.__bases__ = (H,)
print(names(I.__mro__), i.x, i)

# a class that is no base at all
class Extra:
    extra = 'extra'
    def __add__(self, other): return 'added by Extra'
    def __bool__(self): return False
class Adding(type):
    def mro(cls):
        order = super().mro()[:-1]
        return [*order, object] if Extra in order else [*order, Extra, object]
class J(metaclass=Adding): pass
j = J()
print(names(J.__mro__), j.extra, j + 1, bool(j), isinstance(j, Extra), Extra.__subclasses__())
class K(J): pass
print(names(K.__mro__), K.extra)

# what mro() may return
class Answer(type):
    answer = None
    def mro(cls):
        answer = Answer.answer
        if isinstance(answer, BaseException) or isinstance(answer, type) and issubclass(answer, BaseException):
            raise answer
        return answer(cls) if callable(answer) else answer

class Slotted: __slots__ = ('a', 'b')
class OtherSlots: __slots__ = ('c',)
def make(answer, *bases, **namespace):
    Answer.answer = answer
    return Answer('X', bases, namespace)
for label, answer in [
    ('list', lambda cls: [cls, object]), ('tuple', lambda cls: (cls, object)), ('set', lambda cls: {cls}),
    ('generator', lambda cls: (each for each in (cls, object))), ('dict', lambda cls: {cls: 1, object: 2}),
    ('twice', lambda cls: [cls, object, cls, object]), ('not itself', lambda cls: [object]),
    ('empty', lambda cls: []), ('None', None), ('int', 5), ('str', 'ab'), ('numbers', [1, 2]), ('none inside', lambda cls: [cls, None]),
    ('object in it', lambda cls: [cls, object()]), ('raises', ValueError('no order')), ('stops', StopIteration), ('exits', SystemExit(3)),
    ('int class', lambda cls: [cls, int, object]), ('list class', lambda cls: [cls, list, object]),
    ('slots', lambda cls: [cls, Slotted, object]), ('type', lambda cls: [cls, type, object]),
    ('dict class', lambda cls: [cls, dict]), ('exception', lambda cls: [cls, Exception, object]),
    ('itself missing, others', lambda cls: [Extra, object]),
]:
    attempt(label, lambda: names(make(answer).__mro__))
attempt('slots of its base', lambda: names(make(lambda cls: [cls, Slotted, object], Slotted).__mro__))
attempt('slots of another', lambda: names(make(lambda cls: [cls, Slotted, OtherSlots, object], Slotted).__mro__))
attempt('int below bool', lambda: names(make(lambda cls: [cls, int, object], int).__mro__))
attempt('broken iterator', lambda: make(lambda cls: (1 // 0 for _ in 'a')))
attempt('class cell', lambda: make(lambda cls: cls.missing))

# without object there are no instances, and hardly any attributes
X = make(lambda cls: [cls], y=1, f=lambda self: 2)
print(names(X.__mro__), X.y, issubclass(X, object), isinstance(X, object))
attempt('call', lambda: X())
attempt('object.__new__', lambda: object.__new__(X))
class Y: pass
y = Y()
y.__class__ = X
attempt('attribute', lambda: y.y)
attempt('class', lambda: y.__class__)
attempt('dict', lambda: y.__dict__)
attempt('set', lambda: setattr(y, 'z', 1))
attempt('hash', lambda: hash(y))
print(y == y, y != y, bool(y), isinstance(y, object), repr(y)[:9], str(y)[:9], type(y).__name__)

# assignment of bases
class Base1: where = 1
class Base2: where = 2
log = []
class Logging(type):
    fail = None
    def mro(cls):
        log.append(cls.__name__)
        if cls.__name__ == Logging.fail: raise RuntimeError('no order for ' + cls.__name__)
        return super().mro()
class P(Base1, metaclass=Logging): pass
class Q(P): pass
class R(P): pass
class S(Q, R): pass
print(log); log.clear()
P.__bases__ = (Base2,)
print(log, [names(each.__mro__) for each in (P, Q, R, S)], [each.where for each in (P, Q, R, S)], Base1.__subclasses__(), names(Base2.__subclasses__()))
for Logging.fail in 'P', 'Q', 'R', 'S':
    log.clear()
    attempt('fails at ' + Logging.fail, lambda: setattr(P, '__bases__', (Base1,)))
    print(log, [names(each.__mro__) for each in (P, Q, R, S)], [each.where for each in (P, Q, R, S)], names(P.__bases__), P.__base__.__name__)
Logging.fail = None

# mro() that looks at its class, which has no order yet
class Looking(type):
    def mro(cls):
        if cls.__name__ != 'L': return super().mro()
        print(cls.__mro__, names(cls.__bases__), cls.__name__, cls.__base__.__name__, sorted(cls.__dict__), cls.__subclasses__())
        attempt('own attribute', lambda: cls.own)
        attempt('inherited', lambda: cls.where)
        attempt('super', lambda: super(cls, cls).where)
        attempt('issubclass', lambda: (issubclass(cls, Base1), issubclass(cls, Base2), issubclass(cls, object)))
        attempt('call', lambda: cls())
        def derive():
            class Derived(cls): pass
        attempt('derive', derive)
        attempt('derive', lambda: type('Plain', (cls,), {}))
        cls.given = 'given in mro()'
        cls.__len__ = lambda self: 42
        print(Base1.__subclasses__())
        return super().mro()
class L(Base1, metaclass=Looking):
    own = 'own'
print(names(L.__mro__), L.own, L.where, L.given, len(L()), names(Base1.__subclasses__()))

# assignment of bases from within
class Again(type):
    depth = 0
    def mro(cls):
        Again.depth += 1
        if cls.__name__ == 'T' and Again.depth == 1:
            cls.__bases__ = (Base2,)
            print('inside', names(cls.__mro__), names(cls.__bases__))
            return [cls, Base1, object]
        return super().mro()
class T(Base1, metaclass=Again): pass
print(names(T.__mro__), names(T.__bases__), T.where, names(Base1.__subclasses__()), names(Base2.__subclasses__()), Again.depth)
Again.depth = 0
T.__bases__ = (Base1,)
print(names(T.__mro__), names(T.__bases__), T.where, names(Base1.__subclasses__()), names(Base2.__subclasses__()), Again.depth)
class Cyclic(type):
    armed = False
    def mro(cls):
        if Cyclic.armed and cls.__name__ == 'U':
            Cyclic.armed = False
            attempt('cycle', lambda: setattr(V, '__bases__', (U,)))
        return super().mro()
class U0(metaclass=Cyclic): pass
class U(U0): pass
class V(U0): pass
Cyclic.armed = True
attempt('U', lambda: setattr(U, '__bases__', (V,)))
print(names(U.__mro__), names(V.__mro__))

# through super(), and as an attribute that is no function
class Static(type):
    @staticmethod
    def mro(): return [object]
attempt('static', lambda: names(Static('N', (), {}).__mro__))
class Classy(type):
    @classmethod
    def mro(mcls): return [Extra, object]
attempt('class method', lambda: names(Classy('N', (), {}).__mro__))
class NoMethod(type):
    mro = None
attempt('None', lambda: NoMethod('N', (), {}))
class Keywords(type):
    def __new__(mcls, name, bases, namespace, **keywords): return super().__new__(mcls, name, bases, namespace, **keywords)
    def mro(cls): return [cls]
attempt('keywords', lambda: Keywords('N', (), {}, a=1))
class Init:
    def __init_subclass__(cls, **keywords): print('init_subclass', cls.__name__, keywords)
class InitMeta(type):
    answer = staticmethod(lambda cls: [cls, Init, object])
    def mro(cls): return InitMeta.answer(cls)
class N1(metaclass=InitMeta, a=1): pass
InitMeta.answer = staticmethod(lambda cls: [Init, cls, object])
attempt('after itself', lambda: InitMeta('N2', (), {}))

# the counts
def balance(make):
    gc.collect()
    before = [sys.getrefcount(each) for each in (Base1, Extra, Answer, Slotted)]
    make()
    gc.collect()
    return [sys.getrefcount(each) - was for each, was in zip((Base1, Extra, Answer, Slotted), before)]
print(balance(lambda: make(lambda cls: [cls, Extra, Base1, object], Base1)))
def failing():
    for answer in lambda cls: [cls, Extra, Base1, 1], lambda cls: [], ValueError('x'), lambda cls: [cls, Slotted, int]:
        try: make(answer, Base1)
        except (TypeError, ValueError): pass
print(balance(failing))
Z = make(lambda cls: [cls, Extra, Base1, object], Base1)
print(sys.getrefcount(Z.__mro__), [sys.getrefcount(each) for each in (Z,)])
dead = weakref.ref(Z)
del Z
Answer.answer = None
print(gc.collect() > 0, dead(), Base1.__subclasses__() and names(Base1.__subclasses__()), Extra.__subclasses__())
