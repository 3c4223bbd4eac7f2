# errno: names and numbers, and their order.
import errno
print(len(errno.errorcode), list(errno.errorcode.items())[:12])
print([name for name in vars(errno) if name.startswith('E')])
print([getattr(errno, name) for name in vars(errno) if name.startswith('E')])
print(errno.errorcode[11], errno.errorcode[35], errno.errorcode[95], errno.EWOULDBLOCK == errno.EAGAIN)
