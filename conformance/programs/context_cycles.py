# Exceptions whose contexts form a cycle: raising another one ends, and the traceback of it, too.
import traceback


def names(error, limit=6):
    found = []
    while error is not None and len(found) < limit:
        found.append(type(error).__name__)
        error = error.__context__
    return found


def raise_in(*chain_links):
    errors = [ValueError(1), KeyError(2), IndexError(3), OSError(4)]
    for first, second in chain_links:
        errors[first].__context__ = errors[second]
    try:
        try:
            raise errors[0]
        except Exception:
            raise TypeError('new')
    except TypeError as error:
        result = names(error)
        text = traceback.format_exception(error)
    for error in errors:
        error.__context__ = None
    return result, len(text) > 3


print(raise_in((0, 0)))
print(raise_in((0, 1), (1, 0)))
print(raise_in((0, 1), (1, 1)))
print(raise_in((0, 1), (1, 2), (2, 1)))
print(raise_in((0, 1), (1, 2), (2, 3), (3, 1)))
print(raise_in((0, 1), (1, 2), (2, 3), (3, 3)))
print(raise_in((0, 1), (1, 2), (2, 3)))

# The new one is in the chain itself.
old, new = ValueError('old'), KeyError('new')
old.__context__ = new
try:
    try:
        raise old
    except ValueError:
        raise new
except KeyError as error:
    print(names(error), old.__context__)

# In a cycle that is not the chain's beginning.
a, b, c = ValueError('a'), KeyError('b'), IndexError('c')
a.__context__, b.__context__, c.__context__ = b, c, b
try:
    try:
        raise a
    except ValueError:
        raise c
except IndexError as error:
    print(names(error), names(a), names(b))
a.__context__ = b.__context__ = c.__context__ = None


class Slotted(property):
    __slots__ = ('more',)


class Keeper(property):
    pass


print(Keeper(doc='kept').__doc__, Keeper(lambda self: None).__doc__)


class Asks:
    def method(self):
        return super().__repr__.__self__ is self

    def with_cell(cell):
        return super()


print(Asks().method())
try:
    Asks.with_cell((lambda x: lambda: x)(Asks()).__closure__[0])
except TypeError as error:
    print(type(error).__name__)
