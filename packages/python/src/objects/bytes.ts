import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { hashBytes, ZERO_SECRET } from '../text/hash.js';
import { byteArrayData, byteArrayView, isByteArray, newByteArray, newByteArrayOfSize } from './bytearray.js';
import { BytesField } from './layout.js';

/** bytes: the size, the hash once it was asked for, the bytes and a zero behind them. */

/** Bytes of an empty object, the zero at the end included: what `bytes.__basicsize__` says. */
export const BYTES_BASIC_SIZE = 33;

/** An uninitialised object of so many bytes: the caller fills it. Not for length 0, which one object stands for. */
export function newBytesOfSize(rt: Runtime, length: number): Maybe {
  const object = rt.fresh.plain(rt.ids.bytes, BYTES_BASIC_SIZE + length, length);
  if (object === 0) return rt.noMemory();
  rt.i32[object + BytesField.HashLow] = -1;
  rt.i32[object + BytesField.HashHigh] = -1;
  return object;
}

/** b'', owned: one object, made when it is first asked for and kept. */
export function emptyBytes(rt: Runtime): Ref {
  if (rt.emptyBytes === undefined) {
    const object = newBytesOfSize(rt, 0);
    if (object === 0) throw rt.heap.exhausted(BYTES_BASIC_SIZE);
    rt.emptyBytes = rt.keep(object);
    rt.makeStatic(object);
  }
  return rt.incref(rt.emptyBytes);
}

/** Bytes of one byte, owned: one object for each, made when it is first asked for and kept. Nobody may write into it. */
function singleByte(rt: Runtime, byte: number): Maybe {
  let object = rt.singleBytes[byte];
  if (object === undefined) {
    const made = newBytesOfSize(rt, 1);
    if (made === 0) return 0;
    rt.u8[bytesData(made)] = byte;
    object = rt.keep(made);
    rt.singleBytes[byte] = object;
    rt.makeStatic(object);
  }
  return rt.incref(object);
}

/** New bytes, owned. */
export function newBytes(rt: Runtime, content: Uint8Array): Maybe {
  if (content.length === 0) return emptyBytes(rt);
  if (content.length === 1) return singleByte(rt, content[0]!);
  const object = newBytesOfSize(rt, content.length);
  if (object !== 0) rt.u8.set(content, bytesData(object));
  return object;
}

/** bytes[start:stop] of an exact bytes object, for bounds within it; owned. */
export function bytesSlice(rt: Runtime, self: Ref, start: number, stop: number): Maybe {
  const count = stop - start;
  if (count <= 0) return emptyBytes(rt);
  if (count === bytesLength(rt, self)) return rt.incref(self);
  if (count === 1) return singleByte(rt, rt.u8[bytesData(self) + start]!);
  const object = newBytesOfSize(rt, count);
  if (object !== 0) rt.strs.copy(bytesData(self) + start, bytesData(object), count);
  return object;
}

/** New bytes, or a new bytearray if the model is one. */
export function newLike(rt: Runtime, model: Ref, content: Uint8Array): Maybe {
  return isByteArray(rt, model) ? newByteArray(rt, content) : newBytes(rt, content);
}

/** The same of a size, to be filled from {@link dataOf} on. */
export function newLikeOfSize(rt: Runtime, model: Ref, length: number): Maybe {
  if (isByteArray(rt, model)) return newByteArrayOfSize(rt, length);
  return length === 0 ? emptyBytes(rt) : newBytesOfSize(rt, length);
}

/** Byte address of the first byte of a bytes object or a bytearray. */
export function dataOf(rt: Runtime, object: Ref): number {
  return isByteArray(rt, object) ? byteArrayData(rt, object) : bytesData(object);
}

/** Byte address of the first byte. */
export function bytesData(object: Ref): number {
  return (object + BytesField.Data) * 4;
}

export function bytesLength(rt: Runtime, object: Ref): number {
  return rt.i32[object + Header.Size]!;
}

/** The bytes of a bytes object or a bytearray where they lie: valid as long as it lives, or until its size changes. */
export function bytesView(rt: Runtime, object: Ref): Readonly<Uint8Array> {
  if (rt.i32[object + Header.TypeId] !== rt.ids.bytes && isByteArray(rt, object)) return byteArrayView(rt, object);
  const start = bytesData(object);
  return rt.u8.subarray(start, start + bytesLength(rt, object));
}

/** Whether an object is of type bytes, subclasses included. */
export function isBytes(rt: Runtime, object: Ref): boolean {
  const id = rt.i32[object + Header.TypeId]!;
  return id === rt.ids.bytes || rt.types[id]!.isSubtypeOf(rt.builtin.bytes);
}

const halves = new Int32Array(2);

/** Computes the hash, once per object, into `rt.hashLow`, `rt.hashHigh`. */
export function hashOfBytes(rt: Runtime, object: Ref): boolean {
  const i32 = rt.i32;
  if (i32[object + BytesField.HashLow] === -1 && i32[object + BytesField.HashHigh] === -1) {
    hashBytes(rt.u8, bytesData(object), bytesLength(rt, object), ZERO_SECRET, halves);
    i32[object + BytesField.HashLow] = halves[0]!;
    i32[object + BytesField.HashHigh] = halves[1]!;
  }
  rt.hashLow = i32[object + BytesField.HashLow]!;
  rt.hashHigh = i32[object + BytesField.HashHigh]!;
  return true;
}
