/**
 * Stable sorts of positions by keys that are plain numbers: for lists whose items are compared without calling anybody, where
 * the order of comparisons cannot be seen.
 */

/** Positions that fit beside a number of 32 bits in a double. */
const MAX_PACKED = 2 ** 21;
/** Length of the stretches that insertion sorts before merging. */
const STRETCH = 16;

/** Whether the item at the first position belongs strictly before the one at the second, whose key is the same. */
export type TieBreaker = (a: number, b: number) => boolean;

/** Sorts the positions 0 … n − 1 in `order` by `keys`; equal keys keep their order, or are told apart by `tie`. */
export function sortByKeys(keys: Float64Array, order: Int32Array, tie?: TieBreaker): void {
  if (tie === undefined) {
    if (isAscending(keys)) return;
    if (keys.length <= MAX_PACKED && areWords(keys)) {
      sortPacked(keys, order);
      return;
    }
  }
  sortByMerging(keys, order, tie);
}

/** Number and position in one double: sorting these is stable, and needs no comparison function. */
function sortPacked(keys: Float64Array, order: Int32Array): void {
  const packed = new Float64Array(keys.length);
  for (let i = 0; i < keys.length; i++) packed[i] = keys[i]! * MAX_PACKED + i;
  packed.sort();
  for (let i = 0; i < packed.length; i++) order[i] = packed[i]! - Math.floor(packed[i]! / MAX_PACKED) * MAX_PACKED;
}

function sortByMerging(keys: Float64Array, order: Int32Array, tie: TieBreaker | undefined): void {
  const total = order.length;
  for (let start = 0; start < total; start += STRETCH)
    insert(keys, order, start, Math.min(start + STRETCH, total), tie);
  let from: Int32Array = order;
  let to: Int32Array = new Int32Array(total);
  for (let width = STRETCH; width < total; width *= 2) {
    for (let start = 0; start < total; start += 2 * width) {
      merge(keys, from, to, start, Math.min(start + width, total), Math.min(start + 2 * width, total), tie);
    }
    [from, to] = [to, from];
  }
  if (from !== order) order.set(from);
}

function insert(keys: Float64Array, order: Int32Array, start: number, end: number, tie: TieBreaker | undefined): void {
  for (let i = start + 1; i < end; i++) {
    const position = order[i]!;
    const key = keys[position]!;
    let at = i;
    for (; at > start; at--) {
      const other = order[at - 1]!;
      const otherKey = keys[other]!;
      if (key > otherKey || (key === otherKey && (tie === undefined || !tie(position, other)))) break;
      order[at] = other;
    }
    order[at] = position;
  }
}

/** Merges two neighbouring sorted stretches from one array into the other. */
function merge(
  keys: Float64Array,
  from: Int32Array,
  to: Int32Array,
  start: number,
  middle: number,
  end: number,
  tie: TieBreaker | undefined,
): void {
  let a = start;
  let b = middle;
  for (let at = start; at < end; at++) {
    if (b >= end) {
      to[at] = from[a++]!;
      continue;
    }
    if (a >= middle) {
      to[at] = from[b++]!;
      continue;
    }
    const keyA = keys[from[a]!]!;
    const keyB = keys[from[b]!]!;
    const takeB = keyB < keyA || (keyB === keyA && tie !== undefined && tie(from[b]!, from[a]!));
    to[at] = takeB ? from[b++]! : from[a++]!;
  }
}

function areWords(keys: Float64Array): boolean {
  for (let i = 0; i < keys.length; i++) if (keys[i] !== (keys[i]! | 0)) return false;
  return true;
}

function isAscending(keys: Float64Array): boolean {
  for (let i = 1; i < keys.length; i++) if (keys[i]! < keys[i - 1]!) return false;
  return true;
}
