# io.TextIOWrapper over BytesIO: newlines both ways, encodings and their errors, partial characters, tell and seek, reconfigure, detach, line buffering, iteration; StringIO beside it.
import io


def attempt(f):
    try:
        return f()
    except Exception as error:
        return f'{type(error).__name__}: {error}'


DATA = b'one\r\ntwo\nthree\rfour'
for newline in (None, '', '\n', '\r', '\r\n'):
    t = io.TextIOWrapper(io.BytesIO(DATA), encoding='ascii', newline=newline)
    print(repr(newline), [line for line in t], t.newlines)
    out = io.BytesIO()
    w = io.TextIOWrapper(out, encoding='ascii', newline=newline)
    w.write('a\nb\r\nc\r')
    w.flush()
    s = io.StringIO('a\nb\r\nc\r', newline=newline)
    print('  ', out.getvalue(), s.readlines(), s.getvalue() if newline != '' else None)
print(attempt(lambda: io.TextIOWrapper(io.BytesIO(), newline='x')), attempt(lambda: io.TextIOWrapper(io.BytesIO(), newline=5)), attempt(lambda: io.TextIOWrapper(io.BytesIO(), encoding='nope')), attempt(lambda: io.TextIOWrapper(io.BytesIO(), errors='nope', encoding='ascii')))
for encoding, data in (('utf-8', 'aé€😀z'.encode()), ('utf-16', 'aé€😀z'.encode('utf-16')), ('latin-1', b'a\xe9z'), ('utf-8-sig', '\ufeffaé'.encode())):
    t = io.TextIOWrapper(io.BytesIO(data), encoding=encoding)
    print(encoding, [t.read(1) for _ in range(6)], t.read(1) == '')
    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    print('  ', out.write('é\n'), out.write('z'), out.flush(), out.buffer.getvalue())
for errors in ('strict', 'ignore', 'replace', 'backslashreplace', 'surrogateescape'):
    t = io.TextIOWrapper(io.BytesIO(b'a\xffb\xe2\x82'), encoding='utf-8', errors=errors)
    print(errors, ascii(attempt(t.read)), end=' | ')
    out = io.TextIOWrapper(io.BytesIO(), encoding='ascii', errors=errors)
    print(attempt(lambda: out.write('é\udc80')), attempt(out.flush), out.buffer.getvalue())
t = io.TextIOWrapper(io.BytesIO('añb\ncödé\nlast'.encode()), encoding='utf-8')
print(t.readline(), t.tell(), t.read(2), t.tell())
place = t.tell()
rest = t.read()
print(repr(rest), t.seek(place), repr(t.read()), t.seek(0), t.read(3), t.seek(0, 2), repr(t.read()))
for call in (lambda: t.seek(1, 1), lambda: t.seek(-1), lambda: t.seek(-1, 2), lambda: t.seek(0, 9), lambda: t.seek(0, 1) is not None):
    print(attempt(call), end='; ')
print()
t.seek(0)
next(t)
print(attempt(t.tell), next(t), attempt(lambda: [next(t), next(t)]), t.tell())
raw = io.BytesIO()
w = io.TextIOWrapper(raw, encoding='utf-8', line_buffering=True)
w.write('no line')
print(raw.getvalue(), w.write(' end\nmore'), raw.getvalue(), w.line_buffering)
w.reconfigure(line_buffering=False, newline='\r\n')
w.write('\nx')
print(raw.getvalue())
w.reconfigure(encoding='latin-1', errors='replace')
w.write('é€')
w.flush()
print(raw.getvalue(), w.encoding, w.errors)
w.reconfigure(write_through=True)
w.write('now')
print(raw.getvalue()[-3:], w.write_through)
r = io.TextIOWrapper(io.BytesIO(b'abc\n'), encoding='ascii')
r.read(1)
print(attempt(lambda: r.reconfigure(encoding='utf-8')), attempt(lambda: r.reconfigure(newline='\n')), r.reconfigure(line_buffering=True))
print(r.buffer.read(), r.read(), r.readable(), r.writable(), r.seekable(), r.closed, attempt(r.fileno), r.isatty())
buffer = r.detach()
print(type(buffer).__name__, attempt(r.read), attempt(lambda: r.encoding), attempt(r.detach))
closed = io.TextIOWrapper(io.BytesIO(b'x'), encoding='ascii')
closed.close()
print(closed.closed, closed.buffer.closed, attempt(closed.read), attempt(lambda: closed.write('x')), closed.close(), attempt(lambda: next(closed)), attempt(closed.tell))
with io.TextIOWrapper(io.BytesIO(b'a\nb\n'), encoding='ascii') as t:
    print(t.readlines(1), t.readlines(), t.read())
print(attempt(lambda: t.__enter__()))
w = io.TextIOWrapper(io.BytesIO(), encoding='ascii')
print(attempt(lambda: w.write(5)), attempt(lambda: w.write(b'x')), attempt(lambda: w.writelines('abc')), attempt(lambda: w.writelines(['a', 1])), w.tell(), w.truncate(2), w.flush(), w.buffer.getvalue())
both = io.TextIOWrapper(io.BytesIO(b'old text'), encoding='ascii')
print(both.read(3), both.seek(0), both.write('NEW'), both.flush(), both.read(), both.buffer.getvalue())


class Slow(io.RawIOBase):
    """Gives a few bytes at a time, so that characters are cut."""

    def __init__(self, data, size):
        self.data, self.size, self.calls = data, size, 0

    def readable(self):
        return True

    def readinto(self, into):
        self.calls += 1
        piece, self.data = self.data[:self.size], self.data[self.size:]
        into[:len(piece)] = piece
        return len(piece)


for size in (1, 2, 3):
    slow = Slow('é€\r\n😀x\r'.encode(), size)
    t = io.TextIOWrapper(io.BufferedReader(slow, 4), encoding='utf-8')
    print(ascii([t.readline(), t.read()]), slow.calls)
codec = io.IncrementalNewlineDecoder(None, True)
print([codec.decode(x) for x in ('a\r', '\nb', '\r', 'c\n')], codec.newlines, codec.getstate(), codec.decode('', True), codec.reset())
s = io.StringIO()
print(s.write('hello'), s.seek(2), s.write('LL'), s.getvalue(), s.tell(), s.truncate(3), s.getvalue(), s.seek(10), s.write('x'), ascii(s.getvalue()))
print(s.seek(0), s.read(2), s.readline(), s.closed, attempt(lambda: s.seek(-1)), attempt(lambda: s.seek(1, 1)), attempt(lambda: s.write(b'')), attempt(lambda: io.StringIO(5)), attempt(lambda: s.truncate(-1)), s.line_buffering, s.encoding, s.newlines)
s.close()
print(attempt(s.getvalue), attempt(lambda: s.read()), repr(s.closed))
print(io.StringIO('a\nb').readlines(), list(io.StringIO('x\ny\n')), io.StringIO('init').read(), io.text_encoding('utf-8'), io.DEFAULT_BUFFER_SIZE)
