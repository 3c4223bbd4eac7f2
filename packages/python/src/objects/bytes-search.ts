import type { Ref } from '@uroboros/heap';
import { sizeToInt } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { sizeArgument } from './arguments.js';
import { bufferBytes, hasBuffer } from './buffer.js';
import { bytesLength, bytesView, dataOf, newLike, newLikeOfSize } from './bytes.js';
import { isInt } from './int.js';
import { byteOf } from './int-bytes.js';
import { type NativeFunction, oneArg, positional } from './native.js';
import { bounds, findByte, findBytes, readBounds } from './str-search.js';
import { isTuple } from './tuple.js';

/** Bytes within bytes: find, index, count, startswith, replace. */

/** A needle as bytes: bytes-like objects, and where ints are allowed one byte. undefined on error. */
function needleOf(rt: Runtime, object: Ref): Uint8Array | undefined {
  if (hasBuffer(rt, object)) return bufferBytes(rt, object);
  if (isInt(rt, object) || rt.typeOf(object).slots.index !== undefined) {
    const byte = byteOf(rt, object);
    if (byte >= 0) return Uint8Array.of(byte);
    if (rt.errorIs(rt.builtin.ValueError)) {
      rt.clearError();
      rt.raise('ValueError', 'byte must be in range(0, 256)');
    }
    return undefined;
  }
  const got = rt.typeOf(object).name;
  rt.raise('TypeError', `argument should be integer or bytes-like object, not '${got}'`);
  return undefined;
}

/** The bytes of a bytes-like argument; undefined on error. */
export function bytesArgument(rt: Runtime, object: Ref): Uint8Array | undefined {
  return bufferBytes(rt, object);
}

let whole: Uint8Array = new Uint8Array(0);

/** All of the buffer that a view is of: the searches take addresses. */
function wholeOf(view: Uint8Array): Uint8Array {
  if (whole.buffer !== view.buffer) whole = new Uint8Array(view.buffer);
  return whole;
}

/** Index of the first needle in text[start:stop], −1 if there is none. */
export function findIn(text: Uint8Array, needle: Uint8Array, start: number, stop: number): number {
  if (needle.length === 0) return start <= stop ? start : -1;
  if (stop - start < needle.length) return -1;
  if (text.buffer === needle.buffer) {
    // Both lie in the heap: addresses for the search that str has.
    const from = text.byteOffset;
    const found = findBytes(wholeOf(text), from + start, from + stop, needle.byteOffset, needle.length);
    return found < 0 ? -1 : found - from;
  }
  const first = needle[0]!;
  if (needle.length === 1) {
    const from = text.byteOffset;
    const found = findByte(wholeOf(text), from + start, from + stop, first);
    return found < 0 ? -1 : found - from;
  }
  for (let at = start; at <= stop - needle.length; at++) if (matches(text, at, needle)) return at;
  return -1;
}

/** Where the needle stands in the text, without overlaps, up to a limit. */
export function placesIn(rt: Runtime, text: Uint8Array, needle: Uint8Array, limit: number): number[] {
  const places: number[] = [];
  const inHeap = text.buffer === rt.u8.buffer && (needle.length === 1 || needle.buffer === rt.u8.buffer);
  if (needle.length === 0 || !inHeap) {
    for (let at = 0; at <= text.length && places.length < limit; ) {
      const found = findIn(text, needle, at, text.length);
      if (found < 0) break;
      places.push(found);
      at = found + Math.max(needle.length, 1);
    }
    return places;
  }
  const { u8 } = rt;
  const from = text.byteOffset;
  const stop = from + text.length;
  const first = needle[0]!;
  const { byteOffset, length } = needle;
  for (let at = from; places.length < limit; ) {
    const found = length === 1 ? findByte(u8, at, stop, first) : findBytes(u8, at, stop, byteOffset, length);
    if (found < 0) break;
    places.push(found - from);
    at = found + length;
  }
  return places;
}

export function findLastIn(text: Uint8Array, needle: Uint8Array, start: number, stop: number): number {
  if (needle.length === 0) return start <= stop ? stop : -1;
  for (let at = stop - needle.length; at >= start; at--) if (matches(text, at, needle)) return at;
  return -1;
}

function matches(text: Uint8Array, at: number, needle: Uint8Array): boolean {
  for (let i = 0; i < needle.length; i++) if (text[at + i] !== needle[i]) return false;
  return true;
}

function countIn(text: Uint8Array, needle: Uint8Array, start: number, stop: number): number {
  if (needle.length === 0) return start > stop ? 0 : stop - start + 1;
  let count = 0;
  for (let at = findIn(text, needle, start, stop); at >= 0; at = findIn(text, needle, at + needle.length, stop))
    count++;
  return count;
}

type Search = (text: Uint8Array, needle: Uint8Array, start: number, stop: number) => number;

function searchMethod(name: string, search: Search, mustFind: boolean, doc: string): NativeFunction {
  return positional(
    name,
    1,
    3,
    (rt, self, args, count) => {
      const needle = needleOf(rt, rt.i32[args]! as Ref);
      if (needle === undefined || !readBounds(rt, args, count, 1, bytesLength(rt, self))) return 0;
      const { start, stop } = bounds();
      const found = search(bytesView(rt, self), needle, start, stop);
      if (found < 0 && mustFind) return rt.raise('ValueError', 'subsection not found');
      return sizeToInt(rt, found);
    },
    doc,
  );
}

