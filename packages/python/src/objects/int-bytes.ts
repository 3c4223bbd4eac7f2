import type { Ref } from '@uroboros/heap';
import { forEachItem, getIter, indexAsSize, isTrue } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { couldHold, givenType, sizeArgument } from './arguments.js';
import { bufferBytes, hasBuffer } from './buffer.js';
import { isBytes, newBytes } from './bytes.js';
import { intFromBigInt, intValue, isInt } from './int.js';
import { namedMethod } from './named-arguments.js';
import { isStr } from './str.js';

/** int.to_bytes and int.from_bytes. */

/** 'little' or 'big' (the default); undefined on error. */
function littleEndian(rt: Runtime, order: Maybe, name: string): boolean | undefined {
  if (order === 0) return false;
  if (!isStr(rt, order)) {
    rt.raise('TypeError', `${name}() argument 'byteorder' must be str, not ${givenType(rt, order)}`);
    return undefined;
  }
  const text = rt.text(order);
  if (text === 'little') return true;
  if (text === 'big') return false;
  rt.raise('ValueError', "byteorder must be either 'little' or 'big'");
  return undefined;
}

/** The bytes of a number in two's complement, lowest first. */
function bytesOfInt(value: bigint, length: number): Uint8Array {
  // All bytes beyond those of the number are those of its sign.
  const used = Math.min(length, (value.toString(16).length >> 1) + 1);
  const bytes = new Uint8Array(length).fill(value < 0n ? 0xff : 0, used);
  const hex = BigInt.asUintN(used * 8, value).toString(16);
  for (let i = 0, stop = hex.length; i < used; i++, stop -= 2) {
    bytes[i] = stop > 0 ? Number.parseInt(hex.slice(Math.max(stop - 2, 0), stop), 16) : 0;
  }
  return bytes;
}

export const intToBytes = namedMethod(
  'to_bytes',
  'length=1, byteorder="big", *, signed=False',
  (rt, self, [lengthArg, orderArg, signedArg]) => {
    let length = 1;
    if (lengthArg) {
      const given = sizeArgument(rt, lengthArg);
      if (given === undefined) return 0;
      length = given;
    }
    const little = littleEndian(rt, orderArg ?? 0, 'to_bytes');
    if (little === undefined) return 0;
    const signed = signedArg ? isTrue(rt, signedArg) : 0;
    if (signed < 0) return 0;
    if (length < 0) return rt.raise('ValueError', 'length argument must be non-negative');
    const value = intValue(rt, self);
    if (value < 0n && signed === 0) return rt.raise('OverflowError', "can't convert negative int to unsigned");
    if (!couldHold(rt, length)) return 0;
    const kept = signed === 0 ? BigInt.asUintN(length * 8, value) : BigInt.asIntN(length * 8, value);
    // -1 fits into no bytes at all.
    if (kept !== value && (length > 0 || value !== -1n)) return rt.raise('OverflowError', 'int too big to convert');
    const bytes = bytesOfInt(value, length);
    return newBytes(rt, little ? bytes : bytes.reverse());
  },
  'Return an array of bytes representing an integer.',
);

export const intFromBytesMethod = namedMethod(
  'from_bytes',
  'bytes, byteorder="big", *, signed=False',
  (rt, type, [bytesArg, orderArg, signedArg]) => {
    const little = littleEndian(rt, orderArg ?? 0, 'from_bytes');
    if (little === undefined) return 0;
    const signed = signedArg ? isTrue(rt, signedArg) : 0;
    if (signed < 0) return 0;
    const content = contentOf(rt, bytesArg as Ref);
    if (content === undefined) return 0;
    let hex = '';
    for (let i = 0; i < content.length; i++) {
      hex += content[little ? content.length - 1 - i : i]!.toString(16).padStart(2, '0');
    }
    const unsigned = hex === '' ? 0n : BigInt(`0x${hex}`);
    const value = intFromBigInt(rt, signed === 1 ? BigInt.asIntN(content.length * 8, unsigned) : unsigned);
    if (value === 0 || type === rt.builtin.int.ref) return value;
    const mark = rt.mark();
    rt.hold(value);
    return rt.finish(mark, rt.call(type, value));
  },
  'Return the integer represented by the given array of bytes.',
);

/** The bytes of a bytes object, of what has `__bytes__`, or of an iterable of ints; undefined on error. */
function contentOf(rt: Runtime, object: Ref): Uint8Array | undefined {
  if (!isBytes(rt, object) && rt.typeAttribute(object, rt.name('__bytes__')) !== 0) {
    const made = rt.call(rt.builtin.bytes.ref, object);
    if (made === 0) return undefined;
    const content = bufferBytes(rt, made)?.slice();
    rt.decref(made);
    return content;
  }
  if (hasBuffer(rt, object)) return bufferBytes(rt, object);
  if (isStr(rt, object)) {
    rt.raise('TypeError', "cannot convert 'str' object to bytes");
    return undefined;
  }
  return bytesFromIterable(rt, object, `cannot convert '${rt.typeOf(object).name}' object to bytes`);
}

/** The bytes that an iterable of ints gives; undefined on error. */
export function bytesFromIterable(rt: Runtime, iterable: Ref, refusal: string): Uint8Array | undefined {
  const slots = rt.typeOf(iterable).slots;
  if (slots.iter === undefined && slots.getItem === undefined) {
    rt.raise('TypeError', refusal);
    return undefined;
  }
  const iterator = getIter(rt, iterable);
  if (iterator === 0) {
    if (rt.errorIs(rt.builtin.TypeError)) {
      rt.clearError();
      rt.raise('TypeError', refusal);
    }
    return undefined;
  }
  const mark = rt.mark();
  rt.hold(iterator);
  const bytes: number[] = [];
  const complete = forEachItem(rt, iterator, (item) => {
    const byte = byteOf(rt, item);
    if (byte < 0) return false;
    bytes.push(byte);
    return true;
  });
  rt.releaseTo(mark);
  return complete ? Uint8Array.from(bytes) : undefined;
}

/** An int as a byte, −1 on error. */
export function byteOf(rt: Runtime, object: Ref): number {
  if (!isInt(rt, object) && rt.typeOf(object).slots.index === undefined) {
    rt.raise('TypeError', `'${rt.typeOf(object).name}' object cannot be interpreted as an integer`);
    return -1;
  }
  const value = indexAsSize(rt, object, undefined);
  if (value === undefined) return -1;
  if (value >= 0 && value < 256) return value;
  rt.raise('ValueError', 'bytes must be in range(0, 256)');
  return -1;
}
