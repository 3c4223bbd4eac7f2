# Finalizers at clear, pop, slice deletion, replacement and shrinking of each container.
import collections


class F:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del', self.name, end='; ')

    def __repr__(self):
        return self.name


def many(n=4):
    return [F(c) for c in 'abcdefgh'[:n]]


def show(title):
    print(title)


l = many()
l.pop()
show('pop')
l.pop(0)
show('pop first')
l.clear()
show('clear')
l = many(6)
del l[1:3]
show('slice')
del l[::2]
show('extended slice')
l[:] = []
show('assigned')
l = many()
l[0] = None
show('item')
l[1:3] = [F('new')]
show('slice assigned')
l *= 0
show('times zero')
l = many()
l.remove(l[2])
show('remove')
l = None
show('list')
t = tuple(many())
t = None
show('tuple')
d = dict(zip('abcd', many()))
d['a'] = 1
show('replaced')
del d['b']
show('deleted')
d.pop('c')
show('pop')
d.popitem()
show('popitem')
d = dict(zip('abcd', many()))
d.update(a=F('u'))
show('update')
d.clear()
show('clear')
d = {F('key'): F('value')}
d = None
show('key and value')
d = dict.fromkeys('abc', F('one'))
d = None
show('fromkeys')
s = {F('in set')}
s.clear()
show('set clear')
s = {F('popped')}
s.pop()
show('set pop')
s = frozenset([F('frozen')])
s = None
show('frozenset')
q = collections.deque(many())
q.popleft()
q.pop()
show('deque pops')
q.clear()
show('deque clear')
q = collections.deque(many(), 2)
show('deque with a length')
q.append(F('x'))
show('pushed out')
q = None
show('deque')
o = collections.OrderedDict(zip('abc', many()))
o.popitem(last=False)
show('ordered popitem')
o.clear()
show('ordered clear')
c = collections.ChainMap({'a': F('chained')})
c = None
show('chain map')
l = [many(2), many(2)]
del l
show('nested')
l = list(reversed(many(3)))
del l
show('reversed')
m = map(F, 'xyz')
next(m)
show('map')
del m
z = zip(many(2), many(2))
next(z)
show('zip')
del z
show('zip gone')
i = iter(many(3))
next(i)
show('iterator')
del i
show('end')
