import { newSet, setAdd } from '../objects/set.js';
import type { Runtime } from '../runtime/runtime.js';
import type { Operand } from './emitter.js';
import type { FunctionCompiler } from './function.js';

/** What class bodies store about themselves from 3.13 on: their first line, and the attributes their methods set. */
export function classAttributes(c: FunctionCompiler, when: 'before' | 'after'): void {
  if (!c.rt.profile.describesClasses) return;
  if (when === 'before') store(c, '__firstlineno__', c.constant({ t: 'int', value: BigInt(c.firstLine) }));
  else {
    const items = inSetOrder(c.rt, c.ownAttributes).map((value) => ({ t: 'str' as const, value }));
    store(c, '__static_attributes__', c.constant({ t: 'tuple', items }));
  }
}

function store(c: FunctionCompiler, name: string, value: Operand): void {
  c.out.failIf(`!setName(fp,${c.nameRef(name)},inc(${c.out.read(value)}))`);
}

/** The compiler collects the names in a set, whose order the tuple has. */
function inSetOrder(rt: Runtime, names: ReadonlySet<string>): string[] {
  if (names.size < 2) return [...names];
  const mark = rt.mark();
  const set = newSet(rt, rt.builtin.set);
  if (set === 0) throw rt.heap.exhausted(200);
  rt.hold(set);
  for (const name of names) if (setAdd(rt, set, rt.name(name)) < 0) throw rt.heap.exhausted(200);
  const tuple = rt.tupleFrom(set);
  if (tuple === 0) throw rt.heap.exhausted(200);
  rt.hold(tuple);
  const ordered = Array.from({ length: rt.tupleSize(tuple) }, (_, i) => rt.text(rt.tupleItem(tuple, i)));
  rt.releaseTo(mark);
  return ordered;
}
