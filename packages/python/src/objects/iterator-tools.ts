import type { Ref } from '@uroboros/heap';
import { GcHeader, Header } from '@uroboros/heap/internal';
import { typeLookup } from '../runtime/attributes.js';
import { callOne, callWithSlots } from '../runtime/calls.js';
import { getIter, indexAsSize, indexOf, isTrue, iterNext, lengthOf, sizeToInt } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { callSpecial } from '../runtime/slot-calls.js';
import { argumentAt, bindParameters, noKeywordsFor, type Parameters } from './arguments.js';
import type { BuiltinDefinition } from './catalog.js';
import { allocateInstance } from './construct.js';
import { intFromBigInt, intFromNumber, intNumber, intValue } from './int.js';
import { Enumerate, Filter, MapField, Reversed, Zip } from './iterator-layout.js';
import { reduceToParts, reduction } from './iterator-reduce.js';
import { itemOrEnd } from './iterators.js';
import { TupleField } from './layout.js';
import { checkCount, noArgs, oneArg } from './native.js';
import { finishTuple, newTuple, tupleItem, tupleSize } from './tuple.js';
import type { TypeObject } from './typeobject.js';

/**
 * enumerate, zip, map, filter, reversed.
 *
 * Those that give tuples fill the one they gave last again if nobody else holds it.
 */

/** A tuple that is filled again: a collection may have found that what it held needs no tracking. */
export function trackAgain(rt: Runtime, tuple: Ref): void {
  if (rt.i32[tuple + GcHeader.Index] === 0) rt.heap.objects.track(tuple);
}

/** Takes over a held item as that of the tuple, and drops the one before. */
export function refill(rt: Runtime, tuple: Ref, index: number, owned: Ref): void {
  rt.replace(tuple + TupleField.Items + 2 * index, owned);
}

// enumerate -----------------------------------------------------------------------------------------------------------

function enumerateNew(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  const values = enumerateArguments(rt, args, count, kwnames);
  if (values === undefined) return 0;
  const [iterable, start] = values;
  const mark = rt.mark();
  const self = allocateInstance(rt, type);
  if (self === 0) return 0;
  rt.hold(self);
  if (start !== 0 && !setStart(rt, self, start)) return rt.finish(mark, 0);
  const iterator = getIter(rt, iterable);
  if (iterator === 0) return rt.finish(mark, 0);
  rt.i32[self + Enumerate.Iterator] = iterator;
  const result = noneTuple(rt, 2);
  if (result === 0) return rt.finish(mark, 0);
  rt.i32[self + Enumerate.Result] = result;
  return rt.unhold();
}

function enumerateArguments(rt: Runtime, args: number, count: number, kwnames: Maybe): [Ref, Maybe] | undefined {
  if (kwnames === 0 && count === 1) return [argumentAt(rt, args, 0), 0];
  const names = ['iterable', 'start'];
  const values: Maybe[] = [0, 0];
  const keywordCount = kwnames === 0 ? 0 : rt.tupleSize(kwnames);
  if (count + keywordCount > 2) {
    rt.raise('TypeError', `enumerate() takes at most 2 arguments (${count + keywordCount} given)`);
    return undefined;
  }
  for (let i = 0; i < count; i++) values[i] = argumentAt(rt, args, i);
  for (let k = 0; k < keywordCount; k++) {
    const name = rt.text(rt.tupleItem(kwnames as Ref, k));
    const index = names.indexOf(name);
    if (index < 0 || values[index] !== 0 || (index === 1 && count + keywordCount === 1)) {
      rt.raise('TypeError', `'${name}' is an invalid keyword argument for enumerate()`);
      return undefined;
    }
    values[index] = argumentAt(rt, args, count + k);
  }
  const [iterable, start] = values;
  if (iterable === 0 || iterable === undefined) {
    rt.raise('TypeError', "enumerate() missing required argument 'iterable'");
    return undefined;
  }
  return [iterable, start ?? 0];
}

function setStart(rt: Runtime, self: Ref, start: Ref): boolean {
  const index = indexOf(rt, start);
  if (index === 0) return false;
  const number = intNumber(rt, index);
  if (Number.isNaN(number)) {
    rt.i32[self + Enumerate.LongIndex] = index;
    return true;
  }
  rt.decref(index);
  writeIndex(rt, self, number);
  return true;
}

function writeIndex(rt: Runtime, self: Ref, index: number): void {
  rt.i32[self + Enumerate.Index] = index | 0;
  rt.i32[self + Enumerate.Index + 1] = Math.floor(index / 2 ** 32);
}

