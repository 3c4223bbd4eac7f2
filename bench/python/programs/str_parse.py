"""reading text: split, partition, find, slices, int()"""

SIZE = 250


def make():
    lines = []
    for i in range(200):
        lines.append('name%d = %d ; weight=%d.%d # note %d' % (i, i * 37 % 101, i % 13, i % 10, i))
    return '\n'.join(lines)


def tokens(line):
    found = []
    i = 0
    while i < len(line):
        c = line[i]
        if c in ' ;=':
            i += 1
        elif c.isdigit():
            start = i
            while i < len(line) and line[i].isdigit():
                i += 1
            found.append(line[start:i])
        else:
            start = i
            while i < len(line) and line[i] not in ' ;=':
                i += 1
            found.append(line[start:i])
    return found


def run(size):
    source = make()
    total = 0
    for turn in range(size):
        for line in source.split('\n'):
            body, _, note = line.partition('#')
            name, rest = body.split('=', 1)
            number = int(rest[: rest.find(';')].strip())
            weight = float(rest[rest.index('=') + 1 :])
            total += number + int(weight) + len(name.rstrip()) + len(note.split())
        if turn % 8 == 0:
            for line in source.splitlines():
                total += len(tokens(line))
    return total
