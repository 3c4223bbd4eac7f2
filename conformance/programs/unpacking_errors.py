def attempt(what, code):
    try:
        print(what, '->', code())
    except Exception as e:
        print(what, '->', type(e).__name__ + ':', e)


def two(v):
    a, b = v
    return a, b


def star(v):
    a, *b, c = v
    return a, b, c


def nested(v):
    (a, [b, c]), d = v
    return a, b, c, d


def none(v):
    () = v
    [] = v
    return 'none'


for value in ((1, 2), [1], 'abc', range(5), {1: 2, 3: 4}, 5, None, iter([1, 2]), (1, (2, 3)), {7, }):
    attempt(f'two {value if not hasattr(value, "__next__") else "iterator"}', lambda: two(value))
for value in ((1,), [1, 2], 'abcd', 5, ()):
    attempt(f'star {value}', lambda: star(value))
for value in (((1, (2, 3)), 4), ((1, 2), 3), (1, 2)):
    attempt(f'nested {value}', lambda: nested(value))
attempt('none', lambda: none(()))
attempt('none of one', lambda: none([1]))
attempt('list star', lambda: [*5])
attempt('tuple star', lambda: (*None,))
attempt('set star', lambda: {*1.5})
attempt('dict star', lambda: {**5})
attempt('dict star', lambda: {**[1]})
attempt('call star', lambda: print(*5))
attempt('call star star', lambda: print(**5))
attempt('set of lists', lambda: {*[[1]]})
attempt('for', lambda: [x for x, y in [(1, 2, 3)]])


class Raises:
    def __iter__(self):
        raise ValueError('no iteration')


class Bad:
    def __iter__(self):
        return 5


attempt('raises', lambda: two(Raises()))
attempt('bad', lambda: two(Bad()))
attempt('bad star', lambda: star(Bad()))
