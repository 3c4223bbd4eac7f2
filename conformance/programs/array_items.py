from array import array, typecodes

def show(f):
    try:
        print(repr(f()))
    except Exception as error:
        print(type(error).__name__, '|', error)


VALUES = (-1, -2**15 - 1, -2**31 - 1, -2**63, -2**63 - 1, 127, 128, 256, 2**15, 2**16, 2**31, 2**32, 2**53 + 1,
          2**63 - 1, 2**63, 2**64 - 1, 2**64, 1.1, 'a', 'ab', None, b'a', True)
for code in 'bBhHiIlLqQfd':
    print(code, array(code).itemsize, code in typecodes)
    for value in VALUES:
        print(value, end=' ')
        show(lambda: array(code, [value]))


class Index:
    def __index__(self):
        return 7


print(array('b', [Index()]), array('d', [Index()]))
