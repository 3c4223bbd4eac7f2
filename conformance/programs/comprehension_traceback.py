def numbers(n):
    return [
        10 // i
        for i in range(n, -2, -1)
    ]


def inner_fails(rows):
    return {name: [len(x) for x in row] for name, row in rows}


def condition_fails():
    return {x for x in (1, 'a') if x + 1}


def not_iterable():
    return [x for x in 5]


def second_not_iterable():
    return [y for x in (1,) for y in x]


def unpack_fails():
    return [a for a, b in [(1, 2), (3,)]]


class K:
    bad = 'x'
    try:
        value = [bad for _ in range(2)]
    except NameError as e:
        print('NameError', e)


for f in (lambda: inner_fails([('a', ['x']), ('b', [1])]), condition_fails, not_iterable, second_not_iterable, unpack_fails):
    try:
        f()
    except Exception as e:
        t = e.__traceback__
        names = []
        while t:
            names.append((t.tb_frame.f_code.co_name, t.tb_lineno))
            t = t.tb_next
        print(type(e).__name__, e, names)
numbers(2)
