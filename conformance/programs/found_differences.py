# Small things: texts that are hard to find, references to what answers every attribute, pickles of generic classes.
import functools
import pickle
import typing
import warnings
import weakref

# A needle that nearly matches everywhere: the search must not compare it everywhere.
for letters in 'ab', 'äö', 'αβ', '\U0001f40d\U0001f40e':
    a, b = (letter * 30_000 for letter in letters)
    text, needle = a + a + b + a + a, a + b + b + a
    print(text.find(needle), text.count(needle), (text + needle).find(needle), (text + needle).count(needle))
    print(needle in text, len(text.split(needle)), (text + needle).replace(needle, '').count(letters[0]))
    data, part = text.encode(), needle.encode()
    print(data.find(part), data.count(part), (data + part).find(part), bytearray(data + part).count(part))


class Config(dict):
    def __getattr__(self, name):
        return self[name]


class Named:
    __name__ = 'named'


for each in Config(a=1), Named(), Named, print, typing:
    print(repr(weakref.ref(each)).count('('))


Item = typing.TypeVar('Item')


class Box(typing.Generic[Item]):
    def __init__(self, item):
        self.item = item


for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    print(protocol, pickle.loads(pickle.dumps(Box(5), protocol)).item)


class Buttons:
    press = functools.partial(print, 'press')
    hold = classmethod(functools.partial(print, 'hold'))
    free = staticmethod(functools.partial(print, 'free'))


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    Buttons().press(1)
    Buttons.press(2)
    Buttons.free(3)
    Buttons().free(4)
for each in caught:
    print(each.category.__name__, each.message)
print(hasattr(functools.partial(print), '__get__'))
