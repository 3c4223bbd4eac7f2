# collections show
# Plugins by __init_subclass__ and by decorators, priorities, capabilities by duck typing, a registry that forgets classes.
import gc
import weakref
from abc import ABC, abstractmethod


class Plugin:
    registry = {}

    def __init_subclass__(cls, /, name=None, priority=0, requires=(), **kwargs):
        super().__init_subclass__(**kwargs)
        if cls.__name__.startswith('_'):
            return
        cls.name = name or cls.__name__.lower()
        cls.priority, cls.requires = priority, tuple(requires)
        if cls.name in Plugin.registry:
            raise TypeError(f'plugin {cls.name!r} is there already, as {Plugin.registry[cls.name].__qualname__}')
        Plugin.registry[cls.name] = cls

    def run(self, text):
        return text

    @classmethod
    def chain(cls, *names):
        todo, order = list(names), []

        def need(name, trail=()):
            if name in trail:
                raise RecursionError(' needs '.join((*trail, name)))
            plugin = cls.registry[name]
            for other in plugin.requires:
                need(other, (*trail, name))
            if plugin not in order:
                order.append(plugin)
        for name in todo:
            need(name)
        return sorted(order, key=lambda p: -p.priority)


class _Helper(Plugin):
    marks = '<>'

    def mark(self, text):
        return self.marks[0] + text + self.marks[1]


class Upper(Plugin, priority=5):
    def run(self, text):
        return text.upper()


class Title(Plugin, name='title-case'):
    def run(self, text):
        return text.title()


class Brackets(_Helper, requires=['upper'], priority=-1):
    def run(self, text):
        return self.mark(text)


class Square(Brackets, name='square', requires=['title-case', 'brackets']):
    marks = '[]'


print({name: (cls.__name__, cls.priority, cls.requires) for name, cls in Plugin.registry.items()})
for names in ['upper'], ['brackets'], ['square', 'upper'], []:
    chain = Plugin.chain(*names)
    text = 'hello there'
    for plugin in chain:
        text = plugin().run(text)
    print(names, [p.name for p in chain], text)
for statement in ('class Upper(Plugin): pass', 'class X(Plugin, colour=3): pass', 'class Y(Plugin, name="y", name="z"): pass',
                  'class Loop(Plugin, requires=["loop"]): pass\nPlugin.chain("loop")', 'Plugin.chain("nothing")'):
    try:
        exec(statement)
    except (TypeError, SyntaxError, RecursionError, KeyError) as error:
        print(type(error).__name__, error)


class Codec(ABC):
    codecs = []

    def __init_subclass__(cls):
        cls.codecs.append(cls)

    @abstractmethod
    def encode(self, text): ...

    @abstractmethod
    def decode(self, text): ...

    @classmethod
    def __subclasshook__(cls, other):
        if cls is Codec:
            return all(any(name in c.__dict__ for c in other.__mro__) for name in ('encode', 'decode')) or NotImplemented
        return NotImplemented


class Rot(Codec):
    def __init__(self, n=13):
        self.n = n

    def encode(self, text):
        return ''.join(chr((ord(c) - 97 + self.n) % 26 + 97) if c.islower() else c for c in text)

    def decode(self, text):
        return type(self)(-self.n).encode(text)


class Half(Codec):
    def encode(self, text):
        return text[::2]


class Duck:
    encode = decode = str.swapcase


print([c.__name__ for c in Codec.codecs], isinstance(Duck(), Codec), issubclass(int, Codec), issubclass(str, Codec), issubclass(Duck, Rot))
print(Rot().encode('hello, world'), Rot(3).decode(Rot(3).encode('xyz')))
for cls in Half, Codec:
    try:
        cls()
    except TypeError as error:
        print(error)
print(sorted(Half.__abstractmethods__), Rot.__abstractmethods__)

commands = weakref.WeakValueDictionary()


def command(*names, **options):
    def register(function):
        for name in names or [function.__name__]:
            commands[name] = function
        function.options = options
        return function
    return register


@command('ls', 'dir', hidden=False)
def list_files():
    return 'a b c'


@command()
def quit():
    raise SystemExit


print(sorted(commands), commands['dir'](), commands['quit'].options, list_files.options)
del list_files
print(sorted(commands))
commands['quit'] = command
print(commands['quit'] is command, sorted(commands))
gc.collect()
for _ in range(3):
    class Temporary(Plugin, name=f'temporary{_}'):
        pass
print(len(Plugin.__subclasses__()), [n for n in Plugin.registry if n[0] == 't'])
for name in [n for n in Plugin.registry if n.startswith('temporary')]:
    del Plugin.registry[name]
del Temporary, name
gc.collect()
print([cls.__name__ for cls in Plugin.__subclasses__()])
