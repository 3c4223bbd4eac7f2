"""spectral norm: function calls in float loops"""

SIZE = 130


def entry(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(vector):
    result = []
    for i in range(len(vector)):
        total = 0.0
        for j in range(len(vector)):
            total += entry(i, j) * vector[j]
        result.append(total)
    return result


def transposed(vector):
    result = []
    for i in range(len(vector)):
        total = 0.0
        for j in range(len(vector)):
            total += entry(j, i) * vector[j]
        result.append(total)
    return result


def run(size):
    u = [1.0] * size
    v = u
    for _ in range(5):
        v = transposed(times(u))
        u = transposed(times(v))
    uv = 0.0
    vv = 0.0
    for a, b in zip(u, v):
        uv += a * b
        vv += b * b
    return '%.9f' % (uv / vv) ** 0.5
