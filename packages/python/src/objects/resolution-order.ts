import type { Ref } from '@uroboros/heap';
import { typeLookup, typeModified } from '../runtime/attributes.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { callSpecial } from '../runtime/slot-calls.js';
import { typesTuple } from '../runtime/types.js';
import { TypeField } from './layout.js';
import { newList } from './list.js';
import type { TypeObject } from './typeobject.js';

/**
 * The method resolution order of a class: C3 of its bases (mro_implementation), or what its metaclass's own `mro()` answers
 * (mro_internal).
 *
 * A class whose metaclass has an `mro()` of its own has no order while that runs: lookups find nothing, `__mro__` is None, and what
 * the class is a subtype of is told by its chain of bases alone. The method may give the class an order meanwhile, by
 * assigning its `__bases__`; then its answer comes too late and is dropped.
 */

/** Whether a class of this metaclass gets its order from a method of the metaclass. */
export function ordersItself(rt: Runtime, metatype: TypeObject): boolean {
  const { type } = rt.builtin;
  if (metatype === type) return false;
  const name = rt.name('mro');
  return typeLookup(rt, metatype, name) !== typeLookup(rt, type, name);
}

/** type.mro(): the order that a class's bases give, the class first. Undefined with an exception. */
export function orderOfBases(rt: Runtime, type: TypeObject): TypeObject[] | undefined {
  const order = linearize(rt, basesOf(rt, type));
  return order === undefined ? undefined : [type, ...order];
}

function basesOf(rt: Runtime, type: TypeObject): TypeObject[] {
  const tuple = rt.i32[type.ref + TypeField.Bases]! as Ref;
  return Array.from({ length: rt.tupleSize(tuple) }, (_, i) => rt.typeByRef.get(rt.tupleItem(tuple, i))!);
}

/** The C3 order of the bases; the type itself comes before it. */
export function linearize(rt: Runtime, bases: readonly TypeObject[]): TypeObject[] | undefined {
  const duplicate = bases.find((base, i) => bases.indexOf(base) !== i);
  if (duplicate !== undefined) return refuse(rt, `duplicate base class ${duplicate.shortName}`);
  const incomplete = bases.find((base) => base.mro.length === 0);
  if (incomplete !== undefined) return refuse(rt, `Cannot extend an incomplete type '${incomplete.name}'`);
  if (bases.length === 1) return [...bases[0]!.mro];
  const lists = [...bases.map((base) => [...base.mro]), [...bases]];
  const order: TypeObject[] = [];
  for (;;) {
    const left = lists.filter((list) => list.length > 0);
    if (left.length === 0) return order;
    const next = left.map((list) => list[0]!).find((head) => !left.some((list) => list.indexOf(head) > 0));
    if (next === undefined) {
      const gap = rt.profile.versionInfo[1] >= 12 ? ' ' : '\n';
      const names = [...new Set(left.map((list) => list[0]!.shortName))].join(', ');
      return refuse(rt, `Cannot create a consistent method resolution${gap}order (MRO) for bases ${names}`);
    }
    order.push(next);
    for (const list of lists) if (list[0] === next) list.shift();
  }
}

function refuse(rt: Runtime, message: string): undefined {
  rt.raise('TypeError', message);
  return undefined;
}

/** The order of several bases, and that of a metaclass's mro(), comes as a list first, which the collector counts. */
export function listsOrder(rt: Runtime, metatype: TypeObject, bases: Ref): boolean {
  if (metatype === rt.builtin.type && rt.tupleSize(bases) === 1) return true;
  const list = newList(rt, 0);
  rt.drop(list);
  return list !== 0;
}

/** What became of a request for a new order. */
export const enum Ordered {
  Failed = -1,
  /** The class got an order while its metaclass was asked, and keeps that one. */
  Already = 0,
  Done = 1,
}

/** Gives a class the order that its bases or its metaclass want now (mro_internal). The class must be held. */
export function renewOrder(rt: Runtime, type: TypeObject): Ordered {
  const word = type.ref + TypeField.Mro;
  const mark = rt.mark();
  // Held, so that no new order comes to stand at the address of the old one.
  const before = rt.i32[word]! as Maybe;
  rt.hold(rt.increfMaybe(before) as Ref);
  const order = wantedOrder(rt, type);
  let ordered = Ordered.Failed;
  if (order !== 0) {
    rt.hold(order);
    ordered = rt.i32[word] === before ? Ordered.Done : Ordered.Already;
    if (ordered === Ordered.Done) setOrder(rt, type, rt.incref(order));
  }
  rt.releaseTo(mark);
  return ordered;
}

/** A tuple of types, owned (mro_invoke). */
function wantedOrder(rt: Runtime, type: TypeObject): Maybe {
  const metatype = rt.typeOf(type.ref);
  if (!ordersItself(rt, metatype)) {
    const order = orderOfBases(rt, type);
    return order === undefined ? 0 : typesTuple(rt, order);
  }
  const name = rt.name('mro');
  const answer = callSpecial(rt, type.ref, name, []);
  if (answer === 0) return rt.failed ? 0 : rt.raise('AttributeError', 'mro');
  const mark = rt.mark();
  rt.hold(answer);
  const order = rt.tupleFrom(answer);
  if (order === 0) return rt.finish(mark, 0);
  rt.hold(order);
  if (rt.tupleSize(order) === 0) return rt.finish(mark, rt.raise('TypeError', 'type MRO must not be empty'));
  return rt.finish(mark, checkOrder(rt, type, order) ? rt.incref(order) : 0);
}

/** Only classes, and only such whose methods find the fields they know in the instances (mro_check). */
function checkOrder(rt: Runtime, type: TypeObject, order: Ref): boolean {
  const solid = solidBase(rt, type);
  for (let i = 0; i < rt.tupleSize(order); i++) {
    const item = rt.tupleItem(order, i);
    const base = rt.typeByRef.get(item);
    if (base === undefined) {
      rt.raise('TypeError', `mro() returned a non-class ('${rt.typeOf(item).name}')`);
      return false;
    }
    if (!solid.isSubtypeOf(solidBase(rt, base))) {
      rt.raise('TypeError', `mro() returned base with unsuitable layout ('${base.name}')`);
      return false;
    }
  }
  return true;
}

/**
 * Puts an order, an owned tuple, into a class. All types of it must know the class, so that a change of one of them reaches what
 * remembers the class's attributes.
 */
export function setOrder(rt: Runtime, type: TypeObject, order: Maybe): void {
  for (const base of type.mro) base.subclasses.delete(type);
  type.mro =
    order === 0 ? [] : Array.from({ length: rt.tupleSize(order) }, (_, i) => rt.typeByRef.get(rt.tupleItem(order, i))!);
  for (const base of type.mro) if (base !== type) base.subclasses.add(type);
  rt.replace(type.ref + TypeField.Mro, order);
  typeModified(rt, type);
}

/** The type whose layout of instances a type extends: it adds fields of its own. */
export function solidBase(rt: Runtime, type: TypeObject): TypeObject {
  let solid = type;
  while (solid.base !== undefined && sameSize(rt, solid, solid.base)) solid = solid.base;
  return solid;
}

function sameSize(rt: Runtime, type: TypeObject, base: TypeObject): boolean {
  const types = rt.heap.types;
  return (
    types.basicSize[type.typeId] === types.basicSize[base.typeId] &&
    types.itemSize[type.typeId] === types.itemSize[base.typeId]
  );
}
