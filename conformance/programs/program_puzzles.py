# Small classics: Life on a set of cells, eight queens, a sudoku by constraint bits, Huffman codes, LZW, knapsack, edit distance, change, permutations by hand, mazes.
import heapq
from collections import Counter, defaultdict, deque
from functools import cache, reduce
from itertools import count, permutations, product


def life(cells):
    near = Counter((x + dx, y + dy) for x, y in cells for dx, dy in product((-1, 0, 1), repeat=2) if dx or dy)
    return {cell for cell, n in near.items() if n == 3 or n == 2 and cell in cells}


def show(cells, size=6):
    return '/'.join(''.join('#' if (x, y) in cells else '.' for x in range(size)) for y in range(size))


glider = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
for _ in range(5):
    print(show(glider))
    glider = life(glider)
print(len({frozenset(p) for p in permutations('aabc', 2)}), len(set(permutations('aabb'))))


def queens(n, row=0, columns=0, left=0, right=0):
    if row == n:
        yield ()
        return
    free = ~(columns | left | right) & ((1 << n) - 1)
    while free:
        bit = free & -free
        free ^= bit
        for rest in queens(n, row + 1, columns | bit, (left | bit) << 1, (right | bit) >> 1):
            yield (bit.bit_length() - 1, *rest)


print([sum(1 for _ in queens(n)) for n in range(1, 7)], next(queens(8)))
SUDOKU = '53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79'


