import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { compareEqual, exactIndexOf, forEachItem, hashOf, indexOf, sizeToInt } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { argumentAt, noKeywords } from './arguments.js';
import type { BuiltinDefinition } from './catalog.js';
import { digitCount, intFromBigInt, intFromNumber, intNumber, intValue } from './int.js';
import { RangeField } from './layout.js';
import { checkCount, noArgs, oneArg } from './native.js';
import { newLongRangeIterator, newRangeIterator, rangeIteratorTypes } from './range-iterators.js';
import { reprText } from './reprguard.js';
import { isSlice, longBounds } from './slice-type.js';
import { tupleOf } from './tuple.js';
import { Compare } from './typeobject.js';

/** range: three ints of any size, and the length. What can be done with numbers up to 2⁵³ is; else with bigint. */

type Part = RangeField.Start | RangeField.Stop | RangeField.Step | RangeField.Length;

function part(rt: Runtime, range: Ref, field: Part): Ref {
  return rt.i32[range + field]! as Ref;
}

function value(rt: Runtime, range: Ref, field: Part): bigint {
  return intValue(rt, part(rt, range, field));
}

// Construction --------------------------------------------------------------------------------------------------------

function rangeNew(rt: Runtime, args: number, count: number, kwnames: Maybe): Maybe {
  if (!noKeywords(rt, 'range', kwnames) || !checkCount(rt, 'range', count, 1, 3)) return 0;
  const mark = rt.mark();
  const start = count === 1 ? intFromNumber(rt, 0) : exactIndexOf(rt, argumentAt(rt, args, 0));
  if (start === 0) return 0;
  rt.hold(start);
  const stop = exactIndexOf(rt, argumentAt(rt, args, count === 1 ? 0 : 1));
  if (stop === 0) return rt.finish(mark, 0);
  rt.hold(stop);
  const step = count === 3 ? exactIndexOf(rt, argumentAt(rt, args, 2)) : intFromNumber(rt, 1);
  if (step === 0) return rt.finish(mark, 0);
  rt.hold(step);
  if (digitCount(rt, step) === 0) {
    rt.raise('ValueError', 'range() arg 3 must not be zero');
    return rt.finish(mark, 0);
  }
  return rt.finish(mark, newRange(rt, start, stop, step));
}

/** A new range of borrowed ints. */
export function newRange(rt: Runtime, start: Ref, stop: Ref, step: Ref): Maybe {
  const length = lengthBetween(rt, start, stop, step);
  if (length === 0) return 0;
  const mark = rt.mark();
  rt.hold(length);
  const range = rt.fresh.plain(rt.builtin.range.typeId, 48);
  if (range === 0) return rt.finish(mark, rt.noMemory());
  rt.i32[range + RangeField.Start] = rt.incref(start);
  rt.i32[range + RangeField.Stop] = rt.incref(stop);
  rt.i32[range + RangeField.Step] = rt.incref(step);
  rt.i32[range + RangeField.Length] = rt.unhold();
  return range;
}

/** Number of items from `start` to before `stop`, as an int. */
function lengthBetween(rt: Runtime, start: Ref, stop: Ref, step: Ref): Maybe {
  const first = intNumber(rt, start);
  const end = intNumber(rt, stop);
  const by = intNumber(rt, step);
  const distance = by > 0 ? end - first : first - end;
  if (Number.isSafeInteger(distance) && Number.isSafeInteger(by)) {
    return intFromNumber(rt, distance <= 0 ? 0 : Math.floor((distance - 1) / Math.abs(by)) + 1);
  }
  const by64 = intValue(rt, step);
  const far = by64 > 0n ? intValue(rt, stop) - intValue(rt, start) : intValue(rt, start) - intValue(rt, stop);
  const size = by64 > 0n ? by64 : -by64;
  return intFromBigInt(rt, far <= 0n ? 0n : (far - 1n) / size + 1n);
}

/** A range of numbers that need not be in the heap yet. */
function rangeOf(rt: Runtime, start: bigint, stop: bigint, step: bigint): Maybe {
  const mark = rt.mark();
  for (const bound of [start, stop, step]) {
    const number = intFromBigInt(rt, bound);
    if (number === 0) return rt.finish(mark, 0);
    rt.hold(number);
  }
  const [first, end, by] = [0, 2, 4].map((word) => rt.i32[mark + word]! as Ref);
  return rt.finish(mark, newRange(rt, first!, end!, by!));
}

// Items ---------------------------------------------------------------------------------------------------------------

function length(rt: Runtime, range: Ref): number {
  const size = value(rt, range, RangeField.Length);
  if (size < 2n ** 63n) return Number(size);
  rt.raise('OverflowError', 'Python int too large to convert to C ssize_t');
  return -1;
}

