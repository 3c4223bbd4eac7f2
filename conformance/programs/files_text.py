"""Text files: writing, reading by lines and by characters, newlines, positions, what is refused."""
import os
import tempfile

folder = tempfile.mkdtemp(prefix='uroboros_')
name = folder + '/text.txt'
with open(name, 'w') as f:
    print(f.write('hello\nwörld\n'), f.tell(), f.closed, f.mode, f.encoding, f.errors, f.newlines)
    f.writelines(['a\n', 'b'])
    print('printed', 1, sep='-', file=f)
print(f.closed, repr(f)[:22])
for operation in (lambda: f.write('x'), lambda: f.read(), lambda: next(f), lambda: f.flush(), lambda: f.__enter__()):
    try:
        operation()
    except ValueError as error:
        print(error)
for line in open(name):
    print(repr(line))
with open(name) as f:
    print(repr(f.readline()), f.tell(), repr(f.read(3)), f.tell(), repr(f.read()), repr(f.read()))
    f.seek(0)
    print(f.readlines(8), f.readlines())
    f.seek(7)
    print(repr(f.readline(2)), repr(f.readline()))
    next(f)
    try:
        f.tell()
    except OSError as error:
        print(error)
    try:
        f.write('x')
    except Exception as error:
        print(type(error), error, [c.__name__ for c in type(error).__mro__])
binary = folder + '/newlines.txt'
with open(binary, 'wb') as f:
    f.write(b'a\r\nb\rc\n\rd')
for newline in (None, '', '\n', '\r', '\r\n'):
    with open(binary, newline=newline) as f:
        print(repr(newline), f.readlines(), f.newlines)
    with open(binary, newline=newline) as f:
        print([f.read(1) for _ in range(8)])
    with open(name, 'w', newline=newline) as f:
        f.write('x\ny\r\n')
    with open(name, 'rb') as f:
        print(f.read())
for encoding in ('utf-8', 'latin-1', 'utf-16', 'utf-32', 'utf-16-le', 'utf-8-sig'):
    with open(name, 'w', encoding=encoding) as f:
        f.write('äöü')
        f.write('ß\n' * 3)
    with open(name, 'rb') as f:
        print(encoding, f.read()[:12])
    with open(name, encoding=encoding) as f:
        print(repr(f.read(2)), f.readlines())
with open(name, 'w', encoding='ascii', errors='replace') as f:
    f.write('äbc')
with open(name) as f:
    print(f.read())
with open(name, 'w', encoding='ascii') as f:
    try:
        f.write('ä')
    except UnicodeEncodeError as error:
        print(error)
with open(name, 'wb') as f:
    f.write(b'ok\n\xff\n')
with open(name) as f:
    try:
        f.read()
    except UnicodeDecodeError as error:
        print(error)
with open(name, errors='surrogateescape') as f:
    print(ascii(f.read()))
long = 'x' * 20000 + 'é' * 5000 + '\U0001f600' * 3000 + '\n'
with open(name, 'w') as f:
    print(f.write(long * 3))
with open(name) as f:
    print(f.read(20001)[-1], [len(line) for line in f], f.tell())
with open(name) as f:
    print(len(f.readline()), f.tell(), len(f.read(25000)), f.tell(), len(f.read()))
with open(name, 'a+') as f:
    print(f.tell() > 0, repr(f.read()), f.write('end'), f.seek(0), f.readline() == long)
os.remove(name)
os.remove(binary)
os.rmdir(folder)
