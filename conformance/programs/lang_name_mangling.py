# Private names: methods, attributes, classes with underscores, nested classes and functions, slots, imports, keywords, exec.
class A:
    __x = 1
    __y: int = 2
    __z__ = 3
    _w = 4
    ___ = 5

    def __init__(self, __p=6):
        self.__q = __p
        self.__dict__['__raw'] = 7

    def __m(self, *, __k=8):
        return self.__x, __k

    def call(self):
        return self.__m(), self.__m(_A__k=9), self._A__q

    def inner(self):
        def __f(__a):
            __b = __a + 1
            return __b, sorted(locals())
        return __f(1), (lambda __l: __l)(2), [__c for __c in 'q'], __f.__name__

    class __B:
        __x = 10

        def get(self):
            return self.__x

    def nested(self):
        return self.__B().get(), self.__B.__name__, self.__B.__qualname__

    def handle(self):
        try:
            raise ValueError(1)
        except ValueError as __e:
            seen = repr(__e)
        with open('/dev/null') as __h:
            closed = __h.closed
        import sys as __s
        import os.path as __path
        for __i in range(2):
            pass
        global __g
        __g = 11
        __t, *__u = 1, 2, 3
        del __t
        return seen, closed, sorted(n for n in locals() if n != 'self'), __g

    def strings(self):
        return hasattr(self, '__x'), getattr(self, '_A__x'), eval('self._A__x'), eval('__name__')

    def match(self, v):
        match v:
            case {'k': __v, **__r}:
                return sorted(n for n in locals() if n[0] == '_')
        return None


a = A()
print(sorted(n for n in vars(A) if 'A__' in n or n in ('__z__', '___', '_w')), sorted(a.__dict__), A.__annotations__)
print(a.call(), a.inner(), a.nested(), a.handle(), a.strings(), a.match({'k': 1, 'j': 2}), _A__g, sep='\n')


class _Under:
    __x = 1


class __Double:
    __x = 2


class ___:
    __x = 3


class Trail__:
    __x = 4


print([n for c in (_Under, __Double, ___, Trail__) for n in vars(c) if n.endswith('x')])


class S:
    __slots__ = '__a', '_b', '__c__'

    def __init__(self):
        self.__a = 1


s = S()
print(S.__slots__, [n for n in vars(S) if 'a' == n[-1] or n in ('_b', '__c__')], s._S__a)


class Sub(A):
    __x = 'sub'

    def own(self):
        return self.__x, self._A__x, super()._A__m()


print(Sub().own())
for action in lambda: a.__x, lambda: A._B__x, lambda: a.__m():
    try:
        action()
    except AttributeError as error:
        print(error)


class D:
    try:
        exec('__in_exec = 1')
        print('__in_exec' in locals(), '_D__in_exec' in locals())
        __missing
    except NameError as error:
        print(error)


def outside(obj):
    return obj.__raw if hasattr(obj, '__raw') else None


print(outside(a), (lambda **__kw: __kw)(__a=1))


class K:
    def f(self):
        return dict(__key=1), (lambda **k: k)(__other=2)


print(K().f())
