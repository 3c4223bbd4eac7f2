"""sorting: ints, strs, tuples, with keys, reversed, partly sorted"""

SIZE = 30000


def numbers(n):
    x = 12345
    result = []
    for _ in range(n):
        x = (x * 1103515245 + 12345) % 2147483648
        result.append(x % 100000)
    return result


def run(size):
    data = numbers(size)
    a = sorted(data)
    b = sorted(data, reverse=True)
    c = sorted(data, key=lambda x: -x)
    words = [str(x) for x in data]
    d = sorted(words)
    e = sorted(words, key=len)
    pairs = [(x % 100, x) for x in data]
    pairs.sort()
    f = sorted(pairs, key=lambda pair: (pair[1] % 10, pair[0]))
    a.append(5)
    a.sort()
    return [a[0], a[size // 2], b[0], c[-1], d[100], e[100], pairs[50], f[77]]
