import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { indexAsSize, sizeToInt } from '../runtime/operators.js';
import type { BuiltinName } from '../runtime/registry.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import type { BuiltinDefinition } from './catalog.js';
import { digitCount, intFromBigInt, intFromNumber, intFromWord, intValue, isInt } from './int.js';
import { reduction } from './iterator-reduce.js';
import { RangeIteratorField } from './layout.js';
import { noArgs, oneArg } from './native.js';

/**
 * Iterators over ranges. The usual one keeps its three numbers in its fields, as CPython's C longs; the other one holds ints,
 * for numbers that no double holds exactly.
 */

const LONG_RANGE_ITERATOR = 'longrange_iterator' as BuiltinName;

/** A new iterator over `count` numbers; all that it reaches are safe integers. */
export function newRangeIterator(rt: Runtime, start: number, step: number, count: number): Maybe {
  const iterator = rt.fresh.plain(rt.builtin.range_iterator.typeId, 40);
  if (iterator === 0) return rt.noMemory();
  write(rt, iterator + RangeIteratorField.Start, start);
  write(rt, iterator + RangeIteratorField.Step, step);
  write(rt, iterator + RangeIteratorField.Left, count);
  return iterator;
}

/** Whether an object is an iterator over a range whose numbers all fit 31 bits, and so does how many are left. */
export function isShortRange(rt: Runtime, object: Ref): boolean {
  const { i32 } = rt;
  if (i32[object + Header.TypeId] !== rt.builtin.range_iterator.typeId) return false;
  const start = i32[object + RangeIteratorField.Start]!;
  const step = i32[object + RangeIteratorField.Step]!;
  const left = i32[object + RangeIteratorField.Left]!;
  const end = start + step * left;
  return (
    left >= 0 &&
    i32[object + RangeIteratorField.Start + 1] === start >> 31 &&
    i32[object + RangeIteratorField.Step + 1] === step >> 31 &&
    i32[object + RangeIteratorField.Left + 1] === 0 &&
    end === (end | 0)
  );
}

/** Writes a field of 64 bits. */
function write(rt: Runtime, word: number, value: number): void {
  rt.i32[word] = value | 0;
  rt.i32[word + 1] = Math.floor(value / 2 ** 32);
}

function read(rt: Runtime, word: number): number {
  const low = rt.i32[word]!;
  const high = rt.i32[word + 1]!;
  return high === low >> 31 ? low : high * 2 ** 32 + (low >>> 0);
}

/** Fast as long as everything fits 32 bits. Guarded by the benchmark "range loop". */
function next(rt: Runtime, iterator: Ref): Maybe {
  const i32 = rt.i32;
  const left = read(rt, iterator + RangeIteratorField.Left);
  if (left <= 0) return 0;
  write(rt, iterator + RangeIteratorField.Left, left - 1);
  const value = read(rt, iterator + RangeIteratorField.Start);
  const step = read(rt, iterator + RangeIteratorField.Step);
  const following = value + step;
  if (following === (following | 0)) {
    i32[iterator + RangeIteratorField.Start] = following;
    i32[iterator + RangeIteratorField.Start + 1] = following >> 31;
  } else {
    write(rt, iterator + RangeIteratorField.Start, following);
  }
  return value === (value | 0) ? intFromWord(rt, value) : intFromNumber(rt, value);
}

/** longrangeiterobject: next number, step, how many are left; all of them ints. */
export function newLongRangeIterator(rt: Runtime, start: Ref, step: Ref, count: Ref): Maybe {
  const iterator = rt.heap.objects.allocate(rt.builtin[LONG_RANGE_ITERATOR].typeId);
  if (iterator === 0) return rt.noMemory();
  rt.i32[iterator + RangeIteratorField.Start] = rt.incref(start);
  rt.i32[iterator + RangeIteratorField.Step] = rt.incref(step);
  rt.i32[iterator + RangeIteratorField.Left] = rt.incref(count);
  return iterator;
}

function nextLong(rt: Runtime, iterator: Ref): Maybe {
  const i32 = rt.i32;
  const left = i32[iterator + RangeIteratorField.Left]! as Ref;
  if (digitCount(rt, left) === 0) return 0;
  const value = i32[iterator + RangeIteratorField.Start]! as Ref;
  const step = i32[iterator + RangeIteratorField.Step]! as Ref;
  const following = intFromBigInt(rt, intValue(rt, value) + intValue(rt, step));
  if (following === 0) return 0;
  rt.hold(following);
  const fewer = intFromBigInt(rt, intValue(rt, left) - 1n);
  rt.unhold();
  if (fewer === 0) {
    rt.decref(following);
    return 0;
  }
  i32[iterator + RangeIteratorField.Start] = following;
  rt.replace(iterator + RangeIteratorField.Left, fewer);
  return value;
}