function readIndex(rt: Runtime, self: Ref): number {
  const high = rt.i32[self + Enumerate.Index + 1]!;
  const low = rt.i32[self + Enumerate.Index]!;
  return high === low >> 31 ? low : high * 2 ** 32 + (low >>> 0);
}

function enumerateNext(rt: Runtime, self: Ref): Maybe {
  const item = rt.fast.next(rt.i32[self + Enumerate.Iterator]! as Ref);
  if (item === 0) return 0;
  const mark = rt.mark();
  rt.hold(item);
  const index = takeIndex(rt, self);
  if (index === 0) return rt.finish(mark, 0);
  const result = rt.i32[self + Enumerate.Result]! as Ref;
  if (rt.i32[result + Header.Refcnt] === 1) {
    rt.unhold();
    rt.hold(rt.incref(result));
    const before = tupleItem(rt, result, 1);
    rt.i32[result + TupleField.Items + 2] = item;
    rt.hold(before);
    refill(rt, result, 0, index);
    rt.decref(rt.unhold());
    trackAgain(rt, result);
    return rt.unhold();
  }
  rt.hold(index);
  const pair = newTuple(rt, 2);
  if (pair === 0) return rt.finish(mark, 0);
  rt.i32[pair + TupleField.Items] = rt.unhold();
  rt.i32[pair + TupleField.Items + 2] = rt.unhold();
  return finishTuple(rt, pair);
}

/** The number of the item at hand, as an int; counts on. */
function takeIndex(rt: Runtime, self: Ref): Maybe {
  const long = rt.i32[self + Enumerate.LongIndex]! as Maybe;
  if (long !== 0) return takeLongIndex(rt, self, long);
  const index = readIndex(rt, self);
  if (index < Number.MAX_SAFE_INTEGER) {
    writeIndex(rt, self, index + 1);
    return intFromNumber(rt, index);
  }
  const first = intFromNumber(rt, index);
  if (first === 0) return 0;
  rt.i32[self + Enumerate.LongIndex] = first;
  return takeLongIndex(rt, self, first);
}

function takeLongIndex(rt: Runtime, self: Ref, index: Ref): Maybe {
  const following = intFromBigInt(rt, intValue(rt, index) + 1n);
  if (following === 0) return 0;
  rt.i32[self + Enumerate.LongIndex] = following;
  return index;
}

// zip -----------------------------------------------------------------------------------------------------------------

function zipNew(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  const isStrict = strictArgument(rt, args, count, kwnames);
  if (isStrict < 0) return 0;
  const mark = rt.mark();
  const iterators = iteratorsOf(rt, args, count);
  if (iterators === 0) return 0;
  rt.hold(iterators);
  const result = noneTuple(rt, count);
  if (result === 0) return rt.finish(mark, 0);
  rt.hold(result);
  const self = allocateInstance(rt, type);
  if (self === 0) return rt.finish(mark, 0);
  rt.i32[self + Zip.Count] = count;
  rt.i32[self + Zip.Result] = rt.unhold();
  rt.i32[self + Zip.Iterators] = rt.unhold();
  rt.i32[self + Zip.Strict] = isStrict;
  return self;
}

const ZIP_OPTIONS: Parameters = { function: 'zip', names: ['strict'], required: 0 };

function strictArgument(rt: Runtime, args: number, count: number, kwnames: Maybe): number {
  if (kwnames === 0) return 0;
  const values = bindParameters(rt, ZIP_OPTIONS, args + 2 * count, 0, kwnames);
  if (values === undefined) return -1;
  return values[0] === 0 ? 0 : isTrue(rt, values[0] as Ref);
}

/** A tuple with an iterator over each argument; the tuple comes first, as programs that ask the collector see. */
export function iteratorsOf(rt: Runtime, args: number, count: number): Maybe {
  if (count === 0) return newTuple(rt, 0);
  const tuple = rt.fresh.blankTuple(count);
  if (tuple === 0) return rt.noMemory();
  rt.heap.objects.track(tuple);
  const mark = rt.mark();
  rt.hold(tuple);
  for (let i = 0; i < count; i++) {
    const iterator = getIter(rt, argumentAt(rt, args, i));
    if (iterator === 0) return rt.finish(mark, 0);
    rt.i32[tuple + TupleField.Items + 2 * i] = iterator;
  }
  return rt.unhold();
}

export function noneTuple(rt: Runtime, count: number): Maybe {
  if (count === 0) return newTuple(rt, 0);
  const tuple = rt.fresh.blankTuple(count);
  if (tuple === 0) return rt.noMemory();
  for (let i = 0; i < count; i++) rt.i32[tuple + TupleField.Items + 2 * i] = rt.none();
  rt.heap.generations.track(tuple);
  return tuple;
}

