"""a dict with str keys: filled, read, emptied from the front"""

SIZE = 25000


def run(size):
    table = {}
    for i in range(size):
        table['key%d' % i] = i
    total = sum(table.values())
    while table:
        total -= table.pop(next(iter(table))) if len(table) % 1000 == 0 else table.popitem()[1]
    return total
