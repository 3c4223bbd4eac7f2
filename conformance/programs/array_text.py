# versions: 3.11
from array import array

def show(f):
    try:
        print(repr(f()))
    except Exception as error:
        print(type(error).__name__, '|', error)


a = array('u', "a'b\U0001f600")
print(a, a.tounicode(), len(a), a.itemsize, a.tolist(), a.tobytes())
a.fromunicode('xyz')
a.append('q')
print(a, array('u'), array('u', 'ab') + array('u', ['c']))
show(lambda: a.append('ab'))
show(lambda: a.append(5))
show(lambda: array('u', 5))
show(lambda: array('u', b'abc'))
show(lambda: array('b', array('u', 'x')))
show(lambda: array('i').tounicode())
show(lambda: array('i').fromunicode('x'))
show(lambda: a.fromunicode(5))
show(lambda: array('u', b'\xff\xff\xff\xff'))
print(memoryview(a).format, a.__reduce_ex__(2), a.__reduce_ex__(3))
