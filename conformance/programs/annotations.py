def note(text):
    print('evaluated', text)
    return text


x: note('x') = note('value of x')
y: note('y')
print(__annotations__)
(z): note('z')
try:
    z
except NameError as e:
    print(e)
(w): note('w') = 3
print(sorted(__annotations__), w)


class C:
    a: int
    b: 'str' = 'b'
    if True:
        c: list = []
    __private: float = 1.0
    other = {}
    other['k']: note('item') = 5
    other[note('key')]: note('item without value')


print(C.__annotations__, C.other)


class D(C):
    pass


class E:
    pass


print(D.__annotations__ is C.__annotations__ if '__annotations__' not in vars(D) else 'own', '__annotations__' in vars(E))


def f(a: note('a'), b: int = 2, /, c: str = 'c', *args: note('args'), d: float, e=5, **kw: note('kw')) -> note('result'):
    local: note('never') = 1
    other: note('never either')
    (bracketed): note('nor this')
    a.attribute: note('nor that')
    return local


print(f.__annotations__)


class Namespace:
    pass


n = Namespace()
n.attr: note('attribute') = 1
try:
    missing.attr: note('not reached')
except NameError as e:
    print(e)
n.other: note('other attribute')


def deleted():
    class X:
        a: int
        del __annotations__
        try:
            b: int
        except NameError as e:
            print(e)
    return X


deleted()


def unset():
    v: int
    try:
        v
    except UnboundLocalError as e:
        print(e)


unset()


def stars(*args: *(1,)):
    pass


print(stars.__annotations__)
try:
    def wrong(*args: *(1, 2)):
        pass
except ValueError as e:
    print(e)


print((lambda x=1: x).__annotations__)


try:
    int.__annotations__
except AttributeError as e:
    print(e)
