# A matrix class: every operator, slices of two dimensions, elimination with fractions.
from fractions import Fraction
from itertools import chain, permutations
from math import prod


class Matrix:
    def __init__(self, rows):
        self.rows = [list(row) for row in rows]
        if len({len(row) for row in self.rows}) > 1:
            raise ValueError('rows of different lengths: ' + ', '.join(str(len(r)) for r in self.rows))

    @classmethod
    def identity(cls, n):
        return cls([[int(i == j) for j in range(n)] for i in range(n)])

    @property
    def shape(self):
        return len(self.rows), len(self.rows[0]) if self.rows else 0

    def __getitem__(self, at):
        match at:
            case int(i), int(j):
                return self.rows[i][j]
            case (i, j):
                rows = self.rows[i] if isinstance(i, slice) else [self.rows[i]]
                return Matrix([r[j] if isinstance(j, slice) else [r[j]] for r in rows])
            case _:
                return self.rows[at]

    def __setitem__(self, at, value):
        i, j = at
        self.rows[i][j] = value

    def __iter__(self):
        return chain.from_iterable(self.rows)

    def __len__(self):
        return prod(self.shape)

    def __add__(self, other):
        if not isinstance(other, Matrix):
            return NotImplemented
        return Matrix([[a + b for a, b in zip(r, s, strict=True)] for r, s in zip(self.rows, other.rows, strict=True)])

    def __mul__(self, k):
        return NotImplemented if isinstance(k, Matrix) else Matrix([[a * k for a in r] for r in self.rows])

    __rmul__ = __mul__

    def __matmul__(self, other):
        if isinstance(other, Matrix):
            if self.shape[1] != other.shape[0]:
                raise ValueError(f'cannot multiply {self.shape} by {other.shape}')
            columns = list(zip(*other.rows))
            return Matrix([[sum(a * b for a, b in zip(r, c)) for c in columns] for r in self.rows])
        return [sum(a * b for a, b in zip(r, other)) for r in self.rows]

    def __rmatmul__(self, vector):
        return ~self @ vector

    def __imatmul__(self, other):
        self.rows = (self @ other).rows
        return self

    def __invert__(self):
        return Matrix(zip(*self.rows))

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -other

    def __pow__(self, n, mod=None):
        if n < 0:
            return self.inverse() ** -n
        result, base = Matrix.identity(self.shape[0]), self
        while n:
            if n & 1:
                result @= base
            base = base @ base
            if mod:
                result, base = (Matrix([[a % mod for a in r] for r in m.rows]) for m in (result, base))
            n >>= 1
        return result

    def __eq__(self, other):
        return isinstance(other, Matrix) and self.rows == other.rows

    def __format__(self, spec):
        cells = [[format(a, spec) for a in r] for r in self.rows]
        widths = [max(map(len, c)) for c in zip(*cells)]
        return '\n'.join('[' + ' '.join(c.rjust(w) for c, w in zip(r, widths)) + ']' for r in cells)

    def __repr__(self):
        return f'Matrix({self.rows})'

    def determinant(self):
        n = self.shape[0]
        total = 0
        for p in permutations(range(n)):
            swaps = sum(p[i] > p[j] for i in range(n) for j in range(i + 1, n))
            total += (-1) ** swaps * prod(self.rows[i][p[i]] for i in range(n))
        return total

    def inverse(self):
        n = self.shape[0]
        work = [[Fraction(x) for x in r] + [Fraction(i == j) for j in range(n)] for i, r in enumerate(self.rows)]
        for c in range(n):
            pivot = next((r for r in range(c, n) if work[r][c]), None)
            if pivot is None:
                raise ZeroDivisionError('singular matrix')
            work[c], work[pivot] = work[pivot], work[c]
            work[c] = [x / work[c][c] for x in work[c]]
            for r in range(n):
                if r != c and work[r][c]:
                    k = work[r][c]
                    work[r] = [x - k * y for x, y in zip(work[r], work[c])]
        return Matrix([r[n:] for r in work])


m = Matrix([[2, 1, 0], [0, 3, 1], [4, 0, 5]])
print(f'{m}\n{m:>5}\n{m:.2f}')
print(m.shape, len(m), list(m), m[1], m[1, 2], m[-1, -1])
print(m[0:2, 1:], m[:, 0], m[0, :], m[::2, ::-1])
print(m + m == 2 * m == m * 2, m - m, -m, ~m)
print(m @ m, m @ [1, 2, 3], [1, 2, 3] @ m)
print(m ** 5, pow(m, 50, 1000), m ** 0 == Matrix.identity(3))
print(m.determinant(), m.inverse(), sep='\n')
print(m @ m.inverse() == Matrix.identity(3), (m ** -2).determinant(), f'{m.inverse()}')
same = m
m @= m
print(same is m, m[0, 0])
m[0, 0] = m[0, 0] * 1.5
print(m.rows[0], Matrix([[1, 1], [1, 0]]) ** 90)
for wrong in (lambda: Matrix([[1], [1, 2]]), lambda: m + 1, lambda: m * m, lambda: m @ Matrix([[1, 2]]), lambda: Matrix([[1, 2], [2, 4]]) ** -1,
              lambda: m + Matrix([[1, 2, 3]]), lambda: m + Matrix([[1], [2], [3]]), lambda: m[5], lambda: m['a', 'b'], lambda: 'x' @ m, lambda: m @ 1):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
