# Counts of an object inside each type of container, and after it is taken out.
import collections
import types
from sys import getrefcount

m = object()


def show(title):
    print(title, getrefcount(m))


show('start')
l = [m, m]
show('list')
l.append(m)
l.extend([m])
l.insert(0, m)
l += (m,)
show('grown')
l.pop()
l.remove(m)
del l[0]
show('shrunk')
l2 = l * 2
show('repeated')
l3 = l + l
show('added')
l4 = l[:]
show('sliced')
l5 = l.copy()
l5.reverse()
l5.clear()
show('cleared')
l[:] = []
del l2, l3, l4, l5
show('end of lists')
t = (m,) * 3
show('tuple')
t2 = t + t
t3 = t[1:]
t4 = t[:]
show('tuples')
del t, t2, t3, t4
d = {m: m, 'a': m}
show('dict')
d2 = d.copy()
d3 = dict(d)
d4 = {**d}
d5 = d | {'b': m}
d.update(a=m, c=m)
show('copies')
d.pop('c')
d.popitem()
d.setdefault('e', m)
show('taken')
del d2, d3, d4, d5
d.clear()
show('end of dicts')
d = dict.fromkeys('abc', m)
show('fromkeys')
v = list(d.values())
i = list(d.items())
show('views')
del v, i, d
s = {m}
s2 = s | {m}
s3 = s.copy()
f = frozenset(s)
show('sets')
s.add(m)
s.discard(m)
s2.pop()
show('sets shrunk')
del s, s2, s3, f
q = collections.deque([m, m])
q.append(m)
q.rotate(1)
show('deque')
q.popleft()
show('popped')
del q
o = collections.OrderedDict(a=m)
c = collections.defaultdict(lambda: m)
c['x']
show('ordered, default')
del o, c
P = collections.namedtuple('P', 'a b')
p = P(m, m)
show('named tuple')
p2 = p._replace(a=1)
show('replaced')
del p, p2
n = types.SimpleNamespace(a=m)
show('namespace')
del n
sl = slice(m, m, m)
show('slice')
del sl
a = [[m] for _ in range(3)]
show('nested')
del a
show('end')
