"""attributes and items that an operation reads at once, while others wait: what slow paths do to their holders"""
import sys


class Node:
    def __init__(self):
        self.n = 3
        self.x = object()
        self.items = [object(), 1.5, 'abc']
        self.me = self


class Watched:
    def __init__(self, name):
        self.name = name

    @property
    def fresh(self):
        return [Watched('fresh of ' + self.name)]

    def __del__(self):
        print('del', self.name)

    def __add__(self, other):
        return 5

    def __bool__(self):
        node.flag = None
        return True


class Taking:
    """an object whose missing attributes and items take away what waits"""

    def __init__(self, node):
        self.node = node

    def __getattr__(self, name):
        self.node.value = None
        return 1

    def __getitem__(self, index):
        self.node.value = None
        self.node.items[0] = None
        return 1


node = Node()


def counts():
    print(sys.getrefcount(node.x), sys.getrefcount(node.items[0]), sys.getrefcount(node.me.me.items))


def reading(node):
    print(node.n + node.me.n, node.me.me.n * node.me.n, node.items[1] * 2, node.items[2][1] == 'b')
    print(node.me.me.x is node.x, node.me.x is not node.items[0], node.items[2] in node.me.items)
    if node.me.x and node.items[2]:
        print('true')
    if not node.me.me.n - 3:
        print('zero')
    print(-node.me.n, node.me.items[-1][-1], 'abc'[node.me.n - 2], node.items[node.me.n - 2])


def writing(node):
    node.me.me.n = node.me.n + 1
    node.me.n += node.me.me.n
    node.me.items[1] = node.items[1] + node.me.n
    node.me.items[1] += node.me.items[1]
    node.me.items[0] = Watched('first')
    node.me.items[0] = Watched('second')
    node.me.items[0] = 0
    node.me.extra = Watched('extra')
    print(node.me.extra.fresh[0] + node.extra.fresh[0])
    node.me.extra = None
    print(node.n, node.items)


def taking(node):
    taker = Taking(node)
    for other in (lambda: node.value < taker.less, lambda: node.value + taker.more, lambda: node.value + taker[0]):
        node.value = 7.5
        print(other(), node.value)
    node.value = Watched('waiting')
    print(node.value + taker.more)
    node.value = Watched('waiting too')
    print(node.me.value + taker[1])
    node.items[0] = Watched('item')
    print(node.items[0] + taker[2], node.items[0])
    node.items[0] = Watched('item waiting for an index')
    try:
        print(node.me.items[0][taker[0]])
    except TypeError as error:
        print(error)
    node.flag = Watched('flag')
    if node.me.flag:
        print('flag is', node.flag)


def failing(node):
    for action in (
        lambda: node.me.nothing.more + 1,
        lambda: node.n + node.me.nothing,
        lambda: node.me.items[9] + 1,
        lambda: node.items[0] + node.me.items[9],
        lambda: node.me.n.nothing,
        lambda: node.me.x + node.me.n,
    ):
        try:
            action()
        except (AttributeError, IndexError, TypeError) as error:
            print(type(error).__name__, error)
    try:
        node.me.nothing.more = node.n
    except AttributeError as error:
        print(error)
    try:
        node.me.items[9] = node.n
    except IndexError as error:
        print(error)


counts()
for _ in range(3):
    reading(node)
    writing(node)
    taking(node)
    failing(node)
    node.items[0] = object()
    node.items[1] = 1.5
    node.n = 3
    counts()
