import { SLOT } from '../runtime/frame.js';
import type * as ast from '../syntax/nodes.js';
import { compilePushed, storeName } from './expressions.js';
import type { FunctionCompiler } from './function.js';
import { clearHandlerName, compileBody } from './statements.js';
import { landing } from './trying.js';

/**
 * try with except* clauses. Each clause takes its part of the exceptions in a group, and all clauses run; what they raise is
 * collected, and what remains goes on as a group. On the landing pad stand four slots: what was handled before, the exception,
 * a list of what clauses raised, and what no clause has taken yet.
 */
export function tryStar(c: FunctionCompiler, node: ast.TryStar): void {
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
    out.reserve(2 * SLOT);
    out.failIf(`!starBegin(fp+${depth})`);
    for (const handler of node.handlers) clause(c, handler, depth);
    out.forgetPosition();
    const flag = out.temp();
    out.line(`${flag}=starEnd(fp+${depth});`);
    out.failIf(`${flag}<0`);
    out.line(`if(${flag}===0)break ${after};`);
    out.release(flag);
  });
  out.line('}');
  c.bound = before;
  out.forgetPosition();
}

function clause(c: FunctionCompiler, handler: ast.ExceptHandler, depth: number): void {
  const { out } = c;
  const before = new Set(c.bound);
  const skip = out.label('C');
  const failing = out.errorLabel;
  const pad = out.label('N');
  out.forgetPosition();
  out.line(`${skip}:{`);
  const wanted = compilePushed(c, handler.type!);
  out.at(handler.type!);
  const flag = out.temp();
  out.line(`${flag}=starMatch(fp+${depth},fp+${wanted.offset});`);
  out.failIf(`${flag}<0`);
  out.line(`if(${flag}===0)break ${skip};`);
  out.release(flag);
  if (handler.name === null) out.line(`drop(fp+${wanted.offset});`);
  else storeName(c, handler.name, `take(fp+${wanted.offset})`, handler);
  out.popTo(wanted.offset);
  out.line(`${pad}:{`);
  out.errorLabel = pad;
  compileBody(c, handler.body);
  out.errorLabel = failing;
  if (handler.name !== null) clearHandlerName(c, handler, handler.name);
  out.line(`break ${skip};}`);
  // What the clause raises waits for the others.
  out.line('noteError(fp);');
  if (handler.name !== null) clearHandlerName(c, handler, handler.name);
  out.line(`errorNoted();starRaised(fp,fp+${depth});`);
  out.line('}');
  c.bound = before;
  out.forgetPosition();
}
