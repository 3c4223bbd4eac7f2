# Containers that change while they are iterated.
import collections
import itertools


def attempt(name, f):
    try:
        print(name, f())
    except Exception as e:
        print(name, type(e).__name__, e)


def grow_dict():
    d = {1: 1}
    for k in d:
        d[k + 1] = 1


def shrink_dict():
    d = {1: 1, 2: 2}
    for k in d:
        del d[k]


def same_size_dict():
    d = {1: 1, 2: 2, 3: 3}
    out = []
    for k in d:
        out.append(k)
        del d[k]
        d[k + 10] = 1
        if len(out) > 20:
            break
    return out


def values_dict():
    d = {1: 1, 2: 2}
    for k in d:
        d[k] = 5
    return d


def items_dict():
    d = {1: 1}
    for k, v in d.items():
        d[9] = 1


def reversed_dict():
    d = {1: 1, 2: 2}
    for k in reversed(d):
        d.clear()


def grow_set():
    s = {1}
    for x in s:
        s.add(x + 1)


def shrink_set():
    s = {1, 2}
    for x in s:
        s.discard(x)


def list_remove():
    l = [1, 2, 3, 4]
    for x in l:
        l.remove(x)
    return l


def list_append():
    l = [1]
    for x in l:
        if x < 5:
            l.append(x + 1)
    return l


def list_clear():
    l = [1, 2, 3]
    out = []
    for x in l:
        out.append(x)
        l.clear()
    return out


def list_reversed():
    l = [1, 2, 3, 4]
    out = []
    for x in reversed(l):
        out.append(x)
        l.pop()
    return out


def deque_append():
    d = collections.deque([1])
    for x in d:
        d.append(x)


def ordered():
    d = collections.OrderedDict(a=1, b=2)
    for k in d:
        d.pop(k)


def bytearray_pop():
    b = bytearray(b'abc')
    return [b.pop() for _ in b]


def extends_itself():
    l = [1, 2]
    l.extend(l)
    l += l
    l[1:1] = l
    return l


def update_itself():
    d = {1: 2}
    d.update(d)
    s = {1}
    s |= s
    s -= s
    s.update(s)
    return d, s


def keys_comprehension():
    d = {1: 1}
    return [d.setdefault(k + 1, 1) for k in d]


def list_in_map():
    l = [1, 2, 3]
    return list(map(lambda x: l.pop(), l))


def generator_itself():
    def g():
        yield from me
    me = g()
    return list(me)


def exhausted():
    l = [1]
    i = iter(l)
    out = list(i)
    l.append(2)
    return out, list(i)


def zip_of_one():
    i = iter([1, 2, 3])
    return list(zip(i, i))


def bytearray_exported():
    b = bytearray(b'abc')
    v = memoryview(b)
    b.append(1)


def slice_while():
    l = list(range(5))
    for x in l:
        l[:] = l[1:]
    return l


for f in (grow_dict, shrink_dict, same_size_dict, values_dict, items_dict, reversed_dict, grow_set, shrink_set, list_remove, list_append, list_clear, list_reversed, deque_append,
          ordered, bytearray_pop, extends_itself, update_itself, keys_comprehension, list_in_map, generator_itself, exhausted, zip_of_one, bytearray_exported, slice_while):
    attempt(f.__name__, f)
