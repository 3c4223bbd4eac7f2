"""exceptions: raised and caught near and far, finally, try without exception"""

SIZE = 80000


class Refused(Exception):
    def __init__(self, code):
        Exception.__init__(self, code)
        self.code = code


def check(x):
    if x % 3 == 0:
        raise Refused(x)
    if x % 7 == 0:
        raise ValueError('seven')
    return x


def outer(x):
    try:
        return check(x)
    finally:
        if x < 0:
            check(1)


def run(size):
    total = 0
    table = {1: 2}
    for i in range(size):
        try:
            total += outer(i)
        except Refused as refused:
            total += refused.code & 1
        except ValueError:
            total -= 1
        try:
            total += table[i & 3]
        except KeyError:
            pass
        try:
            total += i
        except TypeError:
            total = 0
    return total
