"""arithmetic of floats in a for loop"""

SIZE = 600000


def run(size):
    x = 0.5
    total = 0.0
    for i in range(size):
        x = 3.7 * x * (1.0 - x)
        total += x / (1.0 + i)
        if total > 100.0:
            total -= 99.5
    return '%.9f %.9f' % (x, total)
