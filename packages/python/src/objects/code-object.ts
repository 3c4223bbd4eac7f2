import type { Ref } from '@uroboros/heap';
import type { CompiledCode } from '../compile/compiled.js';
import { compareBool } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { fingerprint } from './code-positions.js';
import { CodeField, ComplexField, FloatField } from './layout.js';
import { Compare } from './typeobject.js';

/** Code objects: how they are made and compared. */

/** What a code object is made from: references are counted, the tuples' items are handed in as owned tuples. */
export interface CodeParts {
  readonly compiled: CompiledCode;
  readonly consts: Ref;
  readonly names: Ref;
  readonly filename: Ref;
  readonly name: Ref;
  readonly qualname: Ref;
}

/** A new code object; takes over the references of its parts. */
export function newCode(rt: Runtime, parts: CodeParts): Maybe {
  const code = rt.heap.objects.allocate(rt.ids.code);
  if (code === 0) return rt.noMemory();
  const i32 = rt.i32;
  const { compiled } = parts;
  i32[code + CodeField.Consts] = parts.consts;
  i32[code + CodeField.Names] = parts.names;
  i32[code + CodeField.Filename] = parts.filename;
  i32[code + CodeField.Name] = parts.name;
  i32[code + CodeField.Qualname] = parts.qualname;
  i32[code + CodeField.Flags] = compiled.flags;
  i32[code + CodeField.ArgCount] = compiled.argCount;
  i32[code + CodeField.PosOnlyArgCount] = compiled.posOnlyArgCount;
  i32[code + CodeField.KwOnlyArgCount] = compiled.kwOnlyArgCount;
  i32[code + CodeField.FirstLine] = compiled.firstLine;
  i32[code + CodeField.Compiled] = compiled.index;
  return code;
}

export function compiledOf(rt: Runtime, code: Ref): CompiledCode {
  return rt.compiled[rt.i32[code + CodeField.Compiled]!]!;
}

/** An attribute of a code object, owned. */
export function codeAttribute(rt: Runtime, code: Ref, name: string): Maybe {
  return rt.getAttrText(code, name);
}

/** Numbers that must be the same. */
function shape(code: CompiledCode): string {
  return [code.name, code.argCount, code.posOnlyArgCount, code.kwOnlyArgCount, code.flags, code.firstLine].join();
}

/** code == code: the same code with the same constants at the same place of whichever file; −1 on error. */
function sameCode(rt: Runtime, left: Ref, right: Ref): number {
  if (left === right) return 1;
  const [one, other] = [compiledOf(rt, left), compiledOf(rt, right)];
  if (shape(one) !== shape(other)) return 0;
  if (one.localNames.join() !== other.localNames.join() || one.freeNames.join() !== other.freeNames.join()) return 0;
  if (one.positions.join() !== other.positions.join() || fingerprint(one) !== fingerprint(other)) return 0;
  const names = compareBool(rt, nameTuple(rt, left), nameTuple(rt, right), Compare.Eq);
  return names !== 1 ? names : sameConstant(rt, constants(rt, left), constants(rt, right));
}

const nameTuple = (rt: Runtime, code: Ref): Ref => rt.i32[code + CodeField.Names]! as Ref;
const constants = (rt: Runtime, code: Ref): Ref => rt.i32[code + CodeField.Consts]! as Ref;

/** Equal and of one type, down to the signs of zeros; −1 on error. The compiler nests constants, so the depth is the source's. */
function sameConstant(rt: Runtime, left: Ref, right: Ref): number {
  if (left === right) return 1;
  const id = rt.typeId(left);
  if (rt.typeOf(left) !== rt.typeOf(right)) return 0;
  if (id === rt.ids.code) return sameCode(rt, left, right);
  if (id === rt.ids.tuple) {
    const size = rt.tupleSize(left);
    if (size !== rt.tupleSize(right)) return 0;
    for (let i = 0; i < size; i++) {
      const same = sameConstant(rt, rt.tupleItem(left, i), rt.tupleItem(right, i));
      if (same !== 1) return same;
    }
    return 1;
  }
  const equal = compareBool(rt, left, right, Compare.Eq);
  if (equal !== 1) return equal;
  const type = rt.typeOf(left);
  if (type === rt.builtin.float) return sameDouble(rt, left, right, FloatField.Value) ? 1 : 0;
  if (type !== rt.builtin.complex) return 1;
  return sameDouble(rt, left, right, ComplexField.Real) && sameDouble(rt, left, right, ComplexField.Imag) ? 1 : 0;
}

function sameDouble(rt: Runtime, left: Ref, right: Ref, word: number): boolean {
  return Object.is(rt.f64[(left + word) >> 1], rt.f64[(right + word) >> 1]);
}

export function codeCompare(rt: Runtime, self: Ref, other: Ref, op: Compare): Maybe {
  if ((op !== Compare.Eq && op !== Compare.Ne) || rt.typeId(other) !== rt.ids.code) return rt.notImplemented();
  const same = sameCode(rt, self, other);
  return same < 0 ? 0 : rt.bool((same === 1) === (op === Compare.Eq));
}

export function codeHash(rt: Runtime, code: Ref): boolean {
  const compiled = compiledOf(rt, code);
  const text = `${shape(compiled)},${compiled.localNames.join()},${fingerprint(compiled)}`;
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  rt.hashLow = hash & 0x7fffffff;
  rt.hashHigh = 0;
  return true;
}
