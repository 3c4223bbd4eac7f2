# What the compiler and the parser warn of, by themselves and where filters make exceptions of it.
import sys
sys.stdout.reconfigure(line_buffering=True)
import re
x = '\d+'
y = b'\q'
z = f'\w{x}'
if x is 'a': pass
if x is not 5: pass
if 1 is 1 and () is x: pass
if x is None or x is True: pass
try: 5(1)
except TypeError as e: print(e)
def f():
    try: [1, 2](3)
    except TypeError as e: print(e)
    try: [1]['a']
    except TypeError as e: print(e)
    try: 'abc'[1.5]
    except TypeError as e: print(e)
    try: {1}[0]
    except TypeError as e: print(e)
    assert (x, 'msg')
    return -1 is x
f()
n = 0x1for x in [1]
print('\400' == '\u0100', 1if x else 2)
exec("a = '\\z'\nif a is 'q': pass")
import warnings
with warnings.catch_warnings():
    warnings.simplefilter('error')
    for t in ["'\\d'", 'x is 1', '5()', "1 1 '\\d'", "'\\d' 1"]:
        try: compile(t, 'f.py', 'exec')
        except SyntaxError as e: print(type(e), e)
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always')
    compile("'\\d'\nx is 3", 'g.py', 'exec')
    import ast
    ast.parse("'\\e'")
    print([(str(i.message), i.category.__name__, i.lineno, i.filename) for i in w])
