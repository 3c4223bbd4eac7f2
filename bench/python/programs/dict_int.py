"""dicts with int keys: store, look up, delete, iterate"""

SIZE = 250000


def run(size):
    table = {}
    for i in range(size):
        table[i * 7 % 10007] = i
    total = 0
    for i in range(size):
        if i in table:
            total += table[i]
        total += table.get(i + 5000, 1)
    for i in range(0, 10007, 3):
        del table[i]
    for key, value in table.items():
        total += key ^ value
    for key in table:
        total += key
    return [total, len(table), sum(table.values())]
