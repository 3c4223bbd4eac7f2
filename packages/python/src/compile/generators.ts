import { SLOT } from '../runtime/frame.js';
import type * as ast from '../syntax/nodes.js';
import { compileAsFunction } from './comprehension-functions.js';
import { clauses } from './comprehensions.js';
import { scopeOf } from './definitions.js';
import type { Operand } from './emitter.js';
import { compileExpression, compilePushed, result } from './expressions.js';
import { foldIterable } from './fold.js';
import type { FunctionCompiler } from './function.js';
import { pushIterator } from './range-loops.js';
import { isResumableExpression, resumableClauses } from './resumable.js';
import { Awaited } from './suspending.js';

/**
 * Waiting: `yield`, `yield from`, `await`, and what stands on them.
 *
 * A yield of the program is a yield of the JavaScript generator: it hands out an owned reference. Before it, the frame's size is
 * set to what is in use, and the low words tell where a delegate stands; after it, the frame may stand elsewhere, and what
 * was sent is in its Return slot, 0 if an exception is to be raised.
 */

export type Located = { lineno: number; end_lineno: number; col_offset: number; end_col_offset: number };

/** Gives an owned reference out and waits; `thrown` is the statement that runs if an exception comes in. */
function suspend(c: FunctionCompiler, owned: string, delegate: number, isAsyncValue: boolean, thrown: string): void {
  const { out } = c;
  const flags = (delegate << 2) | (isAsyncValue ? 2 : 0) | (out.errorLabel === undefined ? 0 : 1);
  c.waitsAt(out.depth);
  out.line(`i32[fp+3]=${out.depth};i32[fp+1]=${flags};fp=yield ${owned};`);
  out.line(`if(i32[fp+6]===0)${thrown}`);
  out.line(`if(i32[PENDING]!==0&&!safepoint()){drop(fp+6);${out.onError}}`);
}

export function compileYield(c: FunctionCompiler, node: ast.Yield): Operand {
  const { out } = c;
  const value = node.value === null ? c.none : compileExpression(c, node.value);
  const owned = out.own(value);
  out.at(node);
  suspend(c, owned, 0, c.kind === 'asyncGenerator', out.onError);
  const name = out.temp();
  out.line(`${name}=take(fp+6);`);
  return { kind: 'temp', name };
}

export function compileYieldFrom(c: FunctionCompiler, node: ast.YieldFrom): Operand {
  const source = compilePushed(c, node.value);
  c.out.at(node);
  c.out.failIf(`!toYieldFrom(fp,fp+${source.offset})`);
  return delegation(c, source.offset);
}

export function compileAwait(c: FunctionCompiler, node: ast.Await): Operand {
  return awaitOperand(c, compileExpression(c, node.value), node);
}

/** The result of awaiting an operand, which is used up. */
export function awaitOperand(c: FunctionCompiler, value: Operand, node: Located, from = Awaited.Expression): Operand {
  const pushed = c.out.push(value);
  c.out.at(node);
  c.out.failIf(`!toAwaitable(fp+${pushed.offset},${from})`);
  return delegation(c, pushed.offset);
}

/** Runs the iterator in a slot to its end, yielding what it yields: its value. */
function delegation(c: FunctionCompiler, at: number): Operand {
  const { out } = c;
  const loop = out.label('Y');
  const name = out.temp();
  const sent = out.temp();
  out.line(`${sent}=${out.own(c.none)};`);
  const slot = out.depth;
  out.reserve(SLOT);
  out.line(`${loop}:for(;;){`);
  out.line(`if((${name}=delegate(fp+${at},${sent}))===0)${out.onError}`);
  out.line(`if(${name}===-1)break ${loop};`);
  suspend(c, name, at, false, `{if(!delegateThrown(fp+${at}))${out.onError}break ${loop};}`);
  out.line(`${sent}=take(fp+6);`);
  out.line('}');
  out.release(sent);
  // The value stays in its slot while the iterator goes, which may run code.
  out.line(`drop(fp+${at});`);
  out.line(`${name}=take(fp+${slot});`);
  out.popTo(at);
  return { kind: 'temp', name };
}

/**
 * The head of a loop: the next item of the iterator in a slot as a variable; leaves the loop called `loop` where it ends.
 */
export function nextItem(c: FunctionCompiler, iterator: number, isAsync: boolean, node: Located, loop: string): string {
  const { out } = c;
  const value = out.temp();
  out.at(node);
  if (!isAsync) {
    out.line(`if((${value}=next(i32[fp+${iterator}]))===0){if(i32[ERROR]!==0)${out.onError}break ${loop};}`);
    return value;
  }
  const { errorLabel, depth } = out;
  const done = out.label('N');
  const pad = out.label('E');
  out.line(`${done}:{${pad}:{`);
  out.errorLabel = pad;
  const awaitable = out.push(result(c, `asyncNext(fp+${iterator})`));
  const item = delegation(c, awaitable.offset);
  out.line(`${value}=${out.own(item)};break ${done};}`);
  out.errorLabel = errorLabel;
  out.line(`if(!endAsyncFor(fp,fp+${depth}))${out.onError}`);
  out.line(`break ${loop};}`);
  out.depth = depth;
  return value;
}

/** (element for … in …): a function of the first iterator, called at once. */
export function compileGeneratorExpression(c: FunctionCompiler, node: ast.GeneratorExp): Operand {
  return compileAsFunction(c, node, scopeOf(c, node), (inner, at) => {
    const { out } = inner;
    if (isResumableExpression(node)) {
      inner.resumes();
      out.line('if(rs===0){');
      const first = out.push({ kind: 'local', offset: at });
      out.line('}');
      resumableClauses(inner, node, 0, first.offset);
      out.line(`drop(fp+${first.offset});`);
      out.popTo(first.offset);
      inner.returnNone();
      return;
    }
    const iterator = out.push({ kind: 'local', offset: at });
    clauses(inner, node, 0, iterator.offset, () => {
      const owned = out.own(compileExpression(inner, node.elt));
      out.at(node.elt);
      suspend(inner, owned, 0, inner.kind === 'asyncGenerator', out.onError);
      out.line('drop(fp+6);');
    });
    out.line(`endLoop(fp+${iterator.offset});`);
    out.popTo(iterator.offset);
    inner.returnNone();
  });
}

/** Evaluates a clause's iterable and leaves its iterator on the stack; the slot. */
export function iteratorOf(c: FunctionCompiler, whole: Located, clause: ast.Comprehension): number {
  const place = loopPlace(c, whole, clause.iter);
  if (!clause.is_async) return pushIterator(c, clause.iter, place);
  const iterable = compilePushed(c, foldIterable(clause.iter));
  c.out.at(place);
  c.out.failIf(`!toAsyncIterator(fp+${iterable.offset})`);
  return iterable.offset;
}

/** Where the steps of a loop over an iterable lie; those of an asynchronous one are the whole's. */
export function loopPlace(c: FunctionCompiler, whole: Located, iterable: Located): Located {
  return c.profile.showsIterables ? iterable : whole;
}
