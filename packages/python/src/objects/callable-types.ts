import { byteAddress, type Ref } from '@uroboros/heap';
import { compareBool, hashIdentity, hashOf } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { hashPointer } from '../text/hash.js';
import { newMethod } from './function-type.js';
import { reduction } from './iterator-reduce.js';
import { CellField, MethodField, NativeField } from './layout.js';
import { checkCount } from './native.js';
import { Compare, type TypeObject } from './typeobject.js';

/** How methods, built-in functions and cells are made, compared, hashed and pickled. */

/** types.MethodType(function, object) */
export function methodNew(rt: Runtime, _type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  if (kwnames !== 0) return rt.raise('TypeError', 'method() takes no keyword arguments');
  if (!checkCount(rt, 'method', count, 2, 2)) return 0;
  const fn = rt.i32[args]! as Ref;
  const self = rt.i32[args + 2]! as Ref;
  if (!rt.isCallable(fn)) return rt.raise('TypeError', 'first argument must be callable');
  if (self === rt.None) return rt.raise('TypeError', 'instance must not be None');
  return newMethod(rt, fn, self);
}

const halves = new Int32Array(2);

/** By the identity of the object, and by the function. */
export function methodHash(rt: Runtime, method: Ref): boolean {
  if (!hashOf(rt, rt.i32[method + MethodField.Function]! as Ref)) return false;
  hashPointer(byteAddress(rt.i32[method + MethodField.Self]! as Ref) | 0, 0, halves);
  rt.hashLow ^= halves[0]!;
  rt.hashHigh ^= halves[1]!;
  return true;
}

export function methodCompare(rt: Runtime, self: Ref, other: Ref, op: Compare): Maybe {
  if (rt.typeId(other) !== rt.ids.method || (op !== Compare.Eq && op !== Compare.Ne)) return rt.notImplemented();
  const { i32 } = rt;
  let equal = i32[self + MethodField.Self] === i32[other + MethodField.Self] ? 1 : 0;
  if (equal === 1) {
    const left = i32[self + MethodField.Function]! as Ref;
    equal = compareBool(rt, left, i32[other + MethodField.Function]! as Ref, Compare.Eq);
  }
  return equal < 0 ? 0 : rt.bool((equal === 1) === (op === Compare.Eq));
}

/** (getattr, (object, name)) */
function reduceToAttribute(rt: Runtime, object: Ref, name: Maybe): Maybe {
  if (name === 0) return 0;
  const mark = rt.mark();
  rt.hold(name);
  const getattr = rt.globalNamed(rt.builtinsDict, 'getattr');
  if (getattr === 0) return rt.finish(mark, rt.raise('AttributeError', 'getattr'));
  return rt.finish(mark, reduction(rt, getattr, [object, name]));
}

export function methodReduce(rt: Runtime, method: Ref): Maybe {
  const name = rt.getAttrText(rt.i32[method + MethodField.Function]! as Ref, '__name__');
  return reduceToAttribute(rt, rt.i32[method + MethodField.Self]! as Ref, name);
}

/** A function of a module is known by its name, a method by its object and name. */
export function nativeReduce(rt: Runtime, fn: Ref): Maybe {
  const name = rt.str(rt.natives[rt.i32[fn + NativeField.Native]!]!.name);
  const self = rt.i32[fn + NativeField.Self]! as Maybe;
  if (self === 0 || rt.typeId(self) === rt.ids.module) return name;
  return reduceToAttribute(rt, self, name);
}

export function nativeCompare(rt: Runtime, self: Ref, other: Ref, op: Compare): Maybe {
  if (rt.typeId(other) !== rt.ids.native || (op !== Compare.Eq && op !== Compare.Ne)) return rt.notImplemented();
  const { i32 } = rt;
  const equal =
    i32[self + NativeField.Native] === i32[other + NativeField.Native] &&
    i32[self + NativeField.Self] === i32[other + NativeField.Self];
  return rt.bool(equal === (op === Compare.Eq));
}

export function nativeHash(rt: Runtime, fn: Ref): boolean {
  const self = rt.i32[fn + NativeField.Self]! as Maybe;
  if (self === 0) return hashIdentity(rt, rt.None);
  hashIdentity(rt, self);
  rt.hashLow ^= rt.i32[fn + NativeField.Native]! * 16;
  return true;
}

/** types.CellType(), types.CellType(contents) */
export function cellNew(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  if (kwnames !== 0) return rt.raise('TypeError', 'cell() takes no keyword arguments');
  if (!checkCount(rt, 'cell', count, 0, 1)) return 0;
  const cell = rt.heap.objects.allocate(type.typeId);
  if (cell === 0) return rt.noMemory();
  if (count === 1) rt.i32[cell + CellField.Contents] = rt.incref(rt.i32[args]! as Ref);
  rt.heap.objects.track(cell);
  return cell;
}

/** Cells are ordered by their contents; an empty one comes first. */
export function cellCompare(rt: Runtime, self: Ref, other: Ref, op: Compare): Maybe {
  if (rt.typeId(other) !== rt.ids.cell) return rt.notImplemented();
  const left = rt.i32[self + CellField.Contents]! as Maybe;
  const right = rt.i32[other + CellField.Contents]! as Maybe;
  if (left !== 0 && right !== 0) {
    const answer = compareBool(rt, left, right, op);
    return answer < 0 ? 0 : rt.bool(answer === 1);
  }
  const order = (left === 0 ? 0 : 1) - (right === 0 ? 0 : 1);
  return rt.bool([order < 0, order <= 0, order === 0, order !== 0, order > 0, order >= 0][op]!);
}
