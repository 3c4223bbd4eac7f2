import type { Ref } from '@uroboros/heap';
import { indexAsSize, sizeToInt } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { COMPARISONS_PER_CHARACTER, searchLinearly } from './linear-search.js';
import { type NativeFunction, positional } from './native.js';
import { codePointAt, dataByte, isExactStr, isStr, maxOf, newStrOfShape, strKind, strLength } from './str.js';
import { bitsWithin, copyPoints, exactStr } from './str-build.js';
import { isTuple } from './tuple.js';

/** Strings within strings: find, index, count, startswith, replace. All work on the characters where they lie. */

/** Needles from this length on are looked for with a table of jumps. */
const JUMP_NEEDLE = 6;
/** Texts from this length on are worth making the table. */
const JUMP_TEXT = 400;

const jumps = new Int32Array(256);

/** Index of the first needle in text[start:stop], −1 if there is none. */
export function findStr(rt: Runtime, text: Ref, needle: Ref, start: number, stop: number): number {
  const length = strLength(rt, needle);
  if (length === 0) return start <= stop ? start : -1;
  if (stop - start < length || strKind(rt, needle) > strKind(rt, text)) return -1;
  if (strKind(rt, text) !== 1) return findWide(rt, text, needle, start, stop);
  const from = dataByte(rt, text);
  const found = findBytes(rt.u8, from + start, from + stop, dataByte(rt, needle), length);
  return found < 0 ? -1 : found - from;
}

/** Address of the first occurrence of the bytes at `needle` between two addresses, or −1. */
export function findBytes(u8: Uint8Array, start: number, stop: number, needle: number, length: number): number {
  if (length >= JUMP_NEEDLE && stop - start >= JUMP_TEXT) return findJumping(u8, start, stop, needle, length);
  const first = u8[needle]!;
  const end = stop - length + 1;
  for (let at = findByte(u8, start, end, first); at >= 0; at = findByte(u8, at + 1, end, first)) {
    let i = 1;
    while (i < length && u8[at + i] === u8[needle + i]) i++;
    if (i === length) return at;
  }
  return -1;
}

/** Address of the last byte of a value between two addresses, or −1; as {@link findByte}. */
function findLastByte(u8: Uint8Array, start: number, stop: number, byte: number): number {
  let at = stop;
  if (stop - start >= WORDS_TEXT) {
    while ((at & 3) !== 0) if (u8[--at] === byte) return at;
    const view = wordsOfHeap(u8);
    const pattern = byte * 0x01010101;
    const last = (start + 3) >> 2;
    let word = at >> 2;
    for (; word > last; word--) {
      const x = view[word - 1]! ^ pattern;
      if (((x - 0x01010101) & ~x & 0x80808080) !== 0) break;
    }
    at = word << 2;
  }
  while (at > start) if (u8[--at] === byte) return at;
  return -1;
}

/** The heap in words, for the search that takes four bytes at a time. */
let words: Int32Array = new Int32Array(0);
let wordsOf: Uint8Array | undefined;

function wordsOfHeap(u8: Uint8Array): Int32Array {
  if (wordsOf !== u8) {
    words = new Int32Array(u8.buffer);
    wordsOf = u8;
  }
  return words;
}

/** Shorter pieces of text are looked through byte by byte. */
const WORDS_TEXT = 16;

/** Address of the first byte of a value between two addresses, or −1. `u8` is a view of a whole buffer. */
export function findByte(u8: Uint8Array, start: number, stop: number, byte: number): number {
  let at = start;
  if (stop - start >= WORDS_TEXT) {
    while ((at & 3) !== 0) {
      if (u8[at] === byte) return at;
      at++;
    }
    const pattern = byte * 0x01010101;
    const view = wordsOfHeap(u8);
    const last = stop >> 2;
    let word = at >> 2;
    for (; word < last; word++) {
      // A byte of the difference that is zero borrows from its own highest bit.
      const x = view[word]! ^ pattern;
      if (((x - 0x01010101) & ~x & 0x80808080) !== 0) break;
    }
    at = word << 2;
  }
  for (; at < stop; at++) if (u8[at] === byte) return at;
  return -1;
}

