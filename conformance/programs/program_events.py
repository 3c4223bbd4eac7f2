# An event system with weak listeners: methods by WeakMethod, functions by weakref, order of notice, listeners that die while notified.
import gc
import weakref
from types import MethodType

gc.disable()


class Signal:
    def __init__(self, name):
        self.name, self.listeners = name, []

    def connect(self, listener, *, weak=True):
        if not weak:
            ref = lambda: listener
        elif isinstance(listener, MethodType):
            ref = weakref.WeakMethod(listener, self.forget)
        else:
            ref = weakref.ref(listener, self.forget)
        self.listeners.append(ref)
        return listener

    def forget(self, ref):
        print(f'  [{self.name} forgets one of {len(self.listeners)}]')
        self.listeners.remove(ref)

    def __call__(self, *args, **kwargs):
        results = []
        for ref in list(self.listeners):
            listener = ref()
            if listener is None:
                continue
            try:
                results.append(listener(*args, **kwargs))
            except Exception as error:
                results.append(error)
        return results

    def __set_name__(self, owner, name):
        self.attribute = '_signal_' + name

    def __get__(self, instance, owner):
        if instance is None:
            return self
        try:
            return instance.__dict__[self.attribute]
        except KeyError:
            return instance.__dict__.setdefault(self.attribute, Signal(f'{owner.__name__}.{self.name}'))


class Button:
    clicked = Signal('clicked')

    def __init__(self, label):
        self.label = label

    def click(self):
        return self.clicked(self.label)


class Counter:
    def __init__(self):
        self.n = 0

    def count(self, label):
        self.n += 1
        return f'{label}: {self.n}'

    def __del__(self):
        print('  counter dies at', self.n)


ok = Button('OK')
counter = Counter()
ok.clicked.connect(counter.count)
print(ok.click(), ok.click())


@ok.clicked.connect
def shout(label):
    return label.upper() + '!'


ok.clicked.connect(lambda label: 'never heard')
print(ok.click())
ok.clicked.connect(lambda label: 'kept', weak=False)
print(ok.click())


@ok.clicked.connect
def traitor(label):
    global counter
    counter = None
    return 'counter removed'


# The list of listeners is gone through in order: the counter is called before it is removed.
print(ok.click())
print(ok.click())


@ok.clicked.connect
def broken(label):
    raise ValueError(f'broken by {label}')


print(ok.click())
del shout, traitor
print(ok.click())
# A function that is in a traceback's frame is not kept by it: only its code is.
del broken
print(ok.click(), len(ok.clicked.listeners))
print(Button.clicked.name, ok.clicked.name, Button('x').click())


class Cyclic:
    def __init__(self, button):
        self.button = button
        self.me = self
        button.clicked.connect(self.hear)

    def hear(self, label):
        return 'cyclic'


Cyclic(ok)
print(ok.click())
print(gc.collect() > 0, ok.click())


class Bus:
    """Subscribers by topic; dead ones go with their WeakSet."""

    def __init__(self):
        self.topics = weakref.WeakValueDictionary()
        self.people = {}

    def subscribe(self, topic, who):
        group = self.topics.get(topic)
        if group is None:
            group = self.topics[topic] = weakref.WeakSet()
        group.add(who)
        self.people.setdefault(who, []).append(group)

    def topics_now(self):
        return {topic: sorted(map(repr, group)) for topic, group in sorted(self.topics.items())}


class Person:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


bus, ann, bob = Bus(), Person('Ann'), Person('Bob')
bus.subscribe('sport', ann), bus.subscribe('sport', bob), bus.subscribe('music', bob)
print(bus.topics_now())
del bus.people[bob]
print(bus.topics_now())
del bob
print(bus.topics_now())
bus.people.clear()
print(bus.topics_now())
