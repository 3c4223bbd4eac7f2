"""'%s' % (x,) is compiled as an f-string: no tuple, and each value is formatted before the next is evaluated."""
import gc
import sys


class Shown:
    def __init__(self, name):
        self.name = name

    def __str__(self):
        print('str', self.name, sys.getrefcount(self))
        return self.name

    def __repr__(self):
        print('repr', self.name)
        return '<é' + self.name + '>'

    def __format__(self, spec):
        print('format', spec)
        return 'formatted'


class Text(str):
    def __str__(self):
        return self


def make(name):
    print('make', name)
    return Shown(name)


a = Shown('a')
b = Shown('b')
print('%s %s' % (make('x'), make('y')))
print('%r|%a' % (a, b))
print('%s %d' % (make('x'), 3 if a else 4))
print('%10s|%-10s|%.2s|%5.1s|%.s|%05s|%+3s|% #4r' % (a, b, a, b, a, b, a, 'q' if a else 0))
print('100%% %s%%%s %%' % (a, b))
print('%%s %s' % (a,))
for text in ('%(x)s', '%s', '%s %s %s', '%q', '%s %', '%1000s'):
    try:
        print(len(eval(repr(text) + ' % (a, b)')))
    except (TypeError, ValueError) as error:
        print(text, type(error).__name__, error)
text = Text('t')
print(type('%s' % (text,)).__name__, '%s' % (text,) is text)
plain = ''.join(['a', 'b'])
print('%s' % (plain,) is plain, '%s' % plain is plain)
print('%s %s' % (*[1], 2), '%s %s' % (1, 2), '%c%s' % (65, a))
print('%s' % ((1, a.name),))


def failing():
    raise KeyError('k')


try:
    '%s %s' % (a, failing())
except KeyError as error:
    print('KeyError', error)
gc.disable()
gc.collect()
before = gc.get_count()[0]
'%s=%s' % (plain, before)
print(gc.get_count()[0] - before)