/** The length of a range as an int, owned. */
export function rangeLength(rt: Runtime, range: Ref): Ref {
  return rt.incref(rt.i32[range + RangeField.Length]! as Ref);
}

function itemAt(rt: Runtime, range: Ref, index: bigint): bigint {
  return value(rt, range, RangeField.Start) + index * value(rt, range, RangeField.Step);
}

function getItem(rt: Runtime, range: Ref, key: Ref): Maybe {
  if (rt.typeOf(key).slots.index === undefined) {
    if (isSlice(rt, key)) return getSlice(rt, range, key);
    return rt.raise('TypeError', `range indices must be integers or slices, not ${rt.typeOf(key).name}`);
  }
  const index = indexOf(rt, key);
  if (index === 0) return 0;
  let at = intValue(rt, index);
  rt.decref(index);
  const size = value(rt, range, RangeField.Length);
  if (at < 0n) at += size;
  if (at < 0n || at >= size) return rt.raise('IndexError', 'range object index out of range');
  return intFromBigInt(rt, itemAt(rt, range, at));
}

function getSlice(rt: Runtime, range: Ref, slice: Ref): Maybe {
  const bounds = longBounds(rt, slice, value(rt, range, RangeField.Length));
  if (bounds === undefined) return 0;
  const [start, stop, step] = bounds;
  return rangeOf(rt, itemAt(rt, range, start), itemAt(rt, range, stop), value(rt, range, RangeField.Step) * step);
}

/** Ints and bools are looked for by arithmetic; everything else may equal anything. */
function isExactNumber(rt: Runtime, object: Ref): boolean {
  const id = rt.i32[object + Header.TypeId]!;
  return id === rt.ids.smallInt || id === rt.ids.bigInt || id === rt.ids.bool;
}

/** Position of a number in the range, −1 if it is not there. */
function positionOf(rt: Runtime, range: Ref, number: Ref): bigint {
  const step = value(rt, range, RangeField.Step);
  const distance = intValue(rt, number) - value(rt, range, RangeField.Start);
  if (distance % step !== 0n) return -1n;
  const position = distance / step;
  return position < value(rt, range, RangeField.Length) ? (position < 0n ? -1n : position) : -1n;
}

/** Position of the first item that equals an object and number of those that do; undefined on error. */
function search(rt: Runtime, range: Ref, object: Ref, isFirst: boolean): { first: number; count: number } | undefined {
  let first = -1;
  let count = 0;
  let at = 0;
  const isDone = forEachItem(rt, range, (item) => {
    const equal = compareEqual(rt, item, object);
    if (equal === 1 && count++ === 0) first = at;
    at++;
    return equal >= 0 && !(isFirst && equal === 1);
  });
  return isDone ? { first, count } : undefined;
}

function contains(rt: Runtime, range: Ref, object: Ref): number {
  if (isExactNumber(rt, object)) return positionOf(rt, range, object) >= 0n ? 1 : 0;
  const found = search(rt, range, object, true);
  return found === undefined ? -1 : found.count;
}

function countMethod(rt: Runtime, range: Ref, object: Ref): Maybe {
  if (isExactNumber(rt, object)) return sizeToInt(rt, positionOf(rt, range, object) >= 0n ? 1 : 0);
  const found = search(rt, range, object, false);
  return found === undefined ? 0 : sizeToInt(rt, found.count);
}

function indexMethod(rt: Runtime, range: Ref, object: Ref): Maybe {
  if (isExactNumber(rt, object)) {
    const position = positionOf(rt, range, object);
    if (position >= 0n) return intFromBigInt(rt, position);
    return rt.raise('ValueError', `${intValue(rt, object)} is not in range`);
  }
  const found = search(rt, range, object, true);
  if (found === undefined) return 0;
  if (found.count === 0) return rt.raise('ValueError', 'sequence.index(x): x not in sequence');
  return sizeToInt(rt, found.first);
}

// Iteration -----------------------------------------------------------------------------------------------------------

function iter(rt: Runtime, range: Ref): Maybe {
  const start = intNumber(rt, part(rt, range, RangeField.Start));
  const step = intNumber(rt, part(rt, range, RangeField.Step));
  const count = intNumber(rt, part(rt, range, RangeField.Length));
  // The iterator steps beyond the last item.
  if (Number.isSafeInteger(start + step * count)) return newRangeIterator(rt, start, step, count);
  const first = part(rt, range, RangeField.Start);
  return newLongRangeIterator(rt, first, part(rt, range, RangeField.Step), part(rt, range, RangeField.Length));
}

