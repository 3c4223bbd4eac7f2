"""product of matrices, as lists of lists"""

SIZE = 110


def make(size, salt):
    return [[(i * 7 + j * salt) % 11 - 5 for j in range(size)] for i in range(size)]


def product(a, b):
    columns = list(zip(*b))
    result = []
    for row in a:
        line = []
        for column in columns:
            total = 0
            for k in range(len(row)):
                total += row[k] * column[k]
            line.append(total)
        result.append(line)
    return result


def run(size):
    c = product(make(size, 3), make(size, 5))
    return sum(sum(row) * (i + 1) for i, row in enumerate(c))
