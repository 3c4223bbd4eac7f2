import { CellField } from '../objects/layout.js';
import { Frame } from '../runtime/frame.js';
import type * as ast from '../syntax/nodes.js';
import type { Operand } from './emitter.js';
import { compileExpression, result } from './expressions.js';
import type { FunctionCompiler } from './function.js';
import { SuperSite } from './super-helpers.js';

/**
 * `super().name` in a method, without an object that stands for it (LOAD_SUPER_ATTR): what `super` means is looked up as ever,
 * and only if it is the built-in type the attribute is found at once.
 */

/** Whether an expression is a `super()` whose class and object are known here. */
function isSuperCall(c: FunctionCompiler, node: ast.Expr): node is ast.Call & { func: ast.Name } {
  if (!c.profile.loadsSuperAttributes || node.kind !== 'Call') return false;
  if (node.args.length > 0 || node.keywords.length > 0) return false;
  if (node.func.kind !== 'Name' || node.func.id !== 'super' || c.inlined.length > 0) return false;
  return (
    c.isFunction && c.hasFirstParameter && c.place('super').kind === 'global' && c.place('__class__').kind === 'cell'
  );
}

/** The arguments that the helpers have in common: super, the class, the first parameter, the name. */
function superOperands(c: FunctionCompiler, node: ast.Attribute & { value: ast.Call }): string {
  const { out } = c;
  const callee = out.settle(compileExpression(c, node.value.func));
  const callable = out.temp();
  out.line(`${callable}=${out.own(callee)};`);
  out.at(node);
  const place = c.place(c.localNames[0]!) as { kind: 'fast' | 'cell'; offset: number };
  const slot = `i32[fp+${place.offset}]`;
  const first = place.kind === 'cell' ? `i32[${slot}+${CellField.Contents}]` : slot;
  const owner = `i32[i32[fp+${c.cellOffset('__class__')}]+${CellField.Contents}]`;
  out.release(callable);
  return `${callable},${owner},${first},${c.nameRef(node.attr)}`;
}

/** `super().name` as a value; undefined if the expression is none. */
export function superAttribute(c: FunctionCompiler, node: ast.Attribute): Operand | undefined {
  const { value } = node;
  if (!isSuperCall(c, value) || node.attr === '__class__') return undefined;
  const operands = superOperands(c, { ...node, value });
  const site = c.cache(SuperSite.Words);
  c.out.touch(c.out.depth + Frame.Slots);
  return result(c, `superAttributeAt(${operands},ic,${site})`);
}

/** `super().name` as something to call in a window, as `loadMethod`; undefined if the expression is none. */
export function loadSuperMethod(c: FunctionCompiler, node: ast.Attribute, window: number): string | undefined {
  const { value } = node;
  if (!isSuperCall(c, value) || node.attr === '__class__') return undefined;
  const operands = superOperands(c, { ...node, value });
  const flag = c.out.temp();
  const site = c.cache(SuperSite.Words);
  c.out.touch(window + 2 * Frame.Slots);
  c.out.failIf(`(${flag}=superMethodAt(${operands},fp+${window},ic,${site}))<0`);
  return flag;
}
