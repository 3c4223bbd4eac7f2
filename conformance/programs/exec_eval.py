import sys


def t(what, f):
    try:
        print(what, '->', f())
    except BaseException as e:
        print(what, '->', type(e).__name__ + ':', e)


class M:
    def __getitem__(self, key):
        if key == 'print':
            raise KeyError(key)
        return key * 2


t('exec 1', lambda: exec(1))
t('eval 1', lambda: eval(1))
t('globals', lambda: exec('1', 1))
t('locals', lambda: exec('1', {}, 1))
t('eval globals', lambda: eval('1', 1))
t('eval locals', lambda: eval('1', {}, 1))
t('mapping globals', lambda: eval('x', M()))
t('mapping globals', lambda: exec('x', M()))
t('mapping locals', lambda: eval('x + y', {}, M()))
t('exec mapping', lambda: exec('print(x)', {}, M()))
t('closure for text', lambda: exec('1', closure=()))


def outer():
    x = 1

    def inner():
        nonlocal x
        x += 1
        seen.append(x)
    return inner


seen = []
f = outer()
c = f.__code__
t('no closure', lambda: exec(c))
t('int closure', lambda: exec(c, closure=1))
t('closure of ints', lambda: exec(c, closure=(1,)))
t('needless closure', lambda: exec(compile('1', '', 'exec'), closure=(1,)))
t('eval closure', lambda: eval(c))
exec(c, closure=f.__closure__)
f()
print(seen)

t('mode', lambda: compile('1', 'f', 'bad'))
t('flags', lambda: compile('1', 'f', 'exec', flags=1 << 30))
t('optimize', lambda: compile('1', 'f', 'exec', optimize=5))
t('source', lambda: compile(1, 'f', 'exec'))
t('filename', lambda: compile('1', 1, 'exec'))
t('null', lambda: compile('\0', 'f', 'exec'))
t('null bytes', lambda: compile(b'\0', 'f', 'exec'))
t('syntax', lambda: exec('a b'))
t('bytes', lambda: compile(b'\xff', 'f', 'exec'))
t('spaces', lambda: eval(' \t 1 + 1'))
t('empty', lambda: eval(''))
t('newline', lambda: eval('\n1'))
t('semicolon', lambda: eval('1;'))
t('two', lambda: compile('1\n2', 'f', 'single'))
t('bytes', lambda: eval(b'[1, "\xc3\xa9"]'))
t('bytearray', lambda: eval(bytearray(b'1+1')))
t('cookie', lambda: eval(b'# coding: latin-1\n"\xe9"'))

g = {}
print(exec('x = 1\ndef f(): return x\nclass K: y = x', g), list(g), type(g['__builtins__']).__name__)
print(g['f'](), g['K'].y, g['f'].__module__, g['K'].__module__)
l = {}
exec('x = 2\ny = x + z', {'z': 5}, l)
print(l)
exec('def f(): return x\ntry:\n    f()\nexcept NameError as e: print(e)\nx = 1', {}, {})
exec('class A:\n    x = x', {'x': 1}, {'x': 2})

t('restricted', lambda: eval('len([])', {'__builtins__': {}}))
t('restricted', lambda: eval('len([])', {'__builtins__': {'len': lambda x: 'mine'}}))
t('restricted class', lambda: exec('class A: pass', {'__builtins__': {}}))
t('restricted import', lambda: exec('import sys', {'__builtins__': {}}))
t('builtins module', lambda: eval('len("abc")', {'__builtins__': __builtins__}))
t('in function', lambda: exec('def g(): return missing_name\ng()', {'__builtins__': {'missing_name': 1}}))


def scopes(a):
    b = a + 1
    exec('c = a + b')
    print('c' in locals(), eval('a * b'), [eval('b') for _ in range(1)] if sys.version_info < (3, 0) else '')
    exec('a = 100')
    print(a)
    return eval('locals()') == {'a': a, 'b': b} or sorted(eval('locals()'))


print(scopes(1))


class Body:
    z = 3
    exec('w = z + 1')
    print(w, eval('z'))


print(Body.w)
code = compile('value = 1\nvalue', 'name.py', 'single')
exec(code, {})
exec(compile('None\n"shown"\n[1]', '', 'exec'))
for text in ('None', '"shown"', '[1, 2]'):
    exec(compile(text, '', 'single'))
print(code.co_filename, code.co_name, code.co_firstlineno, compile('x', '', 'eval').co_name)
code = compile('a + b', 'sum', 'eval')
print([eval(code, {'a': n}, {'b': 10}) for n in range(3)], eval(code, {'a': 'x', 'b': 'y'}))
exec('''
import sys
def deep():
    return sys._getframe().f_back.f_code.co_name, sys._getframe().f_code.co_filename
print(deep())
''')
t('nested', lambda: eval('eval("eval(\'1 + 1\')")'))
t('raise', lambda: exec('def f():\n    1/0\nf()'))
t('walrus', lambda: (eval('(q := 5)', g), g['q']))
t('lambda', lambda: eval('lambda x: x + y', {'y': 2})(1))
t('comprehension', lambda: eval('[x + y for x in range(3)]', {'y': 2}))
t('comprehension', lambda: eval('[x for x in seq if x > low]', {}, {'seq': [1, 2, 3]}))
t('generator', lambda: list(eval('(x for x in range(3))')))
t('del', lambda: exec('x = 1\ndel x\nx', {}))
t('del', lambda: exec('del x', {'x': 1}, {}))
t('global', lambda: exec('global v\nv = 1', g, {}) or g['v'])
t('import star', lambda: exec('from sys import *', g) or 'maxsize' in g)
t('annotation', lambda: exec('x: int = 1', g) or g['__annotations__'])
t('future', lambda: exec('from __future__ import annotations\nx: undefined = 1', g) or g['__annotations__'])
exec('''
try:
    raise KeyError(1)
except KeyError as e:
    pass
print('e' in globals())
''')


class Watch(dict):
    def __missing__(self, key):
        if key.startswith('_') or key in ('print', 'len'):
            raise KeyError(key)
        return f'<{key}>'


exec('print(anything, len(other))\nnew = 1\ndel new', {}, w := Watch())
print(w)