def sudoku(text):
    grid = [0 if c == '.' else int(c) for c in text]
    rows, columns, boxes = [0] * 9, [0] * 9, [0] * 9

    def place(i, bit):
        rows[i // 9] ^= bit
        columns[i % 9] ^= bit
        boxes[i // 27 * 3 + i % 9 // 3] ^= bit

    for i, n in enumerate(grid):
        if n:
            place(i, 1 << n)

    def options(i):
        return 0x3fe & ~(rows[i // 9] | columns[i % 9] | boxes[i // 27 * 3 + i % 9 // 3])

    steps = 0

    def solve():
        nonlocal steps
        empty = [(options(i).bit_count(), i) for i, n in enumerate(grid) if not n]
        if not empty:
            return True
        _, i = min(empty)
        steps += 1
        for n in range(1, 10):
            if options(i) >> n & 1:
                grid[i] = n
                place(i, 1 << n)
                if solve():
                    return True
                place(i, 1 << n)
                grid[i] = 0
        return False

    return solve(), steps, ''.join(map(str, grid))


print(sudoku(SUDOKU))


def huffman(text):
    tie = count()
    heap = [(n, next(tie), letter) for letter, n in sorted(Counter(text).items())]
    heapq.heapify(heap)
    while len(heap) > 1:
        (a, _, left), (b, _, right) = heapq.heappop(heap), heapq.heappop(heap)
        heapq.heappush(heap, (a + b, next(tie), (left, right)))
    codes = {}

    def walk(node, prefix):
        if isinstance(node, str):
            codes[node] = prefix or '0'
        else:
            for bit, child in zip('01', node):
                walk(child, prefix + bit)

    walk(heap[0][2], '')
    return codes


text = 'abracadabra alakazam'
codes = huffman(text)
bits = ''.join(map(codes.__getitem__, text))
back = {code: letter for letter, code in codes.items()}
out, current = [], ''
for bit in bits:
    current += bit
    if current in back:
        out.append(back[current])
        current = ''
print(dict(sorted(codes.items(), key=lambda item: (len(item[1]), item[0]))), len(bits), ''.join(out) == text, int(bits, 2).to_bytes(-(-len(bits) // 8), 'big').hex())


def lzw(data):
    table = {bytes([i]): i for i in range(256)}
    word, out = b'', []
    for byte in data:
        longer = word + bytes([byte])
        if longer in table:
            word = longer
        else:
            out.append(table[word])
            table[longer] = len(table)
            word = longer[-1:]
    return out + [table[word]] if word else out


def unlzw(codes):
    table = {i: bytes([i]) for i in range(256)}
    codes = iter(codes)
    word = out = table[next(codes)]
    for code in codes:
        entry = table[code] if code in table else word + word[:1]
        out += entry
        table[len(table)] = word + entry[:1]
        word = entry
    return out


packed = lzw(b'TOBEORNOTTOBEORTOBEORNOT' * 2)
print(packed, unlzw(packed) == b'TOBEORNOTTOBEORTOBEORNOT' * 2)


@cache
def distance(a, b):
    if not a or not b:
        return len(a) + len(b)
    return min(distance(a[1:], b) + 1, distance(a, b[1:]) + 1, distance(a[1:], b[1:]) + (a[0] != b[0]))


print([distance(*pair) for pair in (('kitten', 'sitting'), ('', 'abc'), ('flaw', 'lawn'), ('same', 'same'))], distance.cache_info().currsize)


def knapsack(items, room):
    best = [(0, ())] * (room + 1)
    for name, weight, value in items:
        for w in range(room, weight - 1, -1):
            best[w] = max(best[w], (best[w - weight][0] + value, best[w - weight][1] + (name,)))
    return best[room]


print(knapsack([('map', 9, 150), ('compass', 13, 35), ('water', 15, 200), ('sandwich', 10, 160), ('tin', 6, 40)], 35))
print([reduce(lambda ways, coin: [n + (ways[i - coin] if i >= coin else 0) for i, n in enumerate(ways)], (1,), [1] + [0] * 10)[10]])
ways = [1] + [0] * 50
for coin in (1, 2, 5, 10, 20, 50):
    for amount in range(coin, 51):
        ways[amount] += ways[amount - coin]
print(ways[50], ways[:10])
MAZE = '''\
#########
#S..#...#
#.#.#.#.#
#.#...#E#
#########'''.splitlines()


def shortest(maze):
    cells = {(x, y): c for y, row in enumerate(maze) for x, c in enumerate(row)}
    start = next(at for at, c in cells.items() if c == 'S')
    came, queue = {start: None}, deque([start])
    while queue:
        x, y = at = queue.popleft()
        if cells[at] == 'E':
            path = []
            while at:
                path.append(at)
                at = came[at]
            return path[::-1]
        for step in ((x + 1, y), (x, y + 1), (x - 1, y), (x, y - 1)):
            if cells[step] != '#' and step not in came:
                came[step] = at
                queue.append(step)


path = shortest(MAZE)
print(len(path), ''.join('RDLU'[[(1, 0), (0, 1), (-1, 0), (0, -1)].index((b[0] - a[0], b[1] - a[1]))] for a, b in zip(path, path[1:])))
groups = defaultdict(list)
for word in 'listen silent enlist google elbow below state taste'.split():
    groups[''.join(sorted(word))].append(word)
print(sorted(groups.values(), key=lambda g: (-len(g), g)))
primes = [n for n in range(2, 60) if all(n % p for p in range(2, int(n ** .5) + 1))]
sieve = bytearray([1]) * 60
for i in range(2, 8):
    sieve[i * i::i] = bytes(len(range(i * i, 60, i)))
print(primes, [i for i in range(2, 60) if sieve[i]] == primes)


def to_roman(n):
    out = ''
    for value, letters in ((1000, 'M'), (900, 'CM'), (500, 'D'), (400, 'CD'), (100, 'C'), (90, 'XC'), (50, 'L'), (40, 'XL'), (10, 'X'), (9, 'IX'), (5, 'V'), (4, 'IV'), (1, 'I')):
        times, n = divmod(n, value)
        out += letters * times
    return out


def hanoi(n, a='A', b='B', c='C'):
    if n:
        yield from hanoi(n - 1, a, c, b)
        yield a + c
        yield from hanoi(n - 1, b, a, c)


print([to_roman(n) for n in (4, 9, 14, 40, 1994, 2024)], *hanoi(3))
print(*(f'{n}:{"Fizz" * (not n % 3)}{"Buzz" * (not n % 5)}' for n in range(9, 16)))
spiral = lambda m: m and [*m[0], *spiral([*zip(*m[1:])][::-1])]
print(spiral([[1, 2, 3], [4, 5, 6], [7, 8, 9], [10, 11, 12]]))
