# What __int__, __index__, __float__ and __complex__ may return: an instance of a derived class is taken with a warning.
import math
import operator
import warnings


class Answer:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


class AsInt(Answer):
    __index__ = None

    def __int__(self):
        return self.value


class AsFloat:
    def __init__(self, value):
        self.value = value

    def __float__(self):
        return self.value


class AsComplex(AsFloat):
    def __complex__(self):
        return self.value


class Int(int):
    pass


class Metres(float):
    def __init__(self, value, unit='m'):
        self.unit = unit


class Pair(complex):
    pass


class Odd(int):
    def __int__(self):
        return True

    def __index__(self):
        return True


def shown(name, code):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            result = code()
        except Exception as error:
            result = type(error).__name__, str(error)
        print(name, repr(result), type(result).__name__)
        for each in caught:
            print('   ', each.category.__name__, each.message)
    with warnings.catch_warnings():
        warnings.simplefilter('error')
        try:
            code()
        except DeprecationWarning:
            print('    raised')
        except Exception:
            pass


for value in 1, True, Int(5), 'x', None:
    shown('int', lambda: int(AsInt(value)))
    shown('int of index', lambda: int(Answer(value)))
    shown('derived int', lambda: Int(AsInt(value)))
    shown('float', lambda: float(Answer(value)))
    shown('item', lambda: 'abcdefgh'[Answer(value)])
    shown('index', lambda: operator.index(Answer(value)))
    shown('hex', lambda: hex(Answer(value)))
    shown('range', lambda: range(Answer(value)))
    shown('percent', lambda: '%d' % Answer(value))
    shown('repeated', lambda: 'ab' * Answer(value))
    shown('factorial', lambda: math.factorial(Answer(value)))

for value in 1.5, Metres(2.0), 1, None:
    shown('float', lambda: float(AsFloat(value)))
    shown('derived float', lambda: Metres(AsFloat(value)))
    shown('sqrt', lambda: math.sqrt(AsFloat(value)))
    shown('complex', lambda: complex(AsFloat(value)))

for value in 2j, Pair(1), 1.5:
    shown('complex', lambda: complex(AsComplex(value)))

shown('int of odd', lambda: int(Odd(3)))
shown('index of odd', lambda: operator.index(Odd(3)))
shown('range of odd', lambda: range(Odd(3)))

# Keyword arguments belong to a derived class that has an __init__ of its own.
print(Metres(2.5, unit='km').unit)
for base, arguments in (float, (1.5,)), (OSError, (2, 'no')), (StopIteration, (1,)), (ImportError, ('m',)):
    derived = type('Derived', (base,), {})
    with_init = type('WithInit', (base,), {'__init__': lambda self, *args, **kwargs: None})
    with_new = type('WithNew', (base,), {'__new__': lambda cls, *args, **kwargs: base.__new__(cls, *args)})
    for each in base, derived, with_init, with_new:
        try:
            print(each.__name__, type(each(*arguments, extra=1)).__name__)
        except TypeError as error:
            print(each.__name__, error)