/** (iter, (range(start, stop, step),), None) of what is left. */
function reduceRange(rt: Runtime, start: bigint, left: bigint, step: bigint): Maybe {
  const mark = rt.mark();
  const parts: Ref[] = [];
  for (const value of [start, start + left * step, step]) {
    const part = intFromBigInt(rt, value);
    if (part === 0) return rt.finish(mark, 0);
    parts.push(rt.hold(part));
  }
  const range = rt.call(rt.builtin.range.ref, ...parts);
  if (range === 0) return rt.finish(mark, 0);
  rt.hold(range);
  const iter = rt.globalNamed(rt.builtinsDict, 'iter');
  if (iter === 0) return rt.finish(mark, rt.raise('AttributeError', 'iter'));
  return rt.finish(mark, reduction(rt, iter, [range], rt.None));
}

function reduceShort(rt: Runtime, self: Ref): Maybe {
  const [start, step, left] = [RangeIteratorField.Start, RangeIteratorField.Step, RangeIteratorField.Left].map(
    (field) => BigInt(read(rt, self + field)),
  );
  return reduceRange(rt, start!, left!, step!);
}

function reduceLong(rt: Runtime, self: Ref): Maybe {
  const [start, step, left] = [RangeIteratorField.Start, RangeIteratorField.Step, RangeIteratorField.Left].map(
    (field) => intValue(rt, rt.i32[self + field]! as Ref),
  );
  return reduceRange(rt, start!, left!, step!);
}

function setShortState(rt: Runtime, self: Ref, state: Ref): Maybe {
  const index = indexAsSize(rt, state, 'OverflowError');
  if (index === undefined) return 0;
  const left = read(rt, self + RangeIteratorField.Left);
  const skipped = Math.min(Math.max(index, 0), left);
  const start = read(rt, self + RangeIteratorField.Start);
  write(rt, self + RangeIteratorField.Start, start + skipped * read(rt, self + RangeIteratorField.Step));
  write(rt, self + RangeIteratorField.Left, left - skipped);
  return rt.none();
}

function setLongState(rt: Runtime, self: Ref, state: Ref): Maybe {
  if (!isInt(rt, state)) return rt.raise('TypeError', `state must be an int, not ${rt.typeOf(state).name}`);
  const { i32 } = rt;
  const left = intValue(rt, i32[self + RangeIteratorField.Left]! as Ref);
  const given = intValue(rt, state);
  const skipped = given < 0n ? 0n : given > left ? left : given;
  const start = intValue(rt, i32[self + RangeIteratorField.Start]! as Ref);
  const step = intValue(rt, i32[self + RangeIteratorField.Step]! as Ref);
  const from = intFromBigInt(rt, start + skipped * step);
  if (from === 0) return 0;
  rt.replace(self + RangeIteratorField.Start, from);
  const rest = intFromBigInt(rt, left - skipped);
  if (rest === 0) return 0;
  rt.replace(self + RangeIteratorField.Left, rest);
  return rt.none();
}

export const rangeIteratorTypes: readonly BuiltinDefinition[] = [
  {
    key: 'range_iterator',
    final: true,
    layout: () => ({ basicSize: 40 }),
    slots: { iter: (rt, self) => rt.incref(self), next },
    methods: [
      noArgs('__length_hint__', (rt, self) => sizeToInt(rt, read(rt, self + RangeIteratorField.Left))),
      noArgs('__reduce__', reduceShort),
      oneArg('__setstate__', setShortState),
    ],
  },
  {
    key: LONG_RANGE_ITERATOR,
    final: true,
    layout: () => ({ basicSize: 40, slots: [16, 24, 32] }),
    slots: { iter: (rt, self) => rt.incref(self), next: nextLong },
    methods: [
      noArgs('__length_hint__', (rt, self) => rt.incref(rt.i32[self + RangeIteratorField.Left]! as Ref)),
      noArgs('__reduce__', reduceLong),
      oneArg('__setstate__', setLongState),
    ],
  },
];
