"""BytesIO and StringIO."""
import _io as io

b = io.BytesIO(b'one\ntwo\nthree')
print(b.read(2), b.readline(), b.tell(), b.readlines(), b.read(), b.seek(0), list(b))
print(b.seek(0, 2), b.write(b'!'), b.getvalue(), b.truncate(4), b.getvalue(), b.tell(), b.write(b'x'), b.getvalue())
print(b.seek(2), b.read1(1), b.readinto(bytearray(1)), b.readable(), b.writable(), b.seekable(), b.isatty(), b.closed)
for operation in (lambda: b.seek(-1), lambda: b.seek(0, 5), lambda: b.write('x'), lambda: b.truncate(-1), b.fileno, lambda: io.BytesIO('x'), lambda: io.BytesIO(3)):
    try:
        operation()
    except Exception as error:
        print(type(error).__name__, error)
b.close()
for operation in (b.read, b.getvalue, lambda: b.write(b''), lambda: next(b), lambda: b.seek(0)):
    try:
        operation()
    except ValueError as error:
        print(error)
with io.BytesIO() as b:
    print(b.write(b'abc'), b.getvalue())
print(b.closed)

s = io.StringIO('one\ntwö\n\U0001f600three')
print(repr(s.read(2)), repr(s.readline()), s.tell(), s.readlines(), repr(s.read()), s.seek(0), list(s))
print(s.seek(0, 2), s.write('!'), repr(s.getvalue()), s.truncate(5), repr(s.getvalue()), s.tell())
s.seek(2)
print(s.write('XY'), repr(s.getvalue()), s.seek(10), s.write('z'), ascii(s.getvalue()))
for operation in (lambda: s.seek(-1), lambda: s.seek(1, 1), lambda: s.seek(0, 5), lambda: s.write(b'x'), lambda: s.truncate(-1), s.fileno, s.detach, lambda: io.StringIO(3), lambda: io.StringIO('', 'q'), lambda: io.StringIO('', 3)):
    try:
        operation()
    except Exception as error:
        print(type(error).__name__, error)
for newline in (None, '', '\n', '\r', '\r\n'):
    s = io.StringIO('a\r\nb\rc\n', newline)
    print(repr(newline), s.readlines(), repr(s.getvalue()), s.newlines, s.line_buffering, s.encoding, s.errors)
    s = io.StringIO(newline=newline)
    print(s.write('x\ny\r\n'), repr(s.getvalue()))
s.close()
for operation in (s.read, s.getvalue, lambda: s.write(''), lambda: next(s)):
    try:
        operation()
    except ValueError as error:
        print(error)
s = io.StringIO()
print('printed', 1, 2.5, file=s, sep='|', end='$')
print(s.getvalue())
for _ in range(1000):
    s.write('0123456789')
print(len(s.getvalue()), s.tell())
text = io.TextIOWrapper(io.BytesIO('grün\nblau'.encode()), encoding='utf-8')
print(text.readline(), text.read(), text.buffer.tell(), text.seekable())
memory = io.BytesIO()
text = io.TextIOWrapper(memory, encoding='utf-16', newline='\r\n', write_through=True)
text.write('a\nb')
print(memory.getvalue(), text.write_through, text.line_buffering)
text.reconfigure(line_buffering=True)
print(text.line_buffering)
del text
print(memory.closed)
decoder = io.IncrementalNewlineDecoder(None, True)
print([decoder.decode(piece) for piece in ('a\r', '\nb', 'c\r', 'd\n')], decoder.newlines, decoder.decode('x\r', final=True))
