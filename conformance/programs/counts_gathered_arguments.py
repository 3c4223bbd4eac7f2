"""What C code holds of the arguments while it calls a method of a class: a tuple, a dictionary, a vector of both."""
import sys


class Value:
    pass


class Made:
    def __init__(self, first, second=None, *, third=None):
        print('init', sys.getrefcount(self), sys.getrefcount(first), sys.getrefcount(second), end=' ')


class New:
    def __new__(cls, first, second=None):
        print('new', sys.getrefcount(cls), sys.getrefcount(first), sys.getrefcount(second), end=' ')
        return object.__new__(cls)


class Both:
    def __new__(cls, *args, **keywords):
        print('new', sys.getrefcount(args[0]), end=' ')
        return object.__new__(cls)

    def __init__(self, *args, **keywords):
        print('init', sys.getrefcount(self), sys.getrefcount(args[0]), end=' ')


class Called:
    def __call__(self, first, second=None):
        print('call', sys.getrefcount(self), sys.getrefcount(first), sys.getrefcount(second), end=' ')


class Static:
    @staticmethod
    def __call__(first, second=None):
        print('static', sys.getrefcount(first), sys.getrefcount(second), end=' ')


value = Value()
other = Value()
for each in (Made, New, Both, Called(), Static()):
    print(type(each).__name__)
    for _ in range(3):
        each(value, other)
        each(value, second=other)
        each(first=value, second=other) if each is not Both else None
        print()
        each(*[value, other])
        each(*[value], second=other)
        each(*[value], **{'second': other})
        each(value, **{'second': other})
        print()
