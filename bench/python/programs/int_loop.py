"""arithmetic of small ints in a while loop"""

SIZE = 500000


def run(size):
    i = 0
    total = 0
    odd = 0
    while i < size:
        if i & 1:
            odd += 1
        total = (total + i * 3 - (i >> 2)) % 1000003
        i += 1
    return [total, odd]
