import { SLOT } from '../runtime/frame.js';
import type * as ast from '../syntax/nodes.js';
import { tryStar } from './except-star.js';
import { compileExpression, compilePushed, result, storeName } from './expressions.js';
import type { FunctionCompiler } from './function.js';
import { awaitOperand } from './generators.js';
import { clearHandlerName, compileBody, compileStore, endHandler } from './statements.js';
import { Awaited } from './suspending.js';

/**
 * try and with.
 *
 * An error is a jump out of a labelled block: `break T3` lands behind the block, on the code that handles it. There the frame is
 * added to the traceback, the values above the try's depth are dropped, and two slots are filled: what was handled before,
 * and the exception.
 *
 *     A: { T: { body; else; break A }  enter(…)  H: { handlers; break A at the end of each }  again(…); error outside }
 */
export function compileTry(c: FunctionCompiler, node: ast.Try | ast.TryStar): void {
  if (node.finalbody.length === 0) handled(c, node);
  else tryFinally(c, node);
}

function handled(c: FunctionCompiler, node: ast.Try | ast.TryStar): void {
  if (node.kind === 'TryStar') tryStar(c, node);
  else tryExcept(c, node);
}

function tryFinally(c: FunctionCompiler, node: ast.Try | ast.TryStar): void {
  const { out } = c;
  const outer = out.errorLabel;
  const after = out.label('A');
  const pad = out.label('T');
  const depth = out.depth;
  const before = new Set(c.bound);
  out.line(`${after}:{${pad}:{`);
  out.errorLabel = pad;
  c.blocks.push({ kind: 'finally', body: node.finalbody, outer });
  if (node.handlers.length > 0) handled(c, node);
  else compileBody(c, node.body);
  c.blocks.pop();
  out.errorLabel = outer;
  out.forgetPosition();
  const bound = new Set(c.bound);
  compileBody(c, node.finalbody);
  out.line(`break ${after};}`);
  c.bound = new Set(before);
  landing(c, depth, outer, () => {
    c.blocks.push({ kind: 'handler', slot: depth, name: undefined, outer, isFinally: true });
    compileBody(c, node.finalbody);
    c.blocks.pop();
    out.line(`rethrow(fp+${depth});`);
  });
  out.line('}');
  c.bound = bound;
  out.forgetPosition();
}

function tryExcept(c: FunctionCompiler, node: ast.Try): void {
  const { out } = c;
  const outer = out.errorLabel;
  const after = out.label('A');
  const pad = out.label('T');
  const depth = out.depth;
  const before = new Set(c.bound);
  out.line(`${after}:{${pad}:{`);
  out.errorLabel = pad;
  compileBody(c, node.body);
  out.errorLabel = outer;
  compileBody(c, node.orelse);
  out.line(`break ${after};}`);
  c.bound = new Set(before);
  landing(c, depth, outer, () => {
    for (const handler of node.handlers) exceptClause(c, handler, depth, after, outer);
    out.line(`rethrow(fp+${depth});`);
  });
  out.line('}');
  c.bound = before;
  out.forgetPosition();
}

/** The code an error lands on: `handlers` either leaves it with a jump or rethrows. */
export function landing(c: FunctionCompiler, depth: number, outer: string | undefined, handlers: () => void): void {
  const { out } = c;
  const pad = out.label('H');
  out.forgetPosition();
  out.depth = depth;
  out.reserve(2 * SLOT);
  out.line(`enter(fp,fp+${depth});`);
  out.line(`${pad}:{`);
  out.errorLabel = pad;
  handlers();
  out.errorLabel = outer;
  out.line(out.onError);
  out.line('}');
  // An error inside a handler: what was handled before is handled again, and the error goes on outside.
  out.line(`handlerFailed(fp,fp+${depth});${out.onError}`);
  out.depth = depth;
  out.forgetPosition();
}

function exceptClause(
  c: FunctionCompiler,
  handler: ast.ExceptHandler,
  depth: number,
  after: string,
  outer: string | undefined,
): void {
  const { out } = c;
  const before = new Set(c.bound);
  const skip = out.label('C');
  out.line(`${skip}:{`);
  if (handler.type !== null) {
    const wanted = compilePushed(c, handler.type);
    out.at(handler.type);
    const flag = out.temp();
    out.line(`${flag}=matches(fp+${depth + SLOT},fp+${wanted.offset});`);
    out.failIf(`${flag}<0`);
    out.line(`if(${flag}===0)break ${skip};`);
    out.release(flag);
    out.popTo(wanted.offset);
  }
  if (handler.name === null) {
    out.line(`drop(fp+${depth + SLOT});`);
    c.blocks.push({ kind: 'handler', slot: depth, name: undefined, outer });
    compileBody(c, handler.body);
    c.blocks.pop();
    endHandler(c, depth, undefined);
  } else {
    namedHandler(c, handler, handler.name, depth, outer);
  }
  out.line(`break ${after};`);
  out.line('}');
  c.bound = before;
  out.forgetPosition();
}

