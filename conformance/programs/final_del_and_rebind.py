# The moment of the finalizer at del, at rebinding, at the end of a statement and in expressions.
class F:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del', self.name)

    def __add__(self, other):
        return F(self.name + other.name)

    def __lt__(self, other):
        return self.name < other.name


a = F('a')
print('before del')
del a
print('after del')
a = F('first')
a = F('second')
print('rebound')
a = None
F('temporary')
print('statement over')
x = F('x') and F('y')
print('and')
x = F('p') or F('q')
print('or')
y = F('l') + F('r')
print('sum', y.name)
print(F('argument').name)
x = [F('in list')][0]
print('indexed')
x = (F('u'), F('v'))[1]
print('tuple')
x, y = F('one'), F('two')
print('pair')
x, y = y, x
print('swapped')
x = y = None
print(F('a') < F('b'), F('a') < F('b') < F('c'))
print('compared')
F('attribute').name
if F('condition'):
    print('in if')
while F('while'):
    print('in while')
    break
x = F('conditional') if F('test') else 0
print('ternary')
assert F('assert'), 'never'
del x
_ = [F(str(i)) for i in range(3)]
print('made')
del _
f = F('f')
g = f
del f
print('one left')
del g
print('end')
