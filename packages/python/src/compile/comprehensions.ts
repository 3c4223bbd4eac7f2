import { SLOT } from '../runtime/frame.js';
import type * as ast from '../syntax/nodes.js';
import { compileAsFunction } from './comprehension-functions.js';
import type { Operand } from './emitter.js';
import { compileExpression, compilePushed, condition, result } from './expressions.js';
import type { FunctionCompiler, Place } from './function.js';
import { iteratorOf, loopPlace, nextItem } from './generators.js';
import { compileStore } from './statements.js';

/**
 * List, set and dict comprehensions, inlined into the code around them (PEP 709). Their variables get slots of their own, so
 * that variables of the same name outside keep their values.
 */
type Comprehension = ast.ListComp | ast.SetComp | ast.DictComp;

export function compileComprehension(c: FunctionCompiler, node: Comprehension): Operand {
  const { out } = c;
  const scope = c.unit.scopes.get(node);
  if (scope === undefined) throw new RangeError('no scope for a comprehension');
  if (!scope.isInlined) return compileAsFunction(c, node, scope, (inner, at) => functionBody(inner, node, at));
  const iterator = iteratorOf(c, node, node.generators[0]!);
  const maker = { ListComp: 'newList', SetComp: 'newSet', DictComp: 'newDictAt' }[node.kind];
  const into = out.push(result(c, `${maker}(fp+${out.depth},0)`));
  const names = new Map<string, Place>();
  const slots: number[] = [];
  const inClass = c.scope.kind === 'class' && c.inlined.length === 0;
  for (const symbol of scope.symbols.values()) {
    // What a comprehension in a class body mentions is looked for past the class's own names.
    if (inClass && symbol.scope === 'free') names.set(symbol.name, { kind: 'cell', offset: c.cellOffset(symbol.name) });
    else if (inClass && symbol.scope !== 'local' && symbol.scope !== 'cell') names.set(symbol.name, { kind: 'global' });
    if (!symbol.isAssigned && symbol.scope !== 'local') continue;
    if (symbol.scope !== 'local' && symbol.scope !== 'cell') continue;
    const offset = c.extraLocal(node, symbol.name);
    slots.push(offset);
    if (symbol.scope === 'cell') {
      names.set(symbol.name, { kind: 'cell', offset });
      out.failIf(`!makeCell(fp+${offset})`);
    } else {
      names.set(symbol.name, { kind: 'fast', offset, index: (offset - 8) / SLOT });
    }
  }
  const bound = new Set(c.bound);
  c.inlined.push(names);
  const { errorLabel, depth } = out;
  const done = out.label('N');
  const pad = out.label('E');
  out.line(`${done}:{${pad}:{`);
  out.errorLabel = pad;
  clauses(c, node, 0, iterator, () => addElement(c, node, into.offset));
  // Where the comprehension fails, its variables are gone too.
  out.errorLabel = errorLabel;
  out.line(`break ${done};}`);
  for (const offset of slots) out.line(`clear(fp+${offset});`);
  out.line(`${out.onError.trim()}}`);
  out.depth = depth;
  c.inlined.pop();
  c.bound = bound;
  // A variable's last value dies with the comprehension, before its result goes on.
  for (const offset of slots) out.line(`clear(fp+${offset});`);
  const name = out.temp();
  // The result stays in its slot while the iterator goes, which may run code.
  out.line(`endLoop(fp+${iterator});`);
  out.line(`${name}=take(fp+${into.offset});`);
  out.popTo(iterator);
  return { kind: 'temp', name };
}

/** The body of a comprehension that is a function: the iterator stands in its parameter. */
function functionBody(c: FunctionCompiler, node: Comprehension, iterator: number): void {
  const { out } = c;
  const maker = { ListComp: 'newList', SetComp: 'newSet', DictComp: 'newDictAt' }[node.kind];
  out.at(node);
  const into = out.push(result(c, `${maker}(fp+${out.depth},0)`));
  clauses(c, node, 0, iterator, () => addElement(c, node, into.offset));
  c.leave(`take(fp+${into.offset})`);
}

/** The loops of a comprehension from one clause on: `for … if …` and what is inside; `element` writes what each turn does. */
export function clauses(
  c: FunctionCompiler,
  node: Comprehension | ast.GeneratorExp,
  index: number,
  iterator: number,
  element: () => void,
): void {
  const { out } = c;
  const all = node.generators;
  const clause = all[index]!;
  const loop = out.label('L');
  c.loops++;
  out.line(`${loop}:for(;;){`);
  out.forgetPosition();
  const isAsync = clause.is_async !== 0;
  const value = nextItem(c, iterator, isAsync, isAsync ? node : loopPlace(c, node, clause.iter), loop);
  compileStore(c, clause.target, { kind: 'temp', name: value });
  const skip = out.label('C');
  out.line(`${skip}:{`);
  for (const test of clause.ifs) {
    const flag = condition(c, test);
    out.line(`if(${flag}===0)break ${skip};`);
    out.release(flag);
  }
  if (index + 1 < all.length) {
    const inner = iteratorOf(c, node, all[index + 1]!);
    clauses(c, node, index + 1, inner, element);
    out.line(`endLoop(fp+${inner});`);
    out.popTo(inner);
  } else {
    element();
  }
  c.loops--;
  out.line('}');
  out.line(`if(i32[PENDING]!==0&&!safepoint())${out.onError}`);
  out.line('}');
  out.forgetPosition();
}

function addElement(c: FunctionCompiler, node: Comprehension, into: number): void {
  const { out } = c;
  if (node.kind === 'DictComp') {
    const key = compilePushed(c, node.key);
    compilePushed(c, node.value);
    out.at(node.key);
    out.failIf(`!dictStore(fp+${into},fp+${key.offset})`);
    out.popTo(key.offset);
    return;
  }
  const value = out.push(compileExpression(c, node.elt));
  out.at(node.elt);
  out.failIf(`!${node.kind === 'ListComp' ? 'listAppend' : 'setAdd'}(fp+${into},fp+${value.offset})`);
  out.popTo(value.offset);
}
