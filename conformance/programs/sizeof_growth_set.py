# sys.getsizeof of sets and frozensets step by step.
from sys import getsizeof


def steps(s, items):
    out = [getsizeof(s)]
    for x in items:
        s.add(x)
        if getsizeof(s) != out[-1]:
            out.append(getsizeof(s))
    return out


print(steps(set(), range(400)))
print([getsizeof(set(range(n))) for n in range(24)])
print([getsizeof(frozenset(range(n))) for n in range(24)])
print([getsizeof({x for x in range(n)}) for n in range(10)], [getsizeof(set([1] * n)) for n in range(8)])
s = set(range(30))
print(getsizeof(s), getsizeof(s.copy()), getsizeof(s | {100}), getsizeof(s & {1, 2}), getsizeof(s - {1}), getsizeof(s ^ {1}))
for x in range(29):
    s.discard(x)
print(getsizeof(s), getsizeof(s.copy()), getsizeof(set(s)))
s.add(5)
print(getsizeof(s))
s.clear()
print(getsizeof(s))
s.update(range(5))
print(getsizeof(s))
s = set('abc')
s |= set('defgh')
print(getsizeof(s))
s -= set('defgh')
s &= {'a'}
print(getsizeof(s))
t = set(dict.fromkeys(range(10)))
print(getsizeof(t), getsizeof(frozenset(t)), getsizeof(frozenset(frozenset(t))))
while t:
    t.pop()
print(getsizeof(t))


class S(set):
    pass


print(getsizeof(S()), getsizeof(S(range(10))))
