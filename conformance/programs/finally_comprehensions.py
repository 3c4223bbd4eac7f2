"""Comprehensions in finally blocks, which are entered from the end of the block and from an error, a jump or a return."""


def after_error(items):
    try:
        raise ValueError(len(items))
    finally:
        kept = [x for x in items if x]
        pairs = {x: y for x in items for y in kept}
        print(kept, pairs)


def either(fails):
    x = 'outer'
    try:
        try:
            if fails:
                raise KeyError('inner')
            return 'returned'
        finally:
            print([x for x in range(3)], {x for x in 'a'}, x)
    finally:
        for y in range(5):
            if [z for z in range(y) if z > 1]:
                break
        print(y, x)


def steps():
    started = []
    try:
        try:
            yield 1
            raise LookupError('thrown')
        finally:
            for n in range(4):
                started = [s for s in started if s > n]
                if not started:
                    break
    finally:
        started = [x for x in started if x]
        print('left', n, started)


def loops():
    for i in range(3):
        try:
            if i == 1:
                continue
            if i == 2:
                break
        finally:
            print([(i, j) for j in range(i)])


for action in (lambda: after_error([0, 1, 2]), lambda: either(False), lambda: either(True), lambda: list(steps()), loops):
    try:
        print(action())
    except Exception as error:
        print(repr(error), error.__context__)