/** Horspool's search: the byte under the needle's end says how far the needle may be moved. */
function findJumping(u8: Uint8Array, start: number, stop: number, needle: number, length: number): number {
  jumps.fill(length);
  for (let i = 0; i < length - 1; i++) jumps[u8[needle + i]!] = length - 1 - i;
  const end = length - 1;
  const final = u8[needle + end]!;
  let left = COMPARISONS_PER_CHARACTER * (stop - start);
  for (let at = start; at <= stop - length; ) {
    const under = u8[at + end]!;
    if (under === final) {
      let i = 0;
      while (i < end && u8[at + i] === u8[needle + i]) i++;
      if (i === end) return at;
      left -= i;
      if (left < 0) return searchLinearly(u8, at, stop, u8, needle, length);
    }
    at += jumps[under]!;
  }
  return -1;
}

function findWide(rt: Runtime, text: Ref, needle: Ref, start: number, stop: number): number {
  const length = strLength(rt, needle);
  const first = codePointAt(rt, needle, 0);
  let left = COMPARISONS_PER_CHARACTER * (stop - start);
  for (let at = start; at <= stop - length; at++) {
    if (codePointAt(rt, text, at) !== first) continue;
    const matched = matchingAt(rt, text, at, needle, length);
    if (matched === length) return at;
    left -= matched;
    if (left < 0) {
      const found = searchLinearly(
        pointsOf(rt, text, at, stop),
        0,
        stop - at,
        pointsOf(rt, needle, 0, length),
        0,
        length,
      );
      return found < 0 ? -1 : at + found;
    }
  }
  return -1;
}

/** The code points of a part of a string. */
function pointsOf(rt: Runtime, text: Ref, start: number, stop: number): Int32Array {
  return Int32Array.from({ length: stop - start }, (_, i) => codePointAt(rt, text, start + i));
}

/** How many of the needle's characters stand in the text from an index on; the caller has seen that they fit. */
function matchingAt(rt: Runtime, text: Ref, at: number, needle: Ref, length: number): number {
  let i = 0;
  while (i < length && codePointAt(rt, text, at + i) === codePointAt(rt, needle, i)) i++;
  return i;
}

/** Whether the needle's characters stand in the text from an index on; the caller has seen that they fit. */
function matchesAt(rt: Runtime, text: Ref, at: number, needle: Ref): boolean {
  const length = strLength(rt, needle);
  const kind = strKind(rt, text);
  if (kind === strKind(rt, needle)) {
    const u8 = rt.u8;
    const from = dataByte(rt, text) + at * kind;
    const other = dataByte(rt, needle);
    for (let i = 0; i < length * kind; i++) if (u8[from + i] !== u8[other + i]) return false;
    return true;
  }
  for (let i = 0; i < length; i++) {
    if (codePointAt(rt, text, at + i) !== codePointAt(rt, needle, i)) return false;
  }
  return true;
}

/** Index of the last needle in text[start:stop], −1 if there is none. */
export function findLastStr(rt: Runtime, text: Ref, needle: Ref, start: number, stop: number): number {
  const length = strLength(rt, needle);
  if (length === 0) return start <= stop ? stop : -1;
  if (stop - start < length || strKind(rt, needle) > strKind(rt, text)) return -1;
  const first = codePointAt(rt, needle, 0);
  if (strKind(rt, text) === 1) {
    const u8 = rt.u8;
    const from = dataByte(rt, text);
    let at = findLastByte(u8, from + start, from + stop - length + 1, first);
    while (at >= 0 && length > 1 && !matchesAt(rt, text, at - from, needle)) {
      at = findLastByte(u8, from + start, at, first);
    }
    return at < 0 ? -1 : at - from;
  }
  for (let at = stop - length; at >= start; at--) {
    if (codePointAt(rt, text, at) === first && matchesAt(rt, text, at, needle)) return at;
  }
  return -1;
}

