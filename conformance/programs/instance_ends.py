"""Instances that die with numbers, texts, tuples, what others hold, what tells of its death, and with a dictionary or weak references"""

import gc
import sys
import weakref


class Plain:
    def __init__(self, *values):
        if values:
            self.a = values[0]
        if len(values) > 1:
            self.b = values[1]
        if len(values) > 2:
            self.c = values[2]


class Told:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('dies', self.name)


class Slotted(Plain):
    __slots__ = ('d',)


class Number(int):
    pass


def count(*objects):
    return [sys.getrefcount(x) - 3 for x in objects]


def leaves():
    number = 10**6 + len('abc')
    text = 'text' + str(number)
    pair = (number, text)
    p = Plain(number, text, pair)
    print(count(number, text, pair, Plain))
    p = None
    print(count(number, text, pair, Plain))
    p = Plain(number + 1, text + 'x', (number + 2, text + 'y'))
    p = Plain(1.5, 10**30, b'bytes' + text.encode())
    p = Plain((number, (number, [text])), {number: text}, {number})
    print(count(number, text, Plain))
    p = None
    print(count(number, text, Plain))
    p = Slotted(number, text)
    p.d = number
    p = None
    n = Number(5)
    n.a = number
    n = None
    print(count(number, text, Plain))


def order():
    p = Plain(Told('first'), Told('second'), Told('third'))
    p = None
    p = Plain(10**6, Told('behind a number'), (10**6, 1))
    p = None
    p = Plain((1, Told('in a tuple')), Told('behind it'))
    p = None
    p = Plain(Plain(Told('inside')), Told('outside'))
    p = None
    print('end of order')


def others():
    p = Plain(10**6)
    p.__dict__['extra'] = Told('in the dictionary')
    p = None
    p = Plain(10**6, 'x')
    values = p.__dict__
    p = None
    print(values)
    p = Plain(1)
    known = weakref.ref(p, lambda ref: print('callback', ref()))
    p = None
    print(known())
    p = Plain(1, 2, 3)
    del p.b
    p.b = 10**6
    del p.a
    p = None
    p = Plain()
    p = None
    for i in range(30):
        p = Plain(i)
        setattr(p, 'more%d' % i, i * 1000)
        p = None
    chain = None
    for i in range(2000):
        chain = Plain(chain, i * 1000)
    chain = None
    print(sum(1 for x in gc.get_objects() if type(x) is Plain))


def of_a_class_that_goes():
    class Local:
        pass

    x = Local()
    x.value = 10**6
    known = weakref.ref(Local)
    del Local
    gc.collect()
    print(known() is not None)
    x = None
    gc.collect()
    print(known())


def raising():
    class Odd:
        def __init__(self):
            self.value = 10**6
            raise ValueError('odd')

    for _ in range(3):
        try:
            Odd()
        except ValueError as error:
            print(error, sys.getrefcount(Odd) > 2)


for _ in range(3):
    leaves()
    order()
    others()
    of_a_class_that_goes()
raising()
