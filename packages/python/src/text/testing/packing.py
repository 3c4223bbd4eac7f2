"""How the tables of Unicode are packed: a stream of numbers in base 32, least significant digit first, one character a digit;
the sixth bit of a character says that another digit follows."""

ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
LAST = 0x10FFFF


def number(value):
    digits = ''
    while value >= 32:
        digits += ALPHABET[32 | value & 31]
        value >>= 5
    return digits + ALPHABET[value]


def zigzag(value):
    return value * 2 if value >= 0 else -value * 2 - 1


def pack(values):
    return ''.join(map(number, values))


def runs_of(code_points):
    """[start, end) of the runs of ascending code points."""
    runs = []
    for cp in code_points:
        if runs and runs[-1][1] == cp:
            runs[-1][1] = cp + 1
        else:
            runs.append([cp, cp + 1])
    return runs
