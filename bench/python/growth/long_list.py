"""a list that grows by append, shrinks by pop, sorted between"""

SIZE = 100000


def run(size):
    items = []
    for i in range(size):
        items.append(i * 7919 % 10007)
    items.sort()
    while items:
        items.pop()
    return len(items)
