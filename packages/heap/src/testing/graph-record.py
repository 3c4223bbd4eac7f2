"""Records in which order a real CPython runs finalizers and callbacks.

    python3.11 graph-record.py > 3.11.json; python3.13 graph-record.py > 3.13.json
    python3 graph-record.py --merge 3.11.json 3.13.json > graph-recordings.json

Orders are written as runs [first, step, count], because those of deep nests are long and regular.
"""
import gc
import json
import sys
import weakref

gc.disable()
log = []


class Node:
    __slots__ = ('a', 'b', 'n', '__weakref__')

    def __init__(self, n, a=None, b=None):
        self.n, self.a, self.b = n, a, b

    def __del__(self):
        log.append(self.n)


def chain(length):
    head = None
    for n in reversed(range(length)):
        head = Node(n, head)
    return head


def comb(length):
    """A chain, each node of which also holds a leaf: node 2n holds the chain in a, leaf 2n+1 in b."""
    head = None
    for n in reversed(range(length)):
        head = Node(2 * n, head, Node(2 * n + 1))
    return head


def tree(size):
    nodes = [Node(n) for n in range(size)]
    for n in range(size):
        if 2 * n + 1 < size:
            nodes[n].a = nodes[2 * n + 1]
        if 2 * n + 2 < size:
            nodes[n].b = nodes[2 * n + 2]
    return nodes[0]


def lists(length):
    """Nodes and lists in turn; each list ends with a leaf."""
    inner = None
    for n in reversed(range(length)):
        inner = Node(n, [inner, Node(n + 1000)])
    return inner


def ring(length):
    nodes = [Node(n) for n in range(length)]
    for n in range(length):
        nodes[n].a = nodes[(n + 1) % length]
    return nodes


def runs(order):
    out = []
    for n in order:
        if out and out[-1][2] == 1:
            out[-1][1], out[-1][2] = n - out[-1][0], 2
        elif out and out[-1][0] + out[-1][1] * out[-1][2] == n:
            out[-1][2] += 1
        else:
            out.append([n, 0, 1])
    return out


def dying(make):
    held = make()
    log.clear()
    del held
    return runs(log)


def collected(nodes, generation, survive_first):
    if survive_first:
        held = nodes[3]
        del nodes
        gc.collect(0)
    else:
        held = None
        del nodes
    log.clear()
    held = None
    gc.collect(generation)
    return runs(log)


def chain_back():
    """Each node refers to the one before it and to itself, so that only a collection frees it."""
    nodes = [Node(n) for n in range(6)]
    for n in range(6):
        nodes[n].a = nodes[n - 1] if n else nodes[0]
        nodes[n].b = nodes[n]
    return nodes


def callbacks(count):
    """Callbacks when an object with several weak references dies, then the finalizers of the callbacks."""

    class Callback(Node):
        __slots__ = ()

        def __call__(self, ref):
            log.append(100 + self.n)

    target = Node(0)
    refs = [weakref.ref(target, Callback(n + 1)) for n in range(count)]
    log.clear()
    del target
    order = runs(log)
    assert len(refs) == count
    return order


def record():
    return {
        'chain 3000': dying(lambda: chain(3000)),
        'comb 120': dying(lambda: comb(120)),
        'comb 12000': dying(lambda: comb(12000)),
        'tree 63': dying(lambda: tree(63)),
        'lists 60': dying(lambda: lists(60)),
        'list 5': dying(lambda: [Node(n) for n in range(5)]),
        'tuple 5': dying(lambda: tuple([Node(n) for n in range(5)])),
        'ring 6': collected(ring(6), 2, False),
        'ring 6 surviving once': collected(ring(6), 2, True),
        'chain back': collected(chain_back(), 2, False),
        'chain back surviving once': collected(chain_back(), 2, True),
        'callbacks 1': callbacks(1),
        'callbacks 3': callbacks(3),
    }


if sys.argv[1:2] == ['--merge']:
    merged = {}
    for name in sys.argv[2:]:
        with open(name) as file:
            merged.update(json.load(file))
    print(json.dumps(merged, separators=(',', ':')))
else:
    print(json.dumps({'.'.join(map(str, sys.version_info[:3])): record()}))
