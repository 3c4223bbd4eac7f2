# versions: 3.13
# The buffer protocol by its names (PEP 688) on built-in types: views, flags, releases, counts.
import array
import collections.abc
import sys

for kind in bytes, bytearray, memoryview, array.array:
    print(kind.__name__, [name for name in sorted(vars(kind)) if name in ('__buffer__', '__release_buffer__', '_from_flags')])
for value in b'', bytearray(), memoryview(b''), array.array('i'), 'text', [], 5:
    print(type(value).__name__, isinstance(value, collections.abc.Buffer))

data = bytearray(b'hello')
before = sys.getrefcount(data)
view = data.__buffer__(0)
print(view.tobytes(), view.obj is data, view.readonly, sys.getrefcount(data) - before)
view[0] = 72
try:
    data.append(1)
except BufferError as error:
    print(error)
print(data.__release_buffer__(view), data, sys.getrefcount(data) - before)
data.append(33)
calls = {
    'writable bytes': lambda: b'abc'.__buffer__(1),
    'no flags': lambda: b'a'.__buffer__(),
    'text': lambda: b'a'.__buffer__('x'),
    'large': lambda: b'a'.__buffer__(2**40),
    'larger': lambda: b'a'.__buffer__(2**80),
    'no view': lambda: data.__release_buffer__(1),
    'of another': lambda: data.__release_buffer__(memoryview(b'a')),
    'twice': lambda: data.__release_buffer__(view),
    'readonly view': lambda: memoryview(b'a').__buffer__(1),
    'flags': lambda: memoryview._from_flags(b'abc', 0x11c).tobytes(),
    'writable flags': lambda: memoryview._from_flags(b'abc', 1),
    'by name': lambda: memoryview._from_flags(object=b'abc', flags=0).tobytes(),
    'of a view': lambda: memoryview._from_flags(memoryview(b'abc')[1:], 0).tobytes(),
    'no buffer': lambda: memoryview._from_flags(1, 2),
    'array': lambda: array.array('h', [1, 2]).__buffer__(0x11c).tolist(),
    'keyword': lambda: b'a'.__buffer__(flags=0),
}
for name, call in calls.items():
    try:
        print(name, call())
    except (BufferError, TypeError, OverflowError, ValueError) as error:
        print(name, type(error).__name__, error)
outer = memoryview(data)
inner = outer.__buffer__(0)
print(inner.obj is outer, inner.tobytes())
try:
    outer.release()
except BufferError as error:
    print(error)
inner.release()
outer.release()
print(sys.getrefcount(data) - before)
