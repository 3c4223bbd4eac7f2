# Finalizers of a generator's locals at exhaustion, close, throw and death.
class F:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del', self.name)


def g(name):
    x = F(name)
    try:
        yield 1
        yield 2
    finally:
        print('finally', name)


a = g('exhausted')
print(list(a))
a = g('closed')
next(a)
a.close()
print('closed')
a = g('never started')
a.close()
a = g('dropped')
next(a)
del a
print('dropped')
a = g('thrown')
next(a)
try:
    a.throw(ValueError)
except ValueError:
    print('out')
print('handled')
for i in g('broken'):
    break
print('after break')


def outer():
    y = F('outer')
    yield from g('inner')


a = outer()
next(a)
del a
print('both')


def argument(o):
    yield o.name


a = argument(F('argument'))
print(next(a))
next(a, None)
print('ended')
a = argument(F('unstarted argument'))
del a
a = (F(str(i)).name for i in range(2))
print(next(a))
print(next(a))
del a
a = (o.name for o in [F('p'), F('q')])
print(next(a))
del a
print('expression')


def yields():
    got = yield
    print('got', got.name)
    got = yield
    print('got', got.name)
    yield


a = yields()
next(a)
a.send(F('sent 1'))
a.send(F('sent 2'))
a.close()


def stubborn():
    x = F('stubborn')
    while True:
        try:
            yield
        except GeneratorExit:
            print('refused')
            yield


a = stubborn()
next(a)
try:
    a.close()
except RuntimeError as e:
    print(e)
a = None
print('end')
