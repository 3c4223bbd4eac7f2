import type * as ast from '../syntax/nodes.js';
import { lentAttribute } from './attributes.js';
import type { Operand } from './emitter.js';
import { compileExpression } from './expressions.js';
import { fold } from './fold.js';
import type { FunctionCompiler } from './function.js';
import { lentItem } from './items.js';

/**
 * An expression for an operation that uses its value at once, or after others whose fast paths run no code: attributes and
 * items need not be counted for that.
 */
export function compileLent(c: FunctionCompiler, node: ast.Expr): Operand {
  if (!c.terse && fold(node) === undefined) {
    if (node.kind === 'Attribute') return lentAttribute(c, node);
    if (node.kind === 'Subscript') return lentItem(c, node);
  }
  return compileExpression(c, node);
}
