import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { ByteArrayField } from './layout.js';

/**
 * bytearray: an object of 56 bytes and a block with the bytes and a zero behind them. The bytes may begin somewhere inside the
 * block: deleting from the front moves the beginning only.
 */

export const BYTEARRAY_BYTES = 56;

/** Sizes that no reservation has room for. */
const LARGEST_BYTEARRAY = 2 ** 31 - 64;

/** A new bytearray of so many bytes, not filled. */
export function newByteArrayOfSize(rt: Runtime, length: number): Maybe {
  const object = rt.heap.objects.allocate(rt.builtin.bytearray.typeId);
  if (object === 0) return rt.noMemory();
  if (length === 0) return object;
  if (setBlock(rt, object, length, length + 1)) return object;
  rt.decref(object);
  return 0;
}

/** A new bytearray with a copy of the bytes. */
export function newByteArray(rt: Runtime, content: Uint8Array): Maybe {
  const object = newByteArrayOfSize(rt, content.length);
  if (object !== 0 && content.length > 0) rt.u8.set(content, byteArrayData(rt, object));
  return object;
}

/** Whether an object is a bytearray, subclasses included. */
export function isByteArray(rt: Runtime, object: Ref): boolean {
  const type = rt.typeOf(object);
  return type === rt.builtin.bytearray || type.isSubtypeOf(rt.builtin.bytearray);
}

/** Byte address of the first byte. */
export function byteArrayData(rt: Runtime, object: Ref): number {
  return rt.i32[object + ByteArrayField.Start]!;
}

export function byteArrayLength(rt: Runtime, object: Ref): number {
  return rt.i32[object + Header.Size]!;
}

/** The bytes where they lie: valid until the size changes. */
export function byteArrayView(rt: Runtime, object: Ref): Readonly<Uint8Array> {
  const start = byteArrayData(rt, object);
  return rt.u8.subarray(start, start + byteArrayLength(rt, object));
}

/** Whether the size may change; BufferError if memory is lent to a view. */
export function canResize(rt: Runtime, object: Ref): boolean {
  if (rt.i32[object + ByteArrayField.Exports]! <= 0) return true;
  rt.raise('BufferError', 'Existing exports of data: object cannot be re-sized');
  return false;
}

/**
 * Changes the size (PyByteArray_Resize). Room for an eighth more is made where growth is small; shrinking to less than half
 * gives the rest back. New bytes are not filled. False on error.
 */
export function byteArrayResize(rt: Runtime, object: Ref, size: number): boolean {
  const { i32 } = rt;
  if (size === byteArrayLength(rt, object)) return true;
  if (!canResize(rt, object)) return false;
  const room = i32[object + ByteArrayField.Allocated]!;
  const block = i32[object + ByteArrayField.Block]!;
  const offset = block === 0 ? 0 : byteArrayData(rt, object) - block * 4;
  let wanted = size + 1;
  if (size + offset + 1 <= room) {
    // Enough room, and not more than twice as much: nothing moves.
    if (size >= Math.floor(room / 2)) {
      i32[object + Header.Size] = size;
      rt.u8[byteArrayData(rt, object) + size] = 0;
      return true;
    }
  } else if (size <= room * 1.125) {
    wanted = size + (size >> 3) + (size < 9 ? 3 : 6);
  }
  return setBlock(rt, object, size, wanted);
}

/** Moves the bytes to a block of so many bytes, from its beginning on. */
function setBlock(rt: Runtime, object: Ref, size: number, room: number): boolean {
  const { i32 } = rt;
  if (room > LARGEST_BYTEARRAY) {
    rt.noMemory();
    return false;
  }
  const before = i32[object + ByteArrayField.Block]!;
  const start = byteArrayData(rt, object);
  const moves = before !== 0 && start !== before * 4;
  const block = moves ? rt.heap.blocks.malloc(room) : rt.heap.blocks.realloc(before, room);
  if (block === 0) {
    rt.noMemory();
    return false;
  }
  if (moves) {
    rt.u8.copyWithin(block * 4, start, start + Math.min(size, byteArrayLength(rt, object)));
    rt.heap.blocks.free(before);
  }
  i32[object + ByteArrayField.Block] = block;
  i32[object + ByteArrayField.Start] = block * 4;
  i32[object + ByteArrayField.Allocated] = room;
  i32[object + Header.Size] = size;
  rt.u8[block * 4 + size] = 0;
  return true;
}

/** Puts bytes, which must not lie in the object, in place of those from `low` to before `high`. False on error. */
export function byteArraySplice(rt: Runtime, object: Ref, low: number, high: number, content: Uint8Array): boolean {
  const size = byteArrayLength(rt, object);
  const growth = content.length - (high - low);
  if (growth < 0) {
    if (!canResize(rt, object)) return false;
    const data = byteArrayData(rt, object);
    if (low === 0) rt.i32[object + ByteArrayField.Start] = data - growth;
    else rt.u8.copyWithin(data + low + content.length, data + high, data + size);
    if (!byteArrayResize(rt, object, size + growth)) return false;
  } else if (growth > 0) {
    if (!byteArrayResize(rt, object, size + growth)) return false;
    const data = byteArrayData(rt, object);
    rt.u8.copyWithin(data + low + content.length, data + high, data + size);
  }
  if (content.length > 0) rt.u8.set(content, byteArrayData(rt, object) + low);
  return true;
}

/** The layout: a block without references. Clearing an object of a derived class in a cycle leaves the bytes to it. */
export function byteArrayLayout(rt: Runtime) {
  return {
    basicSize: BYTEARRAY_BYTES,
    custom: {
      traverse: () => {},
      detach: () => {},
      blocks: (object: Ref, visit: (block: number) => void) => {
        const block = rt.i32[object + ByteArrayField.Block]!;
        if (block !== 0) visit(block);
      },
      freeBlocks: (object: Ref) => {
        const block = rt.i32[object + ByteArrayField.Block]!;
        if (block === 0 || rt.i32[object + Header.Refcnt]! > 0) return;
        rt.i32[object + ByteArrayField.Block] = 0;
        rt.heap.blocks.free(block);
      },
    },
  };
}
