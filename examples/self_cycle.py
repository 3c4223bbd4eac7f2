# What reference counts alone cannot free: objects that refer to themselves.
#   npx uroboros run examples/self_cycle.py
import gc
import sys
import weakref

gc.disable()
gc.collect()

# A list that contains itself: dropping the last name leaves one reference, its own.
snake = []
snake.append(snake)
print('snake', snake, 'count', sys.getrefcount(snake) - 1)
del snake
print('collected', gc.collect())


class Node:
    def __init__(self, name):
        self.name = name
        self.parent = None
        self.child = None

    def __del__(self):
        print('del', self.name)


# A parent that knows its child, and a child that knows its parent.
parent = Node('parent')
child = Node('child')
parent.child = child
child.parent = parent
watcher = weakref.ref(parent, lambda ref: print('parent is gone, the weak reference says', ref()))
print('counts', sys.getrefcount(parent) - 1, sys.getrefcount(child) - 1)
del parent, child
print('nobody can reach them, but they are alive:', watcher() is not None)
print('collected', gc.collect())
print('now:', watcher())

# Without the way back, the count is enough, and nothing has to be collected.
parent = Node('second parent')
parent.child = Node('second child')
parent.child.parent = weakref.ref(parent)
print('weak parent', parent.child.parent() is parent)
del parent
print('collected', gc.collect())


# An object may come back to life in its finalizer; the finalizer does not run twice.
class Phoenix:
    def __del__(self):
        print('a phoenix rises')
        nest.append(self)


nest = []
bird = Phoenix()
bird.self = bird
del bird
print('collected', gc.collect(), 'in the nest', len(nest))
nest.clear()
print('collected', gc.collect())
