import type { Ref } from '@uroboros/heap';
import { reprOf, sizeToInt } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { addFrozensetHash, finishFrozensetHash, startFrozensetHash } from '../text/hash.js';
import { argumentAt, noKeywordsFor } from './arguments.js';
import type { BuiltinDefinition } from './catalog.js';
import { basicSizeOf } from './construct.js';
import { iterOf } from './iterator-reduce.js';
import { SetField, SetIterator } from './layout.js';
import { checkCount, type NativeFunction, noArgs, oneArg, positional } from './native.js';
import { guardedRepr } from './reprguard.js';
import { listFromIterable } from './sequence.js';
import {
  isAnySet,
  newSet,
  SET_BYTES,
  setAdd,
  setClear,
  setContains,
  setDiscard,
  setHashAt,
  setKeyAt,
  setNext,
  setPop,
  setSize,
} from './set.js';
import {
  changedCopy,
  intersectAll,
  newSetFrom,
  setCopy,
  setDifference,
  setDifferenceUpdate,
  setIntersection,
  setIntersectionUpdate,
  setIsDisjoint,
  setIsSubset,
  setIsSuperset,
  setSymmetricDifference,
  setSymmetricDifferenceUpdate,
  setUpdate,
} from './set-ops.js';
import { tupleOf } from './tuple.js';
import { Binary, type BinarySlot, Compare, type Slots, type TypeObject } from './typeobject.js';

/** set and frozenset: what Python sees of them. */

const ANY_NUMBER = Number.POSITIVE_INFINITY;

function setInit(rt: Runtime, set: Ref, args: number, count: number, kwnames: Maybe): boolean {
  if (!noKeywordsFor(rt, rt.typeOf(set), rt.builtin.set, 'init', kwnames)) return false;
  if (!checkCount(rt, 'set', count, 0, 1)) return false;
  if (rt.i32[set + SetField.Fill] !== 0) setClear(rt, set);
  rt.i32[set + SetField.HashLow] = -1;
  rt.i32[set + SetField.HashHigh] = -1;
  return count === 0 || setUpdate(rt, set, argumentAt(rt, args, 0));
}

function frozensetNew(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  const { frozenset } = rt.builtin;
  if (!noKeywordsFor(rt, type, frozenset, 'init', kwnames) || !checkCount(rt, 'frozenset', count, 0, 1)) return 0;
  if (count === 0) return newSet(rt, type);
  const iterable = argumentAt(rt, args, 0);
  if (type === frozenset && rt.typeOf(iterable) === frozenset) return rt.incref(iterable);
  return newSetFrom(rt, type, iterable);
}

// Keys that cannot be hashed: a set stands for the frozenset of its items -----------------------------------------------

/** Runs a search for a key; a set that cannot be hashed is looked for as a frozenset. 1, 0, or −1 on error. */
function searchKey(rt: Runtime, set: Ref, key: Ref, search: (rt: Runtime, set: Ref, key: Ref) => number): number {
  const found = search(rt, set, key);
  if (found >= 0 || !isUnhashableSet(rt, key)) return found;
  rt.clearError();
  const frozen = newSetFrom(rt, rt.builtin.frozenset, key);
  return frozen === 0 ? -1 : rt.consume(frozen, (_, stand) => search(rt, set, stand));
}

function isUnhashableSet(rt: Runtime, key: Ref): boolean {
  return rt.typeOf(key).isSubtypeOf(rt.builtin.set) && rt.errorIs(rt.builtin.TypeError);
}

function contains(rt: Runtime, set: Ref, key: Ref): number {
  return searchKey(rt, set, key, setContains);
}

function discard(rt: Runtime, set: Ref, key: Ref): Maybe {
  return searchKey(rt, set, key, setDiscard) < 0 ? 0 : rt.none();
}

function remove(rt: Runtime, set: Ref, key: Ref): Maybe {
  const found = searchKey(rt, set, key, setDiscard);
  if (found < 0) return 0;
  return found === 1 ? rt.none() : rt.raiseWith('KeyError', key);
}

// Methods -------------------------------------------------------------------------------------------------------------

function add(rt: Runtime, set: Ref, key: Ref): Maybe {
  return setAdd(rt, set, key) < 0 ? 0 : rt.none();
}

function pop(rt: Runtime, set: Ref): Maybe {
  const key = setPop(rt, set);
  return key === 0 ? rt.raise('KeyError', 'pop from an empty set') : key;
}

