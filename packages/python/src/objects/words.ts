import { Header } from '@uroboros/heap/internal';

/** Bulk work on words. */

/** The engine's own `copyWithin` is fast for many words, but a call of it costs as much as a loop over some dozens. */
const FEW = 48;

/**
 * Clears words; both bounds are even, as those of slots are. The engine's `fill` takes twice the time over shared memory, and for few words
 * longer still.
 */
export function clearWords(f64: Float64Array, from: number, to: number): void {
  const end = to >> 1;
  let at = from >> 1;
  for (; at <= end - 4; at += 4) {
    f64[at] = 0;
    f64[at + 1] = 0;
    f64[at + 2] = 0;
    f64[at + 3] = 0;
  }
  for (; at < end; at++) f64[at] = 0;
}

/** Clears a block of pymalloc's: so many words of it, rounded up to whole granules, which the block has. */
export function clearBlock(f64: Float64Array, block: number, words: number): void {
  const end = (block + words) >> 1;
  for (let at = block >> 1; at < end; at += 2) {
    f64[at] = 0;
    f64[at + 1] = 0;
  }
}

/** Moves words within memory; the stretches may overlap. */
export function moveWords(i32: Int32Array, to: number, from: number, end: number): void {
  if (end - from > FEW) i32.copyWithin(to, from, end);
  else if (to < from) for (let word = from, at = to; word < end; word++, at++) i32[at] = i32[word]!;
  else for (let word = end - 1, at = to + (end - from) - 1; word >= from; word--, at--) i32[at] = i32[word]!;
}

/** Copies so many references from slots to slots, and counts them. The stretches do not overlap. */
export function copyCounted(i32: Int32Array, from: number, count: number, to: number): void {
  for (let end = from + 2 * count, at = to, word = from; word < end; word += 2, at += 2) {
    const object = i32[word]!;
    i32[at] = object;
    const refs = (i32[object + Header.Refcnt]! + 1) | 0;
    if (refs !== 0) i32[object + Header.Refcnt] = refs;
  }
}

/** The same into slots that nobody has cleared. */
export function copyCountedInto(i32: Int32Array, from: number, count: number, to: number): void {
  for (let end = from + 2 * count, at = to, word = from; word < end; word += 2, at += 2) {
    const object = i32[word]!;
    i32[at] = object;
    i32[at + 1] = 0;
    const refs = (i32[object + Header.Refcnt]! + 1) | 0;
    if (refs !== 0) i32[object + Header.Refcnt] = refs;
  }
}

/** Adds references to an object. */
export function countMany(i32: Int32Array, object: number, more: number): void {
  const refs = i32[object + Header.Refcnt]!;
  // An immortal count stays; a mortal one that would become immortal on the way is counted one by one.
  if (refs < 0) {
    if (refs === -1) return;
  } else if (refs + more <= 0x7fffffff) {
    i32[object + Header.Refcnt] = refs + more;
    return;
  }
  for (let i = 0; i < more; i++) {
    const count = (i32[object + Header.Refcnt]! + 1) | 0;
    if (count === 0) return;
    i32[object + Header.Refcnt] = count;
  }
}
