import type { Ref } from '@uroboros/heap';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { bytesData, emptyBytes, newBytesOfSize } from './bytes.js';
import { codePointAt, dataByte, strLength } from './str.js';
import { isAscii } from './str-ascii.js';
import { setPoint } from './str-build.js';

/** UTF-8 from memory to memory, for text without mistakes: −1 says that there is one, and nothing has happened. */

/** The bytes of a str; owned. */
export function encodeUtf8(rt: Runtime, self: Ref): Maybe | -1 {
  const length = strLength(rt, self);
  if (length === 0) return emptyBytes(rt);
  if (isAscii(rt, self)) {
    const object = newBytesOfSize(rt, length);
    if (object !== 0) rt.strs.copy(dataByte(rt, self), bytesData(object), length);
    return object;
  }
  let size = 0;
  for (let i = 0; i < length; i++) {
    const point = codePointAt(rt, self, i);
    if (point >= 0xd800 && point < 0xe000) return -1;
    size += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  const object = newBytesOfSize(rt, size);
  if (object === 0) return 0;
  let at = bytesData(object);
  for (let i = 0; i < length; i++) at = putUtf8(rt.u8, at, codePointAt(rt, self, i));
  return object;
}

/** Whether a str has surrogates, which UTF-8 has no bytes for; two of them are no character either. */
export function hasSurrogates(rt: Runtime, self: Ref): boolean {
  if (isAscii(rt, self)) return false;
  const length = strLength(rt, self);
  for (let i = 0; i < length; i++) {
    const point = codePointAt(rt, self, i);
    if (point >= 0xd800 && point < 0xe000) return true;
  }
  return false;
}

/** Writes a character; returns the address behind it. */
function putUtf8(u8: Uint8Array, at: number, point: number): number {
  if (point < 0x80) {
    u8[at] = point;
    return at + 1;
  }
  if (point < 0x800) {
    u8[at] = 0xc0 | (point >> 6);
    u8[at + 1] = 0x80 | (point & 63);
    return at + 2;
  }
  if (point < 0x10000) {
    u8[at] = 0xe0 | (point >> 12);
    u8[at + 1] = 0x80 | ((point >> 6) & 63);
    u8[at + 2] = 0x80 | (point & 63);
    return at + 3;
  }
  u8[at] = 0xf0 | (point >> 18);
  u8[at + 1] = 0x80 | ((point >> 12) & 63);
  u8[at + 2] = 0x80 | ((point >> 6) & 63);
  u8[at + 3] = 0x80 | (point & 63);
  return at + 4;
}

/** Whether all bytes between two addresses are ASCII. */
function areAscii(u8: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (u8[at]! >= 0x80) return false;
  return true;
}

/** The str of the bytes between two addresses; owned. */
export function decodeUtf8(rt: Runtime, from: number, to: number): Maybe | -1 {
  const { u8 } = rt;
  const size = to - from;
  if (size <= 0) return rt.incref(rt.emptyStr);
  if (areAscii(u8, from, to)) {
    if (size === 1) return rt.strs.ofPoint(u8[from]!);
    const object = rt.strs.make(127, size);
    if (object !== 0) rt.strs.copy(from, dataByte(rt, object), size);
    return object;
  }
  let length = 0;
  let max = 0;
  for (let at = from; at < to; length++) {
    const point = pointAt(u8, at, to);
    if (point < 0) return -1;
    if (point > max) max = point;
    at += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  if (length === 1) return rt.strs.ofPoint(max);
  const object = rt.strs.make(max, length);
  if (object === 0) return 0;
  for (let at = from, i = 0; at < to; i++) {
    const point = pointAt(u8, at, to);
    setPoint(rt, object, i, point);
    at += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return object;
}

/** The character at an address, in its shortest form and whole; −1 for all else. */
function pointAt(u8: Uint8Array, at: number, to: number): number {
  const first = u8[at]!;
  if (first < 0x80) return first;
  const more = first < 0xc2 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : first < 0xf5 ? 3 : 0;
  if (more === 0 || at + more >= to) return -1;
  let point = first & (0x3f >> more);
  for (let i = 1; i <= more; i++) {
    const next = u8[at + i]!;
    if ((next & 0xc0) !== 0x80) return -1;
    point = (point << 6) | (next & 63);
  }
  if (more === 2 && (point < 0x800 || (point >= 0xd800 && point < 0xe000))) return -1;
  return more === 3 && (point < 0x10000 || point > 0x10ffff) ? -1 : point;
}