function zipNext(rt: Runtime, self: Ref): Maybe {
  const { i32 } = rt;
  const { next } = rt.fast;
  const count = i32[self + Zip.Count]!;
  const iterators = i32[self + Zip.Iterators]! as Maybe;
  if (count === 0 || iterators === 0) return 0;
  const known = i32[self + Zip.Result]! as Ref;
  if (i32[known + Header.Refcnt] !== 1) return zipInto(rt, self, iterators, count);
  const mark = rt.mark();
  rt.hold(rt.incref(known));
  for (let i = 0; i < count; i++) {
    const item = next(i32[iterators + TupleField.Items + 2 * i]! as Ref);
    if (item === 0) return zipEnd(rt, self, mark, iterators, count, i);
    refill(rt, known, i, item);
  }
  trackAgain(rt, known);
  return rt.unhold();
}

/** Somebody has the tuple that was given last: a new one. */
function zipInto(rt: Runtime, self: Ref, iterators: Ref, count: number): Maybe {
  const { i32 } = rt;
  const { next } = rt.fast;
  const mark = rt.mark();
  const result = newTuple(rt, count);
  if (result === 0) return 0;
  rt.hold(result);
  for (let i = 0; i < count; i++) {
    const item = next(i32[iterators + TupleField.Items + 2 * i]! as Ref);
    if (item === 0) return zipEnd(rt, self, mark, iterators, count, i);
    i32[result + TupleField.Items + 2 * i] = item;
  }
  rt.unhold();
  rt.heap.objects.track(result);
  return result;
}

function zipEnd(rt: Runtime, self: Ref, mark: number, iterators: Ref, count: number, ended: number): 0 {
  rt.releaseTo(mark);
  return rt.failed || rt.i32[self + Zip.Strict] === 0 ? 0 : checkStrict(rt, iterators, count, ended);
}

/** One iterator is at its end: with strict=True the others have to be, too. */
function checkStrict(rt: Runtime, iterators: Ref, count: number, ended: number): 0 {
  if (ended > 0) return differ(rt, ended, 'shorter');
  for (let i = 1; i < count; i++) {
    const item = iterNext(rt, tupleItem(rt, iterators, i));
    if (item !== 0) {
      rt.decref(item);
      return differ(rt, i, 'longer');
    }
    if (rt.failed) return 0;
  }
  return 0;
}

function differ(rt: Runtime, index: number, how: 'shorter' | 'longer'): 0 {
  const before = index === 1 ? ' 1' : `s 1-${index}`;
  return rt.raise('ValueError', `zip() argument ${index + 1} is ${how} than argument${before}`);
}

// map, filter ---------------------------------------------------------------------------------------------------------

function mapNew(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  if (!noKeywordsFor(rt, type, rt.builtin.map, 'init', kwnames)) return 0;
  if (count < 2) return rt.raise('TypeError', 'map() must have at least two arguments.');
  const mark = rt.mark();
  const iterators = iteratorsOf(rt, args + 2, count - 1);
  if (iterators === 0) return 0;
  rt.hold(iterators);
  const self = allocateInstance(rt, type);
  if (self === 0) return rt.finish(mark, 0);
  rt.i32[self + MapField.Iterators] = rt.unhold();
  rt.i32[self + MapField.Function] = rt.incref(argumentAt(rt, args, 0));
  return self;
}

function mapNext(rt: Runtime, self: Ref): Maybe {
  const iterators = rt.i32[self + MapField.Iterators]! as Maybe;
  if (iterators === 0) return 0;
  const count = tupleSize(rt, iterators);
  if (count === 1) {
    const item = rt.fast.next(rt.i32[iterators + TupleField.Items]! as Ref);
    if (item === 0) return 0;
    rt.hold(item);
    return rt.finishOne(callOne(rt, rt.i32[self + MapField.Function]! as Ref, item));
  }
  const mark = rt.mark();
  for (let i = 0; i < count; i++) {
    const item = iterNext(rt, tupleItem(rt, iterators, i));
    if (item === 0) return rt.finish(mark, 0);
    rt.hold(item);
  }
  return rt.finish(mark, callWithSlots(rt, rt.i32[self + MapField.Function]! as Ref, 0, mark, count, 0));
}

