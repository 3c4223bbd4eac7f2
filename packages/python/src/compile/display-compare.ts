import type { Ref } from '@uroboros/heap';
import type { Compare } from '../objects/typeobject.js';
import { SLOT } from '../runtime/frame.js';
import { richCompare } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import type * as ast from '../syntax/nodes.js';
import { COMPARE, isCalm } from './arithmetic.js';
import type { Operand } from './emitter.js';
import { compilePushed } from './expressions.js';
import { fold } from './fold.js';
import type { FunctionCompiler } from './function.js';

/**
 * `(a, b) < (c, d)`, what dataclasses compare by: both tuples would come from the free list and go back to it at once, so where no code of the
 * program can run they are not made. The items stand in slots, counted as in the tuples. If an item on the right has to run code, the tuple on the left
 * is made before, as CPython has it by then.
 */

/** Longer displays are rare. */
const MOST_ITEMS = 4;

export interface DisplayCompare {
  /**
   * Compares so many items in slots, and as many in the slots behind them, as tuples, and drops them: 1 or 0; −1, and nothing done, where the
   * tuples could be seen.
   */
  readonly compareItems: (op: Compare, at: number, count: number) => number;
  /** Makes the tuples, the left one only if it is not there yet, and compares them; all is used up. */
  readonly compareTuples: (op: Compare, at: number, count: number, built: number) => Maybe;
}

export function displayCompare(rt: Runtime): DisplayCompare {
  const { i32, quick } = rt;
  const { dec, newTuple } = rt.fast;
  const { plain } = rt.heap;
  const { lengths } = rt.heap.objects.freeLists.listOf(rt.ids.tuple);

  /** Whether the drop of the items in so many slots runs no code. */
  const areCalm = (at: number, items: number): boolean => {
    for (let word = at, end = at + SLOT * items; word < end; word += SLOT) {
      const item = i32[word]! as Ref;
      const refs = i32[item]!;
      if (refs >= 0 && refs <= items && !quick.isScalar(item)) return false;
    }
    return true;
  };

  return {
    compareItems: (op, at, count) => {
      if (!plain || lengths[count]! < 2 || !areCalm(at, 2 * count)) return -1;
      const known = quick.compareItems(at, at + SLOT * count, count, op);
      if (known < 0) return -1;
      for (let word = at, end = at + 2 * SLOT * count; word < end; word += SLOT) {
        const item = i32[word]! as Ref;
        i32[word] = 0;
        dec(item);
      }
      return known;
    },
    compareTuples: (op, at, count, built) => {
      const left = built === 0 ? newTuple(at, count) : (i32[at]! as Ref);
      if (left === 0) return 0;
      i32[at] = left;
      const right = newTuple(at + SLOT * count, count);
      if (right === 0) return 0;
      i32[at + SLOT] = right;
      const result = richCompare(rt, left, right, op);
      i32[at] = result;
      dec(left);
      i32[at + SLOT] = 0;
      dec(right);
      i32[at] = 0;
      return result;
    },
  };
}

/** Whether a comparison is of two displays of as many items each, as far as its text tells. */
export function comparesDisplays(c: FunctionCompiler, { left, ops, comparators }: ast.Compare): boolean {
  const right = comparators[0]!;
  if (c.terse || ops.length !== 1 || COMPARE[ops[0]!] === undefined) return false;
  if (left.kind !== 'Tuple' || right.kind !== 'Tuple' || left.elts.length !== right.elts.length) return false;
  if (left.elts.length === 0 || left.elts.length > MOST_ITEMS) return false;
  if (fold(left) !== undefined || fold(right) !== undefined) return false;
  return left.elts.every((item) => item.kind !== 'Starred') && right.elts.every((item) => isStill(c, item));
}

/** Whether the fast paths of an item run no code and make nothing. */
function isStill(c: FunctionCompiler, node: ast.Expr): boolean {
  if (node.kind === 'Attribute') return isStill(c, node.value);
  return node.kind !== 'BinOp' && node.kind !== 'UnaryOp' && node.kind !== 'Subscript' && isCalm(c, node);
}

/** The comparison: True or False as a flag where the tuples need not be made, else an object. */
interface Compared {
  readonly flag: string;
  readonly object: string;
}

function compareDisplays(c: FunctionCompiler, node: ast.Compare): Compared {
  const { out } = c;
  const left = node.left as ast.Tuple;
  const right = node.comparators[0] as ast.Tuple;
  const count = left.elts.length;
  const base = out.depth;
  for (const item of left.elts) compilePushed(c, item);
  const built = out.temp();
  out.line(`${built}=0;`);
  const push = () => {
    for (const item of right.elts) compilePushed(c, item);
  };
  out.waiting({ kind: 'items', built, count }, base, push);
  const position = out.atSlow(node);
  const flag = out.temp();
  const object = out.temp();
  const code = COMPARE[node.ops[0]!]!;
  out.line(`${object}=0;`);
  out.line(`if(${built}!==0||(${flag}=compareItems(${code},fp+${base},${count}))<0){${position}`);
  out.line(`${out.slowly(object, `${object}=compareTuples(${code},fp+${base},${count},${built})`)}}`);
  out.release(built);
  out.popTo(base);
  return { flag, object };
}

/** The comparison as a value. */
export function displaysValue(c: FunctionCompiler, node: ast.Compare): Operand {
  const { flag, object } = compareDisplays(c, node);
  c.out.line(`if(${object}===0)${object}=inc(${flag}===1?TRUE:FALSE);`);
  c.out.release(flag);
  return { kind: 'temp', name: object };
}

/** … as a condition: the name of a variable that is 1 or 0. */
export function displaysFlag(c: FunctionCompiler, node: ast.Compare): string {
  const { out } = c;
  const { flag, object } = compareDisplays(c, node);
  const base = out.depth;
  out.touch(base + SLOT);
  const slow = `${out.slowly(flag, `${flag}=truth(${object},fp+${base})`, `${flag}<0`)}dec(${object});`;
  out.line(`if(${object}!==0){${slow}}`);
  out.release(object);
  return flag;
}
