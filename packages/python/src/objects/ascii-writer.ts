import type { Ref } from '@uroboros/heap';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { StrField, StrState } from './layout.js';

/**
 * ASCII text under construction, in one buffer for all: nothing may run between `begin` and `finish` that could begin another.
 * No code of the program does. The buffer is never exchanged for a larger one, because the engine is quick with constant arrays only;
 * text that does not fit is for others to make.
 */
export interface AsciiWriter {
  begin(): void;
  /** Bytes written so far. */
  size(): number;
  /** The finished string, owned; −1 if it had no room. */
  finish(): Maybe | -1;
  byte(byte: number): void;
  /** JavaScript text of ASCII characters. */
  text(text: string): void;
  /** The characters of a str up to a number; false, and nothing is written, if it is not ASCII. */
  str(object: Ref, most: number): boolean;
  /** The decimal digits of a whole number from 0 to 2⁵³, in groups of three if there is a separator (else 0). */
  digits(value: number, separator: number): void;
  /** The digits of a whole number from 0 to 2⁵³ to base 2, 8 or 16; with small letters if `letters` is 32, else with capitals. */
  radix(value: number, base: number, letters: number): void;
  /** The decimal digits of a number from 0 to 2³¹, the last `places` (not more than nine) of them behind a point. */
  withPoint(value: number, places: number): void;
  /** Pads what was written since `start` to a width; `head` bytes of it are sign and prefix. */
  pad(start: number, width: number, align: Align, fill: number, head: number): void;
}

/** Where the padding goes. */
export const enum Align {
  Left,
  Right,
  Center,
  /** Between the sign with its prefix and the digits. */
  Inside,
}

/** Bytes of the buffer; a width may be 10,000. */
const ROOM = 1 << 16;
/** Longer texts are copied by the engine's own function. */
const LONG = 200;
/** What is left when the lowest digits have gone fits 32 bits. */
const LOWER = 1e9;
const LOWER_DIGITS = 9;

export function asciiWriter(rt: Runtime): AsciiWriter {
  const { i32, u8 } = rt;
  const bytes = new Uint8Array(ROOM);
  const words = new Int32Array(bytes.buffer);
  let size = 0;

  /** Whether there is room for so many bytes; once there was none, there is none up to the end. */
  const hasRoom = (more: number): boolean => {
    if (size + more <= ROOM) return true;
    size = ROOM + 1;
    return false;
  };

  const finish = (): Maybe | -1 => {
    if (size > ROOM) return -1;
    if (size === 0) return rt.incref(rt.emptyStr);
    if (size === 1) return rt.strs.ofPoint(bytes[0]!);
    const made = rt.strs.make(127, size);
    if (made === 0) return 0;
    const to = made + StrField.AsciiData;
    if (size > LONG) {
      u8.set(bytes.subarray(0, size), to * 4);
      return made;
    }
    const whole = size >> 2;
    for (let i = 0; i < whole; i++) i32[(to + i) | 0] = words[i]!;
    for (let i = whole << 2; i < size; i++) u8[to * 4 + i] = bytes[i]!;
    return made;
  };

  const text = (text: string): void => {
    const { length } = text;
    if (!hasRoom(length)) return;
    for (let i = 0; i < length; i++) bytes[(size + i) | 0] = text.charCodeAt(i);
    size += length;
  };

  const str = (object: Ref, most: number): boolean => {
    if ((i32[object + StrField.State]! & StrState.Ascii) === 0) return false;
    const all = i32[object + StrField.Length]!;
    const length = all < most ? all : most;
    const from = (object + StrField.AsciiData) * 4;
    if (!hasRoom(length)) return true;
    if (length > LONG) bytes.set(u8.subarray(from, from + length), size);
    else for (let i = 0; i < length; i++) bytes[(size + i) | 0] = u8[(from + i) | 0]!;
    size += length;
    return true;
  };

  /** So many digits of a number below 2³¹, ending before a place. */
  const put = (value: number, count: number, end: number): void => {
    let rest = value | 0;
    for (let at = (end - 1) | 0, stop = (end - count) | 0; at >= stop; at = (at - 1) | 0) {
      const upper = (rest / 10) | 0;
      bytes[at] = 48 + rest - Math.imul(10, upper);
      rest = upper;
    }
  };

  const digits = (value: number, separator: number): void => {
    if (separator !== 0 && value >= 1000) {
      digitsInGroups(value, separator);
      return;
    }
    const high = value < LOWER ? 0 : Math.floor(value / LOWER);
    const low = value - high * LOWER;
    const count = high === 0 ? decimalLength(low) : decimalLength(high) + LOWER_DIGITS;
    if (!hasRoom(count)) return;
    const end = size + count;
    if (high === 0) put(low, count, end);
    else {
      put(low, LOWER_DIGITS, end);
      put(high, count - LOWER_DIGITS, end - LOWER_DIGITS);
    }
    size = end;
  };

  const digitsInGroups = (value: number, separator: number): void => {
    const upper = Math.floor(value / 1000);
    digits(upper, separator);
    if (!hasRoom(4)) return;
    bytes[size] = separator;
    size += 4;
    put(value - upper * 1000, 3, size);
  };

  const radix = (value: number, base: number, letters: number): void => {
    let count = 1;
    for (let limit = base; value >= limit; limit *= base) count++;
    if (!hasRoom(count)) return;
    size += count;
    let rest = value;
    for (let at = size - 1; count > 0; at--, count--) {
      const upper = Math.floor(rest / base);
      const digit = rest - upper * base;
      bytes[at] = digit < 10 ? 48 + digit : (55 + digit) | letters;
      rest = upper;
    }
  };

  const withPoint = (value: number, places: number): void => {
    if (places === 0) {
      digits(value, 0);
      return;
    }
    const known = decimalLength(value);
    const count = known > places ? known : places + 1;
    if (!hasRoom(count + 1)) return;
    size += count + 1;
    put(value, count, size);
    // The digits before the point move one place to the left.
    const point = size - places - 1;
    for (let at = size - count - 1; at < point; at++) bytes[at] = bytes[at + 1]!;
    bytes[point] = 46;
  };

  const pad = (start: number, width: number, align: Align, fill: number, head: number): void => {
    const missing = width - (size - start);
    if (missing <= 0 || !hasRoom(missing)) return;
    const left = align === Align.Left ? 0 : align === Align.Center ? missing >> 1 : missing;
    const from = align === Align.Inside ? start + head : start;
    if (left > 0) {
      for (let at = size - 1; at >= from; at--) bytes[at + left] = bytes[at]!;
      for (let at = from; at < from + left; at++) bytes[at] = fill;
    }
    for (let at = size + left; at < size + missing; at++) bytes[at] = fill;
    size += missing;
  };

  return {
    begin: () => {
      size = 0;
    },
    size: () => size,
    byte: (byte) => {
      if (hasRoom(1)) bytes[size++] = byte;
    },
    finish,
    text,
    str,
    digits,
    radix,
    withPoint,
    pad,
  };
}

/** Decimal digits of a number from 0 to 2³¹. */
export function decimalLength(value: number): number {
  if (value < 1e5) return value < 100 ? (value < 10 ? 1 : 2) : value < 1000 ? 3 : value < 1e4 ? 4 : 5;
  if (value < 1e7) return value < 1e6 ? 6 : 7;
  return value < 1e8 ? 8 : value < 1e9 ? 9 : 10;
}
