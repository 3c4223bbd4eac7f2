import type { Ref } from '@uroboros/heap';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { dictDelete, dictNext, dictSet, dictSize, dictValueAt, newDict } from './dict.js';
import { TypeField } from './layout.js';
import { listAppend, newList } from './list.js';
import type { TypeObject } from './typeobject.js';

/**
 * tp_subclasses: a class knows those that name it as a base, weakly: a dictionary from the class's address to a weak reference
 * to it, made with the first subclass and gone with the last. All bases of a class share its one weak reference.
 */

/** Enters a new class with each of its bases. False and MemoryError without memory. */
export function addToBases(rt: Runtime, type: TypeObject, bases: Ref): boolean {
  for (let i = 0; i < rt.tupleSize(bases); i++) {
    const mark = rt.mark();
    const added = addSubclass(rt, rt.tupleItem(bases, i), type.ref);
    rt.releaseTo(mark);
    if (!added) return false;
  }
  return true;
}

function addSubclass(rt: Runtime, base: Ref, type: Ref): boolean {
  const key = rt.sizeToInt(type * 4);
  if (key === 0) return false;
  rt.hold(key);
  const weak = rt.heap.weakrefs.create(rt.builtin.ReferenceType.typeId, type, 0 as Ref);
  if (weak === 0) {
    rt.noMemory();
    return false;
  }
  rt.hold(weak);
  const dict = ensureDict(rt, base);
  return dict !== 0 && dictSet(rt, dict, key, weak);
}

function ensureDict(rt: Runtime, base: Ref): Maybe {
  const word = base + TypeField.Subclasses;
  if (rt.i32[word] !== 0) return rt.i32[word]! as Ref;
  const dict = newDict(rt);
  if (dict !== 0) rt.i32[word] = dict;
  return dict;
}

/** Whether a type has built-in subclasses. Those of dict and tuple are made when modules ask for them, in CPython at start. */
function keepsDict(type: TypeObject): boolean {
  if (type.heapType) return false;
  return type.name === 'dict' || type.name === 'tuple' || [...type.subclasses].some((each) => !each.heapType);
}

/** Built-in types whose subclasses are built in too have the dictionary from the beginning, and keep it. */
export function prepareBuiltin(rt: Runtime, type: TypeObject): void {
  if (keepsDict(type) && ensureDict(rt, type.ref) === 0) throw rt.heap.exhausted(48);
}

/** These are no longer the bases of a class. */
export function removeFromBases(rt: Runtime, type: TypeObject, bases: Ref): void {
  for (let i = 0; i < rt.tupleSize(bases); i++) removeSubclass(rt, rt.tupleItem(bases, i), type.ref);
}

function removeSubclass(rt: Runtime, base: Ref, type: Ref): void {
  const word = base + TypeField.Subclasses;
  const dict = rt.i32[word]! as Maybe;
  if (dict === 0) return;
  const key = rt.sizeToInt(type * 4);
  // Without memory for the key the entry stays: its weak reference is dead.
  if (key === 0) {
    rt.clearError();
    return;
  }
  dictDelete(rt, dict, key);
  rt.decref(key);
  const known = rt.typeByRef.get(base);
  if (dictSize(rt, dict) === 0 && !(known !== undefined && keepsDict(known))) rt.replace(word, 0);
}

/** type.__subclasses__(): those that are alive, in the order they were made; of built-in types also those built in. */
export function listSubclasses(rt: Runtime, type: TypeObject): Maybe {
  const list = newList(rt, 0);
  if (list === 0) return 0;
  for (const each of type.subclasses) {
    if (!each.heapType && each.base === type) listAppend(rt, list, rt.incref(each.ref));
  }
  const dict = rt.i32[type.ref + TypeField.Subclasses]! as Maybe;
  if (dict === 0) return list;
  for (let entry = dictNext(rt, dict, 0); entry >= 0; entry = dictNext(rt, dict, entry + 1)) {
    const subclass = rt.heap.weakrefs.target(dictValueAt(rt, dict, entry) as Ref);
    if (subclass !== 0) listAppend(rt, list, rt.incref(subclass));
  }
  return list;
}
