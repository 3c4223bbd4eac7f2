import type { Ref } from '@uroboros/heap';
import { fillSlots } from '../runtime/class-slots.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { sameLayout } from './class-assignment.js';
import { bestBase } from './class-creation.js';
import { TypeField } from './layout.js';
import { listAppend, listItem, listSize, newList } from './list.js';
import { Ordered, renewOrder, setOrder } from './resolution-order.js';
import { addToBases, listSubclasses, removeFromBases } from './subclasses.js';
import { isTuple, tupleOf } from './tuple.js';
import type { TypeObject } from './typeobject.js';

/**
 * Assignment to `__bases__` of a class (type_set_bases): its order changes, and that of all classes that derive from it.
 *
 * A metaclass's `mro()` runs meanwhile and may assign again, this class's bases or others'. What it assigned is newer, and
 * stays.
 */

/** class.__bases__ = value; false on error, and then nothing has changed. */
export function assignBases(rt: Runtime, self: Ref, value: Maybe): boolean {
  const type = rt.typeByRef.get(self)!;
  if (!type.heapType) return refuse(rt, `cannot set '__bases__' attribute of immutable type '${type.name}'`);
  if (value === 0) return refuse(rt, `cannot delete '__bases__' attribute of immutable type '${type.name}'`);
  const bases = newBases(rt, type, value);
  if (bases === undefined) return false;
  const base = bestBase(rt, bases);
  if (base === undefined) return false;
  const difference = differenceOf(rt, type.base!, base);
  if (difference !== undefined) {
    return refuse(rt, `__bases__ assignment: '${base.name}' ${difference} differs from '${type.base!.name}'`);
  }
  const mark = rt.mark();
  rt.hold(rt.incref(self));
  const done = exchangeBases(rt, type, value, base);
  rt.releaseTo(mark);
  return done;
}

function exchangeBases(rt: Runtime, type: TypeObject, bases: Ref, base: TypeObject): boolean {
  const oldBase = type.base!;
  const oldBases = rt.hold(rt.incref(rt.i32[type.ref + TypeField.Bases]! as Ref));
  rt.hold(rt.incref(oldBase.ref));
  setBases(rt, type, bases, base);
  const changes = newList(rt, 0);
  if (changes !== 0) rt.hold(changes);
  const done = changes !== 0 && reorder(rt, type, changes);
  const isOurs = rt.i32[type.ref + TypeField.Bases] === bases;
  if (!done) {
    if (changes !== 0) undo(rt, changes);
    if (isOurs) setBases(rt, type, oldBases, oldBase);
    return false;
  }
  if (!isOurs) return true;
  removeFromBases(rt, type, oldBases);
  const added = addToBases(rt, type, bases);
  for (let i = 0; i < listSize(rt, changes); i++) fillSlots(rt, changeAt(rt, changes, i).type);
  return added;
}

function setBases(rt: Runtime, type: TypeObject, bases: Ref, base: TypeObject): void {
  rt.replace(type.ref + TypeField.Bases, rt.incref(bases));
  rt.replace(type.ref + TypeField.Base, rt.incref(base.ref));
  type.base = base;
}

function refuse(rt: Runtime, message: string): false {
  rt.raise('TypeError', message);
  return false;
}

function newBases(rt: Runtime, type: TypeObject, value: Ref): TypeObject[] | undefined {
  const { name } = type;
  let problem: string | undefined;
  const bases: TypeObject[] = [];
  if (!isTuple(rt, value)) problem = `can only assign tuple to ${name}.__bases__, not ${rt.typeOf(value).name}`;
  else if (rt.tupleSize(value) === 0) problem = `can only assign non-empty tuple to ${name}.__bases__, not ()`;
  else {
    for (let i = 0; i < rt.tupleSize(value) && problem === undefined; i++) {
      const item = rt.tupleItem(value, i);
      const base = rt.typeByRef.get(item);
      if (base === undefined) {
        problem = `${name}.__bases__ must be tuple of classes, not '${rt.typeOf(item).name}'`;
      } else if (base.isSubtypeOf(type) || isInChain(base, type)) {
        problem = 'a __bases__ item causes an inheritance cycle';
      } else if (!base.baseType) problem = `type '${base.name}' is not an acceptable base type`;
      else bases.push(base);
    }
  }
  if (problem === undefined) return bases;
  refuse(rt, problem);
  return undefined;
}

/** While a custom mro() runs, the bases of the class are new already, its order is not. */
function isInChain(type: TypeObject, base: TypeObject): boolean {
  return type.mro.length > 0 && type.extends(base);
}

/** Why objects of a class could not have either base; undefined if they look alike. */
function differenceOf(rt: Runtime, before: TypeObject, after: TypeObject): string | undefined {
  if (before === after) return undefined;
  if (!before.heapType || !after.heapType) return 'deallocator';
  return sameLayout(rt, before, after) ? undefined : 'object layout';
}

/** A tuple: a class, its new order, and the old one if it had one. */
function addChange(rt: Runtime, changes: Ref, type: TypeObject, before: Maybe): boolean {
  const after = rt.i32[type.ref + TypeField.Mro]! as Ref;
  const change = before === 0 ? tupleOf(rt, type.ref, after) : tupleOf(rt, type.ref, after, before);
  return change !== 0 && listAppend(rt, changes, change);
}

function changeAt(rt: Runtime, changes: Ref, index: number): { type: TypeObject; after: Ref; before: Maybe } {
  const change = listItem(rt, changes, index);
  return {
    type: rt.typeByRef.get(rt.tupleItem(change, 0))!,
    after: rt.tupleItem(change, 1),
    before: rt.tupleSize(change) > 2 ? rt.tupleItem(change, 2) : 0,
  };
}

/** New orders for a class and those that derive from it (mro_hierarchy). A class with several such bases gets one for each. */
function reorder(rt: Runtime, type: TypeObject, changes: Ref): boolean {
  const mark = rt.mark();
  const before = rt.hold(rt.increfMaybe(rt.i32[type.ref + TypeField.Mro]! as Maybe) as Ref);
  const ordered = renewOrder(rt, type);
  const done =
    ordered === Ordered.Done
      ? addChange(rt, changes, type, before) && reorderSubclasses(rt, type, changes)
      : ordered === Ordered.Already;
  rt.releaseTo(mark);
  return done;
}

function reorderSubclasses(rt: Runtime, type: TypeObject, changes: Ref): boolean {
  // A list of its own: mro() may assign bases, and change who derives from the class.
  const subclasses = listSubclasses(rt, type);
  if (subclasses === 0) return false;
  rt.hold(subclasses);
  for (let i = 0; i < listSize(rt, subclasses); i++) {
    if (!reorder(rt, rt.typeByRef.get(listItem(rt, subclasses, i))!, changes)) return false;
  }
  return true;
}

/** Brings the old orders back, but where a class has got a newer one meanwhile. */
function undo(rt: Runtime, changes: Ref): void {
  for (let i = listSize(rt, changes) - 1; i >= 0; i--) {
    const { type, before, after } = changeAt(rt, changes, i);
    if (rt.i32[type.ref + TypeField.Mro] === after) setOrder(rt, type, rt.increfMaybe(before));
  }
}
