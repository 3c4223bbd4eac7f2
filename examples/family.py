"""A parent knows its children, and each child its parent: a cycle that no count can free."""

import gc


class Person:
    def __init__(self, name):
        self.name = name
        self.parent = None
        self.children = []

    def adopt(self, child):
        self.children.append(child)
        child.parent = self


def family():
    ada = Person('Ada')
    ada.adopt(Person('Ben'))
    return ada


ada = family()
ben = ada.children[0]
del ada
print(ben.name, 'keeps', ben.parent.name)
del ben
print('collected', gc.collect())
