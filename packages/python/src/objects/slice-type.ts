import type { Ref } from '@uroboros/heap';
import { hashOf, indexAsSize, indexOf, richCompare } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { addTupleHash, startTupleHash } from '../text/hash.js';
import { argumentAt, noKeywords } from './arguments.js';
import type { BuiltinDefinition } from './catalog.js';
import { intFromBigInt, intValue, isSmallInt } from './int.js';
import { IntField, SliceField } from './layout.js';
import { checkCount, noArgs, oneArg } from './native.js';
import { reprText } from './reprguard.js';
import { tupleOf } from './tuple.js';
import { Compare } from './typeobject.js';

/** A slice's numbers before the length of the sequence is known. */
export interface SliceBounds {
  readonly start: number;
  readonly stop: number;
  readonly step: number;
}

/** A slice of a sequence: the items `start`, `start + step`, …, `count` of them. */
export interface SliceRange extends SliceBounds {
  readonly count: number;
}

const LARGEST = 2 ** 63 - 1;
const NOT_AN_INDEX = 'slice indices must be integers or None or have an __index__ method';

/** A new slice of borrowed parts. */
export function newSlice(rt: Runtime, start: Ref, stop: Ref, step: Ref): Maybe {
  const slice = rt.heap.objects.allocate(rt.builtin.slice.typeId);
  if (slice === 0) return rt.noMemory();
  rt.i32[slice + SliceField.Start] = rt.incref(start);
  rt.i32[slice + SliceField.Stop] = rt.incref(stop);
  rt.i32[slice + SliceField.Step] = rt.incref(step);
  rt.heap.objects.track(slice);
  return slice;
}

/** Whether an object is a slice: slice has no subclasses. */
export function isSlice(rt: Runtime, object: Ref): boolean {
  return rt.typeOf(object) === rt.builtin.slice;
}

function part(rt: Runtime, slice: Ref, field: SliceField): Ref {
  return rt.i32[slice + field]! as Ref;
}

/**
 * The numbers a slice names (PySlice_Unpack); undefined on error. May run `__index__`: the caller asks for the length of its
 * sequence afterwards.
 */
export function unpackSlice(rt: Runtime, slice: Ref): SliceBounds | undefined {
  const step = sliceNumber(rt, part(rt, slice, SliceField.Step), 1);
  if (step === undefined) return undefined;
  if (step === 0) {
    rt.raise('ValueError', 'slice step cannot be zero');
    return undefined;
  }
  const start = sliceNumber(rt, part(rt, slice, SliceField.Start), step < 0 ? LARGEST : 0);
  if (start === undefined) return undefined;
  const stop = sliceNumber(rt, part(rt, slice, SliceField.Stop), step < 0 ? -LARGEST : LARGEST);
  return stop === undefined ? undefined : { start, stop, step };
}

/** A slice's numbers for a sequence of a length (PySlice_AdjustIndices). */
export function adjustSlice(bounds: SliceBounds, length: number): SliceRange {
  const { step } = bounds;
  const start = adjusted(bounds.start, step, length);
  const stop = adjusted(bounds.stop, step, length);
  let count = 0;
  if (step < 0 && stop < start) count = Math.floor((start - stop - 1) / -step) + 1;
  if (step > 0 && start < stop) count = Math.floor((stop - start - 1) / step) + 1;
  return { start, stop, step, count };
}

function adjusted(index: number, step: number, length: number): number {
  if (index < 0) {
    const counted = index + length;
    return counted >= 0 ? counted : step < 0 ? -1 : 0;
  }
  return index < length ? index : step < 0 ? length - 1 : length;
}

/** Both at once, for sequences whose length no user code can change; undefined on error. */
export function sliceIndices(rt: Runtime, slice: Ref, length: number): SliceRange | undefined {
  const bounds = unpackSlice(rt, slice);
  return bounds === undefined ? undefined : adjustSlice(bounds, length);
}

