"""__import__, its arguments, and a program's own."""
import builtins
import sys


def attempt(*args, **keywords):
    try:
        print(args, keywords, '->', __import__(*args, **keywords))
    except Exception as error:
        print(args, keywords, '->', type(error).__name__, error)


attempt('sys')
attempt(name='sys')
attempt('')
attempt(3)
attempt()
attempt('sys', level=-1)
attempt('sys', level='x')
attempt('sys', fromlist=('anything',))
attempt('sys', fromlist=3)
attempt('x', {}, level=1)
attempt('x', None, level=1)
attempt('x', 5, level=1)
attempt('x', {'__package__': 3}, level=1)
attempt('x', {'__package__': ''}, level=1)
attempt('x', {'__package__': 'a.b'}, level=3)
attempt('x', {'__package__': 'nowhere.b'}, level=1)
attempt('x', {'__name__': 3}, level=1)
attempt('sys\0')
attempt('sys', None, None, None, 0)
attempt('sys', 1, 2, 3, 4, 5)

original = builtins.__import__
calls = []


def spy(name, globals=None, locals=None, fromlist=(), level=0):
    calls.append((name, globals is not None and globals['__name__'], locals is not None, fromlist, level))
    return original(name, globals, locals, fromlist, level)


builtins.__import__ = spy
import gc
import sys as system
from time import time, sleep


def inner():
    import gc


inner()
builtins.__import__ = lambda *args: args[0]
import anything.at.all
print(anything)
try:
    from anything import missing
except ImportError as error:
    print(error)
del builtins.__import__
try:
    import gc
except ImportError as error:
    print(error)
builtins.__import__ = original
import gc
for call in calls:
    print(call)
print(system is sys)