function copy(rt: Runtime, set: Ref): Maybe {
  return rt.typeOf(set) === rt.builtin.frozenset ? rt.incref(set) : setCopy(rt, set);
}

function truth(rt: Runtime, value: number): Maybe {
  return value < 0 ? 0 : rt.bool(value === 1);
}

function others(rt: Runtime, args: number, count: number): Ref[] {
  return Array.from({ length: count }, (_, i) => argumentAt(rt, args, i));
}

/** A method that changes the set by each of any number of iterables. */
function updating(name: string, change: (rt: Runtime, set: Ref, other: Ref) => boolean): NativeFunction {
  return positional(name, 0, ANY_NUMBER, (rt, set, args, count) => {
    return others(rt, args, count).every((other) => change(rt, set, other)) ? rt.none() : 0;
  });
}

function union(rt: Runtime, set: Ref, args: number, count: number): Maybe {
  return changedCopy(rt, set, (result) =>
    others(rt, args, count).every((other) => other === set || setUpdate(rt, result, other)),
  );
}

function difference(rt: Runtime, set: Ref, args: number, count: number): Maybe {
  if (count === 0) return setCopy(rt, set);
  const result = setDifference(rt, set, argumentAt(rt, args, 0));
  if (result === 0) return 0;
  const mark = rt.mark();
  rt.hold(result);
  const rest = others(rt, args, count).slice(1);
  return rest.every((other) => setDifferenceUpdate(rt, result, other)) ? rt.unhold() : rt.finish(mark, 0);
}

const sharedMethods: readonly NativeFunction[] = [
  oneArg('__contains__', (rt, set, key) => truth(rt, contains(rt, set, key))),
  noArgs('__sizeof__', (rt, set) => {
    const isSmall = rt.i32[set + SetField.Table] === set + SetField.SmallTable;
    return sizeToInt(rt, basicSizeOf(rt, set) + (isSmall ? 0 : 16 * (rt.i32[set + SetField.Mask]! + 1)));
  }),
  noArgs('copy', copy),
  positional('union', 0, ANY_NUMBER, union),
  positional('intersection', 0, ANY_NUMBER, (rt, set, args, count) => intersectAll(rt, set, others(rt, args, count))),
  positional('difference', 0, ANY_NUMBER, difference),
  oneArg('symmetric_difference', setSymmetricDifference),
  oneArg('isdisjoint', (rt, set, other) => truth(rt, setIsDisjoint(rt, set, other))),
  oneArg('issubset', (rt, set, other) => truth(rt, setIsSubset(rt, set, other))),
  oneArg('issuperset', (rt, set, other) => truth(rt, setIsSuperset(rt, set, other))),
];

const setMethods: readonly NativeFunction[] = [
  ...sharedMethods,
  oneArg('add', add),
  noArgs('clear', (rt, set) => {
    setClear(rt, set);
    return rt.none();
  }),
  oneArg('discard', discard),
  oneArg('remove', remove),
  noArgs('pop', pop),
  updating('update', setUpdate),
  updating('difference_update', setDifferenceUpdate),
  positional('intersection_update', 0, ANY_NUMBER, (rt, set, args, count) =>
    setIntersectionUpdate(rt, set, others(rt, args, count)) ? rt.none() : 0,
  ),
  oneArg('symmetric_difference_update', (rt, set, other) =>
    setSymmetricDifferenceUpdate(rt, set, other) ? rt.none() : 0,
  ),
];

// Operators -----------------------------------------------------------------------------------------------------------

/** Operators work between sets only. */
function between(operate: BinarySlot): BinarySlot {
  return (rt, left, right) =>
    isAnySet(rt, left) && isAnySet(rt, right) ? operate(rt, left, right) : rt.notImplemented();
}

function binarySlots(): (BinarySlot | undefined)[] {
  const slots: (BinarySlot | undefined)[] = new Array(Binary.Count).fill(undefined);
  slots[Binary.Sub] = between(setDifference);
  slots[Binary.And] = between(setIntersection);
  slots[Binary.Or] = between((rt, set, other) =>
    other === set ? setCopy(rt, set) : changedCopy(rt, set, (result) => setUpdate(rt, result, other)),
  );
  slots[Binary.Xor] = between(setSymmetricDifference);
  return slots;
}

function changing(change: (rt: Runtime, set: Ref, other: Ref) => boolean): BinarySlot {
  return (rt, set, other) => {
    if (!isAnySet(rt, other)) return rt.notImplemented();
    return change(rt, set, other) ? rt.incref(set) : 0;
  };
}

