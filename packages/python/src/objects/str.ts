import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { StrField, StrState } from './layout.js';

/**
 * str: PEP 393 strings in the heap, 1, 2 or 4 bytes a character.
 *
 * Interned strings have a type id of their own, so that only they pass through the interned table when they die; all other
 * strings die as leaves. JavaScript text is made when an operation needs it; that of interned strings, the names of a
 * program, is kept.
 */

/** Code points of a JavaScript string: the largest, and how many. */
interface Shape {
  readonly max: number;
  readonly length: number;
}

/** A new string, owned. Lone surrogates stay what they are. */
export function newStr(rt: Runtime, text: string): Maybe {
  if (text.length === 0) return rt.incref(rt.emptyStr);
  if (text.length === 1 && text.charCodeAt(0) < 256) return rt.incref(rt.latin1[text.charCodeAt(0)]!);
  return makeStr(rt, text);
}

/** A new string that is not one of the shared ones: for start-up. */
export function makeStr(rt: Runtime, text: string): Maybe {
  if (isAscii(text)) {
    const made = newStrOfShape(rt, 127, text.length);
    if (made === 0) return 0;
    const { u8 } = rt;
    const data = (made + StrField.AsciiData) * 4;
    for (let i = 0; i < text.length; i++) u8[data + i] = text.charCodeAt(i);
    return made;
  }
  const { max, length } = shapeOf(text);
  const object = newStrOfShape(rt, max, length);
  if (object === 0) return 0;
  writeText(rt, object, text, max);
  return object;
}

/** A string for characters up to `max`, which are the caller's to write. */
export function newStrOfShape(rt: Runtime, max: number, length: number): Maybe {
  return rt.strs.make(max, length);
}

function isAscii(text: string): boolean {
  let bits = 0;
  for (let i = 0; i < text.length; i++) bits |= text.charCodeAt(i);
  return bits < 128;
}

function shapeOf(text: string): Shape {
  let max = 0;
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    length++;
    if (unit > max) max = unit;
    if (unit >= 0xd800 && unit < 0xdc00 && i + 1 < text.length) {
      const low = text.charCodeAt(i + 1);
      if (low >= 0xdc00 && low < 0xe000) {
        max = 0x10ffff;
        i++;
      }
    }
  }
  return { max, length };
}

function writeText(rt: Runtime, object: Ref, text: string, max: number): void {
  const data = dataByte(rt, object);
  if (max < 256) {
    const u8 = rt.u8;
    for (let i = 0; i < text.length; i++) u8[data + i] = text.charCodeAt(i);
  } else if (max < 0x10000) {
    const u16 = rt.u16;
    for (let i = 0; i < text.length; i++) u16[(data >> 1) + i] = text.charCodeAt(i);
  } else {
    let at = data >> 2;
    for (const character of text) rt.u32[at++] = character.codePointAt(0)!;
  }
}

/** Byte address of the first character. */
export function dataByte(rt: Runtime, object: Ref): number {
  const ascii = (rt.i32[object + StrField.State]! & StrState.Ascii) !== 0;
  return (object + (ascii ? StrField.AsciiData : StrField.CompactData)) * 4;
}

/** Number of code points. */
export function strLength(rt: Runtime, object: Ref): number {
  return rt.i32[object + StrField.Length]!;
}

/** Bytes per character: 1, 2 or 4. */
export function strKind(rt: Runtime, object: Ref): number {
  return rt.i32[object + StrField.State]! & StrState.KindMask;
}

/** The code point at an index. */
export function codePointAt(rt: Runtime, object: Ref, index: number): number {
  const data = dataByte(rt, object);
  switch (strKind(rt, object)) {
    case 1:
      return rt.u8[data + index]!;
    case 2:
      return rt.u16[(data >> 1) + index]!;
    default:
      return rt.u32[(data >> 2) + index]!;
  }
}

/** The characters as JavaScript text. */
export function strText(rt: Runtime, object: Ref): string {
  if (rt.i32[object + Header.TypeId] === rt.ids.internedStr) {
    const known = rt.internedText.get(object);
    if (known !== undefined) return known;
  }
  const length = strLength(rt, object);
  const data = dataByte(rt, object);
  switch (strKind(rt, object)) {
    case 1:
      return decode(rt.u8, data, length);
    case 2:
      return decode(rt.u16, data >> 1, length);
    default:
      return decodeWide(rt.u32, data >> 2, length);
  }
}

/** Long texts are decoded in pieces: `fromCharCode` takes only so many arguments. */
const PIECE = 8192;

