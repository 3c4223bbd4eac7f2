import type { Ref } from '@uroboros/heap';
import { CompiledCode } from '../compile/compiled.js';
import { compareBool } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { givenType } from './arguments.js';
import { codeAttribute, compiledOf, newCode } from './code-object.js';
import { movedPositions } from './code-positions.js';
import { intNumber, isInt } from './int.js';
import { CodeField } from './layout.js';
import { keywords } from './native.js';
import { isStr } from './str.js';
import { Compare } from './typeobject.js';

/** code.replace: the same code under other names, in another place, with other flags. */

const NUMBERS = [
  'co_argcount',
  'co_posonlyargcount',
  'co_kwonlyargcount',
  'co_nlocals',
  'co_stacksize',
  'co_flags',
  'co_firstlineno',
] as const;
const TEXTS = ['co_filename', 'co_name', 'co_qualname'] as const;
const TUPLES = ['co_consts', 'co_names', 'co_varnames', 'co_freevars', 'co_cellvars'] as const;
const BYTES = ['co_code', 'co_linetable', 'co_exceptiontable'] as const;

/** In the order of CPython's parameters. */
const PARAMETERS = [
  ...NUMBERS,
  'co_code',
  'co_consts',
  'co_names',
  'co_varnames',
  'co_freevars',
  'co_cellvars',
  ...TEXTS,
  'co_linetable',
  'co_exceptiontable',
] as const;

type Part = (typeof PARAMETERS)[number];

/** What a copy may have otherwise. */
interface Changes {
  flags: number;
  firstLine: number;
  readonly texts: Record<(typeof TEXTS)[number], Maybe>;
}

export const replace = keywords(
  'replace',
  `self, *, ${PARAMETERS.map((name) => `${name}=`).join(', ')}`,
  (rt, [self = 0, ...values]) => {
    const given = new Map<Part, Ref>();
    PARAMETERS.forEach((name, i) => {
      const value = values[i];
      if (value) given.set(name, value as Ref);
    });
    if (!hasFittingTypes(rt, given)) return 0;
    const code = self as Ref;
    const compiled = compiledOf(rt, code);
    const changes: Changes = {
      flags: given.has('co_flags') ? intNumber(rt, given.get('co_flags') as Ref) : compiled.flags,
      firstLine: given.has('co_firstlineno') ? intNumber(rt, given.get('co_firstlineno') as Ref) : compiled.firstLine,
      texts: {
        co_filename: given.get('co_filename') ?? 0,
        co_name: given.get('co_name') ?? 0,
        co_qualname: given.get('co_qualname') ?? 0,
      },
    };
    for (const name of ['co_flags', 'co_firstlineno', 'co_stacksize', ...TEXTS] as const) given.delete(name);
    return isUnchanged(rt, code, given) ? copyCode(rt, code, changes) : 0;
  },
  'Return a copy of the code object with new values for the specified fields.',
);

/** False and a TypeError if a value is not of the type its field has. */
function hasFittingTypes(rt: Runtime, given: ReadonlyMap<Part, Ref>): boolean {
  const refuse = (name: Part, type: string, value: Ref): false => {
    rt.raise('TypeError', `replace() argument '${name}' must be ${type}, not ${givenType(rt, value)}`);
    return false;
  };
  for (const [name, value] of given) {
    const type = rt.typeOf(value);
    if ((TEXTS as readonly string[]).includes(name)) {
      if (!isStr(rt, value)) return refuse(name, 'str', value);
    } else if ((TUPLES as readonly string[]).includes(name)) {
      if (!type.isSubtypeOf(rt.builtin.tuple)) return refuse(name, 'tuple', value);
    } else if ((BYTES as readonly string[]).includes(name)) {
      if (!type.isSubtypeOf(rt.builtin.bytes)) return refuse(name, 'bytes', value);
    } else if (!isInt(rt, value)) {
      rt.raise('TypeError', `'${type.name}' object cannot be interpreted as an integer`);
      return false;
    } else if (intNumber(rt, value) < 0) {
      rt.raise('ValueError', `${name} must be a positive integer`);
      return false;
    }
  }
  return true;
}

/** What the compiled code depends on must stay as it is: false and an exception that names what does not. */
function isUnchanged(rt: Runtime, code: Ref, given: ReadonlyMap<Part, Ref>): boolean {
  for (const [name, value] of given) {
    const own = codeAttribute(rt, code, name);
    if (own === 0) return false;
    const mark = rt.mark();
    rt.hold(own);
    const same = compareBool(rt, own, value, Compare.Eq);
    rt.releaseTo(mark);
    if (same < 0) return false;
    if (same === 1) continue;
    rt.raise('NotImplementedError', `code.replace() with another ${name}: code is compiled, there is no bytecode`);
    return false;
  }
  return true;
}

/** A copy of a code object with its own number; owned. */
function copyCode(rt: Runtime, code: Ref, changes: Changes): Maybe {
  const { i32 } = rt;
  const { co_filename: filename, co_name: name, co_qualname: qualname } = changes.texts;
  const before = compiledOf(rt, code);
  const index = rt.compiled.push(undefined) - 1;
  const part = (word: number, given: Maybe): Ref => rt.incref((given || i32[code + word]!) as Ref);
  const parts = {
    consts: part(CodeField.Consts, 0),
    names: part(CodeField.Names, 0),
    filename: part(CodeField.Filename, filename),
    name: part(CodeField.Name, name),
    qualname: part(CodeField.Qualname, qualname),
  };
  const described = {
    ...before,
    flags: changes.flags,
    firstLine: changes.firstLine,
    positions: movedPositions(before.positions, changes.firstLine - before.firstLine),
    name: rt.text(parts.name),
    qualname: rt.text(parts.qualname),
  };
  const origin = { filename: rt.text(parts.filename), source: before.source };
  const compiled = new CompiledCode(index, described, origin, before.copyOf ?? before);
  compiled.take(before.copy!(index));
  compiled.copy = before.copy;
  rt.compiled[index] = compiled;
  const copy = newCode(rt, { compiled, ...parts });
  if (copy !== 0) rt.observer?.codeMade?.(compiled);
  return copy;
}
