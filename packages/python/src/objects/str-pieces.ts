import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { ListField, StrField, StrState, TupleField } from './layout.js';
import { listAppend } from './list.js';
import { newTuple } from './tuple.js';

/** Where white space is stripped. */
export const enum Ends {
  Left = 1,
  Right = 2,
  Both = 3,
}

/** The pieces of strings of one byte a character, as closures over one runtime's memory: what most calls of split() ask for. */
export interface StrPieces {
  /** Appends a piece, self[start:stop], to a list that stands in a slot. False without memory. */
  append(list: Ref, self: Ref, start: number, stop: number): boolean;
  /** A list of all pieces between runs of white space; owned. */
  splitSpace(self: Ref): Maybe;
  /** A list of the pieces between the first `limit` places of a byte, or all of them if that is negative; owned. */
  splitAt(self: Ref, byte: number, limit: number): Maybe;
  /** A list of the lines, with what ends them if `keep` is 1; owned. */
  splitLines(self: Ref, keep: number): Maybe;
  /** The index of the first place of a byte, −1 if there is none. */
  find(self: Ref, byte: number): number;
  /** The string without the white space at its ends; owned. */
  strip(self: Ref, ends: Ends): Maybe;
  /** What comes before self[start:stop], the separator that stands there, and what comes after it, as a tuple; owned. */
  around(self: Ref, separator: Ref, start: number, stop: number): Maybe;
}

/** Most items that the list of the pieces has room for from the start (MAX_PREALLOC). */
const MOST_ROOM = 12;

/**
 * The room that the list of the pieces gets: for those that a limit leaves (below 0 for none), or for `most`, those that the length of the text
 * allows, if the version looks at it.
 */
export function roomFor(rt: Runtime, limit: number, most: number): number {
  const room = limit >= 0 ? limit + 1 : rt.profile.roomByLength ? most : MOST_ROOM;
  return room < MOST_ROOM ? room : MOST_ROOM;
}

/** Which of the first 256 characters are white space: in numbers, because start-up should not unpack the tables. */
const LATIN1_SPACE = new Uint8Array(256);
LATIN1_SPACE.fill(1, 9, 14).fill(1, 28, 33)[0x85] = 1;
LATIN1_SPACE[0xa0] = 1;

/** Which of the first 256 characters end a line. */
const LATIN1_BREAK = new Uint8Array(256);
LATIN1_BREAK.fill(1, 10, 14).fill(1, 28, 31)[0x85] = 1;

const CARRIAGE_RETURN = 13;
const LINE_FEED = 10;