function inplaceSlots(): (BinarySlot | undefined)[] {
  const slots: (BinarySlot | undefined)[] = new Array(Binary.Count).fill(undefined);
  slots[Binary.Sub] = changing(setDifferenceUpdate);
  slots[Binary.And] = changing((rt, set, other) => setIntersectionUpdate(rt, set, [other]));
  slots[Binary.Or] = changing(setUpdate);
  slots[Binary.Xor] = changing(setSymmetricDifferenceUpdate);
  return slots;
}

/** Comparison is by inclusion. */
function compare(rt: Runtime, set: Ref, other: Ref, op: Compare): Maybe {
  if (!isAnySet(rt, other)) return rt.notImplemented();
  const size = setSize(rt, set);
  const sizeOther = setSize(rt, other);
  switch (op) {
    case Compare.Eq:
      return truth(rt, isEqual(rt, set, other));
    case Compare.Ne: {
      const equal = isEqual(rt, set, other);
      return truth(rt, equal < 0 ? equal : 1 - equal);
    }
    case Compare.Le:
      return truth(rt, setIsSubset(rt, set, other));
    case Compare.Ge:
      return truth(rt, setIsSubset(rt, other, set));
    case Compare.Lt:
      return truth(rt, size >= sizeOther ? 0 : setIsSubset(rt, set, other));
    case Compare.Gt:
      return truth(rt, size <= sizeOther ? 0 : setIsSubset(rt, other, set));
  }
}

function isEqual(rt: Runtime, set: Ref, other: Ref): number {
  if (setSize(rt, set) !== setSize(rt, other)) return 0;
  return hashesDiffer(rt, set, other) ? 0 : setIsSubset(rt, set, other);
}

/** Both hashes are known and are not the same. */
function hashesDiffer(rt: Runtime, set: Ref, other: Ref): boolean {
  const { i32 } = rt;
  if (!hasHash(rt, set) || !hasHash(rt, other)) return false;
  const isSame =
    i32[set + SetField.HashLow] === i32[other + SetField.HashLow] &&
    i32[set + SetField.HashHigh] === i32[other + SetField.HashHigh];
  return !isSame;
}

function hasHash(rt: Runtime, set: Ref): boolean {
  return rt.i32[set + SetField.HashLow] !== -1 || rt.i32[set + SetField.HashHigh] !== -1;
}

const accumulator = new Int32Array(2);

/** frozenset.__hash__: computed once. */
function frozensetHash(rt: Runtime, set: Ref): boolean {
  if (!hasHash(rt, set)) {
    startFrozensetHash(accumulator);
    for (let place = setNext(rt, set, 0); place >= 0; place = setNext(rt, set, place + 1)) {
      setHashAt(rt, set, place);
      addFrozensetHash(accumulator, rt.hashLow, rt.hashHigh);
    }
    finishFrozensetHash(accumulator, setSize(rt, set));
    rt.i32[set + SetField.HashLow] = accumulator[0]!;
    rt.i32[set + SetField.HashHigh] = accumulator[1]!;
  }
  rt.hashLow = rt.i32[set + SetField.HashLow]!;
  rt.hashHigh = rt.i32[set + SetField.HashHigh]!;
  return true;
}

function repr(rt: Runtime, set: Ref): Maybe {
  const name = rt.typeOf(set).name;
  if (setSize(rt, set) === 0) return rt.str(`${name}()`);
  return guardedRepr(rt, set, `${name}(...)`, () => {
    const items = itemsText(rt, set);
    if (items === undefined) return undefined;
    return rt.typeOf(set) === rt.builtin.set ? `{${items}}` : `${name}({${items}})`;
  });
}

/** Text of the items, as in a list of them. */
function itemsText(rt: Runtime, set: Ref): string | undefined {
  const list = listFromIterable(rt, set);
  if (list === 0) return undefined;
  const mark = rt.mark();
  rt.hold(list);
  const repr = reprOf(rt, list);
  if (repr === 0) {
    rt.releaseTo(mark);
    return undefined;
  }
  const text = rt.text(repr).slice(1, -1);
  rt.decref(repr);
  rt.releaseTo(mark);
  return text;
}

// Iteration -----------------------------------------------------------------------------------------------------------

const ITERATOR_BYTES = 48;

