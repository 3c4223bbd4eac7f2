"""Modules that import each other while they are half made."""
import sys


def attempt(name):
    try:
        __import__(name)
    except Exception as error:
        text = str(error)
        folder = sys.path[0] + '/'
        print(type(error).__name__, text.replace(folder, ''), getattr(error, 'name', None))
    print(sorted([n for n in sys.modules if n.split('.')[0] in ('first', 'second', 'ring', 'late')]))


attempt('first')
attempt('late')
attempt('ring')
import ring
print(ring.left.partner, ring.right.partner)
attempt('ring.bad')
attempt('ring.outer')
