import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import type { TypeObject } from '../../objects/typeobject.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { convertItem, type ItemKind, KINDS, storeItem } from './items.js';

/** The memory of arrays (arrayobject): a block with the items, which grows as CPython's does. */

export const enum ArrayField {
  /** Word of the block; 0 if there is none. */
  Block = 6,
  /** Items that the block has room for. */
  Allocated = 8,
  /** Number of the kind of item, plus one. */
  Kind = 10,
  WeakList = 12,
  /** Views that look at the items. */
  Exports = 14,
}

export const ARRAY_BYTES = 64;

const LARGEST_BLOCK = 2 ** 31 - 64;

export function kindOf(rt: Runtime, array: Ref): ItemKind {
  return KINDS[rt.i32[array + ArrayField.Kind]! - 1]!;
}

export function arrayLength(rt: Runtime, array: Ref): number {
  return rt.i32[array + Header.Size]!;
}

/** Byte address of the first item. */
export function dataOf(rt: Runtime, array: Ref): number {
  return rt.i32[array + ArrayField.Block]! * 4;
}

/** The bytes of all items where they lie. */
export function arrayBytes(rt: Runtime, array: Ref): Readonly<Uint8Array> {
  const data = dataOf(rt, array);
  return rt.u8.subarray(data, data + arrayLength(rt, array) * kindOf(rt, array).size);
}

/** A new array of so many items, which are not filled. */
export function newArray(rt: Runtime, type: TypeObject, kind: ItemKind, length: number): Maybe {
  const bytes = length * kind.size;
  if (bytes > LARGEST_BLOCK) return rt.noMemory();
  const array = rt.heap.objects.allocateSized(type.typeId, rt.heap.types.basicSize[type.typeId]!, 0);
  if (array === 0) return rt.noMemory();
  rt.i32[array + ArrayField.Kind] = kind.number + 1;
  rt.heap.objects.track(array);
  if (length === 0) return array;
  const block = rt.heap.blocks.malloc(bytes);
  if (block === 0) {
    rt.decref(array);
    return rt.noMemory();
  }
  rt.i32[array + ArrayField.Block] = block;
  rt.i32[array + ArrayField.Allocated] = length;
  rt.i32[array + Header.Size] = length;
  return array;
}

/** Whether the length may change; BufferError while views look at the items. */
export function canResize(rt: Runtime, array: Ref): boolean {
  if (rt.i32[array + ArrayField.Exports] === 0) return true;
  rt.raise('BufferError', 'cannot resize an array that is exporting buffers');
  return false;
}

/**
 * Changes the length (array_resize). A sixteenth more than asked for is made room for; the block stays while it has room and
 * fewer than 16 items go. False on error.
 */
export function resize(rt: Runtime, array: Ref, length: number): boolean {
  const { i32 } = rt;
  const before = arrayLength(rt, array);
  if (length !== before && !canResize(rt, array)) return false;
  const block = i32[array + ArrayField.Block]!;
  if (i32[array + ArrayField.Allocated]! >= length && before < length + 16 && block !== 0) {
    i32[array + Header.Size] = length;
    return true;
  }
  if (length === 0) {
    if (block !== 0) rt.heap.blocks.free(block);
    setBlock(rt, array, 0, 0, 0);
    return true;
  }
  const room = (length >>> 4) + (before < 8 ? 3 : 7) + length;
  const bytes = room * kindOf(rt, array).size;
  const moved = bytes > LARGEST_BLOCK ? 0 : rt.heap.blocks.realloc(block, bytes);
  if (moved === 0) {
    rt.noMemory();
    return false;
  }
  setBlock(rt, array, moved, room, length);
  return true;
}

function setBlock(rt: Runtime, array: Ref, block: number, room: number, length: number): void {
  rt.i32[array + ArrayField.Block] = block;
  rt.i32[array + ArrayField.Allocated] = room;
  rt.i32[array + Header.Size] = length;
}

/** Puts an object in an item's place, if the place is still there after the conversion. False on error. */
export function setItemAt(rt: Runtime, array: Ref, index: number, value: Ref): boolean {
  const kind = kindOf(rt, array);
  if (!convertItem(rt, kind, value)) return false;
  if (index >= arrayLength(rt, array)) {
    rt.raise('IndexError', 'array assignment index out of range');
    return false;
  }
  storeItem(rt, kind, dataOf(rt, array) + index * kind.size);
  return true;
}

/** Inserts an object before an index, which may be negative or behind the end (ins1). False on error. */
export function insertAt(rt: Runtime, array: Ref, where: number, value: Ref): boolean {
  const kind = kindOf(rt, array);
  if (!convertItem(rt, kind, value)) return false;
  const length = arrayLength(rt, array);
  if (!resize(rt, array, length + 1)) return false;
  const index = where < 0 ? Math.max(0, where + length) : Math.min(where, length);
  const data = dataOf(rt, array);
  const { size } = kind;
  if (index !== length) rt.u8.copyWithin(data + (index + 1) * size, data + index * size, data + length * size);
  storeItem(rt, kind, data + index * size);
  return true;
}

/** Puts so many items that begin at a byte address in place of those from `low` to before `high`. False on error. */
export function splice(rt: Runtime, array: Ref, low: number, high: number, from: number, count: number): boolean {
  const length = arrayLength(rt, array);
  const { size } = kindOf(rt, array);
  const growth = count - (high - low);
  if (growth > 0 && !resize(rt, array, length + growth)) return false;
  const data = dataOf(rt, array);
  if (growth !== 0) {
    if (growth < 0 && !canResize(rt, array)) return false;
    rt.u8.copyWithin(data + (low + count) * size, data + high * size, data + length * size);
  }
  if (count > 0) rt.u8.copyWithin(data + low * size, from, from + count * size);
  return growth >= 0 || resize(rt, array, length + growth);
}
