/**
 * Stable sorts of positions by keys that are plain numbers: for lists whose items are compared without calling anybody, where
 * the order of comparisons cannot be seen.
 */

import { Room } from './room.js';

/** The other half of a merge or of a distribution. */
const room = new Room<Int32Array>(Int32Array);

/** Bits that one pass of the distribution looks at. */
const PASS_BITS = 11;
const PASS_MASK = 2 ** PASS_BITS - 1;
/** Fewer keys are not worth the counters. */
const MIN_DISTRIBUTED = 256;
const counters = new Int32Array(PASS_MASK + 1);
/** Length of the stretches that insertion sorts before merging. */
const STRETCH = 16;

/** So many items behind sorted ones, as of a list that was appended to, are put in their places one by one. */
const FEW = 8;

/** Whether the item at the first position belongs strictly before the one at the second, whose key is the same. */
export type TieBreaker = (a: number, b: number) => boolean;

/** Sorts positions by `keys[position]`; equal keys keep their order, or are told apart by `tie`. */
export function sortByKeys(keys: Float64Array, order: Int32Array, tie?: TieBreaker): void {
  if (tie === undefined && insertFew(keys, order, ascendingPart(keys, order))) return;
  if (tie !== undefined || order.length < MIN_DISTRIBUTED || !areWords(keys, order)) sortByMerging(keys, order, tie);
  else sortByDistributing(keys, order);
}

/** Sorts positions by their number in the first column; those that are equal there by the second one, and so on. */
export function sortByColumns(columns: readonly Float64Array[], order: Int32Array, level = 0): void {
  const keys = columns[level]!;
  sortByKeys(keys, order);
  if (level + 1 === columns.length) return;
  for (let start = 0; start < order.length; ) {
    const key = keys[order[start]!]!;
    let end = start + 1;
    while (end < order.length && keys[order[end]!]! === key) end++;
    if (end > start + 1) sortByColumns(columns, order.subarray(start, end), level + 1);
    start = end;
  }
}

/**
 * Keys of 32 bits, some bits at a time, the lowest first: each pass counts how often each value occurs there, which says where the first
 * key with it goes, and keeps the order of those with the same one.
 */
function sortByDistributing(keys: Float64Array, order: Int32Array): void {
  const least = leastKey(keys, order);
  const most = greatestKey(keys, order);
  let from = order;
  const beside = room.take(order.length);
  let to = beside;
  for (let shift = 0; shift < 32 && (most - least) >>> shift !== 0; shift += PASS_BITS) {
    distribute(keys, from, to, least, shift);
    [from, to] = [to, from];
  }
  if (from !== order) order.set(from);
  room.giveBack(beside);
}

// Functions that are called seldom and loop for long have one loop each: behind a loop that the engine compiled while it ran it knows
// nothing yet, and goes back to its interpreter, each time anew.

function leastKey(keys: Float64Array, order: Int32Array): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < order.length; i++) least = Math.min(least, keys[order[i]!]!);
  return least;
}

function greatestKey(keys: Float64Array, order: Int32Array): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < order.length; i++) most = Math.max(most, keys[order[i]!]!);
  return most;
}

function distribute(keys: Float64Array, from: Int32Array, to: Int32Array, least: number, shift: number): void {
  countBits(keys, from, least, shift);
  sumUp(counters);
  for (let i = 0; i < from.length; i++) {
    const position = from[i]!;
    const bits = ((keys[position]! - least) >>> shift) & PASS_MASK;
    const place = counters[bits]!;
    counters[bits] = place + 1;
    to[place] = position;
  }
}

function countBits(keys: Float64Array, from: Int32Array, least: number, shift: number): void {
  counters.fill(0);
  for (let i = 0; i < from.length; i++) {
    const bits = ((keys[from[i]!]! - least) >>> shift) & PASS_MASK;
    counters[bits] = counters[bits]! + 1;
  }
}

/** Of how many keys there are of each value: where the first one goes. */
function sumUp(counts: Int32Array): void {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i]!;
    counts[i] = sum;
    sum += count;
  }
}

function sortByMerging(keys: Float64Array, order: Int32Array, tie: TieBreaker | undefined): void {
  const total = order.length;
  for (let start = 0; start < total; start += STRETCH)
    insert(keys, order, start, Math.min(start + STRETCH, total), tie);
  let from: Int32Array = order;
  const beside = room.take(total);
  let to = beside;
  for (let width = STRETCH; width < total; width *= 2) {
    for (let start = 0; start < total; start += 2 * width) {
      merge(keys, from, to, start, Math.min(start + width, total), Math.min(start + 2 * width, total), tie);
    }
    [from, to] = [to, from];
  }
  if (from !== order) order.set(from);
  room.giveBack(beside);
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

function areWords(keys: Float64Array, order: Int32Array): boolean {
  for (let i = 0; i < order.length; i++) {
    const key = keys[order[i]!]!;
    if (key !== (key | 0)) return false;
  }
  return true;
}

/** How many positions from the first on have ascending keys. */
function ascendingPart(keys: Float64Array, order: Int32Array): number {
  let length = 1;
  while (length < order.length && keys[order[length]!]! >= keys[order[length - 1]!]!) length++;
  return length;
}

/** Puts the positions behind a sorted part in their places; false, and nothing done, if they are many. */
function insertFew(keys: Float64Array, order: Int32Array, sorted: number): boolean {
  if (order.length - sorted > FEW) return false;
  for (let i = sorted; i < order.length; i++) {
    const position = order[i]!;
    const place = placeFor(keys, order, i, keys[position]!);
    order.copyWithin(place + 1, place, i);
    order[place] = position;
  }
  return true;
}

/** Where a key goes among so many sorted ones: behind those that are equal. */
function placeFor(keys: Float64Array, order: Int32Array, end: number, key: number): number {
  let low = 0;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (key < keys[order[middle]!]!) high = middle;
    else low = middle + 1;
  }
  return low;
}
