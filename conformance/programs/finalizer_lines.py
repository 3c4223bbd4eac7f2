"""The line that a finalizer sees in the frame that dropped the last reference, whatever fast path dropped it."""
import sys


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        frame = sys._getframe(1)
        print(self.name, frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno)

    def __add__(self, other):
        return len(self.name) + other

    def __eq__(self, other):
        return self is other

    def twin(self):
        return Noisy(self.name + "'")


class Box:
    pass


def rebound(n):
    x = Noisy('a local')
    y = n + 1
    z = (y
         * 2)
    x = None
    return y + z


def stored(n):
    box = Box()
    box.value = Noisy('an attribute')
    box.count = n + 1
    items = [Noisy('an item'), 2]
    k = n * 2
    box.value = box.count + k
    k = n + box.count
    items[0] = k + 1
    total = (
        Noisy('an operand').twin()
        + k
    )
    return total


def dropped(n):
    total = n
    for i in range(2):
        held = Noisy('a loop variable')
        total += i * n
        total -= 1
    held = total
    if Noisy('compared') == n:
        total = 0
    pair = [Noisy('in a list')]
    pair[0].name + 'x'
    pair = total
    del pair
    attribute = Noisy('of an expression').name
    return attribute


def gone(n):
    try:
        a = Noisy('behind an error')
        n = n + 1
        return n / 0
    except ZeroDivisionError:
        a = n
    return a


for step in (rebound, stored, dropped, gone):
    for _ in range(2):
        step(3)
