# __eq__ and __hash__ that raise or change the container during dictionary and set operations.
class K:
    def __init__(self, n, equal=None):
        self.n = n
        self.equal = equal

    def __hash__(self):
        return 1

    def __eq__(self, other):
        action = self.equal or getattr(other, 'equal', None)
        if action is None:
            return self.n == other.n
        return action(self, other)

    def __repr__(self):
        return f'K{self.n}'


class NoHash:
    def __hash__(self):
        raise RuntimeError('no hash')


class BadHash:
    def __hash__(self):
        return 'x'


def attempt(name, f):
    try:
        print(name, f())
    except Exception as e:
        print(name, type(e).__name__, e)


def fails(a, b):
    raise ValueError('eq')


d = {K(1): 1, K(2): 2}
s = {K(1), K(2)}
bad = K(9, fails)
attempt('get', lambda: d[bad])
attempt('get()', lambda: d.get(bad))
attempt('in', lambda: bad in d)
attempt('set', lambda: d.__setitem__(bad, 1))
attempt('del', lambda: d.__delitem__(bad))
attempt('pop', lambda: d.pop(bad, 0))
attempt('setdefault', lambda: d.setdefault(bad))
attempt('update', lambda: d.update({bad: 1}))
attempt('display', lambda: {K(1): 1, bad: 2})
attempt('dict', lambda: dict([(K(1), 1), (bad, 2)]))
attempt('add', lambda: s.add(bad))
attempt('discard', lambda: s.discard(bad))
attempt('in set', lambda: bad in s)
attempt('set()', lambda: set([K(1), bad]))
attempt('union', lambda: s | {bad})
attempt('intersection', lambda: s & {bad})
attempt('difference', lambda: s - {bad})
attempt('subset', lambda: s <= {bad, K(3), K(4)})
attempt('equal', lambda: s == {bad, K(2)})
attempt('dict equal', lambda: d == {bad: 1, K(2): 2})
attempt('list in', lambda: bad in [K(1)])
attempt('index', lambda: [K(1)].index(bad))
attempt('remove', lambda: [K(1)].remove(bad))
print(d, s, len(d), len(s))
for x in (NoHash(), BadHash(), [], {}, set()):
    for name, f in (('get', lambda: d[x]), ('set', lambda: d.__setitem__(x, 1)), ('in', lambda: x in s), ('display', lambda: {x}), ('pop', lambda: d.pop(x, 1)), ('tuple', lambda: hash((x,)))):
        attempt(f'{type(x).__name__} {name}', f)


def clears(a, b):
    target.clear()
    return False


target = {K(1): 1, K(2): 2}
changer = K(9, clears)
attempt('cleared during get', lambda: target.get(changer))
target.update({K(1): 1, K(2): 2})
attempt('cleared during set', lambda: target.__setitem__(changer, 'v'))
print(target)
target = {K(1), K(2)}
attempt('cleared during add', lambda: target.add(changer))
print(target)


def grows(a, b):
    if len(target) < 30:
        target[len(target) + 100] = 1
    return False


target = {K(1): 1, K(2): 2}
attempt('grown during get', lambda: target.get(K(9, grows)))
print(len(target))


def mutates_list(a, b):
    l.clear()
    return False


l = [K(1), K(2), K(3)]
attempt('list cleared', lambda: K(9, mutates_list) in l)
l = [K(1), K(2), K(3)]
attempt('list cleared in index', lambda: l.index(K(9, mutates_list)))
l = [K(1), K(2)]
attempt('list cleared in comparison', lambda: l == [K(9, mutates_list), K(5)])
l = [K(1), K(2)]
attempt('count', lambda: l.count(K(9, mutates_list)))
