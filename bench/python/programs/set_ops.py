"""sets: add, discard, membership, union, intersection, difference"""

SIZE = 300


def run(size):
    total = 0
    for turn in range(size):
        a = set(range(0, 1000, 2))
        b = set(range(0, 1000, 3))
        total += len(a | b) + len(a & b) - len(a - b) + len(a ^ b)
        c = set()
        for i in range(600):
            c.add(i * i % 1009)
            if i in a:
                total += 1
            c.discard(i - 1)
        total += sum(c) + (c <= a) + a.isdisjoint(c)
        a.update(c)
        a -= b
        total += len({(x, x & 7) for x in a})
    return total
