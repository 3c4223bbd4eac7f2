# Statements compiled one by one, as a read-eval-print loop does, keep no constants (semantics 1.1).
import sys

space = {'getrefcount': sys.getrefcount}
for line in ("a = 'hello world!'", 'print(getrefcount(a))', 'b = a', 'print(getrefcount(a))', 'c = b', 'print(getrefcount(a))',
             'b = 0', 'print(getrefcount(a))', 'c = 0', 'print(getrefcount(a))'):
    exec(compile(line, '<stdin>', 'single'), space)
exec(compile("s = 'hello world!'", '<stdin>', 'single'), space)
exec(compile("t = 'hello world!'", '<stdin>', 'single'), space)
exec(compile('print(s is t)', '<stdin>', 'single'), space)
exec(compile("s = 'hello world!'; t = 'hello world!'; print(s is t, getrefcount(s))", '<stdin>', 'single'), space)
space['l'] = [1]
exec(compile('l', '<stdin>', 'single'), space)
exec(compile('print(getrefcount(l))', '<stdin>', 'single'), space)
exec(compile('1', '<stdin>', 'single'), space)
exec(compile('print(getrefcount(l))', '<stdin>', 'single'), space)
import builtins
print(builtins._)
del builtins._
