import gc, sys, weakref
from collections import OrderedDict, deque

lines = []
# What the start made is not looked at by every collection, and does not say when full ones come.
gc.freeze()


def print(*args):
    # Into a list of lines: CPython's stdout allocates collectable objects now and then, which would show.
    text = ''
    for arg in args:
        text += str(arg) + ' '
    lines.append(text + '\n')


def few(count):
    # None and its like are counted in 3.11: by everything that there is.
    return count if count < 500 else 'many'


NAMES = ['v%d' % i for i in range(8)]
saved = []


def named(cls, name):
    # Not by __init__: how CPython calls that depends on how often the place was run before.
    made = cls()
    made.name = name
    return made


class Plain:
    def method(self):
        return self.name


class Finalized(Plain):
    def __del__(self):
        print('del', self.name)


class Reviving(Plain):
    def __del__(self):
        print('revive', self.name)
        saved.append(self)


class Failing(Plain):
    def __del__(self):
        raise ValueError(self.name)


class Slotted:
    __slots__ = ('name', 'left', 'right', '__weakref__')

    def method(self):
        return self.name


class SlottedFinalized(Slotted):
    __slots__ = ()

    def __del__(self):
        print('del slotted', self.name)


class Collecting(Plain):
    def __del__(self):
        print('del collecting', self.name, gc.collect())


class Initialized(Plain):
    def __init__(self, value):
        self.name = 'initialized'
        self.count = sys.getrefcount(value)
        self.link = value


class Chained(Initialized):
    def __init__(self, value):
        super().__init__(value)
        self.self = self


class Spread(Plain):
    def __init__(self, *values, **named):
        self.name = len(values) + len(named)
        self.link = values


class Manager:
    def __init__(self, value):
        self.value = value

    def __enter__(self):
        return self.value

    def __exit__(self, kind, error, traceback):
        print('exit', kind is None, few(sys.getrefcount(self.value)))


class WithProperty:
    def __init__(self, value):
        self.value = value

    @property
    def shown(self):
        return self.value


class WithSlots(Slotted):
    __slots__ = ('extra',)

    def __init__(self, left, right):
        self.name = 'slots'
        self.left = left
        self.extra = [self, right]


class WeakValues(weakref.WeakValueDictionary):
    def __init__(self, value, name):
        super().__init__()
        self.name = name
        if hasattr(type(value), '__weakref__'):
            self[name] = value


def waiting(value):
    made = generate([value])
    next(made)[0:0] = [made]
    return made


def cycle_of_generators(value):
    items = [value]
    items.append(generate(items))
    items.append(generate(items))
    next(items[1])


def cycle_of_methods(value):
    made = Initialized(value)
    made.link = made.method
    made.other = closure(made)


def family(value):
    class Parent(Plain):
        held = value

    class Child(Parent):
        __slots__ = ()

        def me(self):
            return __class__
    return named(Child, 'child')


class Items(list):
    pass


class Table(dict):
    pass


class Group(set):
    pass


class Held(Exception):
    pass


def closure(value):
    def inner():
        return value
    return inner


def both(first, second):
    def inner():
        nonlocal first
        first = second
        return inner
    return inner


def generate(value):
    try:
        yield value
        yield value
    finally:
        print('generator closed')


def raising(value):
    local = [value]
    raise Held(value)


def nested(value):
    try:
        raising(value)
    except Held as error:
        raise Held('outer') from error


def caught(function, value):
    try:
        function(value)
    except Held as error:
        return error


def pair(value):
    x = [value]
    y = (x, value)
    x.append(y)
    return few(sys.getrefcount(value)), few(sys.getrefcount(x))


def passed(*args, **keywords):
    return few(sys.getrefcount(args[0])), sorted(keywords)


def name_of(value):
    return getattr(value, 'name', type(value).__name__)


def link(holder, value):
    if isinstance(holder, (list, deque)):
        holder.append(value)
    elif isinstance(holder, dict):
        holder[len(holder)] = value
    elif isinstance(holder, Slotted):
        holder.right = value
    elif isinstance(holder, (Plain, Held, set)) or type(holder) is type(link):
        holder.link = value


def unlink(holder):
    if isinstance(holder, (list, dict)):
        holder.clear()
    elif isinstance(holder, Slotted):
        if hasattr(holder, 'right'):
            del holder.right
    elif hasattr(holder, 'link'):
        del holder.link


def callback(tag):
    def died(reference):
        print('callback', tag, reference() is None)
    return died


def chatty(tag):
    def died(reference):
        print('callback', tag, 'collects', gc.collect())
    return died


def unraisable(args):
    print('unraisable', args.exc_type.__name__, args.exc_value)


def show(step, names):
    counts = []
    for name in NAMES:
        if name in names:
            counts.append('%s=%s' % (name, few(sys.getrefcount(names[name]))))
    print(step, *counts)


def run(number, source):
    print('##', number)
    names = dict(globals())
    code = compile(source, 'program', 'exec')
    del saved[:]
    gc.set_threshold(0)
    gc.collect()
    try:
        exec(code, names)
    except Exception as error:
        print('uncaught', type(error).__name__, error)
    gc.set_threshold(0)
    gc.enable()
    gc.callbacks.clear()
    del saved[:]
    names.clear()
    print('end', gc.collect(), len(saved))
    del saved[:]
    print('end', gc.collect(), len(gc.garbage))
    for line in lines:
        sys.stdout.write(line)
    del lines[:]


sys.unraisablehook = unraisable
