import { byCodePoint } from '../syntax/index.js';
import type { Operand } from './emitter.js';
import type { FunctionCompiler } from './function.js';

/** What class bodies store about themselves from 3.13 on: their first line, and the attributes their methods set. */
export function classAttributes(c: FunctionCompiler, when: 'before' | 'after'): void {
  if (!c.profile.describesClasses) return;
  if (when === 'before') store(c, '__firstlineno__', c.constant({ t: 'int', value: BigInt(c.firstLine) }));
  else {
    const items = [...c.ownAttributes].sort(byCodePoint).map((value) => ({ t: 'str' as const, value }));
    store(c, '__static_attributes__', c.constant({ t: 'tuple', items }));
  }
}

function store(c: FunctionCompiler, name: string, value: Operand): void {
  c.out.failIf(`!setName(fp,${c.nameRef(name)},inc(${c.out.read(value)}))`);
}
