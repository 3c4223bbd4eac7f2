# versions: 3.13
import sys


def fresh(a):
    first = locals()
    b = 2
    second = locals()
    return first is second, sorted(first), sorted(second), 'b' in first


print(fresh(1))


def proxy():
    x = 1
    y = 'unchanged'
    f = sys._getframe()
    p = f.f_locals
    p['x'] = 10
    p['new'] = 'extra'
    print(x, p['x'], p['new'], 'new' in p, 'x' in p, 'nothing' in p, len(p) == len(list(p)))
    print(type(p).__name__, f.f_locals is p, f.f_locals['new'])
    print(list(p), list(reversed(p)))
    x = 11
    print(p['x'], p.get('x'), p.get('nothing'), p.get('nothing', 5))
    print([k for k in p.keys()][:2], [v for v in p.values()][:2], [i for i in p.items()][:2])
    try:
        p['missing']
    except KeyError as e:
        print('KeyError', e)
    for wrong in (lambda: p.pop('x'), lambda: p.__delitem__('x'), lambda: p.clear(), lambda: p.popitem()):
        try:
            wrong()
        except (ValueError, AttributeError, TypeError, RuntimeError) as e:
            print(type(e).__name__, e)
    print(p.setdefault('x', 5), p.setdefault('more', 6), p['more'])
    p.update({'y': 'changed', 'z': 26})
    p |= {'more': 7}
    print(y, p['z'], p['more'])
    c = p.copy()
    print(type(c) is dict, c['x'], (p | {'q': 1})['q'], 'q' in p)
    print(p == f.f_locals, p == 1)


proxy()


def cell():
    x = 1

    def inner():
        return x
    sys._getframe().f_locals['x'] = 5
    return x, inner()


print(cell())


def by_caller():
    target = 'before'
    change()
    return target


def change():
    sys._getframe(1).f_locals['target'] = 'after'


print(by_caller())


class Body:
    a = 1
    sys._getframe().f_locals['b'] = 2
    print(b, type(sys._getframe().f_locals).__name__)


def unbound():
    p = sys._getframe().f_locals
    print('later' in p)
    p['later'] = 3
    print(later)
    later = 4
    return p['later']


print(unbound())


def in_comprehension():
    outer = 1
    return [sorted(locals()) for inner in range(1)]


print(in_comprehension())
