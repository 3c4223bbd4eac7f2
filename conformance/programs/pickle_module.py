# versions: 3.13
"""BytesIO.getbuffer(), and pickling, which uses it."""
import copy
import gc
import io
import pickle
import sys

stream = io.BytesIO(b'hello world')
view = stream.getbuffer()
print(bytes(view), view.readonly, len(view), view[0:3].tobytes())
view[0:5] = b'HELLO'
print(stream.getvalue(), stream.read(3), stream.tell())
other = stream.getbuffer()
other[6] = ord('W')
print(bytes(view), stream.read())
for call in (lambda: stream.write(b'x'), lambda: stream.truncate(2), stream.close):
    try:
        call()
    except BufferError as error:
        print(error)
view.release()
try:
    stream.write(b'x')
except BufferError as error:
    print(error)
del other
print(stream.write(b'!'), stream.getvalue())
with stream.getbuffer() as view:
    print(view.nbytes)
stream.close()
try:
    stream.getbuffer()
except ValueError as error:
    print(error)
stream = io.BytesIO(b'abc')
view = stream.getbuffer()
count = sys.getrefcount(stream)
del view
print(count - sys.getrefcount(stream))
view = stream.getbuffer()
del stream
print(bytes(view))
del view


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __repr__(self):
        return f'Point({self.x}, {self.y})'


class State(Point):
    def __getstate__(self):
        return {'x': self.x}

    def __setstate__(self, state):
        self.x = state['x']
        self.y = 'restored'


class Reduced:
    def __reduce__(self):
        return (complex, (1, 2))


class Slots:
    __slots__ = ('a', 'b')


shared = [1, 2]
slots = Slots()
slots.a = 5
values = [None, True, 1, -5, 2**70, 1.5, 'text é 🐍', b'bytes', bytearray(b'ba'), (1, (2,)), [shared, shared], {'k': {1: 2}}, {1, 2},
          frozenset([3]), Point(1, 2), State(3, 4), Reduced(), range(3), slice(1, 2), 3 + 4j, Point, len, 'x' * 300, list(range(300)), Ellipsis]
for value in values:
    for protocol in range(2, 6):
        data = pickle.dumps(value, protocol)
        back = pickle.loads(data)
        if protocol == 5:
            print(len(data), str(back)[:60] if not isinstance(back, (type, type(len))) else back.__name__)
back = pickle.loads(pickle.dumps([shared, shared]))
print(back[0] is back[1], pickle.loads(pickle.dumps(slots)).a)
loop = []
loop.append(loop)
back = pickle.loads(pickle.dumps(loop))
print(back[0] is back)
for bad in (lambda: 1, (x for x in ()), gc):
    try:
        pickle.dumps(bad)
    except (pickle.PicklingError, TypeError, AttributeError) as error:
        print(type(error).__name__)
file = io.BytesIO()
pickler = pickle.Pickler(file, 4)
pickler.dump('one')
pickler.dump(['two'])
file.seek(0)
unpickler = pickle.Unpickler(file)
print(unpickler.load(), unpickler.load())
try:
    pickle.loads(b'')
except EOFError as error:
    print('EOFError')
