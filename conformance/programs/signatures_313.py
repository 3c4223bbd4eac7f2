# versions: 3.13
"""inspect: signatures of what CPython has in C, and the sources of what it has not."""
import functools
import inspect


class C:
    """A class."""

    def __init__(self, a, *, b: int = 3):
        pass

    # before the method
    def method(self, x=1):
        """What it does."""
        return x


CALLABLES = [
    *(len, print, sorted, sum, max, open, abs, isinstance, getattr, __import__, compile, repr, exec),
    *(C, C.method, C(1).method, functools.partial(C.method, 1), functools.partial(print, sep='x')),
    *(object, int, dict, bytes, list, map, zip, range, enumerate, functools.partial, functools.lru_cache, Exception),
    *(list.append, [].append, list.sort, str.join, str.split, dict.get, dict.fromkeys, set.add, object.__init__, type.__call__),
    lambda x, /, y, *z, w, **k: 1,
]
for callable in CALLABLES:
    name = getattr(callable, '__qualname__', 'partial')
    try:
        print(name, inspect.signature(callable))
    except ValueError:
        print(name, 'has none')
print(inspect.getsource(C))
print(inspect.getsourcelines(C.method), inspect.getcomments(C.method), inspect.getdoc(C.method))
