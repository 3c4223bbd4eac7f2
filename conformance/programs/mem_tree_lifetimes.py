# collections show
# Trees and lists that own their parts: order of deaths, weak parents, moving subtrees, iterators that hold nodes, deletion while walking.
import gc
import sys
import weakref

gc.disable()
deaths = []


class Node:
    __slots__ = 'name', 'children', '_parent', '__weakref__'

    def __init__(self, name, *children):
        self.name, self.children, self._parent = name, [], None
        for child in children:
            self.add(child)

    def add(self, child):
        if child.parent is not None:
            child.parent.children.remove(child)
        child._parent = weakref.ref(self)
        self.children.append(child)
        return child

    @property
    def parent(self):
        return self._parent and self._parent()

    def __iter__(self):
        yield self
        for child in self.children:
            yield from child

    def depth(self):
        return 0 if self.parent is None else 1 + self.parent.depth()

    def find(self, name):
        return next((node for node in self if node.name == name), None)

    def __repr__(self):
        return f'{self.name}({" ".join(map(repr, self.children))})' if self.children else self.name

    def __del__(self):
        deaths.append(self.name)


def dead(what):
    print(what, deaths)
    deaths.clear()


tree = Node('root', Node('a', Node('a1'), Node('a2')), Node('b', Node('b1', Node('b11'))), Node('c'))
print(tree, [node.depth() for node in tree], tree.find('b11').parent.parent.name, sys.getrefcount(tree))
b = tree.find('b')
tree.find('c').add(b)
print(tree, b.depth(), b.parent.name)
del b
del tree.children[0]
dead('subtree a')
walk = iter(tree)
print(next(walk).name, next(walk).name, next(walk).name)
tree.children.clear()
dead('cleared while walked')
print(next(walk).name)
del walk
dead('walker gone')
tree = None
dead('root')
tree = Node('r', *(Node(f'n{i}') for i in range(5)))
for child in tree.children:
    if child.name in ('n1', 'n3'):
        tree.children.remove(child)
dead('removed while iterating')
del child
dead('loop variable')
orphan = tree.find('n4')
del tree
dead('all but one')
print(orphan.parent, orphan.depth())
del orphan
dead('orphan')


class Linked:
    """A doubly linked list whose backward links are strong: a cycle."""

    class Cell:
        def __init__(self, value):
            self.value, self.next, self.previous = value, None, None

        def __del__(self):
            deaths.append(self.value)

    def __init__(self, values=()):
        self.head = self.tail = None
        for value in values:
            self.append(value)

    def append(self, value):
        cell = Linked.Cell(value)
        if self.head is None:
            self.head = self.tail = cell
        else:
            self.tail.next, cell.previous = cell, self.tail
            self.tail = cell

    def remove(self, value):
        cell = self.head
        while cell.value != value:
            cell = cell.next
        before, after = cell.previous, cell.next
        if before:
            before.next = after
        else:
            self.head = after
        if after:
            after.previous = before
        else:
            self.tail = before

    def __iter__(self):
        cell = self.head
        while cell:
            yield cell.value
            cell = cell.next

    def __reversed__(self):
        cell = self.tail
        while cell:
            yield cell.value
            cell = cell.previous


numbers = Linked(range(6))
numbers.remove(2)
dead('one unlinked')
numbers.remove(0), numbers.remove(5)
dead('ends unlinked')
print(list(numbers), list(reversed(numbers)))
walk = iter(numbers)
next(walk)
numbers.remove(1)
dead('unlinked under the walker')
print(list(walk))
dead('walker done')
del numbers
dead('list dropped')
print(gc.collect())
dead('collected')
chain = Linked(range(3))
chain.head.previous = chain.tail
chain.tail.next = chain.head
del chain
print(gc.collect())
dead('ring collected')


class Queue:
    """Singly linked: dies by counts alone, first to last."""

    def __init__(self):
        self.first = None

    def push(self, name):
        self.first = Item(name, self.first)


class Item:
    def __init__(self, name, rest):
        self.name, self.rest = name, rest

    def __del__(self):
        deaths.append(self.name)


q = Queue()
for i in range(5):
    q.push(i)
middle = q.first.rest.rest
del q
dead('queue dropped, middle held')
del middle
dead('rest')
long = None
for i in range(3000):
    long = Item(i, long)
long = None
print(len(deaths), deaths[:3], deaths[-3:], deaths == sorted(deaths, reverse=True))
deaths.clear()
nested = []
for i in range(1000):
    nested = [nested, Item(i, None)]
del nested
print(len(deaths), deaths[:3], deaths[-3:])
deaths.clear()


class Matrix:
    """Cells know their neighbours: one big cycle."""

    def __init__(self, n):
        self.cells = [[Cell(self, x, y) for x in range(n)] for y in range(n)]


class Cell:
    def __init__(self, matrix, x, y):
        self.matrix, self.x, self.y = matrix, x, y

    def __del__(self):
        deaths.append((self.x, self.y))


m = Matrix(3)
weak = weakref.WeakSet(cell for row in m.cells for cell in row)
corner = m.cells[0][0]
del m
print(gc.collect(), len(weak))
corner.matrix = None
del corner
print(gc.collect(), len(weak))
dead('matrix')
