"""range, zip, enumerate, map, filter, reversed, any, all, sum, min, max"""

SIZE = 150000


def run(size):
    numbers = list(range(size))
    total = 0
    for i, x in enumerate(numbers):
        total += i ^ x
    for a, b in zip(numbers, reversed(numbers)):
        total += a & b & 7
    total += sum(map(lambda x: x & 3, numbers))
    total += len(list(filter(None, map(abs, numbers))))
    total += sum(map(int, map(str, numbers[:2000])))
    total += any(map(lambda x: x < 0, numbers)) + all(numbers[1:])
    total += max(numbers) - min(numbers) + max(numbers, key=lambda x: x % 77)
    for x in range(size, 0, -3):
        total += x
    iterator = iter(numbers)
    while next(iterator, None) is not None:
        total += 1
    return total
