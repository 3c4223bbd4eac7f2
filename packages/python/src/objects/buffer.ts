import type { Ref } from '@uroboros/heap';
import type { Runtime } from '../runtime/runtime.js';
import { byteArrayView, isByteArray } from './bytearray.js';
import { bytesView, isBytes } from './bytes.js';

/**
 * The buffer protocol (Objects/abstract.c): objects lend their memory to others, who read or write it where it lies. A type
 * takes part with its slots `buffer`, which describes the memory, and `releaseBuffer`, which is told when an export ends:
 * meanwhile the memory must not move.
 */

/** What the user of a buffer can deal with (PyBUF_…). */
export const enum BufferFlag {
  Simple = 0,
  Writable = 1,
  Format = 4,
  Shape = 8,
  Strides = 0x18,
  CContiguous = 0x38,
  FullReadOnly = 0x11c,
}

/** The memory of an object, as a view of one or more dimensions (Py_buffer). */
export interface BufferView {
  /** Byte address of the first item. */
  readonly address: number;
  /** Bytes of all items. */
  readonly length: number;
  readonly itemSize: number;
  /** A format of the module struct. */
  readonly format: string;
  readonly shape: readonly number[];
  /** Bytes from one item to the next, by dimension. */
  readonly strides: readonly number[];
  readonly readonly: boolean;
}

/** A view of so many bytes from an address on. */
export function bytesBuffer(address: number, length: number, readonly: boolean): BufferView {
  return { address, length, itemSize: 1, format: 'B', shape: [length], strides: [1], readonly };
}

/** PyObject_CheckBuffer. */
export function hasBuffer(rt: Runtime, object: Ref): boolean {
  return rt.typeOf(object).slots.buffer !== undefined;
}

/** PyObject_GetBuffer: the export lasts until {@link releaseBuffer}. undefined on error. */
export function getBuffer(rt: Runtime, object: Ref, flags: number): BufferView | undefined {
  const { buffer } = rt.typeOf(object).slots;
  if (buffer !== undefined) return buffer(rt, object, flags);
  rt.raise('TypeError', `a bytes-like object is required, not '${rt.typeOf(object).name}'`);
  return undefined;
}

export function releaseBuffer(rt: Runtime, object: Ref): void {
  rt.typeOf(object).slots.releaseBuffer?.(rt, object);
}

/**
 * The bytes of an object where they lie, for use before any Python code runs: contiguous memory of any bytes-like object.
 * undefined on error.
 */
export function bufferBytes(rt: Runtime, object: Ref): Readonly<Uint8Array> | undefined {
  if (isBytes(rt, object)) return bytesView(rt, object);
  if (isByteArray(rt, object)) return byteArrayView(rt, object);
  const view = getBuffer(rt, object, BufferFlag.Simple);
  if (view === undefined) return undefined;
  releaseBuffer(rt, object);
  return rt.u8.subarray(view.address, view.address + view.length);
}
