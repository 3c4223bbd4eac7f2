"""Methods of strings in loops: exact strings, subclasses, other arguments, errors, and counts afterwards."""
import sys


class Sub(str):
    def strip(self, *rest):
        return 'mine'

    def find(self, needle, *rest):
        return 'found ' + needle


class Index:
    def __index__(self):
        print('asked')
        return 1


TEXTS = [
    '', ' ', 'a', 'a b', '\n', '\r\n', 'a\r\nb\rc\nd', ' x\ty\x1cz\u00a0 ', 'é\x85ü=\u00a0', 'Ωmega = π', '𝄞=clef\u2028x',
    'key=value=more', 'one line that is longer than a word = and the rest of it\n', 'x' * 130 + '=' + 'y' * 130,
    'a\x00b\x00', 'abc=\x00', 'tail\x00', '=', '==', '=a=', 'ÿ=ÿ', Sub(' sub=class '), 'AB', 'Ab1', '12',
]


def pieces(text):
    yield 'split', text.split()
    yield 'by =', text.split('=')
    yield 'one', text.split('=', 1), text.split('=', 0), text.split('=', -1), text.split(None, 1)
    yield 'nul', text.split('\0')
    yield 'wide', text.split('π'), text.split('ÿ'), text.split('= ')
    yield 'lines', text.splitlines(), text.splitlines(True), text.splitlines(keepends=1)
    yield 'parts', text.partition('='), text.partition('\0'), text.partition('π'), text.partition('= ')
    yield 'rparts', text.rpartition('='), text.rpartition('\x85')
    yield 'strip', text.strip(), text.lstrip(), text.rstrip(), text.strip('=x')


def looks(text):
    yield 'kinds', text.isdigit(), text.isalpha(), text.isalnum(), text.isspace(), text.isupper(), text.islower()
    yield 'find', text.find('='), text.find('= '), text.find('=', 1), text.find(''), text.count('='), text.count('')
    yield 'affix', text.startswith(''), text.startswith('a'), text.startswith('b', 2), text.endswith('='), text.endswith(('b', '='))
    yield 'case', text.upper(), text.lower()
    yield 'pad', text.center(7), text.ljust(5, '.'), text.rjust(5, 'π'), text.center(8, 'é'), text.rjust(-3)
    yield 'replace', text.replace('=', ':'), text.replace('', '-')[:9], text.replace('a', 'π')


for text in TEXTS:
    for lines in (pieces, looks):
        for line in lines(text):
            print(*line)

# Results of exact type, and the objects that are the same.
sub = Sub('sub')
same = 'nothing to cut'
print(type(sub.split()[0]), type(sub.split('x')[0]), type(sub.partition('x')[0]), type(sub.rstrip()), type(sub.center(2)))
print(same.split('x')[0] is same, same.splitlines()[0] is same, same.partition('x')[0] is same, same.rstrip() is same)
print(same.center(3) is same, same.replace('x', 'y') is same)


def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)


text = 'some text'
attempt(lambda: text.split(''))
attempt(lambda: text.split(1))
attempt(lambda: text.split(' ', 'x'))
attempt(lambda: text.split(' ', 2 ** 70))
attempt(lambda: text.split(' ', Index()))
attempt(lambda: text.split(None))
attempt(lambda: text.split(sub))
attempt(lambda: text.partition(''))
attempt(lambda: text.partition(None))
attempt(lambda: text.find(3))
attempt(lambda: text.find('e', None))
attempt(lambda: text.find('e', Index()))
attempt(lambda: text.find('e', 'x'))
attempt(lambda: text.index('q'))
attempt(lambda: text.index('q', 2))
attempt(lambda: text.startswith(1))
attempt(lambda: text.startswith(('a', 1)))
attempt(lambda: text.startswith('s', 'x'))
attempt(lambda: text.endswith(['x']))
attempt(lambda: text.center('x'))
attempt(lambda: text.center(2.5))
attempt(lambda: text.center(Index()))
attempt(lambda: text.center(20, 'ab'))
attempt(lambda: text.center(20, 3))
attempt(lambda: text.rjust(2 ** 70))
attempt(lambda: text.replace('e', 1))
attempt(lambda: text.replace(1, 'e'))
attempt(lambda: text.strip(1))
attempt(lambda: text.strip(None))
attempt(lambda: text.count(None))


class Named:
    def split(self, by=None):
        return ['mine', by]

    strip = isdigit = partition = lambda self, *rest: rest


for object in ('a b', Named(), b'a b', sub, bytearray(b'x y')):
    attempt(lambda: object.split())
    attempt(lambda: object.strip())
    attempt(lambda: object.isdigit())
    attempt(lambda: object.split('a'))


def counts():
    """Nothing of a loop is left behind."""
    text = ''.join(['some', ' text', '=', 'more'])
    by = ''.join(['=', '='])[:2]
    before = sys.getrefcount(text), sys.getrefcount(by)
    for i in range(50):
        text.split(), text.split(by), text.split(by, i), text.partition(by), text.strip(), text.find(by), text.center(i)
        text.startswith(by, i), text.replace(by, by), text.isalpha(), text.splitlines()
        try:
            text.index(by, i)
        except ValueError:
            pass
        try:
            text.center(i, by)
        except TypeError:
            pass
    return before == (sys.getrefcount(text), sys.getrefcount(by))


print(counts())


class Dying(str):
    def __del__(self):
        print('dies', len(self))


def last():
    for _ in range(3):
        print('a-b'.split(Dying('-')))
        print(Dying('a b').split())
        print('abc'.find(Dying('b')), 'abc'.partition(Dying('c'))[0])


last()
