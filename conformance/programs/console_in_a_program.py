# versions: 3.13
"""codeop and code: which texts are complete, and a console that a program runs."""
import code
import codeop
import sys

TEXTS = ['if 1:', 'x = (', '"""abc', 'def f():', 'x=1', '1+', 'for', 'if 1:\n  pass', 'class A:\n  def f(self):', 'a b', '@d',
         'x = [1,\n2', 'try:\n  1', 'print("a', '\\', 'lambda x:', 'f(', '{', '# c', '', 'if 1', 'x = )']
for text in TEXTS:
    try:
        print(repr(text), codeop.compile_command(text) is None)
    except SyntaxError as error:
        print(repr(text), type(error).__name__, error)
for text in 'x = [1,\n2', 'if 1:', 'if 1:\n', 'def f():\n  x', '1+', 'f(1,\n':
    try:
        compile(text, 'f', 'single', 0x4200)
    except SyntaxError as error:
        print(type(error).__name__, error.args)
sys.stderr = sys.stdout
console = code.InteractiveConsole({'__name__': '__console__'})
for line in ['def f(x):', '    return x+1', '', 'f(3)', 'for i in range(2):', '  print(i)', '', 'x = (1,', '2)', 'x', '1/0', 'if 1',
             '"""a', 'b"""', 'raise SystemExit(3)']:
    try:
        print(repr(line), console.push(line))
    except SystemExit as error:
        print('exit', error.code)
