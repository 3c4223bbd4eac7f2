"""generators: yield in loops, pipelines, recursion with yield from, generator expressions"""

SIZE = 250000


def count(n):
    i = 0
    while i < n:
        yield i
        i += 1


def squares(source):
    for x in source:
        yield x * x


def below(source, bound):
    for x in source:
        if x % 1000 < bound:
            yield x


def walk(tree):
    if tree is not None:
        left, value, right = tree
        yield from walk(left)
        yield value
        yield from walk(right)


def grow(low, high):
    if low >= high:
        return None
    middle = (low + high) // 2
    return (grow(low, middle), middle, grow(middle + 1, high))


def run(size):
    total = sum(below(squares(count(size)), 500))
    total += sum(x & 3 for x in range(size))
    tree = grow(0, size // 20)
    for value in walk(tree):
        total += value
    return total
