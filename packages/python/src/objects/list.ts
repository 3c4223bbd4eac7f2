import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { ListField } from './layout.js';
import { moveSlots } from './tuple.js';
import { clearWords, moveWords } from './words.js';

/**
 * list: an object of 40 bytes and a block with the items. The block grows by an eighth (list_resize), so that appending
 * costs constant time on average.
 */

/** Items that no reservation has room for, and up to which sizes fit 32-bit arithmetic. */
export const LIST_LIMIT = 2 ** 28;

/** A new list of so many items, still 0, with a block of exactly that size; tracked. */
export function newList(rt: Runtime, size: number): Maybe {
  return size > LIST_LIMIT ? rt.noMemory() : rt.fresh.list(size);
}

/** A new list of borrowed items. */
export function listOf(rt: Runtime, ...items: readonly Ref[]): Maybe {
  const list = newList(rt, items.length);
  if (list === 0) return 0;
  const first = rt.i32[list + ListField.Items]!;
  for (let i = 0; i < items.length; i++) rt.i32[first + 2 * i] = rt.incref(items[i]!);
  return list;
}

/** A new list of references in neighbouring slots, whose counts it takes over; the slots are cleared. */
export function listFromSlots(rt: Runtime, word: number, count: number): Maybe {
  const list = newList(rt, count);
  if (list === 0) return 0;
  moveSlots(rt, word, rt.i32[list + ListField.Items]!, count);
  return list;
}

export function listSize(rt: Runtime, list: Ref): number {
  return rt.i32[list + Header.Size]!;
}

/** Borrowed. */
export function listItem(rt: Runtime, list: Ref, index: number): Ref {
  return rt.i32[rt.i32[list + ListField.Items]! + 2 * index]! as Ref;
}

/** Stores an owned reference over the item, which is dropped. */
export function listSetItem(rt: Runtime, list: Ref, index: number, owned: Ref): void {
  rt.replace(rt.i32[list + ListField.Items]! + 2 * index, owned);
}

/** Appends an owned reference. False without memory; the reference is then still the caller's. */
export function listAppend(rt: Runtime, list: Ref, owned: Ref): boolean {
  const i32 = rt.i32;
  const size = i32[list + Header.Size]!;
  if (size >= i32[list + ListField.Allocated]! && !listResize(rt, list, size + 1)) return false;
  i32[i32[list + ListField.Items]! + 2 * size] = owned;
  i32[list + Header.Size] = size + 1;
  return true;
}

/**
 * Makes room for so many items (list_resize): grows to more than asked, shrinks when less than half would be in use. The
 * size itself is not changed; new items are 0. False without memory.
 */
export function listResize(rt: Runtime, list: Ref, size: number): boolean {
  const i32 = rt.i32;
  const allocated = i32[list + ListField.Allocated]!;
  if (allocated >= size && size >= allocated >> 1) return true;
  let room = (size + (size >> 3) + 6) & ~3;
  // An extension that overshoots what growth by an eighth would give is trimmed to the next multiple of 4.
  if (size - i32[list + Header.Size]! > room - size) room = (size + 3) & ~3;
  if (size === 0) room = 0;
  if (size > LIST_LIMIT) {
    rt.noMemory();
    return false;
  }
  if (room === 0) {
    if (i32[list + ListField.Items] !== 0) rt.heap.blocks.free(i32[list + ListField.Items]!);
    i32[list + ListField.Items] = 0;
    i32[list + ListField.Allocated] = 0;
    return true;
  }
  const items = rt.heap.blocks.realloc(i32[list + ListField.Items]!, room * 8);
  if (items === 0) {
    rt.noMemory();
    return false;
  }
  // A list that is being sorted has −1 here.
  const kept = Math.max(0, Math.min(allocated, room));
  clearWords(rt.f64, items + 2 * kept, items + 2 * room);
  i32[list + ListField.Items] = items;
  i32[list + ListField.Allocated] = room;
  return true;
}

/** Inserts a counted copy of an item before an index. False on error. */
export function listInsert(rt: Runtime, list: Ref, index: number, item: Ref): boolean {
  const i32 = rt.i32;
  const size = i32[list + Header.Size]!;
  if (!listResize(rt, list, size + 1)) return false;
  const items = i32[list + ListField.Items]!;
  moveWords(i32, items + 2 * index + 2, items + 2 * index, items + 2 * size);
  i32[items + 2 * index] = rt.incref(item);
  i32[list + Header.Size] = size + 1;
  return true;
}

/** Takes an item out; the caller owns it. */
export function listTake(rt: Runtime, list: Ref, index: number): Ref {
  const i32 = rt.i32;
  const size = i32[list + Header.Size]!;
  const items = i32[list + ListField.Items]!;
  const item = i32[items + 2 * index]! as Ref;
  if (index + 1 < size) moveWords(i32, items + 2 * index, items + 2 * index + 2, items + 2 * size);
  i32[items + 2 * (size - 1)] = 0;
  i32[list + Header.Size] = size - 1;
  if (size - 1 < i32[list + ListField.Allocated]! >> 1) listResize(rt, list, size - 1);
  return item;
}

/** Drops all items; the list is empty before the first one dies. */
export function listClear(rt: Runtime, list: Ref): void {
  rt.heap.clearer.clearPart(list);
}

/** Reverses the items in place. */
export function listReverse(rt: Runtime, list: Ref): void {
  const i32 = rt.i32;
  let low = i32[list + ListField.Items]!;
  let high = low + 2 * (listSize(rt, list) - 1);
  for (; low < high; low += 2, high -= 2) {
    const item = i32[low]!;
    i32[low] = i32[high]!;
    i32[high] = item;
  }
}

/** Whether an object is a list, subclasses included. */
export function isList(rt: Runtime, object: Ref): boolean {
  const id = rt.i32[object + Header.TypeId]!;
  return id === rt.ids.list || rt.types[id]!.isSubtypeOf(rt.builtin.list);
}
