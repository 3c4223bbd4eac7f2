"""list, dict and set comprehensions, nested and filtered"""

SIZE = 600


def run(size):
    total = 0
    for turn in range(size):
        squares = [x * x for x in range(500)]
        even = [x for x in squares if x % 2 == 0]
        table = {x: x + turn for x in even}
        remainders = {x % 37 for x in squares}
        grid = [[i * j for j in range(20)] for i in range(20)]
        flat = [x for row in grid for x in row if x & 1]
        pairs = [(a, b) for a in range(12) for b in range(a)]
        total += len(even) + len(table) + len(remainders) + sum(flat) + len(pairs) + table[4]
    return total
