import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { TupleField } from './layout.js';

/** A new tuple whose items are still 0, not tracked yet: the caller fills it and calls {@link finishTuple}. */
export function newTuple(rt: Runtime, size: number): Maybe {
  if (size === 0) return rt.incref(rt.emptyTuple);
  const tuple = rt.fresh.blankTuple(size);
  return tuple === 0 ? rt.noMemory() : tuple;
}

/** Tuples are tracked at birth, the empty one apart. */
export function finishTuple(rt: Runtime, tuple: Ref): Ref {
  if (rt.i32[tuple + Header.Size] !== 0) rt.heap.objects.track(tuple);
  return tuple;
}

/** A new tuple of two borrowed items. */
export function newPair(rt: Runtime, first: Ref, second: Ref): Maybe {
  const tuple = newTuple(rt, 2);
  if (tuple === 0) return 0;
  rt.i32[tuple + TupleField.Items] = rt.incref(first);
  rt.i32[tuple + TupleField.Items + 2] = rt.incref(second);
  return finishTuple(rt, tuple);
}

/** A new tuple of borrowed items. */
export function tupleOf(rt: Runtime, ...items: readonly Ref[]): Maybe {
  const tuple = newTuple(rt, items.length);
  if (tuple === 0 || items.length === 0) return tuple;
  for (let i = 0; i < items.length; i++) rt.i32[tuple + TupleField.Items + 2 * i] = rt.incref(items[i]!);
  return finishTuple(rt, tuple);
}

/** A new tuple of references in neighbouring slots, whose counts it takes over; the slots are cleared. */
export function tupleFromSlots(rt: Runtime, word: number, count: number): Maybe {
  const tuple = newTuple(rt, count);
  if (tuple === 0 || count === 0) return tuple;
  moveSlots(rt, word, tuple + TupleField.Items, count);
  return finishTuple(rt, tuple);
}

/** Moves references from slots to slots and clears where they were. */
export function moveSlots(rt: Runtime, from: number, to: number, count: number): void {
  const i32 = rt.i32;
  for (let i = 0; i < count; i++) {
    i32[to + 2 * i] = i32[from + 2 * i]!;
    i32[from + 2 * i] = 0;
  }
}

export function tupleSize(rt: Runtime, tuple: Ref): number {
  return rt.i32[tuple + Header.Size]!;
}

/** Borrowed. */
export function tupleItem(rt: Runtime, tuple: Ref, index: number): Ref {
  return rt.i32[tuple + TupleField.Items + 2 * index]! as Ref;
}

/** Whether an object is a tuple, subclasses included. */
export function isTuple(rt: Runtime, object: Ref): boolean {
  const id = rt.i32[object + Header.TypeId]!;
  return id === rt.ids.tuple || rt.types[id]!.isSubtypeOf(rt.builtin.tuple);
}

/**
 * Changes the size of a tuple that only the slot at `slot` holds (_PyTuple_Resize): the new items are 0, those cut off must be.
 * The tuple may move; the slot holds it afterwards, and it is returned, borrowed. 0 without memory.
 */
export function resizeTuple(rt: Runtime, slot: number, size: number): Maybe {
  const i32 = rt.i32;
  const tuple = i32[slot]! as Ref;
  const before = tupleSize(rt, tuple);
  if (before === size) return tuple;
  if (before === 0 || size === 0) {
    const other = newTuple(rt, size);
    if (other === 0) return 0;
    rt.replace(slot, finishTuple(rt, other));
    return other;
  }
  const { objects, blocks, types } = rt.heap;
  objects.untrack(tuple);
  const prefix = types.prefixWords[rt.ids.tuple]!;
  const bytes = 4 * prefix + types.basicSize[rt.ids.tuple]! + 8 * size;
  const block = blocks.realloc(tuple - prefix, bytes);
  if (block === 0) {
    objects.track(tuple);
    return rt.noMemory();
  }
  const moved = (block + prefix) as Ref;
  if (size > before) i32.fill(0, moved + TupleField.Items + 2 * before, moved + TupleField.Items + 2 * size);
  i32[moved + Header.Size] = size;
  // To whoever watches the memory, an object begins where its type is written.
  if (moved !== tuple) i32[moved + Header.Type] = i32[moved + Header.Type]!;
  i32[slot] = moved;
  objects.track(moved);
  return moved;
}
