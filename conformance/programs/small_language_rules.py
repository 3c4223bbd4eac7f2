# Rules that single programs meet: names of str's subclasses, length hints, __trunc__, __bytes__, targets of comprehensions and of stars.
import sys
import warnings

warnings.simplefilter('always')


def show(what):
    try:
        with warnings.catch_warnings(record=True) as seen:
            warnings.simplefilter('always')
            value = what()
        print(value, *(f'{each.category.__name__}: {each.message}' for each in seen))
    except BaseException as error:
        print(type(error).__name__, error)


class Name(str):
    pass


class Holder:
    def __init__(self):
        self.msg = 'a message'
        self.other = 'another'


for kind in Name, str:
    holder = Holder()
    show(lambda: getattr(holder, kind('msg')))
    show(lambda: getattr(holder, kind('missing')))
    show(lambda: hasattr(holder, kind('other')))
    show(lambda: delattr(holder, kind('other')))
    show(lambda: setattr(holder, kind('new'), 1))
    show(lambda: (holder.new, list(holder.__dict__)))


class Hinting:
    def __init__(self, hint):
        self.hint = hint

    def __iter__(self):
        return iter([7])

    def __length_hint__(self):
        return self.hint


for hint in 0, 5, 2**63 - 1, 2**63, -1, 2**62, NotImplemented, 'x':
    show(lambda: [1, 2, 3] + list(map(int, [])) if hint == 0 else None)
    target = [1, 2, 3]
    if hint != 2**63:
        show(lambda: target.extend(Hinting(hint)))
        print(target)
show(lambda: list(Hinting(2**63 - 1)))


class Integral:
    def __index__(self):
        return 42


class Truncates:
    def __init__(self, value):
        self.value = value

    def __trunc__(self):
        return self.value


for value in 17, True, Integral(), 'text', 1.5:
    show(lambda: int(Truncates(value)))


class HasBytes:
    def __init__(self, value):
        self.value = value

    def __bytes__(self):
        return self.value


show(lambda: int.from_bytes(HasBytes(b'\x01\x02')))
show(lambda: int.from_bytes(HasBytes('no'), 'little'))
show(lambda: int.from_bytes([1, 2], 'little'))
show(lambda: int.from_bytes(5, 'little'))
show(lambda: int.__itemsize__)
show(lambda: type('Sub', (int,), {}).__itemsize__)

for source in ('[(c := 1) for a, (*b, c[d + e::f(g)], h.i) in j]', '{(g := 1) for a[g] in j}', '[(a := 1) for a, b[c] in j]',
               '[(h := 1) for h.i in j]', '[(b := 1) for (a, *b) in j]'):
    if sys.version_info < (3, 12) and '(b :=' not in source:
        continue  # took names that a target only uses for bound
    try:
        eval(source, {})
    except (SyntaxError, NameError) as error:
        print(type(error).__name__, error)

for before, after in (255, 3), (256, 0), (1, 300):
    source = ', '.join(f'a{i}' for i in range(before)) + ', *rest' + ''.join(f', b{i}' for i in range(after)) + ' = range(600)'
    try:
        space = {}
        exec(source, space)
        print(before, after, len(space['rest']))
    except SyntaxError as error:
        print(before, after, error)


from collections import deque
import copy


class SlottedDeque(deque):
    __slots__ = ('x', 'y', '__dict__')


one = SlottedDeque('ab')
one.x = 1
one.word = 2
print(one.__reduce__()[:3], deque('ab').__reduce__()[:3])
two = copy.deepcopy(one)
print(type(two).__name__, two.x, two.word, list(two), hasattr(two, 'y'))
