# Input and output of a console program: print with every option, own streams, redirected stdout, input() at the end, broken streams, buffering with flush, sys.displayhook.
import builtins
import contextlib
import io
import sys

print()
print('a', 'b', 3, None, [1, 'x'], sep='-', end='!\n')
print(*'abc', sep='')
print(sep='x', end='')
print('no newline', end='')
print('', 'leading', '', sep='|')
print('tab', 'separated', sep='\t', end='\n\n')
print('é', '€', '😀', '\x1b[0m', 'nul\0byte', sep='~')
print(1, 2, sep=None, end=None)
print('multi\nline', 'text')
for wrong in (lambda: print(1, sep=5), lambda: print(1, end=b''), lambda: print(1, file=5), lambda: print(1, file='name')):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, error)


class Upper:
    def __init__(self):
        self.parts, self.flushes = [], 0

    def write(self, text):
        self.parts.append(text)

    def flush(self):
        self.flushes += 1


up = Upper()
print('to', 'own', 'stream', file=up, flush=True)
print(end='', file=up)
print(file=up)
print(up.parts, up.flushes)


class WriteOnly:
    def write(self, text):
        raise OSError(28, 'No space left on device')


for call in (lambda: print('x', file=WriteOnly()), lambda: print('x', file=io.BytesIO()), lambda: print(file=type('N', (), {})())):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)


class NoFlush:
    def write(self, text):
        return len(text)


print('fine', file=NoFlush())
try:
    print('x', file=NoFlush(), flush=True)
except AttributeError as error:
    print(error)


class Named:
    def __str__(self):
        print('[asked]', end=' ')
        return 'named'


print('before', Named(), 'after')
try:
    print('partly', type('Bad', (), {'__str__': lambda self: 1 / 0})(), 'never')
except ZeroDivisionError:
    print('<- what was written before the failure')
try:
    print(type('Wrong', (), {'__str__': lambda self: 5})())
except TypeError as error:
    print(error)
out = io.StringIO()
with contextlib.redirect_stdout(out):
    print('inside')
    with contextlib.redirect_stdout(io.StringIO()) as inner:
        print('innermost')
    sys.stdout.write('written')
print(repr(out.getvalue()), repr(inner.getvalue()), sys.stdout is sys.__stdout__)
real, sys.stdout = sys.stdout, None
print('goes nowhere')
sys.stdout = real
del sys.stdout
try:
    print('lost')
except RuntimeError as error:
    sys.stdout = real
    print(error)
print(sys.stdout.writable(), sys.stdout.readable(), sys.stdin.readable(), sys.stdout.name, sys.stdin.name, sys.stderr.name, sys.stdout.encoding, sys.stdout.fileno(), sys.stderr.fileno(), sys.stdout.closed, sys.stdout.mode, sys.stdin.mode)
print(sys.stdout.write('counted\n'), sys.stdout.write(''))
for call in (lambda: sys.stdout.write(5), lambda: sys.stdout.write(b'x'), lambda: sys.stdout.read(), lambda: sys.stdin.write('x'), lambda: sys.stdout.writelines(['a', 5])):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
sys.stdout.writelines(['line one\n', 'line two\n'])
sys.stdout.flush()
sys.stdout.buffer.write(b'bytes below\n')
sys.stdout.flush()
try:
    print(input('prompt> '))
except EOFError as error:
    print('|', error)
sys.stdin = io.StringIO('first line\nsecond\n\nlast without end')
print([input(), input('? '), input(), input()])
try:
    input()
except EOFError as error:
    print(error)
sys.stdin = io.StringIO('1 2 3\n4 5\n')
print([sum(map(int, line.split())) for line in sys.stdin])


class Answers:
    def __init__(self, *answers):
        self.answers = iter(answers)

    def readline(self):
        return next(self.answers)


sys.stdin = Answers('yes\n', 'no', '', 5)
print(input(), input())
for _ in range(3):
    try:
        print(input())
    except Exception as error:
        print(type(error).__name__, error)
sys.stdin = sys.__stdin__


def menu(commands):
    """A dialogue with scripted answers."""
    stack = []
    actions = {
        'push': lambda *args: stack.extend(map(float, args)),
        'add': lambda: stack.append(stack.pop() + stack.pop()),
        'show': lambda: print('   ', *(f'{n:g}' for n in stack)),
        'swap': lambda: stack.append(stack.pop(-2)),
    }
    for line in commands:
        name, *args = line.split()
        print(f'> {line}')
        try:
            action = actions[name]
        except KeyError:
            print('   unknown command', name, '- try', *sorted(actions))
            continue
        try:
            action(*args)
        except (TypeError, ValueError, IndexError) as error:
            print('   ' + type(error).__name__, error)


menu(['push 1 2.5', 'add', 'show', 'add', 'push x', 'show', 'dance', 'add 5', 'push 3 4', 'swap', 'show'])
sys.displayhook(None)
sys.displayhook('shown')
print(builtins._)
sys.displayhook([1, 'é'])
del builtins._
with contextlib.redirect_stderr(sys.stdout):
    print('to stderr, redirected', file=sys.stderr)
print('end', flush=True)