/** How often the needle occurs in text[start:stop], without overlaps, up to a limit. */
export function countStr(rt: Runtime, text: Ref, needle: Ref, start: number, stop: number, limit = Infinity): number {
  const length = strLength(rt, needle);
  if (length === 0) return start > stop ? 0 : Math.min(stop - start + 1, limit);
  let count = 0;
  for (let at = start; count < limit; count++) {
    const found = findStr(rt, text, needle, at, stop);
    if (found < 0) break;
    at = found + length;
  }
  return count;
}

// Arguments ---------------------------------------------------------------------------------------------------------

/** The bounds read last by {@link readBounds}. */
let boundStart = 0;
let boundStop = 0;

/** A bound that is not None; undefined on error (_PyEval_SliceIndex). */
function boundArgument(rt: Runtime, object: Ref): number | undefined {
  if (rt.typeOf(object).slots.index !== undefined) return indexAsSize(rt, object, undefined);
  rt.raise('TypeError', 'slice indices must be integers or None or have an __index__ method');
  return undefined;
}

/** Reads optional `start` and `stop` behind `skip` arguments, for a string of a length; false on error. */
export function readBounds(rt: Runtime, args: number, count: number, skip: number, length: number): boolean {
  if (count <= skip) {
    boundStart = 0;
    boundStop = length;
    return true;
  }
  let start = 0;
  let stop = length;
  if (count > skip && rt.i32[args + 2 * skip] !== rt.None) {
    const given = boundArgument(rt, rt.i32[args + 2 * skip]! as Ref);
    if (given === undefined) return false;
    start = given;
  }
  if (count > skip + 1 && rt.i32[args + 2 * skip + 2] !== rt.None) {
    const given = boundArgument(rt, rt.i32[args + 2 * skip + 2]! as Ref);
    if (given === undefined) return false;
    stop = given;
  }
  boundStop = stop > length ? length : stop < 0 ? Math.max(stop + length, 0) : stop;
  boundStart = start < 0 ? Math.max(start + length, 0) : start;
  return true;
}

/** The bounds that {@link readBounds} has read: a start beyond the end finds nothing, not even ''. */
export function bounds(): { start: number; stop: number } {
  return { start: boundStart, stop: boundStop };
}

const enum Search {
  First,
  Last,
  Count,
}

/** find, rfind, index, rindex, count. Returns −1 for nothing found, −2 on error. */
function search(rt: Runtime, name: string, kind: Search, self: Ref, args: number, count: number): number {
  const needle = rt.i32[args]! as Ref;
  if (!isStr(rt, needle)) return wrongNeedle(rt, name, needle);
  if (!readBounds(rt, args, count, 1, strLength(rt, self))) return -2;
  if (kind === Search.First) return findStr(rt, self, needle, boundStart, boundStop);
  if (kind === Search.Last) return findLastStr(rt, self, needle, boundStart, boundStop);
  return countStr(rt, self, needle, boundStart, boundStop);
}

function searchMethod(name: string, kind: Search, mustFind: boolean, doc: string): NativeFunction {
  const method = positional(
    name,
    1,
    3,
    (rt, self, args, count) => {
      const found = search(rt, name, kind, self, args, count);
      if (found === -2) return 0;
      if (found < 0 && mustFind) return rt.raise('ValueError', 'substring not found');
      return sizeToInt(rt, found);
    },
    doc,
  );
  return {
    ...method,
    two: (rt, self, needle) => {
      const found = searchAll(rt, name, kind, self, needle);
      if (found >= 0) return sizeToInt(rt, found);
      if (found === -2) return 0;
      return mustFind ? rt.raise('ValueError', 'substring not found') : sizeToInt(rt, found);
    },
  };
}