function affixMethod(name: string, atEnd: boolean, doc: string): NativeFunction {
  return positional(
    name,
    1,
    3,
    (rt, self, args, count) => {
      const given = rt.i32[args]! as Ref;
      if (!readBounds(rt, args, count, 1, bytesLength(rt, self))) return 0;
      const { start, stop } = bounds();
      const affixes: Ref[] = [];
      if (isTuple(rt, given)) for (let i = 0; i < rt.tupleSize(given); i++) affixes.push(rt.tupleItem(given, i));
      else if (hasBuffer(rt, given)) affixes.push(given);
      else {
        const got = rt.typeOf(given).name;
        return rt.raise('TypeError', `${name} first arg must be bytes or a tuple of bytes, not ${got}`);
      }
      for (const affix of affixes) {
        const part = bytesArgument(rt, affix);
        if (part === undefined) return 0;
        const at = atEnd ? stop - part.length : start;
        if (stop - start >= part.length && matches(bytesView(rt, self), at, part)) return rt.bool(true);
      }
      return rt.bool(false);
    },
    doc,
  );
}

/** needle in bytes: 1, 0, or −1 on error. */
export function bytesContains(rt: Runtime, self: Ref, item: Ref): number {
  if (!hasBuffer(rt, item) && !isInt(rt, item) && rt.typeOf(item).slots.index === undefined) {
    bytesArgument(rt, item);
    return -1;
  }
  let needle = needleOf(rt, item);
  if (needle === undefined) {
    // What is no number after all must be bytes, whatever it raised.
    if (hasBuffer(rt, item) || isInt(rt, item) || rt.errorIs(rt.builtin.ValueError)) return -1;
    rt.clearError();
    needle = bytesArgument(rt, item);
    if (needle === undefined) return -1;
  }
  return findIn(bytesView(rt, self), needle, 0, bytesLength(rt, self)) >= 0 ? 1 : 0;
}

/** self with up to `limit` occurrences replaced: the places are found first, then the result is written once. */
function replaceBytes(rt: Runtime, self: Ref, old: Uint8Array, replacement: Uint8Array, limit: number): Maybe {
  const text = bytesView(rt, self);
  const places = placesIn(rt, text, old, limit);
  if (places.length === 0) return rt.typeId(self) === rt.ids.bytes ? rt.incref(self) : newLike(rt, self, text);
  const total = text.length + places.length * (replacement.length - old.length);
  const result = newLikeOfSize(rt, self, total);
  if (result === 0 || total === 0) return result;
  let to = dataOf(rt, result);
  let from = 0;
  if (replacement.length === old.length) {
    rt.u8.set(text, to);
    for (const place of places) {
      for (let i = 0; i < replacement.length; i++) rt.u8[to + place + i] = replacement[i]!;
    }
    return result;
  }
  for (const place of places) {
    rt.u8.set(text.subarray(from, place), to);
    to += place - from;
    rt.u8.set(replacement, to);
    to += replacement.length;
    from = place + old.length;
  }
  rt.u8.set(text.subarray(from), to);
  return result;
}

const replace = positional(
  'replace',
  2,
  3,
  (rt, self, args, count) => {
    const old = bytesArgument(rt, rt.i32[args]! as Ref);
    if (old === undefined) return 0;
    const replacement = bytesArgument(rt, rt.i32[args + 2]! as Ref);
    if (replacement === undefined) return 0;
    const limit = count === 3 ? sizeArgument(rt, rt.i32[args + 4]! as Ref) : -1;
    if (limit === undefined) return 0;
    return replaceBytes(rt, self, old, replacement, limit < 0 ? Infinity : limit);
  },
  'Return a copy with all occurrences of substring old replaced by new.',
);

function removeAffix(name: string, atEnd: boolean): NativeFunction {
  return oneArg(name, (rt, self, part) => {
    const affix = bytesArgument(rt, part);
    if (affix === undefined) return 0;
    const text = bytesView(rt, self);
    const at = atEnd ? text.length - affix.length : 0;
    const has = affix.length > 0 && affix.length <= text.length && matches(text, at, affix);
    if (!has) return rt.typeId(self) === rt.ids.bytes ? rt.incref(self) : newLike(rt, self, text);
    return newLike(rt, self, atEnd ? text.subarray(0, at) : text.subarray(affix.length));
  });
}

export const bytesSearchMethods: readonly NativeFunction[] = [
  searchMethod('find', findIn, false, 'Return the lowest index in B where subsection sub is found.'),
  searchMethod('rfind', findLastIn, false, 'Return the highest index in B where subsection sub is found.'),
  searchMethod('index', findIn, true, 'Return the lowest index in B where subsection sub is found.'),
  searchMethod('rindex', findLastIn, true, 'Return the highest index in B where subsection sub is found.'),
  searchMethod('count', countIn, false, 'Return the number of non-overlapping occurrences of subsection sub.'),
  affixMethod('startswith', false, 'Return True if the bytes starts with the specified prefix, False otherwise.'),
  affixMethod('endswith', true, 'Return True if the bytes ends with the specified suffix, False otherwise.'),
  replace,
  removeAffix('removeprefix', false),
  removeAffix('removesuffix', true),
];
