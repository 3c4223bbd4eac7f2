"""a dict with int keys: filled, read, emptied"""

SIZE = 50000


def run(size):
    table = {}
    for i in range(size):
        table[i * 64] = i
    total = 0
    for i in range(size):
        total += table[i * 64]
    for i in range(size):
        del table[i * 64]
    return total
