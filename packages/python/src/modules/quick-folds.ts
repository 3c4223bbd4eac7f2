import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { FloatField, IntField, RangeField } from '../objects/layout.js';
import { UNKNOWN } from '../objects/quick-compare.js';
import { spanOf } from '../objects/spans.js';
import type { Compare } from '../objects/typeobject.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';

/**
 * sum, min, max, any and all of containers whose items are of built-in types: loops over words that run no code of the program and
 * make one object at the end. Each gives up where an item is of another kind; nothing has happened then, and the general way begins
 * from the start.
 */

/** So many small ints, and floats of so many bits, add up exactly. */
const MOST_ITEMS = 2 ** 22;

/** The sum of ints of one digit, or of floats; undefined if there is something else among the items. */
export function quickSum(rt: Runtime, iterable: Ref): Maybe | undefined {
  const { i32, ids, dummy } = rt;
  if (i32[iterable + Header.TypeId] === rt.builtin.range.typeId) return sumOfRange(rt, iterable);
  const span = spanOf(rt, iterable);
  if (span === undefined) return undefined;
  const { first, step, end, check } = span;
  if (first >= end || end - first > MOST_ITEMS) return undefined;
  if (i32[i32[first]! + Header.TypeId] === ids.float) return sumOfFloats(rt, first, step, end, check);
  const small = ids.smallInt;
  let sum = 0;
  for (let word = first; word < end; word += step) {
    const item = i32[word]!;
    if (i32[word + check] === 0 || item === dummy) continue;
    if (i32[item + Header.TypeId] !== small) return undefined;
    sum += i32[item + IntField.Value]!;
  }
  return rt.fast.newInt(sum);
}

/** Start, step and length are ints of one digit: the sum of an arithmetic progression. */
function sumOfRange(rt: Runtime, range: Ref): Maybe | undefined {
  const { i32 } = rt;
  const small = rt.ids.smallInt;
  const start = i32[range + RangeField.Start]!;
  const step = i32[range + RangeField.Step]!;
  const length = i32[range + RangeField.Length]!;
  if (i32[start + Header.TypeId] !== small || i32[step + Header.TypeId] !== small) return undefined;
  if (i32[length + Header.TypeId] !== small) return undefined;
  const count = i32[length + IntField.Value]!;
  const twice = 2 * i32[start + IntField.Value]! + (count - 1) * i32[step + IntField.Value]!;
  const sum = (twice * count) / 2;
  return Math.abs(sum) < 2 ** 51 ? rt.fast.newInt(sum + 0) : undefined;
}

/** From 3.12 on the rounding errors are summed beside the floats (Neumaier). */
function sumOfFloats(rt: Runtime, first: number, step: number, end: number, check: number): Maybe | undefined {
  const { i32, f64, dummy } = rt;
  const { float } = rt.ids;
  const { compensatedSum } = rt.profile;
  let sum = 0;
  let correction = 0;
  for (let word = first; word < end; word += step) {
    const item = i32[word]!;
    if (i32[word + check] === 0 || item === dummy) continue;
    if (i32[item + Header.TypeId] !== float) return undefined;
    const value = f64[(item + FloatField.Value) >> 1]!;
    const next = sum + value;
    if (compensatedSum) correction += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return rt.fast.newFloat(compensatedSum && Number.isFinite(correction) ? sum + correction : sum);
}

/** The first of the smallest items, or of the largest, borrowed; 0 if there is none, undefined if a comparison may run code. */
export function quickExtreme(rt: Runtime, iterable: Ref, op: Compare): Maybe | undefined {
  const { i32, quick, dummy } = rt;
  const span = spanOf(rt, iterable);
  if (span === undefined) return undefined;
  const { step, end, check } = span;
  let best: Maybe = 0;
  for (let word = span.first; word < end; word += step) {
    const item = i32[word]! as Ref;
    if (i32[word + check] === 0 || item === dummy) continue;
    if (best === 0) {
      best = item;
      continue;
    }
    const better = quick.compare(item, best, op);
    if (better === UNKNOWN) return undefined;
    if (better === 1) best = item;
  }
  return best;
}

/** Whether an item has the truth that ends the search: 1 or 0, −1 if that may run code. */
export function quickSearch(rt: Runtime, iterable: Ref, stopAt: number): number {
  const { i32, ids, dummy } = rt;
  const { smallInt, bool, none } = ids;
  const span = spanOf(rt, iterable);
  if (span === undefined) return UNKNOWN;
  const { step, end, check } = span;
  for (let word = span.first; word < end; word += step) {
    const item = i32[word]!;
    if (i32[word + check] === 0 || item === dummy) continue;
    const id = i32[item + Header.TypeId]!;
    let truth = 0;
    if (id === smallInt || id === bool) truth = i32[item + IntField.Value] === 0 ? 0 : 1;
    else if (id !== none) return UNKNOWN;
    if (truth === stopAt) return 1;
  }
  return 0;
}
