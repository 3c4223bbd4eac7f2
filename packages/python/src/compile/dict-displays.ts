import { SLOT } from '../runtime/frame.js';
import type * as ast from '../syntax/nodes.js';
import type { Operand } from './emitter.js';
import { compileExpression, compilePushed, result } from './expressions.js';
import { fold } from './fold.js';
import type { FunctionCompiler } from './function.js';

/**
 * Dictionary displays. Keys and values wait until all of a group are there; only then a dictionary is made of them, and keys are
 * hashed (BUILD_MAP). Programs see that in the order of their calls, and in the order of the collector's lists.
 */

/** The stack that a display may take (STACK_USE_GUIDELINE): one with more items grows item by item. */
const MOST_WAITING = 30;

type Entry = readonly [key: ast.Expr | null, value: ast.Expr];

export function dictDisplay(c: FunctionCompiler, node: ast.Dict): Operand {
  const { out } = c;
  const base = out.depth;
  let isThere = false;
  let start = c.pieceStart();
  /** What stands above the first dictionary is merged into it. */
  const merge = (): void => {
    if (!isThere) {
      isThere = true;
      return;
    }
    out.at(node);
    out.failIf(`!dictMerge(fp+${base},fp+${base + SLOT})`);
    out.popTo(base + SLOT);
  };
  let waiting: Entry[] = [];
  const flush = (): void => {
    if (waiting.length > 0) {
      group(c, waiting, node);
      merge();
    }
    waiting = [];
    start = c.cutPiece(start);
  };
  node.keys.forEach((key, i) => {
    const value = node.values[i]!;
    if (key !== null) {
      waiting.push([key, value]);
      if ((waiting.length - 1) * 2 > MOST_WAITING) flush();
      return;
    }
    flush();
    if (!isThere) out.push(result(c, 'newDict()'));
    isThere = true;
    compilePushed(c, value);
    merge();
  });
  flush();
  if (!isThere) out.push(result(c, 'newDict()'));
  const name = out.temp();
  out.line(`${name}=take(fp+${base});`);
  out.popTo(base);
  return { kind: 'temp', name };
}

/** Pushes a dictionary of some entries (compiler_subdict). */
function group(c: FunctionCompiler, entries: readonly Entry[], node: ast.Located): void {
  if (entries.length * 2 > MOST_WAITING) growing(c, entries, node);
  else if (entries.length > 1 && entries.every(([key]) => fold(key!) !== undefined)) {
    c.out.push(
      dictOfConstantKeys(
        c,
        entries.map(([key, value]) => [compileExpression(c, key!), value]),
        node,
      ),
    );
  } else waitingPairs(c, entries, node);
}

function growing(c: FunctionCompiler, entries: readonly Entry[], node: ast.Located): void {
  const { out } = c;
  const into = out.push(result(c, 'newDict()'));
  let start = c.pieceStart();
  for (const [key, value] of entries) {
    const first = compilePushed(c, key!);
    compilePushed(c, value);
    out.at(node);
    out.failIf(`!dictStore(fp+${into.offset},fp+${first.offset})`);
    out.popTo(first.offset);
    start = c.cutPiece(start);
  }
}

function waitingPairs(c: FunctionCompiler, entries: readonly Entry[], node: ast.Located): void {
  const { out } = c;
  const base = out.depth;
  for (const [key, value] of entries) {
    compilePushed(c, key!);
    compilePushed(c, value);
  }
  out.push(built(c, `dictOfPairs(fp+${base},${entries.length})`, base, node));
}

/** A dictionary whose keys are constants: they come when all values are there (BUILD_CONST_KEY_MAP). */
export function dictOfConstantKeys(
  c: FunctionCompiler,
  entries: readonly (readonly [key: Operand, value: ast.Expr])[],
  node?: ast.Located,
): Operand {
  const base = c.out.depth;
  for (const [, value] of entries) compilePushed(c, value);
  for (const [key] of entries) c.out.push(key);
  return built(c, `dictOfKeys(fp+${base},${entries.length})`, base, node);
}

/** The result of a helper that makes a dictionary of what stands from `base` on, in a slot behind that until it is complete. */
function built(c: FunctionCompiler, text: string, base: number, node: ast.Located | undefined): Operand {
  const { out } = c;
  if (node !== undefined) out.at(node);
  out.touch(out.depth + SLOT);
  const made = result(c, text);
  out.popTo(base);
  return made;
}
