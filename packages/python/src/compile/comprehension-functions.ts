import { Frame } from '../runtime/frame.js';
import type { Scope } from '../syntax/index.js';
import type * as ast from '../syntax/nodes.js';
import { plainFunction, qualify } from './definitions.js';
import type { Operand } from './emitter.js';
import { result } from './expressions.js';
import { FunctionCompiler } from './function.js';
import { awaitOperand, iteratorOf } from './generators.js';

/**
 * Comprehensions that are functions of their own: all of them to 3.11, later those in annotation scopes of classes. The function
 * gets the iterator over the first iterable, which is evaluated outside, as its one argument.
 */
const NAMES: Partial<Record<ast.Expr['kind'], string>> = {
  ListComp: '<listcomp>',
  SetComp: '<setcomp>',
  DictComp: '<dictcomp>',
  GeneratorExp: '<genexpr>',
};

/** Parameters of code that the compiler makes up. */
export function madeUpParameters(node: ast.Located, names: readonly string[]): ast.Arguments {
  const { lineno, col_offset, end_lineno, end_col_offset } = node;
  const place = { lineno, col_offset, end_lineno, end_col_offset };
  const args = names.map((arg) => ({ kind: 'arg' as const, arg, annotation: null, type_comment: null, ...place }));
  return {
    kind: 'arguments',
    posonlyargs: [],
    args,
    vararg: null,
    kwonlyargs: [],
    kw_defaults: [],
    kwarg: null,
    defaults: [],
  };
}

/** Makes the function of a comprehension and calls it; `body` compiles what is inside, with the iterator at a word. */
export function compileAsFunction(
  c: FunctionCompiler,
  node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp,
  scope: Scope,
  body: (inner: FunctionCompiler, iterator: number) => void,
): Operand {
  const { out } = c;
  const name = NAMES[node.kind]!;
  const inner = new FunctionCompiler(c.unit, scope, name, qualify(c, name), node.lineno);
  inner.within(c);
  inner.customBody(madeUpParameters(node, ['.0']), () => body(inner, Frame.Slots));
  const window = out.depth;
  out.at(node);
  out.line(`i32[fp+${window}]=${out.own(plainFunction(c, inner))};`);
  out.depth = window + Frame.Slots;
  out.touch(out.depth);
  iteratorOf(c, node, node.generators[0]!);
  out.at(node);
  out.depth = window;
  const made = result(c, `call(fp+${window},1,0)`);
  return inner.kind === 'coroutine' ? awaitOperand(c, made, node) : made;
}
