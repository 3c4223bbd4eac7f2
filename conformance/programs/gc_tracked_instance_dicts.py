"""Instance dictionaries that get their first value of interest when an attribute is set anew, at a place that knows the class."""
import gc

gc.disable()


class Group(set):
    pass


class Plain:
    pass


class Trouble(Exception):
    pass


class Slotted:
    __slots__ = ('link', '__dict__')


def put(holder, value):
    holder.link = value


def stages(cls, first):
    made = cls()
    made.link = first
    made.other = first
    seen = [gc.is_tracked(made.__dict__)]
    for value in (2, 'text', (), [], 3):
        put(made, value)
        seen.append(gc.is_tracked(made.__dict__))
    return seen


for cls in (Group, Trouble, Slotted):
    for first in (None, 1, 'x', 1.5):
        print(cls.__name__, first, stages(cls, first))

for cls in (Group, Plain, Trouble):
    made = cls()
    made.link = None
    put(made, 1)
    put(made, made)
    del made
    print(cls.__name__, gc.collect())
