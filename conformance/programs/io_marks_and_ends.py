# Where text streams put the mark of the byte order, what they ask of the stream below, and writing far behind the end.
import io
import os
import tempfile

for encoding in ('utf-8-sig', 'utf-16', 'utf-32', 'UTF_16', 'utf-16-le'):
    below = io.BytesIO()
    text = io.TextIOWrapper(below, encoding=encoding)
    text.write('a')
    text.write('b')
    text.flush()
    print(encoding, below.getvalue())
    text.seek(0)
    text.write('c')
    text.flush()
    print(below.getvalue(), text.seek(0, 2) > 0)
    text.write('d')
    text.flush()
    print(below.getvalue())
    second = io.TextIOWrapper(below, encoding=encoding)
    second.write('e')
    second.reconfigure(encoding='utf-8-sig')
    second.write('f')
    second.flush()
    print(below.getvalue())
    plain = io.TextIOWrapper(io.BytesIO(), encoding='ascii')
    plain.reconfigure(encoding=encoding)
    plain.write('z')
    plain.flush()
    print(plain.buffer.getvalue())
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'text')
        for mode in 'wa':
            with open(path, mode, encoding=encoding) as file:
                file.write(mode)
                file.write('x')
        with open(path, 'r+', encoding=encoding) as file:
            file.seek(0, 2)
            file.write('y')
            file.seek(0)
            file.write('z')
        with open(path, 'rb') as file:
            print(file.read())


class Below(io.RawIOBase):
    def __init__(self, *answers):
        self.answers = answers

    def readable(self):
        print('readable', end=' ')
        return self.answers[0]

    def writable(self):
        print('writable', end=' ')
        return self.answers[1]

    def seekable(self):
        print('seekable', end=' ')
        return self.answers[2]

    def tell(self):
        print('tell', end=' ')
        return 3

    def write(self, data):
        print('write', bytes(data))
        return len(data)


for answers in ((1, 1, 1), (1, 0, 1), (0, 1, 0), (0, 1, 1)):
    for encoding in ('utf-16', 'utf-8-sig'):
        text = io.TextIOWrapper(Below(*answers), encoding=encoding)
        for act in (lambda: text.write('q'), text.flush, text.read):
            try:
                act()
            except Exception as error:
                print(type(error).__name__, error)
for wrong in (5, None, 'a'):
    try:
        io.TextIOWrapper(wrong)
    except AttributeError as error:
        print(error)

for kind, some, none in ((io.BytesIO, b'x', b''), (io.StringIO, 'x', '')):
    memory = kind()
    print(memory.seek(5), memory.write(none), repr(memory.getvalue()), memory.tell(), memory.writelines([none]), repr(memory.getvalue()))
    memory.write(some)
    print(repr(memory.getvalue()))
    for place in (2**63 - 1, 2**63, 'a', None):
        try:
            memory.seek(place)
            memory.write(some)
        except Exception as error:
            print(type(error).__name__, error)
    for size in (2**63, 'a', 1.5, -1):
        for method in (memory.truncate, memory.read, memory.readline):
            try:
                print(method(size))
            except Exception as error:
                print(type(error).__name__, error)
