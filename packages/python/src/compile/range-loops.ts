import { Frame, SLOT } from '../runtime/frame.js';
import type * as ast from '../syntax/nodes.js';
import { callWindow } from './calls.js';
import { compileExpression, compilePushed } from './expressions.js';
import { foldIterable } from './fold.js';
import type { FunctionCompiler } from './function.js';
import type { Located } from './generators.js';

/**
 * The iterables of loops. `for i in range(…)` needs no range object where the name means the built-in type and the numbers are small:
 * it would be gone as soon as it has made its iterator.
 */

type RangeCall = ast.Call & { readonly func: ast.Name };

/** Whether an iterable is a call of `range`, as far as the text tells. */
function isRangeCall(node: ast.Expr): node is RangeCall {
  return (
    node.kind === 'Call' &&
    node.func.kind === 'Name' &&
    node.func.id === 'range' &&
    node.keywords.length === 0 &&
    node.args.length >= 1 &&
    node.args.length <= 3 &&
    node.args.every((arg) => arg.kind !== 'Starred')
  );
}

/** Evaluates an iterable and leaves its iterator on the stack; the slot. `place` is where making the iterator lies. */
export function pushIterator(c: FunctionCompiler, iterable: ast.Expr, place: Located): number {
  const { out } = c;
  const node = foldIterable(iterable);
  if (isRangeCall(node)) return pushRange(c, node, place);
  const { offset } = compilePushed(c, node);
  out.at(place);
  out.failIf(`!toIterator(fp+${offset})`);
  return offset;
}

function pushRange(c: FunctionCompiler, node: RangeCall, place: Located): number {
  const { out } = c;
  const window = out.depth;
  const count = node.args.length;
  const callee = compileExpression(c, node.func);
  out.line(`i32[fp+${window}]=${out.own(callee)};`);
  out.depth = window + Frame.Slots;
  for (const arg of node.args) compilePushed(c, arg);
  out.at(node);
  out.depth = window;
  out.touch(window + Frame.Slots + SLOT * (count + 3));
  out.line(`if(!overRange(fp+${window},${count})){`);
  const made = callWindow(c, window, count);
  const { offset } = out.push(made);
  out.at(place);
  out.failIf(`!toIterator(fp+${offset})`);
  out.line('}');
  out.forgetPosition();
  return offset;
}
