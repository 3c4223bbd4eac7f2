import type { Ref } from '@uroboros/heap';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { StrField, StrState } from './layout.js';

/**
 * ASCII text under construction, in one buffer for all: nothing may run between `begin` and `finish` that could begin another.
 * No code of the program does.
 */

let bytes = new Uint8Array(512);
let size = 0;

export function beginText(): void {
  size = 0;
}

export function textSize(): number {
  return size;
}

function makeRoom(more: number): void {
  if (size + more <= bytes.length) return;
  const larger = new Uint8Array(2 * (size + more));
  larger.set(bytes.subarray(0, size));
  bytes = larger;
}

/** The finished string, owned. */
export function finishText(rt: Runtime): Maybe {
  if (size === 0) return rt.incref(rt.emptyStr);
  if (size === 1) return rt.strs.ofPoint(bytes[0]!);
  const made = rt.strs.make(127, size);
  if (made === 0) return 0;
  const to = (made + StrField.AsciiData) * 4;
  const { u8 } = rt;
  if (size > 200) u8.set(bytes.subarray(0, size), to);
  else for (let i = 0; i < size; i++) u8[to + i] = bytes[i]!;
  return made;
}

export function putByte(byte: number): void {
  makeRoom(1);
  bytes[size++] = byte;
}

/** JavaScript text of ASCII characters. */
export function putAscii(text: string): void {
  const { length } = text;
  makeRoom(length);
  for (let i = 0; i < length; i++) bytes[size + i] = text.charCodeAt(i);
  size += length;
}

/** The characters of a str up to a number; false, and nothing is written, if it is not ASCII. */
export function putStr(rt: Runtime, object: Ref, most: number): boolean {
  const { i32, u8 } = rt;
  if ((i32[object + StrField.State]! & StrState.Ascii) === 0) return false;
  const length = Math.min(i32[object + StrField.Length]!, most);
  const from = (object + StrField.AsciiData) * 4;
  makeRoom(length);
  if (length > 200) bytes.set(u8.subarray(from, from + length), size);
  else for (let i = 0; i < length; i++) bytes[size + i] = u8[from + i]!;
  size += length;
  return true;
}

/** The decimal digits of a whole number from 0 to 2⁵³, in groups of three if there is a separator (else 0). */
export function putDigits(value: number, separator: number): void {
  let count = 1;
  for (let limit = 10; value >= limit; limit *= 10) count++;
  const length = separator === 0 ? count : count + Math.floor((count - 1) / 3);
  makeRoom(length);
  let at = size + length - 1;
  let rest = value;
  for (let inGroup = 0; at >= size; inGroup++) {
    if (separator !== 0 && inGroup === 3) {
      bytes[at--] = separator;
      inGroup = 0;
    }
    const upper = rest < 2 ** 31 ? (rest / 10) | 0 : Math.floor(rest / 10);
    bytes[at--] = 48 + (rest - 10 * upper);
    rest = upper;
  }
  size += length;
}

/** Where the padding goes. */
export const enum Align {
  Left,
  Right,
  Center,
  /** Between the sign with its prefix and the digits. */
  Inside,
}

/** Pads what was written since `start` to a width; `head` bytes of it are sign and prefix. */
export function padText(start: number, width: number, align: Align, fill: number, head: number): void {
  const missing = width - (size - start);
  if (missing <= 0) return;
  makeRoom(missing);
  const left = align === Align.Left ? 0 : align === Align.Center ? missing >> 1 : missing;
  const from = align === Align.Inside ? start + head : start;
  if (left > 0) {
    bytes.copyWithin(from + left, from, size);
    bytes.fill(fill, from, from + left);
  }
  if (left < missing) bytes.fill(fill, size + left, size + missing);
  size += missing;
}
