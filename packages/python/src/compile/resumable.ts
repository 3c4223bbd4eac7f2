import { GeneratorField as Field, GeneratorState } from '../objects/layout.js';
import { Frame, SLOT } from '../runtime/frame.js';
import { CALL_LEVELS } from '../runtime/runtime.js';
import type * as ast from '../syntax/nodes.js';
import type { Operand } from './emitter.js';
import { compileExpression, compilePushed, condition, intersection } from './expressions.js';
import type { FunctionCompiler } from './function.js';
import { iteratorOf, loopPlace, nextItem } from './generators.js';
import type { PieceStart } from './pieces.js';
import { pushIterator } from './range-loops.js';
import { compileStatement, compileStore } from './statements.js';
import { Awaited } from './suspending.js';

/**
 * Generators as plain functions that are called again for each step.
 *
 * All that a generator keeps stands in its frame, so its body can return at a yield and find its way back: `rs` is the number of
 * the yield it comes back to, 0 once it is there. What lies before is skipped (`if(rs===0){…}`), loops and branches around it are
 * entered without their heads. That costs a few comparisons a step; a step of a JavaScript generator costs several times as much as all
 * the rest. Bodies whose yields stand inside try, with, match or other expressions are JavaScript generators.
 */

type Waiting = ast.Yield | ast.YieldFrom | ast.Await;

const found = new WeakMap<object, boolean>();

/** Whether a node contains a place where its function waits. */
function waits(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return false;
  if (Array.isArray(node)) return node.some(waits);
  const known = found.get(node);
  if (known !== undefined) return known;
  const result = waitsInside(node as ast.Node);
  found.set(node, result);
  return result;
}

function waitsInside(node: ast.Node): boolean {
  switch (node.kind) {
    case 'Yield':
    case 'YieldFrom':
    case 'Await':
    case 'AsyncFor':
    case 'AsyncWith':
      return true;
    case 'FunctionDef':
    case 'AsyncFunctionDef':
    case 'ClassDef':
    case 'Lambda':
    case 'GeneratorExp':
      // Decorators, defaults and first iterables may wait too: rare enough for the general form.
      return waitsInParts(node);
    case 'comprehension':
      if (node.is_async) return true;
      break;
  }
  return Object.values(node).some(waits);
}

function waitsInParts(node: ast.Node): boolean {
  if (node.kind === 'GeneratorExp') return waits(node.generators[0]?.iter);
  if (node.kind === 'Lambda') return waits(node.args.defaults) || waits(node.args.kw_defaults);
  if (node.kind === 'ClassDef') return waits(node.bases) || waits(node.keywords) || waits(node.decorator_list);
  if (node.kind === 'FunctionDef' || node.kind === 'AsyncFunctionDef') {
    return waits(node.args) || waits(node.decorator_list) || waits(node.returns);
  }
  return false;
}

function isWaiting(node: ast.Expr | null): node is Waiting {
  if (node === null) return false;
  return (node.kind === 'Yield' || node.kind === 'YieldFrom' || node.kind === 'Await') && !waits(node.value);
}

/** Whether a body can be compiled so: every yield is a statement of its own or all of what one assigns or returns. */
export function isResumable(body: readonly ast.Stmt[]): boolean {
  return body.every((statement) => !waits(statement) || fits(statement));
}

function fits(node: ast.Stmt): boolean {
  switch (node.kind) {
    case 'Expr':
      return isWaiting(node.value);
    case 'Assign':
      return isWaiting(node.value) && !waits(node.targets);
    case 'Return':
      return isWaiting(node.value);
    case 'If':
    case 'While':
      return !waits(node.test) && isResumable(node.body) && isResumable(node.orelse);
    case 'For':
      return !waits(node.iter) && !waits(node.target) && isResumable(node.body) && !waits(node.orelse);
    default:
      return false;
  }
}

export function compileResumableBody(c: FunctionCompiler, body: readonly ast.Stmt[]): void {
  const { out } = c;
  let guarded = false;
  const guard = (wanted: boolean): void => {
    if (guarded !== wanted) out.line(wanted ? 'if(rs===0){' : '}');
    if (guarded !== wanted) out.forgetPosition();
    guarded = wanted;
  };
  let start: PieceStart | undefined;
  for (const [i, statement] of body.entries()) {
    guard(!waits(statement));
    if (waits(statement)) {
      compileWaiting(c, statement);
      start = undefined;
    } else {
      start ??= c.pieceStart();
      compileStatement(c, statement);
      start = c.cutPiece(start, i === body.length - 1);
    }
  }
  guard(false);
}

