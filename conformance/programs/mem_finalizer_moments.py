# When exactly __del__ runs: rebinding, loops, comprehensions, calls, returns, exceptions, tuple swaps, generators, with, chained expressions.
class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print(f'<{self.name}>', end=' ')

    def method(self, other=None):
        print('m', end=' ')
        return self

    def __enter__(self):
        return self

    def __exit__(self, *details):
        print('exit', end=' ')

    def __iter__(self):
        yield D(self.name + '.1')
        print('between', end=' ')
        yield D(self.name + '.2')

    def __add__(self, other):
        return D(self.name + '+' + other.name)

    def __bool__(self):
        return self.name != 'false'

    def __eq__(self, other):
        return False


def title(text):
    print(f'\n{text}:', end=' ')


title('statement')
D('a')
print('after', end=' ')
title('rebinding')
x = D('one')
x = D('two')
print('bound', end=' ')
x = x
del x
title('chain')
D('c').method().method(D('arg'))
print('end', end=' ')
title('sum')
s = D('p') + D('q') + D('r')
print('summed', end=' ')
del s
title('tuple')
a, b = D('a'), D('b')
a, b = b, a
a = b = None
title('list')
lst = [D(f'l{i}') for i in range(3)]
lst[1] = 0
print('replaced', end=' ')
del lst[0]
lst.append(lst.pop())
lst = None
title('dict')
d = {i: D(f'v{i}') for i in range(3)}
d[1] = None
d.pop(0)
d.clear()
title('loop')
for item in D('it'):
    print('body', item.name, end=' ')
print('done', end=' ')
item = None
title('loop break')
for item in D('it'):
    break
print('broken', end=' ')
del item
title('comprehension')
print([i.name for i in D('k')], end=' ')
title('generator')
g = (i for i in [D('g1'), D('g2')])
next(g)
print('one', end=' ')
del g
title('with')
with D('w') as w:
    print('inside', end=' ')
    del w
    print('still', end=' ')
print('left', end=' ')
title('conditions')
print(bool(D('t') and D('u')), end=' ')
print(bool(D('false') or D('o')), end=' ')
print('yes' if D('if') else 'no', end=' ')
print(D('x') == D('y') == D('z'), end=' ')
while D('while'):
    print('once', end=' ')
    break
title('call')


def f(a, b=None):
    print('in f', end=' ')
    a = None
    print('cleared', end=' ')
    local = D('local')
    return D('result')


f(D('arg'), D('second'))
print('returned', end=' ')
title('exception')


def fails(a):
    inner = D('inner')
    raise ValueError(D('in args'))


try:
    fails(D('arg'))
except ValueError as error:
    print('handling', end=' ')
print('handled', end=' ')
try:
    try:
        fails(D('again'))
    finally:
        print('finally', end=' ')
except ValueError:
    print('caught', end=' ')
title('closure')


def outer():
    held = D('cell')

    def inner():
        return held
    return inner


fn = outer()
print('held', end=' ')
del fn
title('default')


def g(a=D('default')):
    pass


g = None
title('class')


class C:
    attr = D('class attribute')

    def __del__(self):
        print('instance', end=' ')


C.attr = None
c = C()
c.own = D('own')
c.__dict__['other'] = D('other')
del c
title('unpacking')
(p, *q), r = [D('u1'), D('u2'), D('u3')], D('u4')
p = q = r = None
title('sorted')
print([i.name for i in sorted([D('s2'), D('s1')], key=lambda i: i.name)], end=' ')
title('match')
match [D('m1'), D('m2')]:
    case [one, _]:
        print('matched', end=' ')
print('after', end=' ')
del one
title('star call')
f(*[D('s1'), D('s2')])
title('walrus')
if (z := D('w1')) and (z := D('w2')):
    print('both', end=' ')
del z
title('augmented')
acc = D('i')
acc += D('j')
print('added', end=' ')
del acc
title('return in finally')


def ret():
    try:
        return D('try value')
    finally:
        print('fin', end=' ')


ret()
title('raise from')
try:
    raise KeyError(D('effect')) from ValueError(D('cause'))
except KeyError:
    print('in', end=' ')
print('out', end=' ')
title('yield')


def gen():
    got = yield D('y1')
    print('resumed', end=' ')
    yield got


gg = gen()
next(gg)
print('next', end=' ')
gg.send(D('sent'))
print('sent', end=' ')
gg.close()
print('closed', end=' ')
del gg
title('end')
last = D('at exit')
