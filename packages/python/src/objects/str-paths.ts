import type { Ref } from '@uroboros/heap';
import { Header, Pool, StaticArea } from '@uroboros/heap/internal';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { wordHasher } from '../text/word-hash.js';
import { decimalLength } from './ascii-writer.js';
import { StrField, StrState } from './layout.js';

/**
 * What is done with strings most: made, cut, compared. The functions are made once for each runtime, so that the engine knows
 * the memory and all constants in them (it does not if the same text makes them twice); those of `str.ts` and `str-build.ts` of the same names call them.
 */
export interface StrPaths {
  /** To be called once there are the type of strings and those of one character. */
  settle(): void;
  /** A string for so many characters up to `max`, which are the caller's to write; owned. */
  make(max: number, length: number): Maybe;
  /** Copies bytes between two addresses in different objects. */
  copy(from: number, to: number, count: number): void;
  /** The string of one character; owned. */
  ofPoint(point: number): Maybe;
  /** The decimal digits of a number of 31 bits and a sign; owned. */
  decimal(value: number): Maybe;
  /** self[start:stop] for bounds within the string; owned. */
  slice(self: Ref, start: number, stop: number): Maybe;
  /** self[start:…:step] of an ASCII string: `count` characters, two or more; owned. */
  asciiSteps(self: Ref, start: number, step: number, count: number): Maybe;
  /** An ASCII string between so many copies of an ASCII character; owned. */
  asciiPadded(self: Ref, before: number, after: number, fill: number): Maybe;
  /** Whether two strings have the same characters. */
  equals(a: Ref, b: Ref): boolean;
  /** Negative, 0 or positive: order by code points. */
  compare(a: Ref, b: Ref): number;
  /** A new string of two; owned. Characters are copied, never decoded. */
  concat(a: Ref, b: Ref): Maybe;
  /** Computes the hash of a string that has none yet, and stores it there. */
  hash(object: Ref): void;
  /** The ASCII strings in neighbouring slots as one, so many characters altogether, with an ASCII string between them. */
  joinAscii(slots: number, count: number, separator: Ref, length: number): Maybe;
}

const ASCII_BYTES = 40;
const COMPACT_BYTES = 56;
/** Largest block of a pool. */
const POOL_BYTES = 512;
/** From here on the engine's block copy is faster than a loop over words, and below this a loop over bytes is. */
const BLOCK_COPY = 96;
const WORD_COPY = 8;

