"""Streams that programs define: raw ones below the buffers, and the base classes' methods."""
import _io as io


class Raw(io._RawIOBase):
    def __init__(self, data):
        self.data = data
        self.at = 0
        self.written = []

    def readable(self):
        return True

    def writable(self):
        return True

    def readinto(self, buffer):
        piece = self.data[self.at:self.at + min(len(buffer), 4)]
        buffer[:len(piece)] = piece
        self.at += len(piece)
        return len(piece)

    def write(self, data):
        self.written.append(bytes(data[:5]))
        return min(5, len(data))


raw = Raw(b'first\nsecond\nthird')
print(raw.read(3), raw.readline(), raw.read(), raw.closed, raw.seekable(), raw.isatty())
reader = io.BufferedReader(Raw(b'first\nsecond\nthird'))
print(reader.readline(), reader.peek(), reader.read(5), reader.readlines(), reader)
text = io.TextIOWrapper(io.BufferedReader(Raw('zwölf\nelf'.encode())))
print(text.readlines())
raw = Raw(b'')
writer = io.BufferedWriter(raw, 8)
print(writer.write(b'abc'), raw.written, writer.write(b'defghijklmnop'), raw.written)
writer.flush()
print(raw.written)
writer.write(b'last')
writer.close()
print(raw.written, raw.closed, writer.closed)
for operation in (lambda: raw.read(), lambda: raw.seek(0), lambda: raw.fileno(), lambda: raw.tell(), lambda: raw.flush(), lambda: next(raw)):
    try:
        print(operation())
    except Exception as error:
        print(type(error).__name__, error)


class Base(io._IOBase):
    closes = 0

    def close(self):
        Base.closes += 1
        super().close()


base = Base()
print(base.closed, base.readable(), base.writable(), base.seekable())
with base as same:
    print(same is base)
print(base.closed, Base.closes)
base.close()
print(Base.closes)
other = Base()
del other
print(Base.closes)
for operation in (lambda: Base().read(), lambda: Base().seek(1), lambda: Base().truncate(), lambda: Base()._checkReadable(), lambda: Base()._checkSeekable()):
    try:
        operation()
    except Exception as error:
        print(type(error).__name__, error)


class Upper(io.StringIO):
    def write(self, text):
        return super().write(text.upper())


upper = Upper()
print('shout', file=upper)
print(upper.getvalue(), isinstance(upper, io._TextIOBase))


class Lines(io._TextIOBase):
    def __init__(self, lines):
        self.lines = lines

    def readline(self):
        return self.lines.pop(0) if self.lines else ''


print(list(Lines(['a\n', 'b\n', 'c'])), Lines(['x\n', 'y']).readlines())
pair = io.BufferedRWPair(Raw(b'read me'), Raw(b''))
print(pair.read(4), pair.write(b'written'), pair.readable(), pair.writable(), pair.closed)
for kind, argument in ((io.BufferedReader, io.BytesIO()), (io.BufferedReader, 3), (io.BufferedRandom, Raw(b''))):
    try:
        print(type(kind(argument)))
    except Exception as error:
        print(kind.__name__, type(error).__name__, error)
