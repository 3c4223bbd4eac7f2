import type { Ref } from '@uroboros/heap';
import type { Runtime } from '../runtime/runtime.js';

/**
 * References taken out of a container, waiting to be dropped. They stand where the accounting sees them, because dropping one
 * may run user code, and there may be more of them than the stack has room for.
 */

/** Where the waiting begins: to {@link dropGarbage} later. */
export function garbageMark(rt: Runtime): number {
  return rt.heap.held.length;
}

/** Takes over a reference. */
export function addGarbage(rt: Runtime, owned: Ref): void {
  rt.heap.held.push(owned);
}

/** Drops everything added since the mark, in the order it was added. */
export function dropGarbage(rt: Runtime, mark: number): void {
  const { held } = rt.heap;
  const end = held.length;
  for (let i = mark; i < end; i++) rt.decref(held.take(i));
  held.popTo(mark);
}
