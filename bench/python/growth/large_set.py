"""a set of tuples: filled, asked, emptied by pop"""

SIZE = 25000


def run(size):
    seen = set()
    for i in range(size):
        seen.add((i, i >> 3))
    found = 0
    for i in range(0, 2 * size, 2):
        if (i, i >> 3) in seen:
            found += 1
    while seen:
        seen.pop()
    return found
