# collections show
"""Files are flushed and closed at the moment their last reference goes."""
import posix as os

name = '/tmp/uroboros_conformance_final_%s.txt' % os.urandom(8).hex()


def size():
    return os.stat(name).st_size


f = open(name, 'w')
f.write('some text')
print(size())
f = None
print(size())
f = open(name, 'w')
f.write('x')
buffer = f.buffer
f = None
print(size(), buffer.closed)
open(name, 'wb').write(b'written at once')
print(size())


def fail():
    f = open(name, 'w')
    f.write('in a frame')
    raise ValueError('with the frame alive')


try:
    fail()
except ValueError as error:
    print(size())
    del error
print(size())
cycle = [open(name, 'w')]
cycle.append(cycle)
cycle[0].write('in a cycle, which waits')
del cycle
print(size())
import gc
gc.collect()
print(size())


class Noisy:
    def __init__(self, file):
        self.file = file

    def __del__(self):
        print('noisy', self.file.closed)


noisy = Noisy(open(name, 'w'))
noisy.file.write('12345')
del noisy
print(size())
with open(name, 'w') as f:
    f.write('closed by with')
    raw = f.buffer.raw
print(size(), raw.closed, f.closed)
f.close()
f = open(name)
wrapper = f.detach()
print(wrapper.read())
try:
    f.read()
except ValueError as error:
    print(error)
print(repr(f))
raw = wrapper.detach()
try:
    wrapper.read()
except ValueError as error:
    print(error)
print(raw.closed, raw.tell())
raw.close()
del f, wrapper, raw
os.remove(name)
