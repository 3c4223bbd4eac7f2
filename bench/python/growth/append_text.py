"""s += t, one character at a time"""

SIZE = 100000


def run(size):
    s = ''
    for _ in range(size):
        s += 'x'
    return len(s)
