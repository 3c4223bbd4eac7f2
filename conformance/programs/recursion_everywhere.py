# Endless recursion through every door of the language: RecursionError each time, and the program goes on.
import functools


def show(name, run):
    try:
        run()
    except RecursionError as error:
        # Which of the messages comes depends on where exactly the limit was met.
        print(name, str(error)[:32])
    else:
        print(name, 'ended')


class Everything:
    def __repr__(self): return repr(self)
    def __str__(self): return str(self)
    def __eq__(self, other): return self == other
    def __lt__(self, other): return self < other
    def __hash__(self): return hash(self)
    def __bool__(self): return bool(self)
    def __len__(self): return len(self)
    def __iter__(self): return iter(self)
    def __next__(self): return next(self)
    def __contains__(self, x): return x in self
    def __getitem__(self, key): return self[key]
    def __delitem__(self, key): del self[key]
    def __getattr__(self, name): return getattr(self, name + 'x')
    def __setattr__(self, name, value): setattr(self, name, value)
    def __format__(self, spec): return format(self, spec)
    def __call__(self): return self()
    def __add__(self, other): return self + other
    def __neg__(self): return -self
    def __index__(self): return range(3)[self]
    def __reversed__(self): return reversed(self)
    def __enter__(self):
        with self: pass
    def __exit__(self, *exc): pass


class New:
    def __new__(cls): return New()


class Init:
    def __init__(self): Init()


class Property:
    @property
    def p(self): return self.p


class Missing(dict):
    def __missing__(self, key): return self[key + 1]


class Meta(type):
    def __instancecheck__(cls, obj): return isinstance(obj, cls)
    def __subclasscheck__(cls, other): return issubclass(other, cls)
    def __call__(cls): return cls()


class Checked(metaclass=Meta): pass


@functools.lru_cache(None)
def cached(n): return cached(n + 1)


def plain(): plain()
def star(*args, **names): star(*args, **names)
def delegated(): yield from delegated()
def iterated():
    for x in iterated(): yield x
def key(x): return sorted([1], key=key)
def mapped(x): return list(map(mapped, [1]))
def listed(): return [listed() for _ in [1]]
def generated(): return list(generated() for _ in [1])
def evaluated(): eval('evaluated()')
def finally_():
    try: finally_()
    finally: pass


e = Everything()
for name, run in {
    'plain': plain, 'star': lambda: star(1, a=2), 'repr': lambda: repr(e), 'str': lambda: str(e),
    'eq': lambda: e == 1, 'lt': lambda: e < 1, 'hash': lambda: hash(e), 'bool': lambda: bool(e),
    'len': lambda: len(e), 'iter': lambda: iter(e), 'next': lambda: next(e), 'contains': lambda: 1 in e,
    'getitem': lambda: e[0], 'getattr': lambda: e.y, 'format': lambda: format(e), 'call': lambda: e(),
    'add': lambda: e + 1, 'neg': lambda: -e, 'index': lambda: range(3)[e], 'reversed': lambda: reversed(e),
    'with': lambda: e.__enter__(), 'new': New, 'init': Init, 'property': lambda: Property().p,
    'missing': lambda: Missing()[0], 'meta call': Checked, 'instance check': lambda: isinstance(1, Checked),
    'subclass check': lambda: issubclass(int, Checked), 'lru_cache': lambda: cached(0),
    'yield from': lambda: list(delegated()), 'generator': lambda: list(iterated()), 'sort key': lambda: key(1),
    'map': lambda: mapped(1), 'comprehension': listed, 'generator expression': generated, 'eval': evaluated,
    'finally': finally_,
}.items():
    show(name, run)


def nested(n, kind=list):
    x = kind()
    for _ in range(n):
        x = kind([x])
    return x


class T(tuple): pass
deep = nested(60_000)
for name, run in {
    'repr': lambda: repr(deep), 'eq': lambda: deep == nested(60_000), 'lt': lambda: deep < nested(60_000),
    'percent': lambda: '%s' % deep, 'isinstance': lambda: isinstance('', nested(60_000, tuple)),
}.items():
    show('deep ' + name, run)
print(repr(nested(200)) == '[' * 201 + ']' * 201, nested(200) == nested(200))
try:
    raise KeyError(1)
except (LookupError, ValueError):
    print('caught')
try:
    try:
        raise KeyError(1)
    except (KeyError, (ValueError,)):
        print('not reached')
except TypeError as error:
    print(error)
