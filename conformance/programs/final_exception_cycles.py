# Exceptions that hold their own frame, and `del e` that prevents it.
import gc
import weakref

gc.disable()
gc.collect()


class F:
    pass


def keeps():
    x = F()
    refs.append(weakref.ref(x))
    try:
        raise ValueError
    except ValueError as e:
        kept = e


def deletes():
    x = F()
    refs.append(weakref.ref(x))
    try:
        raise ValueError
    except ValueError as e:
        kept = e
        del kept


def name_rebound():
    x = F()
    refs.append(weakref.ref(x))
    try:
        raise ValueError
    except ValueError as e:
        e = None


def in_list():
    x = F()
    refs.append(weakref.ref(x))
    l = []
    try:
        raise ValueError
    except ValueError as e:
        l.append(e)


def returned():
    x = F()
    refs.append(weakref.ref(x))
    try:
        raise ValueError
    except ValueError as e:
        return e


def chained():
    x = F()
    refs.append(weakref.ref(x))
    try:
        try:
            raise ValueError
        except ValueError as e:
            raise KeyError from e
    except KeyError as k:
        kept = k


def made_only():
    x = F()
    refs.append(weakref.ref(x))
    kept = ValueError(x)


for f in (keeps, deletes, name_rebound, in_list, returned, chained, made_only):
    refs = []
    f()
    print(f.__name__, refs[0]() is None, gc.collect(), refs[0]() is None)
refs = []
e = returned()
print(refs[0]() is None)
e.__traceback__ = None
print(refs[0]() is None)
try:
    e
except NameError:
    pass
try:
    raise ValueError
except ValueError as e:
    pass
try:
    print(e)
except NameError as error:
    print(error)