function filterNew(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  if (!noKeywordsFor(rt, type, rt.builtin.filter, 'init', kwnames)) return 0;
  if (!checkCount(rt, 'filter', count, 2, 2)) return 0;
  const iterator = getIter(rt, argumentAt(rt, args, 1));
  if (iterator === 0) return 0;
  const mark = rt.mark();
  rt.hold(iterator);
  const self = allocateInstance(rt, type);
  if (self === 0) return rt.finish(mark, 0);
  rt.i32[self + Filter.Iterator] = rt.unhold();
  rt.i32[self + Filter.Function] = rt.incref(argumentAt(rt, args, 0));
  return self;
}

function filterNext(rt: Runtime, self: Ref): Maybe {
  const iterator = rt.i32[self + Filter.Iterator]! as Maybe;
  if (iterator === 0) return 0;
  const test = rt.i32[self + Filter.Function]! as Ref;
  const { next } = rt.fast;
  for (;;) {
    const item = next(iterator);
    if (item === 0) return 0;
    rt.hold(item);
    const passes = test === rt.None || test === rt.builtin.bool.ref ? isTrue(rt, item) : callTest(rt, test, item);
    rt.unhold();
    if (passes > 0) return item;
    rt.decref(item);
    if (passes < 0) return 0;
  }
}

export function callTest(rt: Runtime, test: Ref, item: Ref): number {
  const answer = callOne(rt, test, item);
  if (answer === rt.True || answer === rt.False) {
    rt.decref(answer as Ref);
    return answer === rt.True ? 1 : 0;
  }
  return answer === 0 ? -1 : rt.consume(answer, isTrue);
}

// reversed ------------------------------------------------------------------------------------------------------------

function reversedNew(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  if (!noKeywordsFor(rt, type, rt.builtin.reversed, 'init', kwnames)) return 0;
  if (!checkCount(rt, 'reversed', count, 1, 1)) return 0;
  const sequence = argumentAt(rt, args, 0);
  const typeOf = rt.typeOf(sequence);
  const name = rt.name('__reversed__');
  const method = typeLookup(rt, typeOf, name);
  const isMapping = typeOf.isSubtypeOf(rt.builtin.dict);
  if (method === rt.None || (method === 0 && (typeOf.slots.getItem === undefined || isMapping))) {
    return rt.raise('TypeError', `'${typeOf.name}' object is not reversible`);
  }
  if (method !== 0) return callSpecial(rt, sequence, name, []);
  const length = lengthOf(rt, sequence);
  if (length < 0) return 0;
  const self = allocateInstance(rt, type);
  if (self === 0) return 0;
  rt.i32[self + Reversed.Index] = length - 1;
  rt.i32[self + Reversed.Sequence] = rt.incref(sequence);
  return self;
}

function reversedNext(rt: Runtime, self: Ref): Maybe {
  const sequence = rt.i32[self + Reversed.Sequence]! as Maybe;
  const index = rt.i32[self + Reversed.Index]!;
  if (sequence === 0) return 0;
  if (index >= 0) {
    const mark = rt.mark();
    rt.hold(rt.incref(sequence));
    const item = rt.finish(mark, itemOrEnd(rt, sequence, index));
    if (item !== 0) {
      rt.i32[self + Reversed.Index] = index - 1;
      return item;
    }
    if (rt.failed) return 0;
  }
  rt.i32[self + Reversed.Index] = -1;
  rt.replace(self + Reversed.Sequence, 0);
  return 0;
}

function reversedLeft(rt: Runtime, self: Ref): Maybe {
  const sequence = rt.i32[self + Reversed.Sequence]! as Maybe;
  if (sequence === 0) return sizeToInt(rt, 0);
  const length = lengthOf(rt, sequence);
  if (length < 0) return 0;
  const left = rt.i32[self + Reversed.Index]! + 1;
  return sizeToInt(rt, length < left ? 0 : left);
}

// Copying -------------------------------------------------------------------------------------------------------------

function items(rt: Runtime, tuple: Ref): Ref[] {
  return Array.from({ length: rt.tupleSize(tuple) }, (_, i) => rt.tupleItem(tuple, i));
}

function enumerateReduce(rt: Runtime, self: Ref): Maybe {
  const iterator = rt.i32[self + Enumerate.Iterator]! as Ref;
  const long = rt.i32[self + Enumerate.LongIndex]! as Maybe;
  const mark = rt.mark();
  const index = long === 0 ? sizeToInt(rt, readIndex(rt, self)) : rt.incref(long);
  if (index === 0) return 0;
  rt.hold(index);
  return rt.finish(mark, reduction(rt, rt.typeOf(self).ref, [iterator, index]));
}

function zipReduce(rt: Runtime, self: Ref): Maybe {
  const iterators = rt.i32[self + Zip.Iterators]! as Maybe;
  const args = iterators === 0 ? [] : items(rt, iterators);
  return reduction(rt, rt.typeOf(self).ref, args, rt.i32[self + Zip.Strict] === 1 ? rt.True : 0);
}