function compileWaiting(c: FunctionCompiler, node: ast.Stmt): void {
  const { out } = c;
  if (c.unit.tellsLines) {
    // It begins once, and not again when the body comes back to a point inside of it.
    out.forgetPosition();
    out.line('if(rs===0){');
    out.tellLine(node);
    out.line('}');
    out.forgetPosition();
  }
  switch (node.kind) {
    case 'Expr':
      wait(c, node.value as Waiting, (value) => out.drop(value));
      return;
    case 'Assign':
      wait(c, node.value as Waiting, (value) => assign(c, node.targets, value));
      return;
    case 'Return':
      wait(c, node.value as Waiting, (value) => leave(c, value));
      return;
    case 'If':
      ifStatement(c, node);
      return;
    case 'While':
      loop(c, () => whileLoop(c, node));
      return;
    case 'For':
      loop(c, () => forLoop(c, node));
      return;
    default:
      throw new RangeError(`a generator cannot wait in ${node.kind}`);
  }
}

function assign(c: FunctionCompiler, targets: readonly ast.Expr[], value: Operand): void {
  if (targets.length === 1) {
    compileStore(c, targets[0]!, value);
    return;
  }
  const pushed = c.out.push(value);
  targets.forEach((target, i) => {
    compileStore(c, target, i === targets.length - 1 ? pushed : { kind: 'local', offset: pushed.offset });
  });
  c.out.popTo(pushed.offset);
}

/** `return` of what was waited for: only loops can be around it. */
function leave(c: FunctionCompiler, value: Operand): void {
  const { out } = c;
  const { depth } = out;
  const pushed = out.push(value);
  for (const block of [...c.blocks].reverse()) {
    if (block.kind === 'loop' && block.iterator !== undefined) out.line(`endLoop(fp+${block.iterator});`);
  }
  c.leave(`take(fp+${pushed.offset})`);
  out.depth = depth;
}

// Waiting ---------------------------------------------------------------------------------------------------------

/** Hands an owned reference out; the step after it comes back to the point. */
function suspend(c: FunctionCompiler, owned: string, point: number, delegate: number, isAsyncValue: boolean): string {
  const { depth } = c.out;
  c.waitsAt(depth);
  const waiting = `i32[g+${Field.Point}]=${point};i32[g+${Field.Size}]=${depth};i32[g+${Field.Delegate}]=${delegate};`;
  return `yv=${owned};${waiting}i32[g+${Field.Protected}]=${isAsyncValue ? 2 : 0};break YIELD;`;
}

/** What comes in at a point: an exception, or a value. */
function resumed(c: FunctionCompiler, thrown: string): void {
  c.out.line(`if(sent===0)${thrown}`);
  c.out.line(`if(i32[PENDING]!==0){i32[fp+6]=sent;if(!safepoint()){drop(fp+6);${c.out.onError}}i32[fp+6]=0;}`);
}

/**
 * A step: `g` is the generator, `sent` an owned reference or 0. The frame moves to the top of the stack, so many slots of it; at a
 * yield it moves back. A waiting frame's empty slots move like the others: which ones are in use need not be asked. What
 * stays behind in the object is no reference while its Size is 0. Which frame is on top is written last, after all of the move, so that
 * who reads a recording finds the whole of it on one side.
 */
export function stepText(words: number, slots: number, body: string): string {
  const inside = Field.Frame;
  const each = (one: (offset: string) => string): string => {
    const [first, end] = [Frame.Slots, Frame.Slots + SLOT * slots];
    if (slots > MOVED_ONE_BY_ONE) return `for(let w=${first};w<${end};w+=${SLOT}){${one('w')}}`;
    return Array.from({ length: slots }, (_, i) => one(`${first + SLOT * i}`)).join('');
  };
  const within = (offset: string): string => (offset === 'w' ? `w+${inside}` : String(inside + Number(offset)));
  return `const below=i32[FRAME],fp=below+i32[below+${Frame.Size}];
let yv=0,rs=i32[g+${Field.Point}];
if((i32[HANDLED]|i32[g+${Field.Handled}])!==0)beginHandled(g);
i32[g+${Field.OuterRunning}]=i32[RUNNING];i32[RUNNING]=g;
i32[g+${Field.State}]=${GeneratorState.Running};i32[g+${Field.Size}]=0;i32[g+${Field.Place}]=fp;
i32[fp+${Frame.Previous}]=below;i32[fp+${Frame.Size}]=${words};i32[fp+${Frame.Compiled}]=ix;
i32[fp]=i32[g+${inside}];i32[fp+${Frame.Position}]=i32[g+${inside + Frame.Position}];
${each((offset) => `i32[fp+${offset}]=i32[g+${within(offset)}];`)}
if((i32[g+${inside + Frame.Object}]|i32[g+${inside + Frame.Locals}])!==0)moveObjects(g+${inside},fp);
i32[FRAME]=fp;i32[NATIVE]-=${CALL_LEVELS};
if(--i32[LEFT]<0||i32[NATIVE]<0||fp+${words}>i32[LIMIT])return refuseStep(g,fp,sent);
YIELD:{
if(sent===0){raiseInside();if(rs===0)return failNew(g,fp);}else if(rs===0)dec(sent);
${body}
}
i32[LEFT]++;i32[NATIVE]+=${CALL_LEVELS};
i32[RUNNING]=i32[g+${Field.OuterRunning}];
if((i32[HANDLED]|i32[g+${Field.Outer}])!==0)endHandled(g);
i32[g+${Field.State}]=${GeneratorState.Waiting};i32[g+${Field.Place}]=0;
i32[g+${inside}]=i32[fp];i32[fp]=0;i32[g+${inside + Frame.Position}]=i32[fp+${Frame.Position}];
${each((offset) => `i32[g+${within(offset)}]=i32[fp+${offset}];i32[fp+${offset}]=0;`)}
if((i32[fp+${Frame.Object}]|i32[fp+${Frame.Locals}])!==0)moveObjects(fp,g+${inside});
i32[FRAME]=below;
return yv;`;
}

