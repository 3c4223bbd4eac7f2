import type { Ref } from '@uroboros/heap';
import { sizeArgument } from '../../objects/arguments.js';
import { BufferFlag, bufferBytes, getBuffer, hasBuffer, releaseBuffer } from '../../objects/buffer.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';

/** Arguments of streams: bytes to write, memory to read into, sizes. */

/** The bytes of a bytes-like object where they lie, until Python code runs; undefined on error. */
export function bytesToWrite(rt: Runtime, object: Ref): Uint8Array | undefined {
  if (hasBuffer(rt, object)) return bufferBytes(rt, object);
  rt.raise('TypeError', `a bytes-like object is required, not '${rt.typeOf(object).shortName}'`);
  return undefined;
}

/** The memory of a writable bytes-like object, until Python code runs; undefined on error. */
export function memoryToFill(rt: Runtime, name: string, object: Ref): Uint8Array | undefined {
  const type = rt.typeOf(object).shortName;
  const complain = (): undefined => {
    rt.clearError();
    rt.raise('TypeError', `${name}() argument must be read-write bytes-like object, not ${type}`);
    return undefined;
  };
  if (!hasBuffer(rt, object)) return complain();
  const view = getBuffer(rt, object, BufferFlag.Writable);
  if (view === undefined) return complain();
  releaseBuffer(rt, object);
  return rt.u8.subarray(view.address, view.address + view.length);
}

/** A position or a whence: undefined on error. */
export function offsetOf(rt: Runtime, value: Maybe, fallback = 0): number | undefined {
  if (value === 0) return fallback;
  if (rt.typeOf(value).slots.index === undefined) {
    rt.raise('TypeError', `'${rt.typeOf(value).shortName}' object cannot be interpreted as an integer`);
    return undefined;
  }
  return sizeArgument(rt, value);
}