export function strPieces(rt: Runtime): StrPieces {
  const { i32, u8 } = rt;
  const { slice } = rt.strs;
  const { track } = rt.heap.generations;

  const { list: newList } = rt.fresh;

  /** An empty list with room for up to so many pieces, in a slot. 0 without memory. */
  const begin = (room: number): Maybe => {
    const list = newList(room);
    if (list === 0) return 0;
    i32[list + Header.Size] = 0;
    return rt.hold(list);
  };

  const done = (mark: number, complete: boolean): Maybe => (complete ? rt.unhold() : rt.finish(mark, 0));

  const append = (list: Ref, self: Ref, start: number, stop: number): boolean => {
    const piece = slice(self, start, stop);
    if (piece === 0) return false;
    const size = i32[list + Header.Size]!;
    if (size < i32[list + ListField.Allocated]!) {
      i32[i32[list + ListField.Items]! + 2 * size] = piece;
      i32[list + Header.Size] = size + 1;
      return true;
    }
    if (listAppend(rt, list, piece)) return true;
    rt.decref(piece);
    return false;
  };

  /** The word of the first characters: a whole one, as there is at least the zero behind them. */
  const firstWord = (self: Ref): number =>
    self + ((i32[self + StrField.State]! & StrState.Ascii) !== 0 ? StrField.AsciiData : StrField.CompactData);

  /**
   * The first address of a byte from one on, or `end`: four bytes at a time. Text begins with a word of its own, and words are read up to the one of
   * `end`, where the zero behind the text stands.
   */
  const nextByte = (from: number, end: number, byte: number): number => {
    let at = from;
    for (; (at & 3) !== 0; at++) if (at === end || u8[at] === byte) return at;
    const pattern = Math.imul(byte, 0x01010101);
    const last = (end + 3) >> 2;
    let word = at >> 2;
    for (; word < last; word++) {
      // A byte of the difference that is zero borrows from its own highest bit; those above it may do so, too.
      const x = i32[word]! ^ pattern;
      const marks = (x - 0x01010101) & ~x & 0x80808080;
      if (marks === 0) continue;
      const found = (word << 2) + ((31 - Math.clz32(marks & -marks)) >> 3);
      return found < end ? found : end;
    }
    return end;
  };

  /** The first address of a control character of ASCII text, or `end`; as {@link nextByte}. */
  const nextControl = (from: number, end: number): number => {
    let at = from;
    for (; (at & 3) !== 0; at++) if (at === end || u8[at]! < 32) return at;
    const last = (end + 3) >> 2;
    let word = at >> 2;
    for (; word < last; word++) {
      const x = i32[word]!;
      const marks = (x - 0x20202020) & ~x & 0x80808080;
      if (marks === 0) continue;
      const found = (word << 2) + ((31 - Math.clz32(marks & -marks)) >> 3);
      return found < end ? found : end;
    }
    return end;
  };

  const nextBreak = (from: number, end: number, ascii: boolean): number => {
    let at = ascii ? nextControl(from, end) : from;
    while (at < end && LATIN1_BREAK[u8[at]!] === 0) at = ascii ? nextControl(at + 1, end) : at + 1;
    return at;
  };

  const splitSpaceInto = (list: Ref, self: Ref, length: number): boolean => {
    const data = firstWord(self) * 4;
    const end = data + length;
    for (let at = data; ; ) {
      while (at < end && LATIN1_SPACE[u8[at]!] === 1) at++;
      if (at === end) return true;
      const start = at;
      while (at < end && LATIN1_SPACE[u8[at]!] === 0) at++;
      if (!append(list, self, start - data, at - data)) return false;
    }
  };

  const splitAtInto = (list: Ref, self: Ref, length: number, byte: number, limit: number): boolean => {
    const data = firstWord(self) * 4;
    const end = data + length;
    let start = data;
    for (let left = limit; left !== 0; left--) {
      const at = nextByte(start, end, byte);
      if (at === end) break;
      if (!append(list, self, start - data, at - data)) return false;
      start = at + 1;
    }
    return append(list, self, start - data, length);
  };

  const splitLinesInto = (list: Ref, self: Ref, keep: number): boolean => {
    const ascii = (i32[self + StrField.State]! & StrState.Ascii) !== 0;
    const data = firstWord(self) * 4;
    const end = data + i32[self + StrField.Length]!;
    for (let start = data; start < end; ) {
      const at = nextBreak(start, end, ascii);
      let next = at === end ? end : at + 1;
      if (next < end && u8[at] === CARRIAGE_RETURN && u8[next] === LINE_FEED) next++;
      if (!append(list, self, start - data, (keep === 1 ? next : at) - data)) return false;
      start = next;
    }
    return true;
  };

  return {
    append,
    splitSpace: (self) => {
      const mark = rt.mark();
      const length = i32[self + StrField.Length]!;
      const list = begin(roomFor(rt, -1, (((length - 1) / 2) | 0) + 2));
      return list === 0 ? 0 : done(mark, splitSpaceInto(list, self, length));
    },
    splitAt: (self, byte, limit) => {
      const mark = rt.mark();
      const length = i32[self + StrField.Length]!;
      const list = begin(length === 0 ? 1 : roomFor(rt, limit, length + 2));
      return list === 0 ? 0 : done(mark, splitAtInto(list, self, length, byte, limit));
    },
    splitLines: (self, keep) => {
      const mark = rt.mark();
      const list = begin(0);
      return list === 0 ? 0 : done(mark, splitLinesInto(list, self, keep));
    },
    find: (self, byte) => {
      const data = firstWord(self) * 4;
      const end = data + i32[self + StrField.Length]!;
      const at = nextByte(data, end, byte);
      return at === end ? -1 : at - data;
    },
    strip: (self, ends) => {
      const data = firstWord(self) * 4;
      let start = data;
      let stop = data + i32[self + StrField.Length]!;
      if ((ends & Ends.Left) !== 0) while (start < stop && LATIN1_SPACE[u8[start]!] === 1) start++;
      if ((ends & Ends.Right) !== 0) while (stop > start && LATIN1_SPACE[u8[stop - 1]!] === 1) stop--;
      return slice(self, start - data, stop - data);
    },
    around: (self, separator, start, stop) => {
      // Strings are leaves: making them collects nothing, so that the tuple can wait for them without a slot.
      const parts = newTuple(rt, 3);
      if (parts === 0) return 0;
      const before = slice(self, 0, start);
      const after = slice(self, stop, i32[self + StrField.Length]!);
      const refs = (i32[separator]! + 1) | 0;
      if (refs !== 0) i32[separator] = refs;
      const items = parts + TupleField.Items;
      i32[items] = before;
      i32[items + 2] = separator;
      i32[items + 4] = after;
      track(parts);
      if (before !== 0 && after !== 0) return parts;
      rt.decref(parts);
      return 0;
    },
  };
}