/** Frames of more slots are moved by a loop. */
const MOVED_ONE_BY_ONE = 16;

/** Waits at a `yield`, `yield from` or `await`; `use` compiles what is done with its value. */
export function wait(c: FunctionCompiler, node: Waiting, use: (value: Operand) => void): void {
  if (node.kind !== 'Yield') {
    delegate(c, node, use);
    return;
  }
  const { out } = c;
  out.line('if(rs===0){');
  out.forgetPosition();
  const value = node.value === null ? c.none : compileExpression(c, node.value);
  const owned = out.own(value);
  out.at(node);
  const point = ++c.resumePoints;
  out.line(suspend(c, owned, point, 0, c.kind === 'asyncGenerator'));
  out.line('}');
  out.line(`if(rs===${point}){rs=0;`);
  out.forgetPosition();
  resumed(c, out.onError);
  const name = out.temp();
  out.line(`${name}=sent;`);
  use({ kind: 'temp', name });
  out.line('}');
  out.forgetPosition();
}

function delegate(c: FunctionCompiler, node: ast.YieldFrom | ast.Await, use: (value: Operand) => void): void {
  const { out } = c;
  out.line('if(rs===0){');
  out.forgetPosition();
  const source = compilePushed(c, node.value);
  const at = source.offset;
  out.at(node);
  out.failIf(node.kind === 'Await' ? `!toAwaitable(fp+${at},${Awaited.Expression})` : `!toYieldFrom(fp,fp+${at})`);
  out.line(`sent=${out.own(c.none)};}`);
  const slot = out.depth;
  out.reserve(SLOT);
  const point = ++c.resumePoints;
  const done = out.label('Y');
  const name = out.temp();
  out.line(`if(rs===0||rs===${point}){${done}:{`);
  out.line(`if(rs===${point}){rs=0;`);
  resumed(c, `{if(!delegateThrown(fp+${at}))${out.onError}break ${done};}`);
  out.line(`}`);
  out.line(`if((${name}=delegate(fp+${at},sent))===0)${out.onError}`);
  out.line(`if(${name}===-1)break ${done};`);
  out.line(`${suspend(c, name, point, at, false)}}`);
  // The value stays in its slot while the iterator goes, which may run code.
  out.line(`drop(fp+${at});${name}=take(fp+${slot});`);
  out.popTo(at);
  out.forgetPosition();
  use({ kind: 'temp', name });
  out.line('}');
  out.forgetPosition();
}

// Statements around a yield ---------------------------------------------------------------------------------------

/** Whether the point the body comes back to is among those made since. */
function among(c: FunctionCompiler, since: number): string {
  return c.resumePoints === since ? 'false' : `rs>${since}&&rs<=${c.resumePoints}`;
}

/** A loop is entered to run, or to come back to a point inside; its lines stand between two of ours. */
function loop(c: FunctionCompiler, write: () => void): void {
  const { out } = c;
  const since = c.resumePoints;
  const head = out.lines.push('') - 1;
  write();
  out.line('}');
  out.lines[head] = `if(rs===0||${among(c, since)}){`;
  out.forgetPosition();
}

function ifStatement(c: FunctionCompiler, node: ast.If): void {
  const { out } = c;
  const flag = out.temp();
  out.line('if(rs===0){');
  out.forgetPosition();
  const test = condition(c, node.test);
  out.line(`${flag}=${test};}else ${flag}=-1;`);
  out.release(test);
  const before = new Set(c.bound);
  branch(c, flag, 1, node.body);
  const after = c.bound;
  c.bound = before;
  // Behind a branch that came back to its point, `rs` is 0 and the flag still −1: the other branch is not entered.
  branch(c, flag, 0, node.orelse);
  c.bound = intersection(after, c.bound);
  out.release(flag);
}