function sliceNumber(rt: Runtime, object: Ref, fallback: number): number | undefined {
  if (object === rt.None) return fallback;
  if (isSmallInt(rt, object)) return rt.i32[object + IntField.Value]!;
  if (rt.typeOf(object).slots.index === undefined) {
    rt.raise('TypeError', NOT_AN_INDEX);
    return undefined;
  }
  return indexAsSize(rt, object, undefined);
}

/** An argument `start` or `stop` of index() and the like (_PyEval_SliceIndexNotNone); undefined on error. */
export function sliceArgument(rt: Runtime, object: Ref): number | undefined {
  if (isSmallInt(rt, object)) return rt.i32[object + IntField.Value]!;
  if (rt.typeOf(object).slots.index === undefined) {
    rt.raise('TypeError', 'slice indices must be integers or have an __index__ method');
    return undefined;
  }
  return indexAsSize(rt, object, undefined);
}

function sliceNew(rt: Runtime, args: number, count: number, kwnames: Maybe): Maybe {
  if (!noKeywords(rt, 'slice', kwnames) || !checkCount(rt, 'slice', count, 1, 3)) return 0;
  const first = argumentAt(rt, args, 0);
  if (count === 1) return newSlice(rt, rt.None, first, rt.None);
  return newSlice(rt, first, argumentAt(rt, args, 1), count === 3 ? argumentAt(rt, args, 2) : rt.None);
}

function sliceRepr(rt: Runtime, slice: Ref): Maybe {
  const mark = rt.mark();
  rt.hold(rt.incref(slice));
  const texts: string[] = [];
  for (const field of [SliceField.Start, SliceField.Stop, SliceField.Step]) {
    const text = reprText(rt, part(rt, slice, field));
    if (text === undefined) break;
    texts.push(text);
  }
  rt.releaseTo(mark);
  return texts.length < 3 ? 0 : rt.str(`slice(${texts.join(', ')})`);
}

/** Slices compare as the tuples of their parts. */
function sliceCompare(rt: Runtime, slice: Ref, other: Ref, op: Compare): Maybe {
  if (!isSlice(rt, slice) || !isSlice(rt, other)) return rt.notImplemented();
  if (slice === other) return rt.bool(op === Compare.Eq || op === Compare.Le || op === Compare.Ge);
  const mark = rt.mark();
  const left = partsAsTuple(rt, slice);
  if (left === 0) return 0;
  rt.hold(left);
  const right = partsAsTuple(rt, other);
  if (right === 0) return rt.finish(mark, 0);
  rt.hold(right);
  return rt.finish(mark, richCompare(rt, left, right, op));
}

function partsAsTuple(rt: Runtime, slice: Ref): Maybe {
  return tupleOf(
    rt,
    part(rt, slice, SliceField.Start),
    part(rt, slice, SliceField.Stop),
    part(rt, slice, SliceField.Step),
  );
}

const accumulator = new Int32Array(2);
const HASH_FOR_MINUS_ONE = 1546275796;

/** slice.__hash__: like that of the tuple of its parts, but the length is not mixed in. */
function sliceHash(rt: Runtime, slice: Ref): boolean {
  if (rt.profile.versionInfo[1] < 12) {
    rt.raise('TypeError', "unhashable type: 'slice'");
    return false;
  }
  const hashes: number[] = [];
  for (const field of [SliceField.Start, SliceField.Stop, SliceField.Step]) {
    if (!hashOf(rt, part(rt, slice, field))) return false;
    hashes.push(rt.hashLow, rt.hashHigh);
  }
  startTupleHash(accumulator);
  for (let i = 0; i < hashes.length; i += 2) addTupleHash(accumulator, hashes[i]!, hashes[i + 1]!);
  const isMinusOne = accumulator[0] === -1 && accumulator[1] === -1;
  rt.hashLow = isMinusOne ? HASH_FOR_MINUS_ONE : accumulator[0]!;
  rt.hashHigh = isMinusOne ? 0 : accumulator[1]!;
  return true;
}