function iter(rt: Runtime, set: Ref): Maybe {
  const iterator = rt.fresh.collectable(rt.builtin.set_iterator.typeId, ITERATOR_BYTES);
  if (iterator === 0) return rt.noMemory();
  rt.i32[iterator + SetIterator.Set] = rt.incref(set);
  rt.i32[iterator + SetIterator.Used] = setSize(rt, set);
  rt.i32[iterator + SetIterator.Left] = setSize(rt, set);
  return iterator;
}

function next(rt: Runtime, iterator: Ref): Maybe {
  const i32 = rt.i32;
  const set = i32[iterator + SetIterator.Set]! as Maybe;
  if (set === 0) return 0;
  if (i32[iterator + SetIterator.Used] !== setSize(rt, set)) {
    i32[iterator + SetIterator.Used] = -1;
    return rt.raise('RuntimeError', 'Set changed size during iteration');
  }
  const place = setNext(rt, set, i32[iterator + SetIterator.Position]!);
  if (place < 0) {
    rt.replace(iterator + SetIterator.Set, 0);
    return 0;
  }
  i32[iterator + SetIterator.Position] = place + 1;
  i32[iterator + SetIterator.Left] = i32[iterator + SetIterator.Left]! - 1;
  return rt.incref(setKeyAt(rt, set, place));
}

function remaining(rt: Runtime, iterator: Ref): Maybe {
  const set = rt.i32[iterator + SetIterator.Set]! as Maybe;
  const isValid = set !== 0 && rt.i32[iterator + SetIterator.Used] === setSize(rt, set);
  return sizeToInt(rt, isValid ? rt.i32[iterator + SetIterator.Left]! : 0);
}

// Types ---------------------------------------------------------------------------------------------------------------

function layout(rt: Runtime): ReturnType<NonNullable<BuiltinDefinition['layout']>> {
  return {
    basicSize: SET_BYTES,
    gc: true,
    table: { pointer: 40, count: 32, countBias: 1, filled: 16, stride: 16, references: [0], inlineTable: 64 },
    weakList: 192,
    trashcan: true,
    clear: (set) => setClear(rt, set),
  };
}

const sharedSlots: Slots = { repr, compare, iter, length: setSize, contains };

function reduce(rt: Runtime, set: Ref): Maybe {
  const mark = rt.mark();
  const items = listFromIterable(rt, set);
  if (items === 0) return 0;
  rt.hold(items);
  const args = tupleOf(rt, items);
  if (args === 0) return rt.finish(mark, 0);
  rt.hold(args);
  const state = rt.callMethod(set, '__getstate__');
  if (state === 0) return rt.finish(mark, 0);
  return rt.finish(mark, tupleOf(rt, rt.typeOf(set).ref, args, rt.hold(state)));
}

/** (iter, ([what is left],)): a copy of the iterator is run to its end. */
function reduceRest(rt: Runtime, self: Ref): Maybe {
  const copy = rt.heap.objects.allocate(rt.typeOf(self).typeId);
  if (copy === 0) return rt.noMemory();
  const mark = rt.mark();
  rt.i32.copyWithin(copy + 4, self + 4, self + 12);
  if (rt.i32[copy + SetIterator.Set] !== 0) rt.incref(rt.i32[copy + SetIterator.Set]! as Ref);
  rt.heap.objects.track(copy);
  rt.hold(copy);
  return rt.finish(mark, iterOf(rt, rt.listFrom(copy)));
}

/** set, frozenset and their iterator. */
export const setTypes: readonly BuiltinDefinition[] = [
  {
    key: 'set',
    generic: true,
    doc: 'Build an unordered collection of unique elements.',
    layout,
    slots: {
      ...sharedSlots,
      new: (rt, type) => newSet(rt, type),
      init: setInit,
      binary: binarySlots(),
      inplace: inplaceSlots(),
    },
    methods: [...setMethods, noArgs('__reduce__', reduce)],
  },
  {
    key: 'frozenset',
    generic: true,
    doc: 'Build an immutable unordered collection of unique elements.',
    layout,
    slots: { ...sharedSlots, new: frozensetNew, hash: frozensetHash, binary: binarySlots() },
    methods: [...sharedMethods, noArgs('__reduce__', reduce)],
  },
  {
    key: 'set_iterator',
    final: true,
    layout: () => ({ basicSize: ITERATOR_BYTES, gc: true, slots: [8 * (SetIterator.Set / 2)] }),
    slots: { iter: (rt, self) => rt.incref(self), next },
    methods: [noArgs('__length_hint__', remaining), noArgs('__reduce__', reduceRest)],
  },
];
