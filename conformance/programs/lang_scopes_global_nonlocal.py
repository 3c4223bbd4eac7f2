# global and nonlocal: what is refused where, names in classes and nested functions, del, exec, comprehension targets, unbound locals.
x = 'module'


def f():
    global x, made
    x, made = 'changed', 1

    def g():
        x = 'local'

        def h():
            nonlocal x
            x += '!'
            return x
        return h(), x
    return g()


print(f(), x, made)


class C:
    global y
    y = 'set in a class'
    x = 'class'
    z = x

    def m(self):
        return x

    class D:
        w = x


print(y, hasattr(C, 'y'), C.z, C().m(), C.D.w)


def unbound():
    try:
        print(x)
    except UnboundLocalError as error:
        print(error)
    x = 1
    del x
    try:
        x
    except UnboundLocalError as error:
        print(error)
    try:
        del x
    except UnboundLocalError as error:
        print(error)

    def inner():
        return free
    try:
        inner()
    except NameError as error:
        print(type(error).__name__, error)
    free = 1


unbound()


def maker():
    count = 0

    class Counter:
        def step(self):
            nonlocal count
            count += 1
            return count
    return Counter(), lambda: count


a, b = maker()
print(a.step(), a.step(), b())


def deleted():
    v = 1

    def look():
        return v
    del v
    try:
        look()
    except NameError as error:
        print(error)
    v = 2
    return look()


print(deleted())
for source in ('def f():\n x = 1\n global x', 'def f():\n print(x)\n global x', 'def f(x):\n global x', 'def f(x):\n nonlocal x', 'nonlocal x', 'def f():\n nonlocal nothing', 'class A:\n nonlocal x', 'def f():\n global x\n nonlocal x', 'def f():\n x: int\n global x', 'def f():\n global x\n x: int = 1', 'x = 1\nglobal x', 'def f():\n class x: pass\n global x', 'def f():\n for x in y: pass\n nonlocal x', 'def f():\n import x\n global x', 'def f():\n def g():\n  nonlocal x\n x = 1', 'global x\nx = 1', 'def f():\n global x, x', 'def f():\n [x for x in y]\n global x', 'def f():\n lambda x: x\n global x', 'def f():\n try: pass\n except E as x: pass\n global x', 'def f():\n global __debug__', 'def f(a, a): pass', 'lambda a, a: 0', 'def f(None): pass', 'class True: pass', 'def f():\n del x\n nonlocal x'):
    try:
        compile(source, 's', 'exec')
        print('ok', repr(source))
    except SyntaxError as error:
        print(error.msg, error.lineno, error.offset)
namespace = {}
exec('a = 1\ndef g():\n global b\n b = a + 1\ng()', namespace)
print(namespace['a'], namespace['b'])


def locals_and_exec():
    v = 1
    exec('w = v + 1')
    return 'w' in locals(), v, eval('v + 1')


print(locals_and_exec())
for x in range(2):
    pass
print(x, [x for x in 'q'], x, (lambda x: x)(5), x)
import os as x
print(x.__name__)
with open('/dev/null') as x:
    pass
print(x.closed)
try:
    1 / 0
except ZeroDivisionError as x:
    pass
print('x' in globals())
