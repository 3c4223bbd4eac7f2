"""list of parts joined, and s += t of longer texts"""

SIZE = 20000


def run(size):
    s = ''
    parts = []
    for i in range(size):
        s += 'line %d\n' % i
        parts.append(s[-8:])
    return len(s) + len(''.join(parts))