function branch(c: FunctionCompiler, flag: string, wanted: number, body: readonly ast.Stmt[]): void {
  const { out } = c;
  const since = c.resumePoints;
  const head = out.lines.push('') - 1;
  out.forgetPosition();
  compileResumableBody(c, body);
  out.line('}');
  out.lines[head] = `if(${flag}===${wanted}||${among(c, since)}){`;
  out.forgetPosition();
}

function whileLoop(c: FunctionCompiler, node: ast.While): void {
  const { out } = c;
  const breakLabel = out.label('B');
  const continueLabel = out.label('C');
  const name = out.label('L');
  const before = new Set(c.bound);
  out.line(`${breakLabel}:{${name}:for(;;){if(rs===0){`);
  out.forgetPosition();
  const flag = condition(c, node.test);
  out.line(`if(${flag}===0)break ${name};}`);
  out.release(flag);
  out.line(`${continueLabel}:{`);
  c.blocks.push({ kind: 'loop', breakLabel, continueLabel, iterator: undefined });
  compileResumableBody(c, node.body);
  c.blocks.pop();
  out.line('}');
  out.line(`if(i32[PENDING]!==0&&!safepoint())${out.onError}}`);
  c.bound = new Set(before);
  out.forgetPosition();
  compileResumableBody(c, node.orelse);
  out.line('}');
  c.bound = before;
}

function forLoop(c: FunctionCompiler, node: ast.For): void {
  const { out } = c;
  out.line('if(rs===0){');
  out.forgetPosition();
  const place = loopPlace(c, node, node.iter);
  const iterator = pushIterator(c, node.iter, place);
  const breakLabel = out.label('B');
  const continueLabel = out.label('C');
  const name = out.label('L');
  const before = new Set(c.bound);
  out.line(`}${breakLabel}:{${name}:for(;;){${continueLabel}:{if(rs===0){`);
  out.forgetPosition();
  const value = nextItem(c, iterator, false, place, name);
  compileStore(c, node.target, { kind: 'temp', name: value });
  out.line('}');
  c.blocks.push({ kind: 'loop', breakLabel, continueLabel, iterator });
  compileResumableBody(c, node.body);
  c.blocks.pop();
  out.line('}');
  out.line(`if(i32[PENDING]!==0&&!safepoint())${out.onError}}`);
  out.line(`endLoop(fp+${iterator});`);
  out.popTo(iterator);
  c.bound = new Set(before);
  out.forgetPosition();
  compileResumableBody(c, node.orelse);
  out.line('}');
  c.bound = before;
}

// Generator expressions -------------------------------------------------------------------------------------------

/** Whether a generator expression waits nowhere but at its element. */
export function isResumableExpression(node: ast.GeneratorExp): boolean {
  return (
    !waits(node.elt) &&
    node.generators.every((clause, i) => {
      if (clause.is_async || waits(clause.target) || waits(clause.ifs)) return false;
      return i === 0 || !waits(clause.iter);
    })
  );
}

/** The loops of a generator expression from one clause on; it has one point, inside all of them. */
export function resumableClauses(c: FunctionCompiler, node: ast.GeneratorExp, index: number, iterator: number): void {
  const { out } = c;
  const clause = node.generators[index]!;
  const name = out.label('L');
  const skip = out.label('C');
  out.line(`${name}:for(;;){${skip}:{if(rs===0){`);
  out.forgetPosition();
  const value = nextItem(c, iterator, false, loopPlace(c, node, clause.iter), name);
  compileStore(c, clause.target, { kind: 'temp', name: value });
  for (const test of clause.ifs) {
    const flag = condition(c, test);
    out.line(`if(${flag}===0)break ${skip};`);
    out.release(flag);
  }
  const last = index + 1 === node.generators.length;
  const inner = last ? 0 : iteratorOf(c, node, node.generators[index + 1]!);
  out.line('}');
  out.forgetPosition();
  if (last) {
    const element: ast.Yield = { ...node.elt, kind: 'Yield', value: node.elt } as ast.Yield;
    wait(c, element, (sent) => out.drop(sent));
  } else {
    resumableClauses(c, node, index + 1, inner);
    out.line(`endLoop(fp+${inner});`);
    out.popTo(inner);
  }
  out.line('}');
  out.line(`if(i32[PENDING]!==0&&!safepoint())${out.onError}}`);
  out.forgetPosition();
}
