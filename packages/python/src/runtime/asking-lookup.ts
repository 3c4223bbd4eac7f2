import type { Ref } from '@uroboros/heap';
import { dictGet, keysOf } from '../objects/dict.js';
import { keysKind } from '../objects/dictkeys.js';
import { KeysKind, TypeField } from '../objects/layout.js';
import type { TypeObject } from '../objects/typeobject.js';
import type { Maybe, Runtime } from './runtime.js';

/**
 * Lookups of attributes in dictionaries that have keys besides plain strings: their `__eq__` runs user code, which may change the very classes
 * that are being looked at. All other lookups run none.
 */

/** Whether a lookup of a name in the dictionary may run user code. */
export function asksUserCode(rt: Runtime, dict: Ref): boolean {
  return keysKind(rt, keysOf(rt, dict)) === KeysKind.General;
}

/**
 * What a type's classes define under a name, borrowed; 0 if nothing. The order is the one at the beginning, whatever becomes of the class
 * meanwhile. An exception in `__eq__` ends the search as if there were nothing, as in CPython.
 */
export function lookupAsking(rt: Runtime, type: TypeObject, name: Ref): Maybe {
  const mark = rt.mark();
  const order = rt.i32[type.ref + TypeField.Mro]! as Maybe;
  if (order !== 0) rt.hold(rt.incref(order));
  rt.hold(rt.incref(name));
  let found: Maybe = 0;
  for (const base of type.mro) {
    found = dictGet(rt, rt.i32[base.ref + TypeField.Dict]! as Ref, name);
    if (found !== 0 || rt.failed) break;
  }
  if (rt.failed) rt.clearError();
  // A class that has left the order may be dropped with it, and what was found in it: the caller only borrows that.
  if (found !== 0 && rt.i32[type.ref + TypeField.Mro] !== order) rt.heap.hold(found);
  rt.releaseTo(mark);
  return found;
}
