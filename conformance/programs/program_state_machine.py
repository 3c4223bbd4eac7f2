# State machines: transitions declared by decorators, hierarchical states as classes, a generator as a machine, one in a table.
from collections import ChainMap
from enum import Enum, auto


class transition:
    def __init__(self, *sources, to):
        self.sources, self.to = sources, to

    def __call__(self, function):
        self.function = function
        return self

    def __set_name__(self, owner, name):
        self.name = name
        for source in self.sources:
            owner.table[source, name] = self

    def __get__(self, machine, owner=None):
        if machine is None:
            return self

        def fire(*args):
            found = machine.table.get((machine.state, self.name)) or machine.table.get(('*', self.name))
            if found is None:
                raise RuntimeError(f'{self.name!r} is not possible in state {machine.state!r}')
            result = found.function(machine, *args)
            if result is not False:
                machine.history.append(f'{machine.state} -{self.name}-> {found.to}')
                machine.state = found.to
            return result
        return fire


class MachineMeta(type):
    @classmethod
    def __prepare__(mcls, name, bases, **kw):
        namespace = dict(table={})
        for base in reversed(bases):
            namespace['table'] |= getattr(base, 'table', {})
        return namespace

    def __new__(mcls, name, bases, namespace, initial=None):
        cls = super().__new__(mcls, name, bases, namespace)
        if initial is not None:
            cls.state = initial
        return cls


class Machine(metaclass=MachineMeta):
    def __init__(self):
        self.history = []


class Door(Machine, initial='closed'):
    @transition('closed', to='open')
    def open(self):
        return 'creak'

    @transition('open', to='closed')
    def close(self):
        return 'bang'

    @transition('*', to='broken')
    def kick(self):
        return 'crack'


class Safe(Door):
    code = '1234'

    @transition('closed', to='locked')
    def lock(self):
        return 'click'

    @transition('locked', to='closed')
    def unlock(self, code):
        if code != self.code:
            return False


door, safe = Door(), Safe()
for machine, script in (door, ['open', 'open', 'close', 'kick', 'open']), (safe, ['lock', 'open', 'unlock 1', 'unlock 1234', 'open', 'close', 'lock', 'kick']):
    for line in script:
        name, *args = line.split()
        try:
            print(f'{line:12}', getattr(machine, name)(*args), machine.state)
        except RuntimeError as error:
            print(f'{line:12}', error)
    print(machine.history)
print(sorted(Door.table), len(Safe.table), Door.state, Safe.open is Door.open, hasattr(door, 'lock'))


class Light(Enum):
    RED = auto()
    GREEN = auto()
    YELLOW = auto()

    @property
    def next(self):
        members = list(type(self))
        return members[(members.index(self) + 1) % len(members)]

    def __rshift__(self, n):
        light = self
        for _ in range(n):
            light = light.next
        return light


print(Light.RED >> 4, [light.next.name for light in Light], (Light.YELLOW >> 0) is Light.YELLOW)


def number():
    """Reads characters sent to it; says what it has read so far and whether it may end there."""
    sign, digits = '', ''
    char = yield 'start', False
    if char in '+-':
        sign, char = char, (yield 'sign', False)
    while char.isdigit():
        digits += char
        char = yield 'int', True
    if char == '.':
        digits += char
        char = yield 'point', False
        while char.isdigit():
            digits += char
            char = yield 'fraction', True
    raise ValueError(f'{char!r} after {sign + digits!r}')


for text in '-12.5', '+7', '3.', '', '1.x', '--1', '12a':
    machine = number()
    status = next(machine)
    trace = []
    try:
        for char in text:
            status = machine.send(char)
            trace.append(status[0])
    except ValueError as error:
        print(f'{text:6} {trace} error: {error}')
    else:
        print(f'{text:6} {trace} {"accepted" if status[1] else "incomplete"}')
    machine.close()

DEFAULT = {'code': ('code', None)}
TABLE = {
    'code': ChainMap({'"': ('string', 'open'), '#': ('comment', 'skip')}, {}),
    'string': ChainMap({'"': ('code', 'close'), '\\': ('escape', 'skip')}, {}),
    'escape': ChainMap({}, {}),
    'comment': ChainMap({'\n': ('code', None)}, {}),
}


def strings(source):
    state, found, text = 'code', [], ''
    for c in source:
        fallback = {'escape': ('string', 'add'), 'string': ('string', 'add')}.get(state, (state, None))
        state, action = TABLE[state].get(c, fallback)
        match action:
            case 'open':
                text = ''
            case 'close':
                found.append(text)
            case 'add':
                text += c
    return found, state


print(strings('a = "one" # "no"\nb = "t\\"wo" + "" + "open'))
