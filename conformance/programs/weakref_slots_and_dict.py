# __weakref__ as attribute and slot, and objects whose type allows references only through a base.
import weakref


class A:
    pass


class S:
    __slots__ = ('x',)


class T(S):
    __slots__ = ('__weakref__',)


class U(S):
    pass


class V(T):
    __slots__ = ('y',)


a = A()
print(a.__weakref__)
r = weakref.ref(a)
print(a.__weakref__ is r, A.__dict__['__weakref__'].__name__)
for kind in (S, T, U, V):
    o = kind()
    print(kind.__name__, kind.__weakrefoffset__ != 0, hasattr(o, '__weakref__'))
    try:
        r = weakref.ref(o)
        print(r() is o)
        del o
        print(r() is None)
    except TypeError as e:
        print(e)
try:
    class W(T):
        __slots__ = ('__weakref__',)
except TypeError as e:
    print(e)
try:
    class X(A):
        __slots__ = ('__dict__',)
except TypeError as e:
    print(e)
try:
    class Y(int):
        __slots__ = ('x',)
except TypeError as e:
    print(e)


class Z(int):
    __slots__ = ()


print(hasattr(Z(), '__weakref__'), hasattr(Z(), '__dict__'))
try:
    a.__weakref__ = 1
except AttributeError as e:
    print(e)
r = weakref.ref(a)
r2 = weakref.ref(a, print)
p = weakref.proxy(a)
print(a.__weakref__ is r, weakref.getweakrefcount(a))
