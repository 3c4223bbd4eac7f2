"""Folders, links and descriptors through posix."""
import posix
import sys

root = '/tmp/uroboros_conformance_folder_%d%d' % sys.version_info[:2]


def clear(path):
    for entry in posix.scandir(path):
        if entry.is_dir(follow_symlinks=False):
            clear(entry.path)
        else:
            posix.remove(entry.path)
    posix.rmdir(path)


if posix.access(root, posix.F_OK):
    clear(root)
posix.mkdir(root)
before = posix.getcwd()
posix.chdir(root)
print(posix.getcwd(), posix.getcwdb(), posix.listdir())
fd = posix.open('file', posix.O_RDWR | posix.O_CREAT | posix.O_TRUNC, 0o644)
print(posix.write(fd, b'hello world'), posix.lseek(fd, 0, 0), posix.read(fd, 5), posix.lseek(fd, -3, 2), posix.read(fd, 10))
posix.ftruncate(fd, 4)
status = posix.fstat(fd)
print(status.st_size, status[6], oct(status.st_mode), status.st_nlink, type(status).__name__, len(status), status.n_fields > 10)
posix.close(fd)
posix.mkdir('sub')
posix.symlink('file', 'link')
posix.link('file', 'hard')
print(sorted(posix.listdir()), sorted(posix.listdir(b'.')), posix.readlink('link'), posix.stat('hard').st_nlink)
for entry in sorted(posix.scandir('.'), key=lambda entry: entry.name):
    print(entry, entry.name, entry.path, entry.is_dir(), entry.is_file(), entry.is_symlink(), entry.is_file(follow_symlinks=False), entry.stat().st_size, posix.fspath(entry))
with posix.scandir(root) as entries:
    print(type(entries).__name__, next(entries).path.startswith(root))
posix.rename('file', 'renamed')
print(posix.access('renamed', posix.R_OK | posix.W_OK), posix.access('link', posix.F_OK))
posix.chmod('renamed', 0o600)
print(oct(posix.stat('renamed').st_mode & 0o777))
posix.utime('renamed', (1000, 2000.5))
status = posix.stat('renamed')
print(status.st_atime, status.st_mtime, status[8], status.st_mtime_ns)
posix.truncate('renamed', 2)
print(posix.stat('renamed').st_size)
posix.unlink('link')
try:
    posix.rmdir(root)
except OSError as error:
    print(error)
print(len(posix.urandom(8)), isinstance(posix.getpid(), int), posix.terminal_size((80, 24)))
print(b'HOME' in posix.environ, type(posix.environ))
posix.chdir(before)
clear(root)
print(posix.access(root, posix.F_OK))