/** `except … as name`: the name is unbound at the end, whichever way the handler is left. */
function namedHandler(
  c: FunctionCompiler,
  handler: ast.ExceptHandler,
  name: string,
  depth: number,
  outer: string | undefined,
): void {
  const { out } = c;
  const failing = out.errorLabel;
  const pad = out.label('N');
  const done = out.label('D');
  storeName(c, name, `take(fp+${depth + SLOT})`, handler);
  out.line(`${done}:{${pad}:{`);
  out.errorLabel = pad;
  c.blocks.push({ kind: 'handler', slot: depth, name: handler, outer });
  compileBody(c, handler.body);
  c.blocks.pop();
  out.errorLabel = failing;
  endHandler(c, depth, handler);
  out.line(`break ${done};}`);
  out.line('noteError(fp);');
  clearHandlerName(c, handler, name);
  out.line(`errorNoted();${out.onError}`);
  out.line('}');
}

/** with a as b, c as d: one inside the other. */
export function compileWith(c: FunctionCompiler, node: ast.With | ast.AsyncWith): void {
  withItem(c, node, 0);
}

function withItem(c: FunctionCompiler, node: ast.With | ast.AsyncWith, index: number): void {
  const { out } = c;
  const item = node.items[index];
  if (item === undefined) {
    compileBody(c, node.body);
    return;
  }
  const outer = out.errorLabel;
  const manager = out.push(compileExpression(c, item.context_expr));
  const depth = manager.offset;
  out.at(item.context_expr);
  out.touch(depth + 2 * SLOT);
  // The manager's slot becomes that of its bound __exit__.
  const isAsync = node.kind === 'AsyncWith';
  let entered = result(c, `${isAsync ? 'enterAsyncWith' : 'enterWith'}(fp+${depth})`);
  out.depth = depth + SLOT;
  if (isAsync) entered = awaitOperand(c, entered, item.context_expr, Awaited.Entered);
  const after = out.label('A');
  const pad = out.label('T');
  const before = new Set(c.bound);
  out.line(`${after}:{${pad}:{`);
  out.errorLabel = pad;
  c.blocks.push({ kind: 'with', slot: depth, node, manager: item.context_expr, outer });
  if (item.optional_vars === null) out.drop(entered);
  else compileStore(c, item.optional_vars, entered);
  withItem(c, node, index + 1);
  c.blocks.pop();
  out.errorLabel = outer;
  exitNormally(c, depth, node, item.context_expr);
  out.line(`break ${after};}`);
  c.bound = new Set(before);
  landing(c, depth + SLOT, outer, () => {
    const flag = out.temp();
    const x = out.temp();
    out.at(item.context_expr);
    let answer = result(c, `exitWithError(fp+${depth})`);
    if (isAsync) answer = awaitOperand(c, answer, item.context_expr, Awaited.Exited);
    out.touch(out.depth + SLOT);
    out.line(`${x}=${out.own(answer)};${flag}=truth(${x},fp+${out.depth});`);
    out.failIf(`${flag}<0`);
    out.line(`dec(${x});`);
    out.release(x);
    out.line(
      `if(${flag}===1){drop(fp+${depth + 2 * SLOT});leaveHandler(fp+${depth + SLOT});drop(fp+${depth});break ${after};}`,
    );
    out.release(flag);
    out.line(`rethrow(fp+${depth + SLOT});`);
  });
  out.line('}');
  c.bound = before;
  out.popTo(depth);
  out.forgetPosition();
}

/** Calls `__exit__` without an exception; its slot is emptied. */
export function exitNormally(
  c: FunctionCompiler,
  slot: number,
  node: ast.With | ast.AsyncWith,
  at: ast.Expr | ast.Stmt,
): void {
  const { out } = c;
  out.at(at);
  let answer = result(c, `exitWith(fp+${slot})`);
  if (node.kind === 'AsyncWith') answer = awaitOperand(c, answer, at, Awaited.Exited);
  out.drop(answer);
}