/** {@link search} without bounds. */
function searchAll(rt: Runtime, name: string, kind: Search, self: Ref, needle: Ref): number {
  if (!isStr(rt, needle)) return wrongNeedle(rt, name, needle);
  const length = strLength(rt, self);
  if (kind === Search.First) return findStr(rt, self, needle, 0, length);
  return kind === Search.Last ? findLastStr(rt, self, needle, 0, length) : countStr(rt, self, needle, 0, length);
}

function wrongNeedle(rt: Runtime, name: string, needle: Ref): -2 {
  const got = rt.typeOf(needle).name;
  const text =
    rt.profile.versionInfo[1] >= 13
      ? `${name}() argument 1 must be str, not ${needle === rt.None ? 'None' : got}`
      : `must be str, not ${got}`;
  rt.raise('TypeError', text);
  return -2;
}

/** startswith, endswith: 1, 0, or −1 on error. */
function affix(rt: Runtime, name: string, atEnd: boolean, self: Ref, args: number, count: number): number {
  const given = rt.i32[args]! as Ref;
  if (!readBounds(rt, args, count, 1, strLength(rt, self))) return -1;
  const { start, stop } = bounds();
  if (isStr(rt, given)) return hasAffix(rt, self, given, start, stop, atEnd) ? 1 : 0;
  return hasAnyAffix(rt, name, atEnd, self, given, start, stop);
}

/** The same for one string of a tuple. */
function hasAnyAffix(
  rt: Runtime,
  name: string,
  atEnd: boolean,
  self: Ref,
  given: Ref,
  start: number,
  stop: number,
): number {
  if (!isTuple(rt, given)) {
    const got = rt.typeOf(given).name;
    rt.raise('TypeError', `${name} first arg must be str or a tuple of str, not ${got}`);
    return -1;
  }
  for (let i = 0; i < rt.tupleSize(given); i++) {
    const one = rt.tupleItem(given, i);
    if (!isStr(rt, one)) {
      rt.raise('TypeError', `tuple for ${name} must only contain str, not ${rt.typeOf(one).name}`);
      return -1;
    }
    if (hasAffix(rt, self, one, start, stop, atEnd)) return 1;
  }
  return 0;
}

/** Whether text[start:stop] begins or ends with another string. */
export function hasAffix(rt: Runtime, text: Ref, part: Ref, start: number, stop: number, atEnd: boolean): boolean {
  const length = strLength(rt, part);
  if (stop - start < length) return false;
  return matchesAt(rt, text, atEnd ? stop - length : start, part);
}

function affixMethod(name: string, atEnd: boolean, doc: string): NativeFunction {
  const method = positional(
    name,
    1,
    3,
    (rt, self, args, count) => {
      const has = affix(rt, name, atEnd, self, args, count);
      return has < 0 ? 0 : rt.bool(has === 1);
    },
    doc,
  );
  return {
    ...method,
    two: (rt, self, given) => {
      const length = strLength(rt, self);
      if (isStr(rt, given)) return rt.bool(hasAffix(rt, self, given, 0, length, atEnd));
      const has = hasAnyAffix(rt, name, atEnd, self, given, 0, length);
      return has < 0 ? 0 : rt.bool(has === 1);
    },
  };
}

/** needle in text: 1, 0, or −1 on error. */
export function strContains(rt: Runtime, self: Ref, item: Ref): number {
  if (!isStr(rt, item)) {
    rt.raise('TypeError', `'in <string>' requires string as left operand, not ${rt.typeOf(item).name}`);
    return -1;
  }
  return findStr(rt, self, item, 0, strLength(rt, self)) >= 0 ? 1 : 0;
}

// Replacing ---------------------------------------------------------------------------------------------------------