function zipSetState(rt: Runtime, self: Ref, state: Ref): Maybe {
  const strict = isTrue(rt, state);
  if (strict < 0) return 0;
  rt.i32[self + Zip.Strict] = strict;
  return rt.none();
}

function reversedReduce(rt: Runtime, self: Ref): Maybe {
  const sequence = rt.i32[self + Reversed.Sequence]! as Maybe;
  if (sequence === 0) return reduction(rt, rt.typeOf(self).ref, [rt.emptyTuple]);
  const mark = rt.mark();
  const index = sizeToInt(rt, rt.i32[self + Reversed.Index]!);
  if (index === 0) return 0;
  return rt.finish(mark, reduction(rt, rt.typeOf(self).ref, [sequence], rt.hold(index)));
}

function reversedSetState(rt: Runtime, self: Ref, state: Ref): Maybe {
  const index = indexAsSize(rt, state, 'OverflowError');
  if (index === undefined) return 0;
  const sequence = rt.i32[self + Reversed.Sequence]! as Maybe;
  if (sequence === 0) return rt.none();
  const length = lengthOf(rt, sequence);
  if (length < 0) return 0;
  rt.i32[self + Reversed.Index] = Math.min(Math.max(index, -1), length - 1);
  return rt.none();
}

/** enumerate, zip, map, filter, reversed. */
export const iteratorToolTypes: readonly BuiltinDefinition[] = [
  {
    key: 'enumerate',
    generic: true,
    doc: 'Return an enumerate object.\n\n  iterable\n    an object supporting iteration\n\nThe enumerate object yields pairs containing a count (from start, which\ndefaults to zero) and a value yielded by the iterable argument.\n\nenumerate is useful for obtaining an indexed list:\n    (0, seq[0]), (1, seq[1]), (2, seq[2]), ...',
    layout: () => ({ basicSize: 56, gc: true, slots: [24, 32, 40] }),
    slots: { new: enumerateNew, iter: (rt, self) => rt.incref(self), next: enumerateNext },
    methods: [noArgs('__reduce__', enumerateReduce)],
  },
  {
    key: 'zip',
    doc: "The zip object yields n-length tuples, where n is the number of iterables\npassed as positional arguments to zip().  The i-th element in every tuple\ncomes from the i-th iterable argument to zip().  This continues until the\nshortest argument is exhausted.\n\nIf strict is true and one of the arguments is exhausted before the others,\nraise a ValueError.\n\n   >>> list(zip('abcdefg', range(3), range(4)))\n   [('a', 0, 0), ('b', 1, 1), ('c', 2, 2)]",
    layout: () => ({ basicSize: 48, gc: true, slots: [24, 32] }),
    slots: { new: zipNew, iter: (rt, self) => rt.incref(self), next: zipNext },
    methods: [noArgs('__reduce__', zipReduce), oneArg('__setstate__', zipSetState)],
  },
  {
    key: 'map',
    doc: 'Make an iterator that computes the function using arguments from\neach of the iterables.  Stops when the shortest iterable is exhausted.',
    layout: () => ({ basicSize: 32, gc: true, slots: [16, 24] }),
    slots: { new: mapNew, iter: (rt, self) => rt.incref(self), next: mapNext },
    methods: [
      reduceToParts((rt, self) => [
        rt.i32[self + MapField.Function]! as Ref,
        ...items(rt, rt.i32[self + MapField.Iterators]! as Ref),
      ]),
    ],
  },
  {
    key: 'filter',
    doc: 'Return an iterator yielding those items of iterable for which function(item)\nis true. If function is None, return the items that are true.',
    layout: () => ({ basicSize: 32, gc: true, slots: [24, 16] }),
    slots: { new: filterNew, iter: (rt, self) => rt.incref(self), next: filterNext },
    methods: [
      reduceToParts((rt, self) => [rt.i32[self + Filter.Function]! as Ref, rt.i32[self + Filter.Iterator]! as Ref]),
    ],
  },
  {
    key: 'reversed',
    doc: 'Return a reverse iterator over the values of the given sequence.',
    layout: () => ({ basicSize: 32, gc: true, slots: [24] }),
    slots: { new: reversedNew, iter: (rt, self) => rt.incref(self), next: reversedNext },
    methods: [
      noArgs('__length_hint__', reversedLeft),
      noArgs('__reduce__', reversedReduce),
      oneArg('__setstate__', reversedSetState),
    ],
  },
];