function decode(units: Uint8Array | Uint16Array, start: number, length: number): string {
  if (length <= 12) {
    let text = '';
    for (let i = start; i < start + length; i++) text += String.fromCharCode(units[i]!);
    return text;
  }
  let text = '';
  for (let at = start; at < start + length; at += PIECE) {
    const end = Math.min(at + PIECE, start + length);
    text += String.fromCharCode.apply(null, units.subarray(at, end) as unknown as number[]);
  }
  return text;
}

function decodeWide(units: Uint32Array, start: number, length: number): string {
  let text = '';
  for (let at = start; at < start + length; at += PIECE) {
    const end = Math.min(at + PIECE, start + length);
    text += String.fromCodePoint.apply(null, units.subarray(at, end) as unknown as number[]);
  }
  return text;
}

/** Whether an object is a str, subclasses included. */
export function isStr(rt: Runtime, object: Ref): boolean {
  const id = rt.i32[object + Header.TypeId]!;
  return id === rt.ids.str || id === rt.ids.internedStr || rt.types[id]!.isSubtypeOf(rt.builtin.str);
}

/** Whether an object is a str of exact type. */
export function isExactStr(rt: Runtime, object: Ref): boolean {
  const id = rt.i32[object + Header.TypeId]!;
  return id === rt.ids.str || id === rt.ids.internedStr;
}

/** Computes the hash, once per string, into `rt.hashLow`, `rt.hashHigh`. */
export function hashStr(rt: Runtime, object: Ref): void {
  const i32 = rt.i32;
  if (i32[object + StrField.HashLow] === -1 && i32[object + StrField.HashHigh] === -1) rt.strs.hash(object);
  rt.hashLow = i32[object + StrField.HashLow]!;
  rt.hashHigh = i32[object + StrField.HashHigh]!;
}

/** Whether two strings have the same characters. */
export function strEquals(rt: Runtime, a: Ref, b: Ref): boolean {
  return rt.strs.equals(a, b);
}

/** Negative, 0 or positive: order by code points. */
export function compareStr(rt: Runtime, a: Ref, b: Ref): number {
  return rt.strs.compare(a, b);
}

/** A new string of two; owned. Characters are copied, never decoded. */
export function concatStr(rt: Runtime, a: Ref, b: Ref): Maybe {
  return rt.strs.concat(a, b);
}

/** The largest character that an object of this string's kind may hold. */
export function maxOf(rt: Runtime, object: Ref): number {
  const state = rt.i32[object + StrField.State]!;
  if ((state & StrState.Ascii) !== 0) return 127;
  const kind = state & StrState.KindMask;
  return kind === 1 ? 255 : kind === 2 ? 0xffff : 0x10ffff;
}

/** Copies characters into a string under construction, which is at least as wide. */
export function copyCharacters(rt: Runtime, from: Ref, start: number, count: number, to: Ref, at: number): void {
  const kindFrom = strKind(rt, from);
  const kindTo = strKind(rt, to);
  const source = dataByte(rt, from);
  const target = dataByte(rt, to);
  if (kindFrom === kindTo) {
    rt.strs.copy(source + start * kindFrom, target + at * kindTo, count * kindTo);
    return;
  }
  for (let i = 0; i < count; i++) {
    const point = codePointAt(rt, from, start + i);
    if (kindTo === 2) rt.u16[(target >> 1) + at + i] = point;
    else rt.u32[(target >> 2) + at + i] = point;
  }
}

/**
 * The interned string of the same characters (PyUnicode_InternInPlace): takes over the reference and returns one. The table
 * holds no counted reference; an interned string leaves it when it dies.
 */
export function intern(rt: Runtime, owned: Ref): Ref {
  if (rt.i32[owned + Header.TypeId] !== rt.ids.str) return owned;
  const text = strText(rt, owned);
  const known = rt.interned.get(text);
  if (known !== undefined) {
    rt.incref(known);
    rt.decref(owned);
    return known;
  }
  rt.i32[owned + Header.TypeId] = rt.ids.internedStr;
  rt.i32[owned + StrField.State] = rt.i32[owned + StrField.State]! | StrState.Interned;
  rt.interned.set(text, owned);
  rt.internedText.set(owned, text);
  if (rt.profile.internedImmortal) rt.makeStatic(owned);
  return owned;
}

/** An interned string of the text, owned. */
export function internText(rt: Runtime, text: string): Maybe {
  const known = rt.interned.get(text);
  if (known !== undefined) return rt.incref(known);
  const object = newStr(rt, text);
  return object === 0 ? 0 : intern(rt, object);
}

/** The last reference to an interned string is gone: out of the table. */
export function forgetInterned(rt: Runtime, object: Ref): void {
  const text = rt.internedText.get(object);
  if (text === undefined) return;
  rt.internedText.delete(object);
  rt.interned.delete(text);
}