/** self with up to `limit` occurrences replaced. Linear: the places are found first, then the result is written once. */
export function replaceStr(rt: Runtime, self: Ref, old: Ref, replacement: Ref, limit: number): Maybe {
  const length = strLength(rt, self);
  const oldLength = strLength(rt, old);
  const newLength = strLength(rt, replacement);
  if (limit === 0 || oldLength > length) return exactStr(rt, self);
  const quick = rt.replaceAscii(self, old, replacement, limit);
  if (quick !== -1) return quick;
  if (oldLength === 0) return interleave(rt, self, replacement, Math.min(limit, length + 1));
  const places: number[] = [];
  for (let at = 0; places.length < limit; ) {
    const found = findStr(rt, self, old, at, length);
    if (found < 0) break;
    places.push(found);
    at = found + oldLength;
  }
  if (places.length === 0) return exactStr(rt, self);
  const total = length + places.length * (newLength - oldLength);
  if (total === 0) return rt.incref(rt.emptyStr);
  const bits = keptBits(rt, self, places, oldLength) | maxOf(rt, replacement);
  const result = newStrOfShape(rt, bits, total);
  if (result === 0) return 0;
  let from = 0;
  let to = 0;
  for (const place of places) {
    copyPoints(rt, self, from, place - from, result, to);
    to += place - from;
    copyPoints(rt, replacement, 0, newLength, result, to);
    to += newLength;
    from = place + oldLength;
  }
  copyPoints(rt, self, from, length - from, result, to);
  // A character alone is not the shared one, as in CPython.
  return result;
}

/** The bits of the characters that stay: only a string with wide characters can lose them. */
function keptBits(rt: Runtime, self: Ref, places: readonly number[], oldLength: number): number {
  let bits = 0;
  let from = 0;
  for (const place of places) {
    bits |= bitsWithin(rt, self, from, place);
    from = place + oldLength;
  }
  return bits | bitsWithin(rt, self, from, strLength(rt, self));
}

/** The replacement before each character, and at the end if the limit allows. */
function interleave(rt: Runtime, self: Ref, replacement: Ref, times: number): Maybe {
  const length = strLength(rt, self);
  const newLength = strLength(rt, replacement);
  if (newLength === 0) return exactStr(rt, self);
  const result = newStrOfShape(rt, maxOf(rt, self) | maxOf(rt, replacement), length + times * newLength);
  if (result === 0) return 0;
  let to = 0;
  for (let i = 0; i < times; i++) {
    copyPoints(rt, replacement, 0, newLength, result, to);
    to += newLength;
    if (i < length) copyPoints(rt, self, i, 1, result, to++);
  }
  if (times < length) copyPoints(rt, self, times, length - times, result, to);
  return shared(rt, result);
}

/** A finished string: those of one character up to U+00FF are the shared ones. Takes it over. */
export function shared(rt: Runtime, owned: Ref): Ref {
  if (strLength(rt, owned) !== 1 || strKind(rt, owned) !== 1 || !isExactStr(rt, owned)) return owned;
  const one = rt.latin1[codePointAt(rt, owned, 0)]!;
  if (one === owned) return owned;
  rt.incref(one);
  rt.decref(owned);
  return one;
}

export const searchMethods = [
  searchMethod('find', Search.First, false, 'Return the lowest index in S where substring sub is found.'),
  searchMethod('rfind', Search.Last, false, 'Return the highest index in S where substring sub is found.'),
  searchMethod('index', Search.First, true, 'Return the lowest index in S where substring sub is found.'),
  searchMethod('rindex', Search.Last, true, 'Return the highest index in S where substring sub is found.'),
  searchMethod('count', Search.Count, false, 'Return the number of non-overlapping occurrences of substring sub.'),
  affixMethod('startswith', false, 'Return True if the string starts with the specified prefix, False otherwise.'),
  affixMethod('endswith', true, 'Return True if the string ends with the specified suffix, False otherwise.'),
];
