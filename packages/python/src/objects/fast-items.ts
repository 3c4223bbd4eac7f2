import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import type { Runtime } from '../runtime/runtime.js';
import { ListField, TupleField } from './layout.js';

/** Direct access to the items of lists and tuples. */

/** Whether an object is a list or a tuple of exact type. */
export function isFast(rt: Runtime, object: Ref): boolean {
  const id = rt.i32[object + Header.TypeId]!;
  return id === rt.ids.list || id === rt.ids.tuple;
}

/** Number of items of a list or a tuple. */
export function fastSize(rt: Runtime, sequence: Ref): number {
  return rt.i32[sequence + Header.Size]!;
}

/** Word of the first item of a list or a tuple; a list's changes with its size. */
export function fastItems(rt: Runtime, sequence: Ref): number {
  const isTuple = rt.i32[sequence + Header.TypeId] === rt.ids.tuple;
  return isTuple ? sequence + TupleField.Items : rt.i32[sequence + ListField.Items]!;
}

/** Item of a list or a tuple, borrowed. */
export function fastItem(rt: Runtime, sequence: Ref, index: number): Ref {
  return rt.i32[fastItems(rt, sequence) + 2 * index]! as Ref;
}
