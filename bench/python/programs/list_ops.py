"""lists: append, pop, insert, extend, slices, index, reverse, in"""

SIZE = 500


def run(size):
    check = 0
    for turn in range(size):
        items = []
        for i in range(1000):
            items.append(i)
        items.extend(range(500))
        items += [turn] * 100
        middle = items[200:900]
        middle.reverse()
        items[100:200] = middle[::7]
        del items[5:50]
        while len(items) > 700:
            items.pop()
        for i in range(30):
            items.insert(i * 3, -i)
            check += items.pop(0)
        check += items.index(650 if 650 in items else items[300])
        check += items.count(3) + (99999 in items) + sum(items) + max(items) - min(items)
        both = items + middle
        check += len(both * 2)
        copy = both[:]
        copy[10], copy[20] = copy[20], copy[10]
        check += copy == both
    return check
