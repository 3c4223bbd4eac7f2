"""recursion with three arguments: Takeuchi's function, then Ackermann's"""

SIZE = 24


def tak(x, y, z):
    if y >= x:
        return z
    return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def run(size):
    return [tak(size, 8, 3), ackermann(2, 4 * size)]
