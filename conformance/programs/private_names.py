class Private:
    __x = 1
    __y__ = 2

    def __hidden(self, __arg=3):
        __local = 4
        return self.__x, __arg, __local, vars(self)

    def call(self):
        return self.__hidden(_Private__arg=5)

    class __Inner:
        __z = 6


print(sorted([n for n in vars(Private) if 'x' in n or 'z' in n or 'hidden' in n or 'Inner' in n or 'y' in n]))
print(Private().call())
print(Private._Private__Inner._Inner__z if hasattr(Private._Private__Inner, '_Inner__z') else vars(Private._Private__Inner).keys())


class _:
    __u = 1


class __:
    __v = 1


print('__u' in vars(_), '__v' in vars(__))


class Mangled:
    __slots__ = ('__a', '_b')

    def __init__(self):
        self.__a = 1
        self.__b__ = 2 if hasattr(type(self), '__b__') else None

    __b__ = property(lambda self: 5, lambda self, value: None)

    def get(self):
        return self.__a

    def keyword(self, **kw):
        return kw

    def use(self):
        import sys as __sys
        global __count
        __count = 3
        for __i in range(2):
            pass
        with_lambda = lambda __p: __p + 1
        try:
            1 / 0
        except ZeroDivisionError as __e:
            text = str(__e)
        nested = [__j for __j in range(2)]
        return __sys.__name__, __i, with_lambda(1), text, nested, self.keyword(__k=1)

    def annotated(self, __p: int, *, __q: str = '') -> None:
        pass


print(Mangled().get(), sorted(vars(Mangled))[:3], Mangled.annotated.__annotations__)
print(Mangled().use(), _Mangled__count)
print(Mangled.annotated.__kwdefaults__, Mangled.annotated.__code__.co_varnames)


class ___Leading:
    __z = 1


print([n for n in vars(___Leading) if 'z' in n])
