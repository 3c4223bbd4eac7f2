import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { StrField, StrState } from './layout.js';
import {
  codePointAt,
  concatStr,
  copyCharacters,
  dataByte,
  isExactStr,
  maxOf,
  newStrOfShape,
  strKind,
  strLength,
} from './str.js';

/** New strings out of parts of others, without a detour through JavaScript text. */

/** Longest string in bytes: what a block of the heap can be. */
const LARGEST_BYTES = 2 ** 31 - 64;

/** The string of one character; those up to U+00FF are shared. */
export function strOfPoint(rt: Runtime, point: number): Maybe {
  return rt.strs.ofPoint(point);
}

/** Writes a character into a string under construction that is wide enough for it. */
export function setPoint(rt: Runtime, object: Ref, index: number, point: number): void {
  const data = dataByte(rt, object);
  switch (strKind(rt, object)) {
    case 1:
      rt.u8[data + index] = point;
      break;
    case 2:
      rt.u16[(data >> 1) + index] = point;
      break;
    default:
      rt.u32[(data >> 2) + index] = point;
  }
}

/** All bits that occur in some characters: below a power of two exactly if all characters are. */
export function bitsWithin(rt: Runtime, self: Ref, start: number, stop: number): number {
  if ((rt.i32[self + StrField.State]! & StrState.Ascii) !== 0) return 127;
  const data = dataByte(rt, self);
  let bits = 0;
  switch (strKind(rt, self)) {
    case 1:
      for (let i = data + start; i < data + stop; i++) bits |= rt.u8[i]!;
      break;
    case 2:
      for (let i = (data >> 1) + start; i < (data >> 1) + stop; i++) bits |= rt.u16[i]!;
      break;
    default:
      for (let i = (data >> 2) + start; i < (data >> 2) + stop; i++) bits |= rt.u32[i]!;
  }
  return bits;
}

/** Copies characters into a string under construction that can hold each of them, wider or narrower than the source. */
export function copyPoints(rt: Runtime, from: Ref, start: number, count: number, to: Ref, at: number): void {
  if (strKind(rt, to) >= strKind(rt, from)) copyCharacters(rt, from, start, count, to, at);
  else for (let i = 0; i < count; i++) setPoint(rt, to, at + i, codePointAt(rt, from, start + i));
}

/** self[start:stop] for bounds within the string. */
export function strSlice(rt: Runtime, self: Ref, start: number, stop: number): Maybe {
  return rt.strs.slice(self, start, stop);
}

/** self[start:…:step], `count` characters. */
export function strSteps(rt: Runtime, self: Ref, start: number, step: number, count: number): Maybe {
  if (step === 1) return strSlice(rt, self, start, start + count);
  if (count <= 0) return rt.incref(rt.emptyStr);
  const isAscii = (rt.i32[self + StrField.State]! & StrState.Ascii) !== 0;
  if (isAscii && count > 1) return rt.strs.asciiSteps(self, start, step, count);
  let bits = 0;
  for (let i = 0; i < count; i++) bits |= codePointAt(rt, self, start + i * step);
  if (count === 1) return strOfPoint(rt, bits);
  const slice = newStrOfShape(rt, bits, count);
  if (slice === 0) return 0;
  for (let i = 0; i < count; i++) setPoint(rt, slice, i, codePointAt(rt, self, start + i * step));
  return slice;
}

/** A string of the first `count` code points of an array. */
export function strOfPoints(rt: Runtime, points: ArrayLike<number>, count: number): Maybe {
  if (count === 0) return rt.incref(rt.emptyStr);
  let bits = 0;
  for (let i = 0; i < count; i++) bits |= points[i]!;
  if (count === 1) return strOfPoint(rt, bits);
  const object = newStrOfShape(rt, bits, count);
  if (object === 0) return 0;
  for (let i = 0; i < count; i++) setPoint(rt, object, i, points[i]!);
  return object;
}

/** The characters of a string as numbers, to read: what is written through a view of another name than the memory's goes unseen. */
export function pointsOf(rt: Runtime, self: Ref): Readonly<Uint8Array | Uint16Array | Uint32Array> {
  const data = dataByte(rt, self);
  const length = strLength(rt, self);
  switch (strKind(rt, self)) {
    case 1:
      return rt.u8.subarray(data, data + length);
    case 2:
      return rt.u16.subarray(data >> 1, (data >> 1) + length);
    default:
      return rt.u32.subarray(data >> 2, (data >> 2) + length);
  }
}

