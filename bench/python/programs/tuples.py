"""tuples: packing, unpacking, swapping, comparing, as keys"""

SIZE = 100000


def divide(a, b):
    return a // b, a % b


def run(size):
    x, y, z = 1, 2, 3
    seen = {}
    total = 0
    for i in range(size):
        quotient, rest = divide(i, 7)
        x, y, z = y, z, x + rest
        pair = (quotient % 50, rest)
        seen[pair] = seen.get(pair, 0) + 1
        first, *others = (x % 5, rest, i & 3)
        if (first, rest) < (rest, first):
            total += others[1]
        total += len(pair + (1, 2)) + pair[-1]
        x %= 1000
    (a, b), c = max(seen.items())
    return [total, len(seen), a, b, c]
