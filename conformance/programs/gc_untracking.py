# Tuples and dictionaries that collections stop tracking, generation by generation (semantics 2.3).
import gc

gc.disable()
gc.collect()
one = int('1')


def stages(make):
    o = make()
    out = [gc.is_tracked(o)]
    for g in (0, 1, 2):
        gc.collect(g)
        out.append(gc.is_tracked(o))
    return out


print('tuple of ints', stages(lambda: (one, one)))
print('tuple of str', stages(lambda: tuple('ab')))
print('nested', stages(lambda: ((one,),)))
print('nested twice', stages(lambda: (((one,),),)))
print('with list', stages(lambda: ([],)))
print('with empty', stages(lambda: ((), one)))
print('constant', stages(lambda: (1, 2)))
print('star', stages(lambda: (lambda *a: a)(one)))
print('list to tuple', stages(lambda: tuple([one])))
print('generator', stages(lambda: tuple(x for x in [one])))
print('added', stages(lambda: (one,) + (one,)))
print('sliced', stages(lambda: (one, one, one)[1:]))
print('items', stages(lambda: list({one: one}.items())[0]))
print('zip', stages(lambda: next(zip([one], [one]))))
print('enumerate', stages(lambda: next(enumerate('a'))))
print('map', stages(lambda: tuple(map(str, [one]))))
print('with object', stages(lambda: (object(),)))
print('with function', stages(lambda: (stages,)))
print('with type', stages(lambda: (int,)))
print('with dict', stages(lambda: ({},)))
print('with frozenset', stages(lambda: (frozenset(),)))
print('empty dict', stages(dict))
print('dict of ints', stages(lambda: {one: one}))
print('dict of tuple', stages(lambda: {'a': (one,)}))
print('dict of empty tuple', stages(lambda: {'a': ()}))
print('dict of list', stages(lambda: {'a': []}))
print('dict of dict', stages(lambda: {'a': {}}))
print('copy', stages(lambda: {'a': 1}.copy()), stages(lambda: dict(a=1)), stages(lambda: dict.fromkeys('ab')), stages(lambda: {k: 1 for k in 'ab'}), stages(lambda: {**{'a': 1}}))
print('merged', stages(lambda: {'a': 1} | {'b': 2}))


def emptied():
    d = {'a': []}
    d.clear()
    return d


def replaced():
    d = {'a': []}
    d['a'] = 1
    return d


def removed():
    d = {'a': []}
    del d['a']
    return d


print('cleared', stages(emptied), 'replaced', stages(replaced), 'removed', stages(removed))


class A:
    pass


def attributes():
    a = A()
    a.x = 1
    return a.__dict__


print('instance dict', stages(attributes))
d = {}
for value in (1, 'a', (), (1,), object(), 1.5, int, None, []):
    d[1] = value
    print(type(value).__name__, gc.is_tracked(d), end='; ')
    d = {}
print()
