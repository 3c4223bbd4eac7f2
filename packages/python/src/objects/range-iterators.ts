import type { Ref } from '@uroboros/heap';
import { sizeToInt } from '../runtime/operators.js';
import type { BuiltinName } from '../runtime/registry.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import type { BuiltinDefinition } from './catalog.js';
import { digitCount, intFromBigInt, intFromNumber, intFromWord, intValue } from './int.js';
import { RangeIteratorField } from './layout.js';
import { noArgs } from './native.js';

/**
 * Iterators over ranges. The usual one keeps its three numbers in its fields, as CPython's C longs; the other one holds ints,
 * for numbers that no double holds exactly.
 */

const LONG_RANGE_ITERATOR = 'longrange_iterator' as BuiltinName;

/** A new iterator over `count` numbers; all that it reaches are safe integers. */
export function newRangeIterator(rt: Runtime, start: number, step: number, count: number): Maybe {
  const iterator = rt.heap.objects.allocate(rt.builtin.range_iterator.typeId);
  if (iterator === 0) return rt.noMemory();
  write(rt, iterator + RangeIteratorField.Start, start);
  write(rt, iterator + RangeIteratorField.Step, step);
  write(rt, iterator + RangeIteratorField.Left, count);
  return iterator;
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

export const rangeIteratorTypes: readonly BuiltinDefinition[] = [
  {
    key: 'range_iterator',
    final: true,
    layout: () => ({ basicSize: 40 }),
    slots: { iter: (rt, self) => rt.incref(self), next },
    methods: [noArgs('__length_hint__', (rt, self) => sizeToInt(rt, read(rt, self + RangeIteratorField.Left)))],
  },
  {
    key: LONG_RANGE_ITERATOR,
    final: true,
    layout: () => ({ basicSize: 40, slots: [16, 24, 32] }),
    slots: { iter: (rt, self) => rt.incref(self), next: nextLong },
    methods: [noArgs('__length_hint__', (rt, self) => rt.incref(rt.i32[self + RangeIteratorField.Left]! as Ref))],
  },
];
