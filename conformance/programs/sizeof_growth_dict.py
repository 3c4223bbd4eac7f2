# sys.getsizeof of dictionaries step by step, with keys of str and others, after deletions and copies.
# versions: 3.13
from sys import getsizeof


def steps(d, keys):
    out = [getsizeof(d)]
    for k in keys:
        d[k] = None
        if getsizeof(d) != out[-1]:
            out.append(getsizeof(d))
    return out


print(steps({}, range(200)))
print(steps({}, map(str, range(200))))
print(steps({'a': 1}, range(10)), steps({1: 1}, 'abcdefgh'))
print([getsizeof(dict.fromkeys(range(n))) for n in range(14)], [getsizeof({i: 1 for i in range(n)}) for n in range(14)])
print([getsizeof(dict(zip('abcdefghijkl'[:n], 'abcdefghijkl'))) for n in range(13)])
print([getsizeof(eval('{' + ','.join(f"'{c}': 1" for c in 'abcdefghijkl'[:n]) + '}')) for n in range(13)])
print([getsizeof(eval('{' + ','.join(f"{c}: 1" for c in range(n)) + '}')) for n in range(13)])
d = {i: i for i in range(20)}
for i in range(19):
    del d[i]
print(getsizeof(d), getsizeof(d.copy()), getsizeof(dict(d)))
d[100] = 1
print(getsizeof(d))
for i in range(10):
    d[i] = 1
print(getsizeof(d))
d.clear()
print(getsizeof(d))
d = {'a': 1}
d.pop('a')
print(getsizeof(d))
d.update({str(i): i for i in range(7)})
print(getsizeof(d), getsizeof({**d}), getsizeof(d | {'x': 1}), getsizeof({**d, **d}))
d = {}
d.update(a=1)
print(getsizeof(d), getsizeof(dict(a=1)), getsizeof(dict([('a', 1)])))
d.setdefault(1)
print(getsizeof(d))


class D(dict):
    pass


print(getsizeof(D()), getsizeof(D(a=1)))
