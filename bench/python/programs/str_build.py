"""building text: s += t, join, %, slices put together"""

SIZE = 120000


def run(size):
    text = ''
    for i in range(size):
        text += 'x' + str(i)
    parts = []
    for i in range(size):
        parts.append('%d:%s' % (i, 'abc'[i % 3]))
    joined = ','.join(parts)
    out = ''
    for i in range(0, len(joined) - 5, 50):
        out += joined[i : i + 5] + '\n'
    return [len(text), len(joined), len(out), text[-5:], out[-3:]]