/** slice.indices(length): start, stop and step for a sequence of any length, as a tuple. */
function sliceIndicesMethod(rt: Runtime, slice: Ref, lengthObject: Ref): Maybe {
  const length = indexValue(rt, lengthObject);
  if (length === undefined) return 0;
  if (length < 0n) return rt.raise('ValueError', 'length should not be negative');
  const bounds = longBounds(rt, slice, length);
  if (bounds === undefined) return 0;
  const mark = rt.mark();
  for (const bound of bounds) {
    const number = intFromBigInt(rt, bound);
    if (number === 0) return rt.finish(mark, 0);
    rt.hold(number);
  }
  return rt.finish(mark, tupleOf(rt, ...[0, 2, 4].map((word) => rt.i32[mark + word]! as Ref)));
}

/** Start, stop and step of a slice for a sequence of any length (_PySlice_GetLongIndices); undefined on error. */
export function longBounds(rt: Runtime, slice: Ref, length: bigint): [bigint, bigint, bigint] | undefined {
  const step = partValue(rt, slice, SliceField.Step) ?? 1n;
  if (rt.failed) return undefined;
  if (step === 0n) {
    rt.raise('ValueError', 'slice step cannot be zero');
    return undefined;
  }
  const lower = step < 0n ? -1n : 0n;
  const upper = step < 0n ? length - 1n : length;
  const clip = (value: bigint | undefined, fallback: bigint): bigint => {
    if (value === undefined) return fallback;
    const counted = value < 0n ? value + length : value;
    return value < 0n ? (counted < lower ? lower : counted) : counted > upper ? upper : counted;
  };
  const start = clip(partValue(rt, slice, SliceField.Start), step < 0n ? upper : lower);
  if (rt.failed) return undefined;
  const stop = clip(partValue(rt, slice, SliceField.Stop), step < 0n ? lower : upper);
  return rt.failed ? undefined : [start, stop, step];
}

/** Value of a part that is not None; undefined for None, or on error. */
function partValue(rt: Runtime, slice: Ref, field: SliceField): bigint | undefined {
  const object = part(rt, slice, field);
  if (object === rt.None) return undefined;
  if (rt.typeOf(object).slots.index === undefined) {
    rt.raise('TypeError', NOT_AN_INDEX);
    return undefined;
  }
  return indexValue(rt, object);
}

function indexValue(rt: Runtime, object: Ref): bigint | undefined {
  const index = indexOf(rt, object);
  if (index === 0) return undefined;
  const value = intValue(rt, index);
  rt.decref(index);
  return value;
}

function sliceReduce(rt: Runtime, slice: Ref): Maybe {
  const parts = partsAsTuple(rt, slice);
  if (parts === 0) return 0;
  const mark = rt.mark();
  rt.hold(parts);
  return rt.finish(mark, tupleOf(rt, rt.builtin.slice.ref, parts));
}

/** slice. One dead slice is kept for the next, across collections too. */
export const sliceTypes: readonly BuiltinDefinition[] = [
  {
    key: 'slice',
    final: true,
    doc: 'slice(stop)\nslice(start, stop[, step])\n\nCreate a slice object.  This is used for extended slicing (e.g. a[0:10:2]).',
    layout: () => ({ basicSize: 40, gc: true, slots: [16, 24, 32], freeList: { limit: 1, staysFull: true } }),
    slots: {
      new: (rt, _type, args, count, kwnames) => sliceNew(rt, args, count, kwnames),
      repr: sliceRepr,
      compare: sliceCompare,
      hash: sliceHash,
    },
    members: [
      { name: 'start', word: SliceField.Start, readonly: true, empty: 'none' },
      { name: 'stop', word: SliceField.Stop, readonly: true, empty: 'none' },
      { name: 'step', word: SliceField.Step, readonly: true, empty: 'none' },
    ],
    methods: [oneArg('indices', sliceIndicesMethod), noArgs('__reduce__', sliceReduce)],
  },
];
