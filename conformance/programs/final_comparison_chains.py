# What dies in a chain of comparisons, and when: the result is there already.
class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print(f'<{self.name}>', end=' ')

    def __eq__(self, other):
        return Falsy()

    def __lt__(self, other):
        return self.name < other.name


class Falsy:
    def __bool__(self):
        print('asked', end=' ')
        return False

    def __del__(self):
        print('<result>', end=' ')


print(type(D('x') == D('y') == D('z')).__name__)
print(D('a') < D('b') < D('c') < D('b2') < D('z'))
if D('p') < D('q') < D('o'):
    print('no')
print(1 < 2 < D('n').name.__len__() < 3)
