log = []


def n(value):
    log.append(value)
    return value


class Box:
    def __setitem__(self, key, value):
        log.append(('set', key, value))

    def __getitem__(self, key):
        log.append(('get', key))
        return 10

    def __delitem__(self, key):
        log.append(('del', key))

    def __setattr__(self, name, value):
        log.append(('setattr', name, value))

    def __getattr__(self, name):
        log.append(('getattr', name))
        return 5

    def __delattr__(self, name):
        log.append(('delattr', name))


def show(what):
    print(what, log)
    log.clear()


box = Box()
(lambda: n(box))()[n(1)] = n(2)
show('item')
n(box).attr = n(3)
show('attribute')
n(box)[n('k')] += n(1)
show('augmented item')
n(box).a -= n(1)
show('augmented attribute')
n(box)[n(1)], n(box).b = n(2), n(3)
show('tuple')
n(box)[n(1)] = n(box).c = n(4)
show('chain')
del n(box)[n(1)], n(box).d, (box[n(2)], [box.e])
show('del')
{n('a'): n(1), **{n('b'): n(2)}, n('c'): n(3)}
show('dict')
(lambda *a, **k: None)(n(1), *[n(2)], n(3), k=n(4), **{n('x'): n(5)})
show('call')
print(n(1) < n(3) > n(2) != n(2) < n(9))
show('comparison')
print(n(0) or n('') or n([]), n(1) and n(2) and n(0) and n(3), n(1) if n(0) else n(2))
show('logic')
x, *y, z = [n(i) for i in range(4)]
show('star')
for box[n('i')] in (1, 2):
    pass
show('for target')
print(f'{n(1)!r:>{n(4)}} {n(2)} {n(3)=}')
show('f-string')


def f(a=n('default a'), *, b=n('default b')) -> n('result'):
    pass


show('def')


@n(lambda g: n('outer') and g)
@n(lambda g: n('inner') and g)
def g():
    pass


log[:2] = ['decorators']
show('decorators')
n([1, 2, 3])[n(0):n(2):n(1)]
show('slice')
assert n(True), n('never')
try:
    assert n(0), n('message')
except AssertionError as e:
    print(repr(e))
show('assert')
try:
    raise n(ValueError) from n(KeyError('k'))
except ValueError as e:
    print(repr(e), repr(e.__cause__))
log.clear()
while n(3) > n(5):
    pass
else:
    n('else')
show('while')
