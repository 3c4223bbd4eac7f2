"""binary trees: many small objects that live and die"""

SIZE = 13


class Node:
    def __init__(self, left, right):
        self.left = left
        self.right = right


def make(depth):
    if depth == 0:
        return Node(None, None)
    return Node(make(depth - 1), make(depth - 1))


def count(node):
    if node.left is None:
        return 1
    return 1 + count(node.left) + count(node.right)


def run(size):
    long_lived = make(size)
    total = 0
    for depth in range(4, size + 1, 2):
        for _ in range(1 << (size - depth + 2)):
            total += count(make(depth))
    return [total, count(long_lived)]
