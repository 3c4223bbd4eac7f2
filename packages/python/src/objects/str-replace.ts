import type { Ref } from '@uroboros/heap';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { StrField, StrState } from './layout.js';
import { exactStr } from './str-build.js';
import { findBytes } from './str-search.js';

/** str.replace() of ASCII texts, as a closure over one runtime's memory; −1 for texts that are not for here. */
export type ReplaceAscii = (self: Ref, old: Ref, replacement: Ref, limit: number) => Maybe | -1;

/** So many places are noted; texts with more are not for here. */
const MOST_PLACES = 1 << 12;
/** From this length on, a byte is looked for by words. */
const BY_WORDS = 64;

export function replaceAscii(rt: Runtime): ReplaceAscii {
  const { i32, u8 } = rt;
  const { make, copy } = rt.strs;
  /** Addresses of the occurrences. */
  const places = new Int32Array(MOST_PLACES);

  /** Notes where the bytes at `needle` occur: how often, or −1 if that is too often. */
  const find = (from: number, end: number, needle: number, length: number, limit: number): number => {
    const most = limit < MOST_PLACES ? limit : MOST_PLACES;
    let count = 0;
    if (length === 1 && end - from < BY_WORDS) {
      const byte = u8[needle]!;
      for (let at = from; at < end && count < most; at++) if (u8[at] === byte) places[count++] = at;
    } else {
      for (let at = findBytes(u8, from, end, needle, length); at >= 0 && count < most; ) {
        places[count++] = at;
        at = findBytes(u8, at + length, end, needle, length);
      }
    }
    return count === MOST_PLACES ? -1 : count;
  };

  return (self, old, replacement, limit) => {
    const states = i32[self + StrField.State]! & i32[old + StrField.State]! & i32[replacement + StrField.State]!;
    const oldLength = i32[old + StrField.Length]!;
    if ((states & StrState.Ascii) === 0 || oldLength === 0) return -1;
    const length = i32[self + StrField.Length]!;
    const newLength = i32[replacement + StrField.Length]!;
    const first = (self + StrField.AsciiData) * 4;
    const end = first + length;
    const count = find(first, end, (old + StrField.AsciiData) * 4, oldLength, limit);
    if (count <= 0) return count === 0 ? exactStr(rt, self) : -1;
    const total = length + count * (newLength - oldLength);
    if (total === 0) return rt.incref(rt.emptyStr);
    const result = make(127, total);
    if (result === 0) return 0;
    const piece = (replacement + StrField.AsciiData) * 4;
    let from = first;
    let to = (result + StrField.AsciiData) * 4;
    for (let i = 0; i < count; i++) {
      const place = places[i]!;
      copy(from, to, place - from);
      to += place - from;
      copy(piece, to, newLength);
      to += newLength;
      from = place + oldLength;
    }
    copy(from, to, end - from);
    return result;
  };
}
