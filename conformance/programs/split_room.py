# The list that split() returns has room for as many pieces as there may be: the version looks at the text's length, or takes twelve.
import sys

TEXTS = ["", "a", " ", "a b c", "a, b, c", "a b c d e f g h i j k l m n o", "\u00e9 \u00e8", "\u20ac x y", "\U0001f600 x"]


def sizes(text, separator):
    data, part = text.encode(), separator.encode()
    for limit in (-1, 0, 1, 3, 20):
        yield text.split(separator, limit)
        yield text.rsplit(separator, limit)
        yield text.split(None, limit)
        yield text.rsplit(None, limit)
        yield data.split(part, limit)
        yield data.rsplit(part, limit)
        yield bytearray(data).split(None, limit)
        yield bytearray(data).rsplit(None, limit)


for text in TEXTS:
    for separator in (" ", ", ", "\u20ac"):
        print(ascii(text), ascii(separator), [sys.getsizeof(pieces) for pieces in sizes(text, separator)])
    print([sys.getsizeof(lines) for lines in (text.split(), text.rsplit(), text.splitlines(), text.encode().splitlines())])
    pieces = text.split()
    pieces += ["x"] * 5
    print(len(pieces), sys.getsizeof(pieces))
