import { SLOT } from '../runtime/frame.js';
import type * as ast from '../syntax/nodes.js';
import { dropFast, endView, finishOperands, isCalm, operands, settleBelow, taken, view } from './arithmetic.js';
import type { Operand } from './emitter.js';
import { compilePushed, result } from './expressions.js';
import type { FunctionCompiler } from './function.js';
import { foundIn, isHeld, lends } from './lending.js';
import { compileLent } from './lent.js';
import { isPlainSlice, type PlainSlice, pushSliced } from './slice-paths.js';

/** Items: lists and tuples with an int are read and written where they stand; all else is a call on a slow path. */

export function subscript(c: FunctionCompiler, node: ast.Subscript): Operand {
  return readItem(c, node, false);
}

/** An item for an operation that follows at once: lent if the container is not one that only the expression holds. */
export function lentItem(c: FunctionCompiler, node: ast.Subscript): Operand {
  return readItem(c, node, true);
}

function readItem(c: FunctionCompiler, node: ast.Subscript, lend: boolean): Operand {
  if (isPlainSlice(node.slice)) return sliced(c, node, node.slice);
  const { out } = c;
  const pair = operands(c, node.value, node.slice);
  const a = settleBelow(c, pair.a);
  const { b, base } = pair;
  const position = out.atSlow(node);
  const x = view(c, a);
  const y = view(c, b);
  const made = out.temp();
  const owned = lend && !c.terse && lends(a) ? out.temp() : undefined;
  const clear = [a, b].map((operand) => (operand.kind === 'slot' ? `i32[fp+${operand.offset}]=0;` : '')).join('');
  out.line(y.isInt === undefined || c.terse ? `${made}=0;` : `${made}=${y.isInt || 'true'}?peek(${x.ref},${y.int}):0;`);
  out.line(`if(${made}!==0){${dropFast(b, y)}${foundIn(a, x.ref, made, owned, base)}}`);
  const slow = out.slowly(made, `${made}=getItem(${taken(a, x)},${taken(b, y)},fp+${base})`);
  out.line(`else{${position}${clear}${slow}${owned === undefined ? '' : `${owned}=1;`}}`);
  endView(c, a, x);
  endView(c, b, y);
  finishOperands(c, { a, b, base });
  return owned === undefined ? { kind: 'temp', name: made } : { kind: 'lent', name: made, owned };
}

/** object[lower:upper]: most sequences need no slice object. */
function sliced(c: FunctionCompiler, node: ast.Subscript, slice: PlainSlice): Operand {
  const { out } = c;
  const offset = pushSliced(c, node.value, slice);
  out.at(node);
  const made = result(c, `sliceItem(fp+${offset})`);
  out.popTo(offset);
  return made;
}

/** container[key] = value; the value is used up. */
export function storeItem(c: FunctionCompiler, target: ast.Subscript, value: Operand): void {
  const { out } = c;
  if (isPlainSlice(target.slice)) {
    const pushed = out.push(value);
    const offset = pushSliced(c, target.value, target.slice);
    out.at(target);
    out.failIf(`!setSlice(fp+${offset},fp+${pushed.offset})`);
    out.popTo(pushed.offset);
    return;
  }
  if (value.kind === 'slot' || !isCalm(c, target.value) || !isCalm(c, target.slice)) {
    const pushed = out.push(value);
    const object = compilePushed(c, target.value);
    compilePushed(c, target.slice);
    out.at(target);
    out.failIf(`!setItem(fp+${object.offset},fp+${pushed.offset})`);
    out.popTo(pushed.offset);
    return;
  }
  const base = out.depth;
  const settled = out.settle(value);
  out.reserve(2 * SLOT);
  const [a, b] = out.waiting(settled, base, () => {
    const container = out.settle(compileLent(c, target.value));
    return [container, out.waiting(container, base + SLOT, () => compileLent(c, target.slice))] as const;
  });
  const position = out.atSlow(target);
  out.touch(base + 3 * SLOT);
  const x = view(c, a);
  const y = view(c, b);
  const before = out.temp();
  const word = out.temp();
  const owned = out.own(settled);
  if (y.isInt !== undefined) {
    const inList = `${y.isInt || 'true'}&&i32[${x.ref}+3]===LIST&&${y.int}>=0&&${y.int}<i32[${x.ref}+4]`;
    const place = `${word}=i32[${x.ref}+6]+2*${y.int};${before}=i32[${word}];i32[${word}]=${owned};`;
    out.line(`if(${isHeld(a, inList)}){${place}${dropFast(b, y)}dec(${before});}else`);
  }
  const slots = `i32[fp+${base}]=${owned};i32[fp+${base + SLOT}]=${taken(a, x)};i32[fp+${base + 2 * SLOT}]=${taken(b, y)};`;
  out.line(`{${position}${slots}if(!setItem(fp+${base + SLOT},fp+${base}))${out.onError}}`);
  endView(c, a, x);
  endView(c, b, y);
  out.releaseOperand(a);
  out.releaseOperand(b);
  out.release(before);
  out.release(word);
  out.popTo(base);
}
