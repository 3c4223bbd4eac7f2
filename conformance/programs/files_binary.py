"""Binary files: buffers, positions, mixed reading and writing, raw streams, errors of open."""
import posix as os
import sys

name = '/tmp/uroboros_conformance_binary_%d%d.bin' % sys.version_info[:2]
with open(name, 'wb') as f:
    print(f.write(b'hello\nworld\n'), f.tell(), f.mode, f.raw.mode, f.name == name)
    f.writelines([b'a\n', bytearray(b'b'), memoryview(b'c')])
    for bad in ('text', None, 3):
        try:
            f.write(bad)
        except TypeError as error:
            print(error)
    try:
        f.read()
    except Exception as error:
        print(type(error).__name__, error)
with open(name, 'rb') as f:
    print(f.read(4), f.peek(3)[:3], f.tell(), f.readline(), f.readlines(), f.read1(), f.read())
    print(f.seek(-2, 2), f.read(), f.seek(2), f.read1(3), f.seek(1, 1), f.read(2))
    b = bytearray(5)
    f.seek(0)
    print(f.readinto(b), b, f.readinto1(memoryview(b)[1:3]), b)
    try:
        f.readinto(b'abc')
    except TypeError as error:
        print(error)
    for operation in (lambda: f.write(b'x'), lambda: f.seek(-1), lambda: f.seek(0, 5), lambda: f.truncate(), lambda: f.read('x')):
        try:
            operation()
        except Exception as error:
            print(type(error).__name__, error)
for operation in (f.read, f.readline, f.tell, f.peek, lambda: f.seek(0), f.flush, f.fileno, lambda: next(f)):
    try:
        operation()
    except ValueError as error:
        print(error)
with open(name, 'r+b') as f:
    print(type(f).__name__, f.read(3), f.write(b'XYZ'), f.tell(), f.read(4), f.seek(0), f.read())
    print(f.truncate(5), f.tell(), f.seek(0), f.read())
with open(name, 'ab') as f:
    print(f.tell(), f.write(b'end'), f.tell(), f.mode)
with open(name, 'ab', buffering=0) as f:
    print(type(f).__name__, f.tell(), f.write(b'!'), f.tell(), f.closefd, f.readable(), f.writable(), f.seekable())
with open(name, 'rb', buffering=0) as f:
    print(f.read(3), f.readall(), f.read(), f.readinto(bytearray(3)))
with open(name, 'w+b') as f:
    print(f.write(bytes(range(256)) * 100), f.seek(1000), f.read(5), f.tell(), f.write(b'---'), f.seek(1000), f.read(10))
try:
    open(name, 'x')
except FileExistsError as error:
    print(error, error.errno, error.filename)
for arguments in (
    ('/nowhere',), ('/nowhere/file', 'w'), ('/tmp',), ('/tmp', 'w'), (name, 'q'), (name, 'rw'), (name, 'rb', -1, 'utf-8'),
    (name, 'r', 0), (name, 'r', -1, 'nope'), (3.5,), (-1,), (b'/nowhere',), (name, 'tb'), (name, ''), (name, 3), ('a\0b',),
    (name, 'r+w'), (name, 'rr'), (name, 'rb', -1, None, 'strict'), (name, 'rb', -1, None, None, ''), (12345,),
    (name, 'r', -1, None, None, 'q'), (name, 'r', -1, None, None, 3), (name, 'r', -1, 3), (), (None,),
):
    try:
        print(open(*arguments))
    except Exception as error:
        print(arguments, type(error).__name__, error, getattr(error, 'filename', None))
os.remove(name)


class Path:
    def __fspath__(self):
        return name


def opener(path, flags):
    print('opener', path == name, flags & os.O_ACCMODE)
    return os.open(path, flags, 0o600)


with open(Path(), 'w', opener=opener) as f:
    print(f.name == name, f.write('x'))
fd = os.open(name, os.O_RDONLY)
with open(fd, closefd=False) as f:
    print(f.read(), f.name == fd)
os.close(fd)
try:
    os.read(fd, 1)
except OSError as error:
    print(error)
os.remove(name)
