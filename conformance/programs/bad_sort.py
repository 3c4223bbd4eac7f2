# Keys and comparisons that raise, lists that change while they are sorted, and what is left afterwards.
class F:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        if other.n == 3 or self.n == 3:
            raise ValueError('lt')
        return self.n < other.n

    def __repr__(self):
        return str(self.n)


def attempt(name, f):
    try:
        print(name, f())
    except Exception as e:
        print(name, type(e).__name__, e)


def key_fails(x):
    if x == 3:
        raise KeyError(x)
    return x


l = [5, 4, 3, 2, 1]
attempt('key', lambda: l.sort(key=key_fails))
print(l)
attempt('sorted', lambda: sorted(l, key=key_fails))
m = [F(5), F(4), F(3), F(2)]
attempt('lt', lambda: m.sort())
print(sorted(map(str, m)), len(m))
attempt('min', lambda: min(m))
attempt('max', lambda: max(m))
attempt('mixed', lambda: sorted([1, 'a']))
attempt('none', lambda: sorted([None, None]))
attempt('complex', lambda: max(1j, 2j))


def append_key(x):
    seen.append(len(l))
    l.append(x)
    return x


seen = []
l = [3, 1, 2]
attempt('append in key', lambda: l.sort(key=append_key))
print(l, seen)


def clear_key(x):
    l.clear()
    return x


l = [3, 1, 2]
attempt('clear in key', lambda: l.sort(key=clear_key))
print(l)


class Looks:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        looked.append(len(l))
        return self.n < other.n


looked = []
l = [Looks(2), Looks(1), Looks(3)]
l.sort()
print(set(looked), [x.n for x in l])
l = [3, 1, 2]
l.sort(key=lambda x: l.extend([1]) or -x if False else -x)
print(l)
attempt('reverse', lambda: sorted([1, 2], reverse='x'))
attempt('position', lambda: sorted([1], len))
attempt('bool', lambda: sorted([1, 2], key=5))


class NoBool:
    def __lt__(self, other):
        return self

    def __bool__(self):
        raise TypeError('no truth')


attempt('truth', lambda: sorted([NoBool(), NoBool()]))
l = [F(1), F(3), F(2)]
attempt('reverse and error', lambda: l.sort(reverse=True))
print(len(l))