function reversedMethod(rt: Runtime, range: Ref): Maybe {
  const start = intNumber(rt, part(rt, range, RangeField.Start));
  const step = intNumber(rt, part(rt, range, RangeField.Step));
  const count = intNumber(rt, part(rt, range, RangeField.Length));
  const isSmall = Number.isSafeInteger(start + step * count) && Number.isSafeInteger(start - step);
  if (isSmall) return newRangeIterator(rt, start + step * (count - 1), -step, count);
  const mark = rt.mark();
  const last = intFromBigInt(rt, itemAt(rt, range, value(rt, range, RangeField.Length) - 1n));
  if (last === 0) return 0;
  rt.hold(last);
  const by = intFromBigInt(rt, -value(rt, range, RangeField.Step));
  if (by === 0) return rt.finish(mark, 0);
  rt.hold(by);
  return rt.finish(mark, newLongRangeIterator(rt, last, by, part(rt, range, RangeField.Length)));
}

// Comparison ----------------------------------------------------------------------------------------------------------

/** Ranges are equal that have the same items. */
function compare(rt: Runtime, range: Ref, other: Ref, op: Compare): Maybe {
  if (rt.typeOf(other) !== rt.builtin.range || (op !== Compare.Eq && op !== Compare.Ne)) return rt.notImplemented();
  return rt.bool(equals(rt, range, other) === (op === Compare.Eq));
}

function equals(rt: Runtime, range: Ref, other: Ref): boolean {
  const size = value(rt, range, RangeField.Length);
  if (size !== value(rt, other, RangeField.Length)) return false;
  if (size === 0n) return true;
  if (value(rt, range, RangeField.Start) !== value(rt, other, RangeField.Start)) return false;
  return size === 1n || value(rt, range, RangeField.Step) === value(rt, other, RangeField.Step);
}

/** The hash of (length, start, step), with None for what does not matter to equality. */
function hash(rt: Runtime, range: Ref): boolean {
  const size = value(rt, range, RangeField.Length);
  const length = part(rt, range, RangeField.Length);
  const start = size === 0n ? rt.None : part(rt, range, RangeField.Start);
  const step = size <= 1n ? rt.None : part(rt, range, RangeField.Step);
  const parts = tupleOf(rt, length, start, step);
  if (parts === 0) return false;
  const hashed = hashOf(rt, parts);
  rt.decref(parts);
  return hashed;
}

function repr(rt: Runtime, range: Ref): Maybe {
  const start = reprText(rt, part(rt, range, RangeField.Start));
  const stop = reprText(rt, part(rt, range, RangeField.Stop));
  const step = value(rt, range, RangeField.Step) === 1n ? '' : reprText(rt, part(rt, range, RangeField.Step));
  if (start === undefined || stop === undefined || step === undefined) return 0;
  return rt.str(`range(${start}, ${stop}${step === '' ? '' : `, ${step}`})`);
}

function reduce(rt: Runtime, range: Ref): Maybe {
  const mark = rt.mark();
  const start = part(rt, range, RangeField.Start);
  const args = tupleOf(rt, start, part(rt, range, RangeField.Stop), part(rt, range, RangeField.Step));
  if (args === 0) return 0;
  rt.hold(args);
  return rt.finish(mark, tupleOf(rt, rt.builtin.range.ref, args));
}

/** range and its iterators. */
export const rangeTypes: readonly BuiltinDefinition[] = [
  {
    key: 'range',
    final: true,
    doc: 'range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\nReturn an object that produces a sequence of integers from start (inclusive)\nto stop (exclusive) by step.  range(i, j) produces i, i+1, i+2, ..., j-1.\nstart defaults to 0, and stop is omitted!  range(4) produces 0, 1, 2, 3.\nThese are exactly the valid indices for a list of 4 elements.\nWhen step is given, it specifies the increment (or decrement).',
    layout: () => ({ basicSize: 48, slots: [16, 24, 32, 40] }),
    slots: {
      new: (rt, _type, args, count, kwnames) => rangeNew(rt, args, count, kwnames),
      repr,
      compare,
      hash,
      iter,
      length,
      getItem,
      contains,
      bool: (rt, range) => (digitCount(rt, part(rt, range, RangeField.Length)) === 0 ? 0 : 1),
    },
    methods: [
      noArgs('__reversed__', reversedMethod),
      noArgs('__reduce__', reduce),
      oneArg('count', countMethod),
      oneArg('index', indexMethod),
    ],
    members: [
      { name: 'start', word: RangeField.Start, readonly: true, empty: 'error' },
      { name: 'stop', word: RangeField.Stop, readonly: true, empty: 'error' },
      { name: 'step', word: RangeField.Step, readonly: true, empty: 'error' },
    ],
  },
  ...rangeIteratorTypes,
];
