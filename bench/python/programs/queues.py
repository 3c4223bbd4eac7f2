"""deque and heapq: a breadth-first walk, and shortest paths"""

from collections import deque
from heapq import heappop, heappush

SIZE = 200


def neighbours(size, node):
    row, column = divmod(node, size)
    if row > 0:
        yield node - size
    if row < size - 1:
        yield node + size
    if column > 0:
        yield node - 1
    if column < size - 1:
        yield node + 1


def breadth_first(size):
    distance = {0: 0}
    queue = deque([0])
    while queue:
        node = queue.popleft()
        for other in neighbours(size, node):
            if other not in distance:
                distance[other] = distance[node] + 1
                queue.append(other)
    return max(distance.values())


def shortest(size):
    best = {0: 0}
    heap = [(0, 0)]
    while heap:
        length, node = heappop(heap)
        if length > best[node]:
            continue
        for other in neighbours(size, node):
            candidate = length + 1 + (node * other) % 9
            if candidate < best.get(other, 1000000):
                best[other] = candidate
                heappush(heap, (candidate, other))
    return sum(best.values())


def run(size):
    return [breadth_first(size), shortest(size)]
