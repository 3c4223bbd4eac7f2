"""f-strings and their specifications, %, format(), repr of floats"""

SIZE = 20000


def run(size):
    total = 0
    last = ''
    for i in range(size):
        x = i / 7
        last = f'{i:5d}|{x:.3f}|{i!r}|{"abc":>6}|{i:x}'
        total += len(last)
        total += len(f'{i} {x} {last[:3]}')
        total += len('%5.2f %s %-4d|' % (x, 'text', i))
        total += len('{0:>8} {1:,}'.format(i, i * 1000))
        total += len(repr(x)) + len(str(i * 3))
    return [total, last]
