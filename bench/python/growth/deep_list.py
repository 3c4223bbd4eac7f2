"""a list in a list in a list: made, walked, dropped"""

SIZE = 30000


def run(size):
    deep = []
    for _ in range(size):
        deep = [deep]
    depth = 0
    item = deep
    while item:
        item = item[0]
        depth += 1
    del item, deep
    return depth
