"""CPython's side of the heap suite; src/heap/ours.ts has the same cases."""

import gc

from serve import clock, next_random, serve


class Node:
    __slots__ = ('a', 'b')


def timed_collection(expected):
    start = clock()
    found = gc.collect()
    elapsed = clock() - start
    if found != expected:
        raise AssertionError('the collection found %d unreachable objects, not %d' % (found, expected))
    return elapsed * 1e3


def collect_live(size, shape, counted=True):
    nodes = [Node() for _ in range(size)]
    random = 1
    for i, node in enumerate(nodes):
        if shape == 'neighbours':
            node.a = nodes[i - 1]
            node.b = nodes[(i + 1) % size]
        elif shape == 'random':
            random = next_random(random)
            node.a = nodes[random % size]
            random = next_random(random)
            node.b = nodes[random % size]
    gc.collect()
    values = [timed_collection(0) for _ in range(3)]
    del nodes, node
    gc.collect()
    return values


def collect_garbage(size):
    gc.collect()
    for _ in range(size):
        node = Node()
        node.a = node
    del node
    return [timed_collection(size)]


def make_and_drop(count):
    start = clock()
    for _ in range(count):
        object()
    return [(clock() - start) * 1e9 / count]


def fill_and_drop(count, size):
    start = clock()
    for _ in range(count // size):
        [object() for _ in range(size)]
    return [(clock() - start) * 1e9 / count]


def fill_and_drop_in_c(count, size):
    """list(range()) makes its ints, 28 bytes each, and drops them in C: no bytecode runs between two allocations."""
    start = clock()
    for _ in range(count // size):
        list(range(1 << 20, (1 << 20) + size))
    return [(clock() - start) * 1e9 / count]


def mixed_sizes(count, window, smallest, largest):
    sequence = []
    random = 1
    for _ in range(count):
        random = next_random(random)
        size = smallest + random % (largest - smallest + 1)
        random = next_random(random)
        sequence.append((random % window, size))
    blocks = [None] * window
    start = clock()
    for victim, size in sequence:
        blocks[victim] = bytes(size)
    return [(clock() - start) * 1e9 / count]


gc.disable()
serve({
    'collect-live': collect_live,
    'collect-garbage': collect_garbage,
    'make-and-drop': make_and_drop,
    'fill-and-drop': fill_and_drop,
    'fill-and-drop-in-c': fill_and_drop_in_c,
    'mixed-sizes': mixed_sizes,
})
