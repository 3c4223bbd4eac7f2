import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import type { Runtime } from '../runtime/runtime.js';
import { ListField, StrField, StrState } from './layout.js';
import { listAppend } from './list.js';

/** The pieces of strings of one byte a character, as closures over one runtime's memory: what most calls of split() ask for. */
export interface StrPieces {
  /** Appends a piece, self[start:stop], to a list that stands in a slot. False without memory. */
  append(list: Ref, self: Ref, start: number, stop: number): boolean;
  /** … all pieces between runs of white space. */
  splitSpace(self: Ref, list: Ref): boolean;
  /** … the pieces between the first `limit` places of a byte, or all of them if that is negative. */
  splitAt(self: Ref, byte: number, list: Ref, limit: number): boolean;
}

/** Which of the first 256 characters are white space: in numbers, because start-up should not unpack the tables. */
const LATIN1_SPACE = new Uint8Array(256);
LATIN1_SPACE.fill(1, 9, 14).fill(1, 28, 33)[0x85] = 1;
LATIN1_SPACE[0xa0] = 1;

export function strPieces(rt: Runtime): StrPieces {
  const { i32, u8 } = rt;
  const { slice } = rt.strs;

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

  const dataOf = (self: Ref): number => {
    const isAscii = (i32[self + StrField.State]! & StrState.Ascii) !== 0;
    return (self + (isAscii ? StrField.AsciiData : StrField.CompactData)) * 4;
  };

  return {
    append,
    splitSpace: (self, list) => {
      const data = dataOf(self);
      const end = data + i32[self + StrField.Length]!;
      for (let at = data; ; ) {
        while (at < end && LATIN1_SPACE[u8[at]!] === 1) at++;
        if (at === end) return true;
        const start = at;
        while (at < end && LATIN1_SPACE[u8[at]!] === 0) at++;
        if (!append(list, self, start - data, at - data)) return false;
      }
    },
    splitAt: (self, byte, list, limit) => {
      const data = dataOf(self);
      const end = data + i32[self + StrField.Length]!;
      let start = data;
      let left = limit;
      for (let at = data; at < end && left !== 0; at++) {
        if (u8[at] !== byte) continue;
        if (!append(list, self, start - data, at - data)) return false;
        start = at + 1;
        left--;
      }
      return append(list, self, start - data, end - data);
    },
  };
}
