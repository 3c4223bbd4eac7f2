import type { Ref } from '@uroboros/heap';
import { typeModified } from '../runtime/attributes.js';
import { SLOT } from '../runtime/frame.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { fillSlots } from '../runtime/slots.js';
import { typesTuple } from '../runtime/types.js';
import { sameLayout } from './class-assignment.js';
import { bestBase, linearize } from './class-creation.js';
import { TypeField } from './layout.js';
import { addToBases, removeFromBases } from './subclasses.js';
import { isTuple } from './tuple.js';
import type { TypeObject } from './typeobject.js';

/** Assignment to `__bases__` of a class (type_set_bases): its order changes, and that of all classes that derive from it. */

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
  const before = new Map([type, ...derived(type)].map((each) => [each, each.mro]));
  const mark = rt.mark();
  const done = reorder(rt, [...before.keys()], bases) && commit(rt, before, mark);
  rt.releaseTo(mark);
  if (!done) {
    for (const [each, mro] of before) each.mro = mro;
    return false;
  }
  removeFromBases(rt, type);
  rt.replace(self + TypeField.Base, rt.incref(base.ref));
  rt.replace(self + TypeField.Bases, rt.incref(value));
  type.base = base;
  typeModified(rt, type);
  for (const each of before.keys()) fillSlots(rt, each);
  return addToBases(rt, type, value);
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
      } else if (base.isSubtypeOf(type)) problem = 'a __bases__ item causes an inheritance cycle';
      else if (!base.baseType) problem = `type '${base.name}' is not an acceptable base type`;
      else bases.push(base);
    }
  }
  if (problem === undefined) return bases;
  refuse(rt, problem);
  return undefined;
}

/** Why objects of a class could not have either base; undefined if they look alike. */
function differenceOf(rt: Runtime, before: TypeObject, after: TypeObject): string | undefined {
  if (before === after) return undefined;
  if (!before.heapType || !after.heapType) return 'deallocator';
  return sameLayout(rt, before, after) ? undefined : 'object layout';
}

/** All classes below one, each after those that it derives from. */
function derived(type: TypeObject): TypeObject[] {
  return [...type.subclasses].sort((a, b) => a.mro.length - b.mro.length);
}

/** Computes the orders anew. */
function reorder(rt: Runtime, types: readonly TypeObject[], bases: readonly TypeObject[]): boolean {
  return types.every((type, i) => {
    const order = linearize(rt, i === 0 ? bases : basesOf(rt, type));
    if (order === undefined) return false;
    type.mro = [type, ...order];
    return true;
  });
}

function basesOf(rt: Runtime, type: TypeObject): TypeObject[] {
  const tuple = rt.i32[type.ref + TypeField.Bases]! as Ref;
  return Array.from({ length: rt.tupleSize(tuple) }, (_, i) => rt.typeByRef.get(rt.tupleItem(tuple, i))!);
}

/** Puts the new orders into the type objects: first all tuples are made, then nothing can fail. */
function commit(rt: Runtime, before: ReadonlyMap<TypeObject, readonly TypeObject[]>, mark: number): boolean {
  for (const type of before.keys()) {
    const order = typesTuple(rt, type.mro);
    if (order === 0) return false;
    rt.hold(order);
  }
  let word = mark;
  for (const [type, old] of before) {
    for (const base of old.slice(1)) base.subclasses.delete(type);
    for (const base of type.mro.slice(1)) base.subclasses.add(type);
    rt.replace(type.ref + TypeField.Mro, rt.incref(rt.i32[word]! as Ref));
    word += SLOT;
  }
  return true;
}
