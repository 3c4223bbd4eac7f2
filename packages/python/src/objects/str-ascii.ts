import type { Ref } from '@uroboros/heap';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { StrField, StrState } from './layout.js';
import { strLength } from './str.js';

/**
 * Methods of str on ASCII text, by tables of 128 characters: what most programs ask most texts. The tables are made here, so that
 * starting does not unpack those of Unicode.
 */

/** What a character is: bits of {@link KINDS}. */
export const enum AsciiKind {
  Upper = 1,
  Lower = 2,
  Digit = 4,
  Space = 8,
  Printable = 16,
  Alpha = Upper | Lower,
  Alnum = Upper | Lower | Digit,
}

const KINDS = new Uint8Array(128);

function between(first: number, last: number, kind: AsciiKind): void {
  for (let code = first; code <= last; code++) KINDS[code] = KINDS[code]! | kind;
}

between(0x41, 0x5a, AsciiKind.Upper);
between(0x61, 0x7a, AsciiKind.Lower);
between(0x30, 0x39, AsciiKind.Digit);
between(0x09, 0x0d, AsciiKind.Space);
between(0x1c, 0x20, AsciiKind.Space);
between(0x20, 0x7e, AsciiKind.Printable);

export function isAscii(rt: Runtime, self: Ref): boolean {
  return (rt.i32[self + StrField.State]! & StrState.Ascii) !== 0;
}

function asciiData(self: Ref): number {
  return (self + StrField.AsciiData) * 4;
}

/** Whether all characters of an ASCII string are of one of the kinds. */
export function areAsciiKind(rt: Runtime, self: Ref, kinds: AsciiKind): boolean {
  const u8 = rt.u8;
  const data = asciiData(self);
  const end = data + strLength(rt, self);
  for (let at = data; at < end; at++) if ((KINDS[u8[at]!]! & kinds) === 0) return false;
  return true;
}

/** isupper() and islower() of an ASCII string: a letter of the case, and none of the other. */
export function isAsciiCase(rt: Runtime, self: Ref, wanted: AsciiKind, other: AsciiKind): boolean {
  const u8 = rt.u8;
  const data = asciiData(self);
  const end = data + strLength(rt, self);
  let found = 0;
  for (let at = data; at < end; at++) {
    const kind = KINDS[u8[at]!]!;
    if ((kind & other) !== 0) return false;
    found |= kind & wanted;
  }
  return found !== 0;
}

/**
 * A mapping of ASCII text as an automaton of two states: by state and character, the character that comes out and, in the bit
 * above it, the next state.
 */
export type AsciiMap = Uint8Array;

function mapOf(out: (code: number, state: number) => number, next: (code: number, state: number) => number): AsciiMap {
  return Uint8Array.from({ length: 256 }, (_, entry) => {
    const code = entry & 127;
    const state = entry >> 7;
    return out(code, state) | (next(code, state) << 7);
  });
}

const isLetter = (code: number): boolean => (KINDS[code]! & AsciiKind.Alpha) !== 0;
/** Upper and lower case of ASCII letters differ in one bit. */
const upper = (code: number): number => (isLetter(code) ? code & ~0x20 : code);
const lower = (code: number): number => (isLetter(code) ? code | 0x20 : code);

/** State 1: a letter came before. */
export const TITLE_MAP = mapOf(
  (code, state) => (state === 1 ? lower(code) : upper(code)),
  (code) => (isLetter(code) ? 1 : 0),
);
/** State 1: not the first character. */
export const CAPITALIZE_MAP = mapOf(
  (code, state) => (state === 1 ? lower(code) : upper(code)),
  () => 1,
);

/** An ASCII string mapped by an automaton; owned. */
export function mapAscii(rt: Runtime, self: Ref, map: AsciiMap): Maybe {
  const length = strLength(rt, self);
  const result = rt.strs.make(127, length);
  if (result === 0) return 0;
  const u8 = rt.u8;
  const from = asciiData(self);
  const to = asciiData(result);
  let state = 0;
  for (let i = 0; i < length; i++) {
    const entry = map[state | u8[from + i]!]!;
    u8[to + i] = entry & 127;
    state = entry & 128;
  }
  return result;
}

/** Which letters change their case: upper(), lower() and swapcase(). */
export const enum CaseChange {
  ToUpper,
  ToLower,
  Swap,
}

/** Bit 7 of each byte that is a letter from `first` (as a word of four) on: bytes of ASCII text cannot overflow. */
function lettersFrom(word: number, toFirst: number, behindLast: number): number {
  return (word + toFirst) & ~(word + behindLast) & 0x80808080;
}

/** The bytes whose letters change, marked in bit 7. */
function changing(word: number, change: CaseChange): number {
  if (change === CaseChange.Swap) return lettersFrom(word | 0x20202020, 0x1f1f1f1f, 0x05050505);
  return change === CaseChange.ToUpper
    ? lettersFrom(word, 0x1f1f1f1f, 0x05050505)
    : lettersFrom(word, 0x3f3f3f3f, 0x25252525);
}

/** An ASCII string with the case of its letters changed, four at a time; owned. */
export function changeAsciiCase(rt: Runtime, self: Ref, change: CaseChange): Maybe {
  const length = strLength(rt, self);
  const result = rt.strs.make(127, length);
  if (result === 0) return 0;
  const { i32, u8 } = rt;
  const from = self + StrField.AsciiData;
  const to = result + StrField.AsciiData;
  const words = length >> 2;
  for (let i = 0; i < words; i++) {
    const word = i32[from + i]!;
    i32[to + i] = word ^ (changing(word, change) >>> 2);
  }
  for (let i = words << 2; i < length; i++) {
    const code = u8[from * 4 + i]!;
    u8[to * 4 + i] = code ^ (changing(code, change) >>> 2);
  }
  return result;
}
