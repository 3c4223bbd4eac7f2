# Which methods and fields each exception type has of its own, and what they do.
import builtins

for name, kind in sorted(vars(builtins).items()):
    if isinstance(kind, type) and issubclass(kind, BaseException) and name == kind.__name__:
        own = [key for key in ('__init__', '__new__', '__str__', '__getattribute__', '__getstate__') if key in vars(kind)]
        print(name, *own)

for call in (lambda: ValueError.__init__(1), lambda: KeyError.__init__(TypeError()), lambda: ValueError.__new__(int)):
    try:
        print(call())
    except TypeError as error:
        print(error)

blocked = BlockingIOError(1, 'text', 5)
print(blocked.characters_written, blocked.filename, blocked.args)
blocked.characters_written = 7
print(blocked.characters_written)
del blocked.characters_written
for change in (lambda: blocked.characters_written, lambda: delattr(blocked, 'characters_written')):
    try:
        print(change())
    except AttributeError as error:
        print(error)
for value in ('x', 2**70):
    try:
        blocked.characters_written = value
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
print(OSError(1, 'text', 5).filename, BlockingIOError(1, 'text', 'name').filename)
if hasattr(AttributeError, '__getstate__'):
    print(AttributeError('m', name='n', obj=5).__getstate__(), AttributeError().__getstate__())

# Fields of other types than C makes, and keywords that nobody takes
wrong = UnicodeEncodeError('utf-8', 'abc', 1, 2, 'why')
del wrong.reason
print(wrong)
for field in ('start', 'end'):
    try:
        setattr(wrong, field, None)
    except TypeError as error:
        print(error)
line = SyntaxError('m', ('f.py', 1, 2, 't'))
for value in ('1', None, True, 2**70, 7):
    line.lineno = value
    print(line)
missing = OSError(2, 'text', 'name', None, 'other')
for name in ('errno', 'filename', 'filename2'):
    setattr(missing, name, None)
    print(missing)
for name in ('errno', 'filename'):
    delattr(missing, name)
    print(missing)
for call in (
    lambda: SyntaxError(a=1),
    lambda: SystemExit(1, a=1),
    lambda: UnicodeDecodeError(a=1),
    lambda: NameError(name='a', obj=1),
):
    try:
        print(repr(call()))
    except TypeError as error:
        print(error)
written = BlockingIOError(1, 'text', -5)
print(written.characters_written, BlockingIOError(1, 'text', 2**40).characters_written)
print(b'%i' % 5, b'%s' % b'x')
for template, value in ((b'%i', 'a'), (b'%f', 'a')):
    try:
        print(template % value)
    except TypeError as error:
        print(error)


class Index:
    def __index__(self):
        return 3


class Sized:
    def __len__(self):
        return Index()


class Hook:
    def __init_subclass__(cls):
        pass


print(len(Sized()))
for hook in (5, None):
    Hook.__init_subclass__ = hook
    try:
        type('Derived', (Hook,), {})
    except TypeError as error:
        print(error)
