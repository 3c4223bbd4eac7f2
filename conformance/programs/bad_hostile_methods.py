# Special methods that return the wrong type.
class W:
    def __init__(self, **methods):
        pass


def attempt(name, f):
    try:
        print(name, f())
    except Exception as e:
        print(name, type(e).__name__, e)


def having(**methods):
    return type('H', (), {k: (lambda v: lambda self, *a, **k: v)(v) for k, v in methods.items()})()


attempt('repr', lambda: repr(having(__repr__=5)))
attempt('str', lambda: str(having(__str__=5)))
attempt('hash', lambda: hash(having(__hash__='x')))
attempt('bool', lambda: bool(having(__bool__=2)))
attempt('len', lambda: len(having(__len__=2.5)))
attempt('len bool', lambda: bool(having(__len__=-1)))
attempt('iter', lambda: iter(having(__iter__=5)))
attempt('next', lambda: next(having()))
attempt('index', lambda: [1][having(__index__='x')])
attempt('int', lambda: int(having(__int__='x')))
attempt('float', lambda: float(having(__float__=5)))
attempt('complex', lambda: complex(having(__complex__=5)))
attempt('format', lambda: format(having(__format__=5)))
attempt('bytes', lambda: bytes(having(__bytes__='x')))
attempt('contains', lambda: 1 in having(__contains__=[1]))
attempt('init', lambda: type('I', (), {'__init__': lambda self: 5})())
attempt('new', lambda: type('I', (), {'__new__': lambda cls: 5})())
attempt('enter', lambda: exec('with x: pass', {'x': having()}))
attempt('exit', lambda: exec('with x: pass', {'x': having(__enter__=1)}))
attempt('call', lambda: having()())
attempt('getattr', lambda: having(__getattr__=3).anything)
attempt('dir', lambda: dir(having(__dir__=5)))
attempt('dir list', lambda: dir(having(__dir__=['b', 'a'])))
attempt('round', lambda: round(having(__round__='r')))
attempt('reversed', lambda: reversed(having()))
attempt('reversed any', lambda: reversed(having(__reversed__=7)))
attempt('length hint', lambda: list(having(__iter__=iter([]), __length_hint__='x')))
attempt('instancecheck', lambda: isinstance(1, 5))
attempt('subclass', lambda: issubclass(1, int))
attempt('class', lambda: isinstance(having(__class__=int), int))
attempt('missing', lambda: type('D', (dict,), {'__missing__': 5})()[1])
attempt('eq', lambda: (having(__eq__=[]) == 1, having(__eq__=[]) in [2], having(__eq__=NotImplemented) == 1))
attempt('lt', lambda: having(__lt__=NotImplemented) < 1)
attempt('add', lambda: having(__add__=NotImplemented) + 1)
attempt('iadd', lambda: exec('x += 1', {'x': having(__iadd__=NotImplemented)}))
attempt('neg', lambda: -having())
attempt('await', lambda: having(__await__=5).__await__())
attempt('name', lambda: type('X', (), {'__set_name__': 5}))
attempt('slots', lambda: type('X', (), {'__slots__': 5}))
attempt('prepare', lambda: exec('class X(metaclass=M): pass', {'M': type('M', (type,), {'__prepare__': classmethod(lambda *a: 5)})}))
attempt('mro entries', lambda: exec('class X(b): pass', {'b': having(__mro_entries__=5)}))
attempt('fspath', lambda: open(having(__fspath__=5)))
attempt('unpack', lambda: exec('a, b = x', {'x': having(__iter__=iter([1]))}))
attempt('star', lambda: print(*5))
attempt('double star', lambda: print(**5))
attempt('keys', lambda: dict(**{1: 2}))
attempt('hash of list subclass', lambda: hash(type('L', (list,), {})()))
