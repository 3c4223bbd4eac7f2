/** A list under several names. */
export const NAMES = `import sys
a = ['hello']
b = a
def keep(x):
    box = {'x': x}
    return box
c = keep(a)
b = 0
del c
a = None
`;

/** A tree whose nodes know their parents. */
export const PARENT = `import gc
class Node:
    def __init__(self, name):
        self.name = name
        self.parent = None
        self.children = []
    def add(self, child):
        self.children.append(child)
        child.parent = self
def work():
    root = Node('root')
    root.add(Node('leaf'))
    return root
tree = work()
leaf = tree.children[0]
del tree
del leaf
gc.collect()
`;
