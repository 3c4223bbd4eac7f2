"""Rules of built-in types that CPython's own tests ask for."""
import array
import functools
import os
import struct
import subprocess
import sys
import warnings


def told(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


# Methods that take no keyword arguments are named with their type.
for action in [
    lambda: {}.get(key=1),
    lambda: {}.pop(key=1),
    lambda: [].insert(x=1),
    lambda: ''.find(x=1),
    lambda: ().index(x=1),
    lambda: dict.get(),
    lambda: str.startswith(),
]:
    told(action)

print(range(sys.maxsize).__len__() == len(range(sys.maxsize)) == sys.maxsize, len(range(-5, sys.maxsize - 6)) == sys.maxsize - 1)
told(lambda: len(range(sys.maxsize + 1)))
told(lambda: array.array('i', None))
told(lambda: struct.pack_into('<I', bytearray(10), sys.maxsize, 1))

one = bool(1)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    print(~one, [w.category.__name__ for w in caught] == ['DeprecationWarning'] * (sys.version_info >= (3, 12)))


def shown(*args, **kwargs):
    return args, kwargs


class Changing(str):
    def __str__(self):
        partial.keywords[self] = 'new'
        return 'name'


partial = functools.partial(shown, 1)
partial.keywords[Changing('key')] = 'old'
print("'old'" in repr(partial))
partial = functools.partial(shown)
partial.__setstate__((shown, (), {1: 2}, None))
told(partial)
partial.__dict__ = {'note': 1}
print(partial.note)
told(lambda: setattr(partial, '__dict__', 1))
told(lambda: delattr(partial, '__dict__'))

for status in (0, 256, 9, 0x7f, -1, 0x137f, 0xffff):
    told(lambda: os.waitstatus_to_exitcode(status))
print(os.WIFEXITED(256), os.WEXITSTATUS(256), os.WIFSIGNALED(9), os.WTERMSIG(9), os.WIFSTOPPED(0x137f), os.WSTOPSIG(0x137f))
print(subprocess.list2cmdline(['a b', 'c']), subprocess.CompletedProcess(['x'], 1))
