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