export function makeStrPaths(rt: Runtime): StrPaths {
  const { i32, u8, u16, u32 } = rt;
  const hashWords = wordHasher(i32);
  const { objects, pymalloc } = rt.heap;
  const strId = rt.ids.str;
  const internedId = rt.ids.internedStr;
  const { plain } = rt.heap;
  const latin1 = new Int32Array(256);
  /** The type of strings, a word that {@link StrPaths.settle} writes: at start there are strings before there is their type. */
  const settled = new Int32Array(1);

  const settle = (): void => {
    latin1.set(rt.latin1);
    settled[0] = rt.heap.types.typeObject[strId]!;
  };

  const makeGeneral = (bytes: number): Maybe => {
    const object = objects.allocateSized(strId, bytes, 0);
    return object === 0 ? rt.noMemory() : object;
  };

  /** A block from the first used pool of its size class, if there is one: else the general way. */
  const takeBlock = (bytes: number): Maybe => {
    const strType = settled[0]!;
    if (!plain || strType === 0 || bytes > POOL_BYTES) return makeGeneral(bytes);
    const sizeClass = (bytes - 1) >> 4;
    const pool = i32[StaticArea.UsedPools + sizeClass]!;
    if (pool === 0) return makeGeneral(bytes);
    const block = i32[pool + Pool.FreeBlock]!;
    const next = i32[block]!;
    i32[pool + Pool.Count] = i32[pool + Pool.Count]! + 1;
    i32[pool + Pool.FreeBlock] = next;
    if (next === 0) pymalloc.extend(pool, sizeClass);
    i32[block + Header.Refcnt] = 1;
    i32[block + Header.RefcntHigh] = 0;
    i32[block + Header.Type] = strType;
    i32[block + Header.TypeId] = strId;
    i32[block + StrField.Length + 1] = 0;
    i32[block + StrField.State + 1] = 0;
    return block as Ref;
  };

  const make = (max: number, length: number): Maybe => {
    if (max >= 128) return makeCompact(max, length);
    const object = takeBlock(ASCII_BYTES + length + 1);
    if (object === 0) return 0;
    i32[object + StrField.Length] = length;
    i32[object + StrField.HashLow] = -1;
    i32[object + StrField.HashHigh] = -1;
    i32[object + StrField.State] = StrState.Ascii | 1;
    // Behind the characters there is a zero of their width.
    u8[object * 4 + ASCII_BYTES + length] = 0;
    return object;
  };

  const makeCompact = (max: number, length: number): Maybe => {
    const kind = max < 256 ? 1 : max < 0x10000 ? 2 : 4;
    const bytes = COMPACT_BYTES + (length + 1) * kind;
    const object = takeBlock(bytes);
    if (object === 0) return 0;
    i32[object + StrField.Length] = length;
    i32[object + StrField.HashLow] = -1;
    i32[object + StrField.HashHigh] = -1;
    i32[object + StrField.State] = kind;
    for (let word: number = StrField.Utf8Length; word < StrField.CompactData; word++) i32[object + word] = 0;
    const end = object * 4 + bytes;
    for (let byte = end - kind; byte < end; byte++) u8[byte] = 0;
    return object;
  };

  /** Whole words of the target, each put together from the two words of the source that it lies over. */
  const copyWords = (from: number, to: number, count: number): void => {
    let target = to;
    let source = from;
    let left = count;
    for (; (target & 3) !== 0; left--) u8[target++] = u8[source++]!;
    const shift = (source & 3) << 3;
    let word = target >> 2;
    let at = source >> 2;
    const end = word + (left >> 2);
    if (shift === 0) while (word < end) i32[word++] = i32[at++]!;
    else {
      let low = i32[at++]!;
      while (word < end) {
        const high = i32[at++]!;
        i32[word++] = (low >>> shift) | (high << (32 - shift));
        low = high;
      }
    }
    const done = left & ~3;
    for (let i = done; i < left; i++) u8[target + i] = u8[source + i]!;
  };

  /**
   * Bytes to the beginning of the characters of a new string, and the zero behind them: whole words, of which the block has enough where nothing
   * puts guard bytes behind what was asked for.
   */
  const copyFirst = (from: number, first: number, count: number): void => {
    if (!plain || count >= BLOCK_COPY) {
      copy(from, first * 4, count);
      return;
    }
    const shift = (from & 3) << 3;
    const left = (count & 3) << 3;
    const end = first + (count >> 2);
    let word = first;
    let at = from >> 2;
    if (shift === 0) {
      while (word < end) i32[word++] = i32[at++]!;
      if (left !== 0) i32[word] = i32[at]! & ((1 << left) - 1);
      return;
    }
    let low = i32[at++]!;
    while (word < end) {
      const high = i32[at++]!;
      i32[word++] = (low >>> shift) | (high << (32 - shift));
      low = high;
    }
    if (left !== 0) {
      const high = left + shift > 32 ? i32[at]! << (32 - shift) : 0;
      i32[word] = ((low >>> shift) | high) & ((1 << left) - 1);
    }
  };

  const copy = (from: number, to: number, count: number): void => {
    if (count < WORD_COPY) for (let i = 0; i < count; i++) u8[to + i] = u8[from + i]!;
    else if (count < BLOCK_COPY) copyWords(from, to, count);
    else u8.copyWithin(to, from, from + count);
  };

  const ofPoint = (point: number): Maybe => {
    if (point >= 256) return ofWidePoint(point);
    const object = latin1[point]!;
    const count = (i32[object]! + 1) | 0;
    if (count !== 0) i32[object] = count;
    return object as Ref;
  };

  const ofWidePoint = (point: number): Maybe => {
    const object = makeCompact(point, 1);
    if (object === 0) return 0;
    if (point < 0x10000) u16[(object + StrField.CompactData) * 2] = point;
    else u32[object + StrField.CompactData] = point;
    return object;
  };

  const decimal = (value: number): Maybe => {
    if (value >= 0 && value < 10) return ofPoint(48 + value);
    const head = value < 0 ? 1 : 0;
    let rest = value < 0 ? -value : value;
    const length = head + decimalLength(rest);
    const made = make(127, length);
    if (made === 0) return 0;
    const data = (made + StrField.AsciiData) * 4;
    if (head === 1) u8[data] = 45;
    for (let at = data + length - 1, stop = data + head; at >= stop; at--) {
      const upper = (rest / 10) | 0;
      u8[at] = 48 + rest - Math.imul(10, upper);
      rest = upper;
    }
    return made;
  };

  const slice = (self: Ref, start: number, stop: number): Maybe => {
    const count = stop - start;
    if (count <= 0) return rt.incref(rt.emptyStr);
    if ((i32[self + StrField.State]! & StrState.Ascii) === 0) return sliceCompact(self, start, count);
    if (count === 1) return ofPoint(u8[(self + StrField.AsciiData) * 4 + start]!);
    if (count === i32[self + StrField.Length] && isExact(self)) return rt.incref(self);
    const made = make(127, count);
    if (made !== 0) copyFirst((self + StrField.AsciiData) * 4 + start, made + StrField.AsciiData, count);
    return made;
  };

  const asciiSteps = (self: Ref, start: number, step: number, count: number): Maybe => {
    const made = make(127, count);
    if (made === 0) return 0;
    const to = (made + StrField.AsciiData) * 4;
    let from = (self + StrField.AsciiData) * 4 + start;
    for (let i = 0; i < count; i++) {
      u8[(to + i) | 0] = u8[from]!;
      from += step;
    }
    return made;
  };

  const fillBytes = (at: number, count: number, byte: number): void => {
    if (count > BLOCK_COPY) u8.fill(byte, at, at + count);
    else for (let i = 0; i < count; i++) u8[at + i] = byte;
  };

  const asciiPadded = (self: Ref, before: number, after: number, fill: number): Maybe => {
    const length = i32[self + StrField.Length]!;
    const made = make(127, before + length + after);
    if (made === 0) return 0;
    const to = (made + StrField.AsciiData) * 4;
    fillBytes(to, before, fill);
    copy((self + StrField.AsciiData) * 4, to + before, length);
    fillBytes(to + before + length, after, fill);
    return made;
  };

  const isExact = (self: Ref): boolean => {
    const id = i32[self + Header.TypeId];
    return id === strId || id === internedId;
  };

  /** A slice of wider characters may need less room for each of them. */
  const sliceCompact = (self: Ref, start: number, count: number): Maybe => {
    if (count === i32[self + StrField.Length] && isExact(self)) return rt.incref(self);
    const kind = i32[self + StrField.State]! & StrState.KindMask;
    const first = (self + StrField.CompactData) * 4;
    const units = kind === 1 ? u8 : kind === 2 ? u16 : u32;
    const from = first / kind + start;
    let bits = 0;
    for (let i = from; i < from + count; i++) bits |= units[i]!;
    if (count === 1) return ofPoint(bits);
    const made = make(bits, count);
    if (made === 0) return 0;
    const kindTo = i32[made + StrField.State]! & StrState.KindMask;
    const to = (made + (bits < 128 ? StrField.AsciiData : StrField.CompactData)) * 4;
    if (kindTo === kind) copy(first + start * kind, to, count * kind);
    else if (kindTo === 1) for (let i = 0; i < count; i++) u8[to + i] = units[from + i]!;
    else for (let i = 0; i < count; i++) u16[(to >> 1) + i] = units[from + i]!;
    return made;
  };

  const equals = (a: Ref, b: Ref): boolean => {
    if (a === b) return true;
    const length = i32[a + StrField.Length]!;
    const state = i32[a + StrField.State]! & ~StrState.Interned;
    if (length !== i32[b + StrField.Length]! || state !== (i32[b + StrField.State]! & ~StrState.Interned)) return false;
    const bytes = length * (state & StrState.KindMask);
    const first = (state & StrState.Ascii) !== 0 ? StrField.AsciiData : StrField.CompactData;
    const from = a + first;
    const to = b + first;
    const words = bytes >> 2;
    for (let i = 0; i < words; i++) if (i32[from + i] !== i32[to + i]) return false;
    for (let i = words << 2; i < bytes; i++) if (u8[from * 4 + i] !== u8[to * 4 + i]) return false;
    return true;
  };

  const pointAt = (self: Ref, index: number): number => {
    const state = i32[self + StrField.State]!;
    if ((state & StrState.Ascii) !== 0) return u8[(self + StrField.AsciiData) * 4 + index]!;
    const first = self + StrField.CompactData;
    if ((state & 1) !== 0) return u8[first * 4 + index]!;
    return (state & 2) !== 0 ? u16[first * 2 + index]! : u32[first + index]!;
  };

  const compare = (a: Ref, b: Ref): number => {
    const lengthA = i32[a + StrField.Length]!;
    const lengthB = i32[b + StrField.Length]!;
    const shorter = lengthA < lengthB ? lengthA : lengthB;
    if ((i32[a + StrField.State]! & i32[b + StrField.State]! & StrState.Ascii) !== 0) {
      const from = (a + StrField.AsciiData) * 4;
      const to = (b + StrField.AsciiData) * 4;
      for (let i = 0; i < shorter; i++) if (u8[from + i] !== u8[to + i]) return u8[from + i]! - u8[to + i]!;
      return lengthA - lengthB;
    }
    for (let i = 0; i < shorter; i++) {
      const difference = pointAt(a, i) - pointAt(b, i);
      if (difference !== 0) return difference;
    }
    return lengthA - lengthB;
  };

  /** The characters of a string, from a byte address on, in a string under construction that is at least as wide. */
  const write = (self: Ref, to: number, kind: number): void => {
    const state = i32[self + StrField.State]!;
    const length = i32[self + StrField.Length]!;
    const first = ((state & StrState.Ascii) !== 0 ? self + StrField.AsciiData : self + StrField.CompactData) * 4;
    if ((state & StrState.KindMask) === kind) copy(first, to, length * kind);
    else if (kind === 2) for (let i = 0; i < length; i++) u16[(to >> 1) + i] = pointAt(self, i);
    else for (let i = 0; i < length; i++) u32[(to >> 2) + i] = pointAt(self, i);
  };

  const concat = (a: Ref, b: Ref): Maybe => {
    const lengthA = i32[a + StrField.Length]!;
    const lengthB = i32[b + StrField.Length]!;
    if (lengthB === 0 && isExact(a)) return rt.incref(a);
    if (lengthA === 0 && isExact(b)) return rt.incref(b);
    const stateA = i32[a + StrField.State]!;
    const stateB = i32[b + StrField.State]!;
    if ((stateA & stateB & StrState.Ascii) !== 0) {
      const made = make(127, lengthA + lengthB);
      if (made === 0) return 0;
      const to = (made + StrField.AsciiData) * 4;
      copyFirst((a + StrField.AsciiData) * 4, made + StrField.AsciiData, lengthA);
      copy((b + StrField.AsciiData) * 4, to + lengthA, lengthB);
      return made;
    }
    const kindA = stateA & StrState.KindMask;
    const kindB = stateB & StrState.KindMask;
    const kind = kindA > kindB ? kindA : kindB;
    const made = makeCompact(kind === 1 ? 255 : kind === 2 ? 0xffff : 0x10ffff, lengthA + lengthB);
    if (made === 0) return 0;
    const to = (made + StrField.CompactData) * 4;
    write(a, to, kind);
    write(b, to + lengthA * kind, kind);
    return made;
  };

  const joinAscii = (slots: number, count: number, separator: Ref, length: number): Maybe => {
    const made = make(127, length);
    if (made === 0) return 0;
    const gap = i32[separator + StrField.Length]!;
    const between = (separator + StrField.AsciiData) * 4;
    let to = (made + StrField.AsciiData) * 4;
    for (let i = 0; i < count; i++) {
      if (i > 0 && gap > 0) {
        if (gap === 1) u8[to] = u8[between]!;
        else copy(between, to, gap);
        to += gap;
      }
      const item = i32[slots + 2 * i]!;
      const size = i32[item + StrField.Length]!;
      copy((item + StrField.AsciiData) * 4, to, size);
      to += size;
    }
    return made;
  };

  const hash = (object: Ref): void => {
    const state = i32[object + StrField.State]!;
    const bytes = i32[object + StrField.Length]! * (state & StrState.KindMask);
    const first = object + ((state & StrState.Ascii) !== 0 ? StrField.AsciiData : StrField.CompactData);
    if (bytes > 0) hashWords(first, bytes, object + StrField.HashLow);
    else {
      i32[object + StrField.HashLow] = 0;
      i32[object + StrField.HashHigh] = 0;
    }
  };

  return {
    settle,
    make,
    copy,
    ofPoint,
    decimal,
    slice,
    asciiSteps,
    asciiPadded,
    equals,
    compare,
    concat,
    hash,
    joinAscii,
  };
}
