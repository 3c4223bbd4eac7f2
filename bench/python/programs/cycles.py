"""graphs with cycles that only the collector finds, made and dropped beside a live graph"""

SIZE = 500


class Node:
    def __init__(self, name):
        self.name = name
        self.links = []
        self.owner = self


def ring(n):
    nodes = [Node(i) for i in range(n)]
    for i in range(n):
        nodes[i].links.append(nodes[(i + 1) % n])
        nodes[i].links.append(nodes[i - 1])
    return nodes


def run(size):
    alive = ring(2000)
    total = 0
    for turn in range(size):
        dead = ring(250)
        total += dead[turn % 250].links[0].name + len(alive[turn].links)
        pair = {}
        pair['self'] = pair
        pair['list'] = [pair]
    for node in alive:
        node.owner = None
    return total
