import { Frame, SLOT } from '../runtime/frame.js';
import type * as ast from '../syntax/nodes.js';
import { isLenCall, lenCall } from './builtin-calls.js';
import type { Operand } from './emitter.js';
import { callExtended, compileExpression, compilePushed, keywordNames, result } from './expressions.js';
import type { FunctionCompiler } from './function.js';
import { quickBuiltin, quickBuiltinCall } from './quick-builtins.js';
import { isOfQuickType, type QuickCall, quickCall } from './quick-methods.js';
import { CallSite, MethodSite } from './sites.js';
import { loadSuperMethod } from './super.js';

/** More arguments do not wait on the stack (STACK_USE_GUIDELINE); a keyword argument counts two. */
const MOST_ON_STACK = 30;

/**
 * Calls. The callable and the arguments are put into a window on the stack, which a Python function takes over as its frame.
 * A site that has met one function runs it straight from its entry of the function table.
 */
export function call(c: FunctionCompiler, node: ast.Call): Operand {
  const hasStar =
    node.args.some((arg) => arg.kind === 'Starred') || node.keywords.some((keyword) => keyword.arg === null);
  if (hasStar || node.args.length + 2 * node.keywords.length > MOST_ON_STACK) return callExtended(c, node);
  const { out } = c;
  // Room for the window of an `__init__`, two slots higher.
  const roomy = (at: number) => out.touch(at + Frame.Slots + SLOT * (node.args.length + 3));
  if (isLenCall(node) && !c.terse) {
    return lenCall(c, node, (at) => {
      roomy(at);
      return callWindow(c, at, 1);
    });
  }
  const window = out.depth;
  const { terse } = c;
  const quick = terse ? undefined : quickCall(node);
  let method = '';
  if (node.func.kind === 'Attribute') {
    method = loadSuperMethod(c, node.func, window) ?? loadMethod(c, node.func, window, quick, terse);
    out.depth = window + Frame.Slots + SLOT;
  } else {
    const callee = compileExpression(c, node.func);
    out.line(`i32[fp+${window}]=${out.own(callee)};`);
    out.depth = window + Frame.Slots;
  }
  out.touch(out.depth);
  for (const arg of node.args) compilePushed(c, arg);
  for (const keyword of node.keywords) compilePushed(c, keyword.value);
  const names = keywordNames(c, node);
  out.at(node);
  out.depth = window;
  const count = node.args.length;
  roomy(window);
  if (names !== '0') return callWithNames(c, window, count, names, method);
  if (method === '') return callWindow(c, window, count, quickBuiltin(node));
  if (terse) return callWithNames(c, window, count, names, method);
  return callMethod(c, window, count, method, quick);
}

function callWithNames(c: FunctionCompiler, window: number, count: number, names: string, method: string): Operand {
  if (method === '') return result(c, `call(fp+${window},${count},${names})`);
  const made = result(c, `call(fp+${window}+(1-${method})*${SLOT},${count}+${method},${names})`);
  c.out.release(method);
  return made;
}

/** The condition that a call site's entry is for the function in a variable. */
function linked(callee: string, site: number): string {
  return `i32[${callee}+3]===FUNCTION&&i32[${callee}+33]===ic[${site + CallSite.Compiled}]`;
}

/** A call of what stands in a window, with positional arguments only; `builtin` is what the callable may be, by its name. */
export function callWindow(c: FunctionCompiler, window: number, count: number, builtin?: string): Operand {
  const { out } = c;
  if (c.terse) return result(c, `call(fp+${window},${count},0)`);
  const site = c.cache(CallSite.Words);
  const entry = c.callSites++;
  const callee = out.temp();
  const made = out.temp();
  out.line(`${callee}=i32[fp+${window}];`);
  const quick = builtin === undefined ? '' : quickBuiltinCall(builtin, callee, made, window);
  out.line(`${quick}if(${linked(callee, site)})${made}=fs[${entry}](fp+${window});`);
  out.line(`else ${made}=callAt(fp+${window},${count},ic,${site},fs,${entry});`);
  out.failIf(`${made}===0`);
  out.release(callee);
  return { kind: 'temp', name: made };
}

/** A call of what {@link loadMethod} put into a window. */
function callMethod(c: FunctionCompiler, window: number, count: number, method: string, quick?: QuickCall): Operand {
  const { out } = c;
  const site = c.cache(2 * CallSite.Words);
  const entry = c.callSites;
  c.callSites += 2;
  const callee = out.temp();
  const made = out.temp();
  out.line(`${callee}=i32[fp+${window}];`);
  if (quick !== undefined) out.line(`if(${method}===2)${made}=${quick.run(window)};else`);
  out.line(
    `if(${method}===0)${made}=callAt(fp+${window + SLOT},${count},ic,${site + CallSite.Words},fs,${entry + 1});`,
  );
  out.line(`else if(${linked(callee, site)})${made}=fs[${entry}](fp+${window});`);
  out.line(`else ${made}=callMethodAt(fp+${window},${count + 1},ic,${site},fs,${entry});`);
  out.failIf(`${made}===0`);
  out.release(callee);
  out.release(method);
  return { kind: 'temp', name: made };
}

/**
 * Puts `object.name` into a window as something to call: the name of a variable, 1 if self is in place, 0 if not; 2 for a quick
 * method of an object of its type, of which only self is in place.
 */
function loadMethod(
  c: FunctionCompiler,
  node: ast.Attribute,
  window: number,
  quick: QuickCall | undefined,
  terse: boolean,
): string {
  const { out } = c;
  const object = out.settle(compileExpression(c, node.value));
  const flag = out.temp();
  if (terse) {
    out.at(node);
    out.touch(window + Frame.Slots + SLOT);
    out.line(`if((${flag}=loadMethodOf(${out.own(object)},${c.nameRef(node.attr)},fp+${window}))<0)${out.onError}`);
    return flag;
  }
  const site = c.cache(MethodSite.Words);
  const x = out.temp();
  const position = out.atSlow(node);
  out.touch(window + Frame.Slots + SLOT);
  out.line(`${x}=${out.own(object)};`);
  const keys = `i32[ic[${site + MethodSite.Keys}]+3]===ic[${site + MethodSite.KeysVersion}]&&(i32[${x}+ic[${site + MethodSite.Values}]]&VALID)!==0`;
  const hit = `i32[${x}+3]===ic[${site}]&&TV[ic[${site}]]===ic[${site + MethodSite.Version}]&&(ic[${site + MethodSite.Keys}]===0||${keys})`;
  const found = `{i32[fp+${window}]=inc(ic[${site + MethodSite.Function}]);i32[fp+${window + Frame.Slots}]=${x};${flag}=1;}`;
  if (quick !== undefined) {
    out.line(`if(${isOfQuickType(quick, `i32[${x}+3]`)}){i32[fp+${window + Frame.Slots}]=${x};${flag}=2;}else`);
  }
  out.line(`if(${hit})${found}`);
  const slow = `${flag}=loadMethodAt(${x},${c.nameRef(node.attr)},fp+${window},ic,${site})`;
  out.line(`else{${position}if((${slow})<0)${out.onError}}`);
  out.release(x);
  return flag;
}
