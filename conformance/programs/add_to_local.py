"""local = local + x is no local += x: lists stay as they are, __add__ is asked and not __iadd__; strings may grow in place in both"""

import sys


class Both:
    def __init__(self, name):
        self.name = name

    def __add__(self, other):
        return f'{self.name} add {other}'

    def __iadd__(self, other):
        return f'{self.name} iadd {other}'

    def __radd__(self, other):
        return f'{self.name} radd {other}'


class OnlyAdd:
    def __add__(self, other):
        return NotImplemented

    def __del__(self):
        print('dies')


class OwnStr(str):
    def __add__(self, other):
        return 'own ' + str(other)


class OwnList(list):
    def __iadd__(self, other):
        return 'own iadd'


def lists():
    x = [1]
    y = x
    x = x + [2]
    print(x, y, x is y)
    x = y
    x += [2]
    print(x, y, x is y)
    x = y
    try:
        x = x + (3,)
    except TypeError as error:
        print(error)
    x += (3,)
    print(x, y)
    x = OwnList([1])
    x = x + [2]
    print(x, type(x).__name__)
    x = OwnList([1])
    x += [2]
    print(x)
    x = bytearray(b'a')
    y = x
    x = x + b'b'
    print(x, y)
    x = (1,)
    x = x + (2,)
    print(x)


def classes():
    a = Both('a')
    b = a
    a = a + 1
    print(a)
    b += 1
    print(b)
    x = 1
    x = x + Both('x')
    print(x)
    x = 1
    x += Both('x')
    print(x)
    x = OnlyAdd()
    for _ in range(2):
        try:
            x = x + 1
        except TypeError as error:
            print(error)
        try:
            x += 1
        except TypeError as error:
            print(error)
    x = None
    print('gone')


def texts():
    s = 'ab' * 10
    t = s
    s = s + 'c'
    print(s, t)
    s += 'd'
    print(s, t)
    s = OwnStr('x')
    s = s + 'y'
    print(s)
    s = 'x'
    try:
        s = s + 1
    except TypeError as error:
        print(error)
    try:
        s += 1
    except TypeError as error:
        print(error)
    print(s)
    word = 'w' * 1000
    before = sys.getrefcount(word)
    u = ''
    for i in range(3):
        u = u + word
    print(len(u), sys.getrefcount(word) - before)
    for part in ('\xe9', '\u20ac', '\U0001f600', ''):
        u = u + part
    print(len(u), u[-3:], sys.getrefcount(u) - 2)


def numbers():
    x = 2**60
    x = x + 2**60
    print(x)
    x = 1.5
    x = x + 1
    print(x)
    x = True
    x = x + True
    print(x)
    x = 1
    x = x + True
    print(x)


for _ in range(3):
    lists()
    classes()
    texts()
    numbers()
