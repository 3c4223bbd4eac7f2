# versions: 3.13
# ast: parse, dump with places, unparse, literal_eval, walking, changing trees and compiling them, what is refused.
import ast

SOURCE = '''
import os.path as p, sys
from . import x
@deco(1)
def f(a, /, b: int = 2, *c, d, e=3, **k) -> None:
    """doc"""
    global z
    z = yield
    return [i async for i in k if i] if 0 else {**a, 'b': 1}
class C[T: int, *U](B, metaclass=M):
    x: int = 1
    (y): str
    async def g(self): await self.x[1:2, ...]; del a.b, c[0]
try: pass
except* (A, B) as e: raise X from e
else: 1
finally: print(f'{x!r:>{w}} {y}' 'tail', b'ab', 1j, -1.5, u'x')
match q:
    case [1, *r, None] | {'k': v, **rest}: pass
    case P(1, a=_) as w if w: pass
while (n := 3) < 4 <= 5: break
with a as (b, c), d: x += lambda *, q=1: not -q @ 2
type A[T=int] = list[T]
assert x, 'm'
'''
tree = ast.parse(SOURCE)
print(ast.dump(tree, indent=1, include_attributes=True))
print(ast.unparse(tree))
print(ast.dump(ast.parse('a.b(c)[d]', mode='eval'), annotate_fields=False), ast.dump(ast.parse('a; b', mode='single')))
for text in "{'a': [1, 2.5, (None, True), {3}], b'x': -1+2j}", 'set()', '...', '  7', '1 + 2', 'f()', '[x for x in y]', '{**a}', "'a' 'b'", '-(-3)', '1 +':
    try:
        print(ast.literal_eval(text))
    except (ValueError, SyntaxError) as error:
        print(type(error).__name__, error)
print(sorted({type(node).__name__ for node in ast.walk(tree)}))
print([name for name, value in ast.iter_fields(tree.body[2])], tree.body[2].lineno, ast.get_docstring(tree.body[2]), ast.get_source_segment(SOURCE, tree.body[2].args.args[1]))
one, two = ast.parse('x'), ast.parse('x')
print(type(one.body[0].value.ctx), one.body[0] == two.body[0], vars(one.body[0].value.ctx), list(vars(one.body[0].value)))
exec(compile(ast.parse('numbers = [i * 2 for i in range(3)]\nprint(numbers, (lambda a, *b: (a, b))(1, 2))'), 'made', 'exec'))


class Rename(ast.NodeTransformer):
    def visit_Constant(self, node):
        return ast.copy_location(ast.Constant(node.value + 1), node) if isinstance(node.value, int) else node

    def visit_Name(self, node):
        return ast.copy_location(ast.Name('renamed', node.ctx), node)

    def visit_Assert(self, node):
        return None

    def visit_Pass(self, node):
        return [ast.copy_location(ast.Expr(ast.Constant(i, lineno=node.lineno, col_offset=0)), node) for i in range(2)]


changed = Rename().visit(ast.parse('assert 1\nif a + 1 * b:\n    pass\n'))
print(ast.unparse(changed))
print(eval(compile(Rename().visit(ast.parse('a + 1 * b', mode='eval')), 'made', 'eval'), {'renamed': 5}))


class Calls(ast.NodeVisitor):
    def __init__(self):
        self.found = []

    def visit_Call(self, node):
        self.found.append(ast.unparse(node.func))
        self.generic_visit(node)


calls = Calls()
calls.visit(ast.parse('f(g(h.i(1)), *j())\nclass A(k()):\n  def m(self, x=n()): return o()'))
print(calls.found)
place = dict(lineno=1, col_offset=0)
print(eval(compile(ast.Expression(ast.Constant((1, 2 + 3j, ('x', b'y')), **place)), '', 'eval')))
function = ast.parse('def power(x, n): return x ** n')
function.body[0].args.defaults.append(ast.Constant(3, **place))
function.body[0].name = 'cube'
namespace = {}
exec(compile(ast.fix_missing_locations(function), 'made', 'exec'), namespace)
print(namespace['cube'](2), namespace['cube'].__code__.co_filename, namespace['cube'].__qualname__)
c = lambda value: ast.Constant(value, **place)
for wrong in (ast.Module([ast.Pass()], []), ast.Expression(ast.Name('x', ast.Store(), **place)), ast.Module([ast.If(c(1), [], [], **place)], []),
              ast.Module([1], []), ast.Module((), []), ast.Expression(c([])), ast.Expression(ast.Name(1, ast.Load(), **place)), ast.Module([None], []),
              ast.Expression(ast.Name('None', ast.Load(), **place)), ast.Expression(ast.BinOp(c(1), 2, 3, **place)), ast.Expression(None),
              ast.Expression(ast.BoolOp(ast.And(), [c(1)], **place)), ast.Expression(ast.Compare(c(1), [], [c(2)], **place)),
              ast.Module([ast.Return(c(1), **place)], []), ast.Module([ast.Assign([], c(1), **place)], []), ast.Load(), 5):
    for mode in 'exec', 'eval':
        try:
            print(compile(wrong, 'made', mode).co_name)
        except Exception as error:
            print(type(error).__name__, error)
for wrong in 'a b', 'def', 'x = (', 'return 1', 'break', 'nonlocal x':
    try:
        print(ast.dump(ast.parse(wrong)))
    except SyntaxError as error:
        print(error)
