# What built-in functions say of wrong arguments, and which of several faults they name.


class Text(str):
    def __repr__(self):
        return 'a text'


class Index:
    def __index__(self):
        raise ZeroDivisionError('no index')


class WrongIndex:
    def __index__(self):
        return 'x'


class WrongIterator:
    def __iter__(self):
        return 1


class Number(int):
    pass


def tell(name, function, *args, **kwargs):
    try:
        print(name, '->', repr(function(*args, **kwargs)))
    except Exception as error:
        print(name, '->', type(error).__name__, error)


# What is missing is said before what nobody knows.
tell('compile', compile, zz=1)
tell('compile', compile, 3, source=None)
tell('pow', pow, zz=1)
tell('from_bytes', int.from_bytes, x=1)
tell('max', max, zz=1)
tell('enumerate', enumerate, start=None)
tell('sort', [].sort, 1, 2, 3, 4)

# None is called so by the parsers of arguments.
for function, args in [
    (bytes, ('a', None)),
    (bytearray, ('a', None)),
    (''.encode, (None,)),
    (b''.decode, (None,)),
    (format, (1, None)),
    ((5).__format__, (None,)),
    (type, (None, None, None)),
    (type, ('A', None, None)),
    (type, ('A', (), None)),
    (compile, ('', '', None)),
    (ExceptionGroup, (None, [])),
]:
    tell(function.__name__, function, *args)

# The types of the arguments come before what the arguments say.
for made in (bytes, bytearray):
    tell(made.__name__, made, None, 1)
    tell(made.__name__, made, 'a', 1, 2)
    tell(made.__name__, made, 'a', '\ud800')
    tell(made.__name__, made, WrongIndex())
    tell(made.__name__, made, WrongIterator())
    tell(made.__name__, made(b'abc').hex, 5)
    tell(made.__name__, made(b'abc').hex, b'--')
    tell(made.__name__, made(b'abc').__contains__, Index())
    tell(made.__name__, made(b'abc').__contains__, 300)
tell('str', str, encoding=3)
tell('str', str, b'', 1, 2)
tell('str', str, b'', 'utf-8', Index())
tell('str', str, b'', 'a\0b')
tell('int', int, None, -1)
tell('int', int, 1, 2, 3)
tell('complex', complex, Index(), None)
tell('exec', exec, '', 1, 2)
tell('sum', sum, 3, 'a')
tell('sum', sum, [], b'a')
tell('sum', sum, [], bytearray(b'a'))
tell('type', type, 1, zz=1)
tell('type', type, 'A', (), 5)
tell('build', __build_class__)
tell('build', __build_class__, 1, 'A')
tell('build', __build_class__, lambda: 1, 2)
tell('build', __build_class__, lambda a: 1, 'A')
print(__build_class__(lambda: 1, 'A').__mro__[1:])

# A text shows itself as it wants to be shown.
tell('float', float, Text('x'))
tell('float', float, bytearray(b'x'))

# Wrappers of slots
for method in ((5).__pow__, 'a'.__mul__, (5).__rpow__, [].__setitem__, property().__get__):
    tell(method.__name__, method, x=1)
    tell(method.__name__, method)
    tell(method.__name__, method, 1, 2, 3)
tell('__rpow__', (3).__rpow__, 2, 5)
print([type(vars(kind)[name]).__name__ for kind, name in [(list, '__getitem__'), (dict, '__contains__'), (set, '__contains__')]])

# Operators
for template in (b'', b'a', bytearray(b'a')):
    tell('%', template.__mod__, 'a')
print(b'a'.__rmod__(bytearray(b'%s')), bytearray(b'a').__rmod__(b'%s'))
print(type(Text('a') % ()).__name__, type(Text('%%') % ()).__name__, type(iter(Text('a'))).__name__)
text = 'ab' * 3
print((text % ()) is text, (text % {}) is text)
tell('pow', pow, float('inf'), 1j)


def repeated(left, right):
    left *= right
    return left


def deleted(sequence, key):
    del sequence[key]


def replaced(value):
    [1][:1] = value


tell('*=', repeated, Number(2), 'a')
tell('*=', repeated, memoryview(b'a'), 'a')
tell('*=', repeated, 2, 'a')
tell('del', deleted, 5, 0)
tell('del', deleted, 'a', 0)
tell('del', deleted, 'a', 'a')
tell('del', deleted, 'a', 2**70)
tell('del', deleted, (), Index())
tell('[:]', replaced, 5)
tell('%', lambda: 1.0 % 0)
tell('replace', 'x'.replace, 'a')
tell('replace', 'x'.replace, 'x', 'y', count=1)
tell('hash', lambda: {}[slice(1)])

# The list in the arguments of a generic type may be in itself.
own = []
own.append(own)
print(type[own], list[[int, [str]]])
