"""n queens by backtracking over lists"""

SIZE = 9


def place(row, size, columns, up, down):
    if row == size:
        return 1
    found = 0
    for column in range(size):
        if columns[column] and up[row + column] and down[row - column + size]:
            columns[column] = up[row + column] = down[row - column + size] = False
            found += place(row + 1, size, columns, up, down)
            columns[column] = up[row + column] = down[row - column + size] = True
    return found


def run(size):
    total = []
    for n in range(4, size + 1):
        total.append(place(0, n, [True] * n, [True] * 2 * n, [True] * 2 * n))
    return total
