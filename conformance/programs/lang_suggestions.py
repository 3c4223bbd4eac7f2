# versions: 3.13
# "Did you mean": names, attributes, imports, keywords, self., stdlib modules; where nothing is suggested.
import collections
import sys
import traceback


class Person:
    first_name = 'x'
    __private = 1

    def __init__(self):
        self.age = 3
        self.address_of_home = 4

    def method(self):
        return first_name, age

    def other(self):
        return metod()

    def third(self):
        return method()


def local():
    something_long = 1
    return something_lon


def closure():
    outer_value = 1

    def inner():
        outer_value
        return outer_valu
    return inner()


def show(function):
    try:
        function()
    except Exception as error:
        print(traceback.format_exception_only(error)[-1].strip())


p = Person()
for function in (lambda: p.frist_name, lambda: p.agee, lambda: p.adress_of_home, lambda: p.x, lambda: p.zzzzzz, lambda: p.method(), lambda: p.other(), lambda: p.third(), local, closure, lambda: prnt(), lambda: lenght, lambda: Persn, lambda: ValueErr, lambda: tru, lambda: [].appendd, lambda: ''.uper, lambda: {}.itms, lambda: (1).reall, lambda: collections.defaultdct, lambda: sys.exut, lambda: sys.versio, lambda: colections, lambda: math.pi, lambda: json, lambda: os.path, lambda: Person.frist_name, lambda: p._Person__privat, lambda: p.private, lambda: p.__private, lambda: [].sorted, lambda: None.x, lambda: p.first_nam, lambda: p.a, lambda: len.nme, lambda: int.frombytes, lambda: self, lambda: selff, lambda: i, lambda: __nam__, lambda: super().x if False else supr):
    show(function)



def module():
    import colections


def relative():
    from . import x



for function in module, relative, lambda: Person(1):
    show(function)


class WithDir:
    def __dir__(self):
        return ['dynamic_name']

    def __getattr__(self, name):
        raise AttributeError('custom message', name=name, obj=self)


show(lambda: WithDir().dynamic_nam)
try:
    p.agee
except AttributeError as error:
    print(error.name, error.obj is p, str(error), error.args)
try:
    undefined_name
except NameError as error:
    print(error.name, str(error))
show(lambda: exec('pirnt(1)'))
show(lambda: exec('class A:\n  pass\nA.b.c'))
error = AttributeError('by hand', name='agee', obj=p)
print(traceback.format_exception_only(error))
