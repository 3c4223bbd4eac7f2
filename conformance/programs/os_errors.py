"""OSError: which subclass an error number makes, its fields and its text; errors of the system's functions."""
import errno
import posix

for arguments in ((2, 'x'), (2, 'x', 'f'), (2, 'x', 'f', None, 'g'), (17, 'e'), (5, 'io'), (2,), (), ('a', 'b'), (2, 'x', None), (1, 2, 3, 4, 5, 6)):
    error = OSError(*arguments)
    print(type(error).__name__, error.args, error.errno, error.strerror, error.filename, error.filename2, error, repr(error))
for name in ('EAGAIN', 'EPIPE', 'ECHILD', 'ECONNREFUSED', 'EEXIST', 'ENOENT', 'EISDIR', 'ENOTDIR', 'EINTR', 'EACCES', 'EPERM', 'ESRCH', 'ETIMEDOUT', 'EINVAL'):
    number = getattr(errno, name)
    print(name, number, type(OSError(number, '')).__name__, posix.strerror(number), errno.errorcode[number])


class Mine(OSError):
    pass


class Own(OSError):
    def __init__(self, number):
        super().__init__(number, 'text', 'file')


print(type(Mine(2, 'x')), Mine(2, 'x', 'f'), Own(2), Own(2).args, Own(2).errno)
print(FileNotFoundError(17, 'x'), [c.__name__ for c in BrokenPipeError.__mro__], IOError is OSError, EnvironmentError is OSError)


def attempt(function, *arguments, **keywords):
    try:
        print(function.__name__, arguments, function(*arguments, **keywords))
    except Exception as error:
        print(function.__name__, arguments, type(error).__name__, error, getattr(error, 'errno', None), getattr(error, 'filename', None))


attempt(posix.stat, '/nowhere')
attempt(posix.stat, 'a\0')
attempt(posix.stat, [])
attempt(posix.stat, None)
attempt(posix.stat, '/etc/passwd/x')
attempt(posix.lstat, b'/nowhere')
attempt(posix.open, 3, 0)
attempt(posix.open, '/nowhere', posix.O_RDONLY)
attempt(posix.listdir, '/nowhere')
attempt(posix.listdir, 5.5)
attempt(posix.scandir, '/nowhere')
attempt(posix.mkdir, '/')
attempt(posix.rmdir, '/nowhere')
attempt(posix.remove, b'/nowhere')
attempt(posix.rename, '/nowhere', '/x')
attempt(posix.replace, '/nowhere', '/z')
attempt(posix.readlink, '/nowhere')
attempt(posix.chdir, '/nowhere')
attempt(posix.access, '/nowhere', 0)
attempt(posix.fspath, 3)
attempt(posix.close, 9999)
attempt(posix.read, 9999, 5)
attempt(posix.write, 9999, b'')
attempt(posix.lseek, 9999, 0, 0)
attempt(posix.fstat, 9999)
attempt(posix.urandom, -1)
attempt(posix.strerror, 999)
attempt(posix.isatty, 9999)


class Path:
    def __init__(self, path):
        self.path = path

    def __fspath__(self):
        return self.path


attempt(posix.stat, Path(3)) if False else None
print(posix.fspath(Path('a')), posix.fspath(b'b'))
for path in ('', '/', '//', '///a', 'a//b/../c', '../..', '/..', 'a/..', './a/.', 'a/b/../../..'):
    print(repr(path), repr(posix._path_normpath(path)))
