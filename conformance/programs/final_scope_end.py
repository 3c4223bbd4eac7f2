# The order in which the locals of a function die when it returns, raises or is left from a nested block.
class F:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del', self.name)


def plain():
    b = F('b')
    a = F('a')
    print('body')


def returns():
    x = F('x')
    y = F('y')
    return y


def returns_temporary():
    x = F('x')
    return F('result').name


def arguments(p, q, *args, k, **more):
    z = F('z')
    print('body')


def raises():
    x = F('x')
    raise ValueError


def nested():
    x = F('outer')

    def inner():
        y = F('inner')
        return x.name
    print(inner())
    print('inner done')


def loops():
    for i in range(2):
        x = F(f'loop {i}')
        print('turn', i)
    print('after loop')


def tries():
    x = F('x')
    try:
        y = F('y')
        return 'value'
    finally:
        print('finally')


plain()
print('returned')
r = returns()
print('got', r.name)
r = None
print(returns_temporary())
arguments(F('p'), F('q'), F('s1'), F('s2'), k=F('k'), m=F('m'))
print('called')
try:
    raises()
except ValueError:
    print('in handler')
print('handled')
nested()
loops()
print(tries())
(lambda a: print('lambda'))(F('to lambda'))


def deletes():
    a = F('a')
    del a
    print('deleted')
    a = F('again')


deletes()


def generator():
    a = F('g')
    yield a.name


for n in generator():
    print(n)
print('end')