/** self * times */
export function strRepeat(rt: Runtime, self: Ref, times: number): Maybe {
  const length = strLength(rt, self);
  if (times <= 0 || length === 0) return rt.incref(rt.emptyStr);
  if (times === 1 && isExactStr(rt, self)) return rt.incref(self);
  if (length * times >= 2 ** 63) return rt.raise('OverflowError', 'repeated string is too long');
  const kind = strKind(rt, self);
  if (length * times * kind > LARGEST_BYTES) return rt.noMemory();
  const result = newStrOfShape(rt, maxOf(rt, self), length * times);
  if (result === 0) return 0;
  copyCharacters(rt, self, 0, length, result, 0);
  // What is there already is doubled until the string is full.
  const data = dataByte(rt, result);
  const bytes = length * times * kind;
  if (length * kind === 1) rt.u8.fill(rt.u8[data]!, data, data + bytes);
  else {
    for (let done = length * kind; done < bytes; done *= 2) {
      rt.u8.copyWithin(data + done, data, data + Math.min(done, bytes - done));
    }
  }
  return result;
}

/** `count` times a character, then the string, then `after` times the character. */
export function strPad(rt: Runtime, self: Ref, before: number, after: number, fill: number): Maybe {
  const length = strLength(rt, self);
  if (before <= 0 && after <= 0) return exactStr(rt, self);
  if ((length + before + after) * 4 > LARGEST_BYTES) return rt.noMemory();
  if (fill < 128 && (rt.i32[self + StrField.State]! & StrState.Ascii) !== 0) {
    return rt.strs.asciiPadded(self, before, after, fill);
  }
  const result = newStrOfShape(rt, Math.max(maxOf(rt, self), fill), length + before + after);
  if (result === 0) return 0;
  if (strKind(rt, result) === 1) {
    const data = dataByte(rt, result);
    fillBytes(rt, data, before, fill);
    fillBytes(rt, data + before + length, after, fill);
  } else {
    for (let i = 0; i < before; i++) setPoint(rt, result, i, fill);
    for (let i = 0; i < after; i++) setPoint(rt, result, before + length + i, fill);
  }
  copyPoints(rt, self, 0, length, result, before);
  return result;
}

function fillBytes(rt: Runtime, at: number, count: number, byte: number): void {
  const u8 = rt.u8;
  if (count > 64) u8.fill(byte, at, at + count);
  else for (let i = 0; i < count; i++) u8[at + i] = byte;
}

/** The string itself if it is of exact type, else one of exact type with its characters (unicode_result_unchanged). */
export function exactStr(rt: Runtime, self: Ref): Maybe {
  if (isExactStr(rt, self)) return rt.incref(self);
  const length = strLength(rt, self);
  if (length === 0) return rt.incref(rt.emptyStr);
  const copy = newStrOfShape(rt, maxOf(rt, self), length);
  if (copy !== 0) copyPoints(rt, self, 0, length, copy, 0);
  return copy;
}

/**
 * left + right where nobody needs left any more: takes left over. If this is its only reference the characters are appended
 * in place (PyUnicode_Append), so that building a string piece by piece costs linear time.
 */
export function appendStr(rt: Runtime, left: Ref, right: Ref): Maybe {
  const i32 = rt.i32;
  const lengthLeft = strLength(rt, left);
  const lengthRight = strLength(rt, right);
  const inPlace =
    i32[left + Header.TypeId] === rt.ids.str &&
    i32[left + Header.Refcnt] === 1 &&
    lengthLeft > 0 &&
    lengthRight > 0 &&
    left !== right &&
    maxOf(rt, left) >= maxOf(rt, right);
  if (inPlace) {
    const kind = strKind(rt, left);
    const bytes = dataByte(rt, left) - left * 4 + (lengthLeft + lengthRight + 1) * kind;
    const moved = bytes > LARGEST_BYTES ? 0 : rt.heap.blocks.realloc(left, bytes);
    if (moved === 0) {
      rt.decref(left);
      return rt.noMemory();
    }
    const result = moved as Ref;
    // To whoever watches the memory, an object begins where its type is written.
    if (result !== left) i32[result + Header.Type] = i32[result + Header.Type]!;
    i32[result + StrField.Length] = lengthLeft + lengthRight;
    i32[result + StrField.HashLow] = -1;
    i32[result + StrField.HashHigh] = -1;
    copyPoints(rt, right, 0, lengthRight, result, lengthLeft);
    return result;
  }
  const mark = rt.mark();
  rt.hold(left);
  return rt.finish(mark, concatStr(rt, left, right));
}
