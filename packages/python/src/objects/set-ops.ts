import type { Ref } from '@uroboros/heap';
import { forEachItem, getIter, hashOf } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { dictHashAt, dictKeyAt, dictLookupHashed, dictNext, dictSize, isDict, LOOKUP_FAILED } from './dict.js';
import { MUST_ASK } from './dict-find.js';
import { SetField } from './layout.js';
import { newSequenceIteratorOf } from './sequence-iterator.js';
import {
  isAnySet,
  newSet,
  setAddHashed,
  setClear,
  setContainsHashed,
  setContainsHeld,
  setDiscard,
  setDiscardHashed,
  setHashAt,
  setKeyAt,
  setNext,
  setSize,
  setSwap,
} from './set.js';
import { spanOf } from './spans.js';
import type { TypeObject } from './typeobject.js';

/**
 * Set algebra. In which order and into how large a table keys are entered is CPython's: it decides the order of the result.
 *
 * Comparing keys may run user code that changes the sets involved, so each walk asks anew for the next key.
 */

/** Calls `use` with a key and its hash; it returns false to end the walk. */
type KeyVisitor = (key: Ref, low: number, high: number) => boolean;

/** Uses the key at a place of a set, which is held meanwhile. */
function useKeyAt(rt: Runtime, set: Ref, place: number, use: KeyVisitor): boolean {
  setHashAt(rt, set, place);
  const { hashLow, hashHigh } = rt;
  const key = rt.hold(rt.incref(setKeyAt(rt, set, place)));
  const goOn = use(key, hashLow, hashHigh);
  rt.decref(rt.unhold());
  return goOn;
}

/** Walks over a set's keys, each held while it is used. False if the walk was ended. */
function eachKey(rt: Runtime, set: Ref, use: KeyVisitor): boolean {
  for (let place = setNext(rt, set, 0); place >= 0; place = setNext(rt, set, place + 1)) {
    if (!useKeyAt(rt, set, place, use)) return false;
  }
  return true;
}

/** The same over a dictionary's keys. */
function eachDictKey(rt: Runtime, dict: Ref, use: KeyVisitor): boolean {
  for (let entry = dictNext(rt, dict, 0); entry >= 0; entry = dictNext(rt, dict, entry + 1)) {
    dictHashAt(rt, dict, entry);
    const { hashLow, hashHigh } = rt;
    const key = rt.hold(rt.incref(dictKeyAt(rt, dict, entry)));
    const goOn = use(key, hashLow, hashHigh);
    rt.decref(rt.unhold());
    if (!goOn) return false;
  }
  return true;
}

/** The type of an operation's result: never a class of the program's own. */
export function baseType(rt: Runtime, set: Ref): TypeObject {
  return rt.typeOf(set).isSubtypeOf(rt.builtin.set) ? rt.builtin.set : rt.builtin.frozenset;
}

/** A new set of a type with the items of an iterable, 0 for none. */
export function newSetFrom(rt: Runtime, type: TypeObject, iterable: Maybe): Maybe {
  const set = newSet(rt, type);
  if (set === 0 || iterable === 0) return set;
  const mark = rt.mark();
  rt.hold(set);
  return setUpdate(rt, set, iterable) ? rt.unhold() : rt.finish(mark, 0);
}

/** A new set with the same keys, of the basic type. */
export function setCopy(rt: Runtime, set: Ref): Maybe {
  return newSetFrom(rt, baseType(rt, set), set);
}

/** A copy that `change` then works on; 0 if that fails. */
export function changedCopy(rt: Runtime, set: Ref, change: (copy: Ref) => boolean): Maybe {
  const copy = setCopy(rt, set);
  if (copy === 0) return 0;
  const mark = rt.mark();
  rt.hold(copy);
  return change(copy) ? rt.unhold() : rt.finish(mark, 0);
}

// Union ---------------------------------------------------------------------------------------------------------------

/** Adds the items of an iterable. False on error. */
export function setUpdate(rt: Runtime, set: Ref, iterable: Ref): boolean {
  if (isAnySet(rt, iterable)) return merge(rt, set, iterable);
  if (rt.typeOf(iterable) === rt.builtin.dict) return updateFromDict(rt, set, iterable);
  const span = spanOf(rt, iterable);
  if (span === undefined || span.check !== 0 || span.step !== 2) return addIterated(rt, set, getIter(rt, iterable));
  const { first, end } = span;
  const word = rt.setStore.addItems(set, first, end);
  if (word < 0) return word === -1;
  // Nobody has noticed that the iterator was not there from the beginning.
  const kind = rt.typeId(iterable) === rt.ids.list ? rt.builtin.list_iterator : rt.builtin.tuple_iterator;
  return addIterated(rt, set, newSequenceIteratorOf(rt, kind.typeId, iterable, (word - first) >> 1));
}

/** Adds what an iterator gives, an owned one, or 0 if there was an error. */
function addIterated(rt: Runtime, set: Ref, iterator: Maybe): boolean {
  if (iterator === 0) return false;
  const mark = rt.mark();
  rt.hold(iterator);
  const { next, dec } = rt.fast;
  const { setStore } = rt;
  if (rt.typeId(iterator) === rt.builtin.range_iterator.typeId && !setStore.addRange(set, iterator)) {
    rt.releaseTo(mark);
    return false;
  }
  for (;;) {
    const item = next(iterator);
    if (item === 0) {
      rt.releaseTo(mark);
      return !rt.failed;
    }
    let added = setStore.addKnown(set, item);
    if (added === MUST_ASK) {
      rt.hold(item);
      added = setStore.add(set, item);
      rt.unhold();
    }
    dec(item);
    if (added < 0) {
      rt.releaseTo(mark);
      return false;
    }
  }
}

/** One big resize first, where many keys are expected; into an empty set the table is copied (set_merge). */
function merge(rt: Runtime, set: Ref, other: Ref): boolean {
  const i32 = rt.i32;
  const count = setSize(rt, other);
  if (other === set || count === 0) return true;
  if (!makeRoom(rt, set, count)) return false;
  if (i32[set + SetField.Fill] === 0) {
    rt.setStore.copyInto(set, other);
    return true;
  }
  const { setStore } = rt;
  let place = setStore.addAll(set, other, 0);
  while (place >= 0) {
    // Comparing runs code of the program: the table is asked for anew.
    setHashAt(rt, other, place);
    if (setStore.addHashed(set, setKeyAt(rt, other, place), rt.hashLow, rt.hashHigh) < 0) return false;
    place = setStore.addAll(set, other, place + 1);
  }
  return place === -1;
}

function makeRoom(rt: Runtime, set: Ref, count: number): boolean {
  const i32 = rt.i32;
  if ((i32[set + SetField.Fill]! + count) * 5 < i32[set + SetField.Mask]! * 3) return true;
  return rt.setStore.resize(set, (setSize(rt, set) + count) * 2);
}

function updateFromDict(rt: Runtime, set: Ref, dict: Ref): boolean {
  if (!makeRoom(rt, set, dictSize(rt, dict))) return false;
  return eachDictKey(rt, dict, (key, low, high) => setAddHashed(rt, set, key, low, high) >= 0);
}

// Intersection --------------------------------------------------------------------------------------------------------

/** A new set of the keys that an iterable has too. */
export function setIntersection(rt: Runtime, set: Ref, other: Ref): Maybe {
  if (set === other) return setCopy(rt, set);
  const result = newSet(rt, baseType(rt, set));
  if (result === 0) return 0;
  const mark = rt.mark();
  rt.hold(result);
  return intersect(rt, set, other, result) ? rt.unhold() : rt.finish(mark, 0);
}

function intersect(rt: Runtime, set: Ref, other: Ref, result: Ref): boolean {
  const addCommon = (within: Ref, key: Ref, low: number, high: number): boolean => {
    const found = setContainsHashed(rt, within, key, low, high);
    return found === 0 || (found === 1 && setAddHashed(rt, result, key, low, high) >= 0);
  };
  if (isAnySet(rt, other)) {
    // The smaller set is walked over.
    const isLarger = setSize(rt, other) > setSize(rt, set);
    const walked = isLarger ? set : other;
    const within = isLarger ? other : set;
    return addThose(rt, walked, within, 1, result);
  }
  return forEachItem(rt, other, (item) => {
    if (!hashOf(rt, item) || !addCommon(set, item, rt.hashLow, rt.hashHigh)) return false;
    return setSize(rt, result) < setSize(rt, set);
  });
}

/** Adds those keys of a set to a result that another set has (1) or has not (0). False on error. */
function addThose(rt: Runtime, walked: Ref, within: Ref, wanted: number, result: Ref): boolean {
  const { setStore } = rt;
  let place = setStore.addThose(result, walked, within, wanted, 0);
  while (place >= 0) {
    setHashAt(rt, walked, place);
    const { hashLow, hashHigh } = rt;
    if (!addAsking(rt, setKeyAt(rt, walked, place), hashLow, hashHigh, within, wanted, result)) return false;
    place = setStore.addThose(result, walked, within, wanted, place + 1);
  }
  return place === -1;
}

/** The same for one key, which is held: comparing it runs code of the program. */
function addAsking(
  rt: Runtime,
  key: Ref,
  low: number,
  high: number,
  within: Ref,
  wanted: number,
  result: Ref,
): boolean {
  rt.hold(rt.incref(key));
  const found = setContainsHashed(rt, within, key, low, high);
  const isDone = found >= 0 && (found !== wanted || setAddHashed(rt, result, key, low, high) >= 0);
  rt.decref(rt.unhold());
  return isDone;
}

/** Keeps the keys that all of the iterables have. False on error. */
export function setIntersectionUpdate(rt: Runtime, set: Ref, others: readonly Ref[]): boolean {
  const common = intersectAll(rt, set, others);
  if (common === 0) return false;
  const mark = rt.mark();
  rt.hold(common);
  setSwap(rt, set, common);
  rt.releaseTo(mark);
  return true;
}

/** A new set of the keys that all of the iterables have; a copy without any. */
export function intersectAll(rt: Runtime, set: Ref, others: readonly Ref[]): Maybe {
  if (others.length === 0) return setCopy(rt, set);
  const mark = rt.mark();
  let result = rt.hold(rt.incref(set));
  for (const other of others) {
    const next = setIntersection(rt, result, other);
    if (next === 0) return rt.finish(mark, 0);
    rt.decref(rt.unhold());
    result = rt.hold(next);
  }
  return rt.unhold();
}

/** Whether a set and an iterable have no key in common: 1, 0, or −1 on error. */
export function setIsDisjoint(rt: Runtime, set: Ref, other: Ref): number {
  if (set === other) return setSize(rt, set) === 0 ? 1 : 0;
  let found = 0;
  const look = (key: Ref, low: number, high: number): boolean => {
    found = setContainsHashed(rt, set, key, low, high);
    return found === 0;
  };
  if (isAnySet(rt, other)) {
    return setSize(rt, other) > setSize(rt, set) ? check(rt, set, other, 0) : check(rt, other, set, 0);
  }
  const isDone = forEachItem(rt, other, (item) => hashOf(rt, item) && look(item, rt.hashLow, rt.hashHigh));
  if (!isDone) return -1;
  return found < 0 ? -1 : 1 - found;
}

// Difference ----------------------------------------------------------------------------------------------------------

/** Removes the items of an iterable. False on error. */
export function setDifferenceUpdate(rt: Runtime, set: Ref, other: Ref): boolean {
  if (set === other) {
    setClear(rt, set);
    return true;
  }
  return removeAll(rt, set, other) && shedDeleted(rt, set);
}

function removeAll(rt: Runtime, set: Ref, other: Ref): boolean {
  if (!isAnySet(rt, other)) return forEachItem(rt, other, (item) => setDiscard(rt, set, item) >= 0);
  if (setSize(rt, other) >> 3 <= setSize(rt, set)) return removeKeys(rt, set, other);
  // Far more keys than there can be matches: what both have is found first.
  const common = setIntersection(rt, set, other);
  if (common === 0) return false;
  const mark = rt.mark();
  rt.hold(common);
  const isDone = removeKeys(rt, set, common);
  rt.releaseTo(mark);
  return isDone;
}

function removeKeys(rt: Runtime, set: Ref, other: Ref): boolean {
  const { setStore } = rt;
  let place = setStore.removeAll(set, other, 0);
  while (place >= 0) {
    if (!useKeyAt(rt, other, place, (key, low, high) => setDiscardHashed(rt, set, key, low, high) >= 0)) return false;
    place = setStore.removeAll(set, other, place + 1);
  }
  return place === -1;
}

/** Where a quarter of the places is deleted ones, the table is made anew. */
function shedDeleted(rt: Runtime, set: Ref): boolean {
  const i32 = rt.i32;
  const used = setSize(rt, set);
  if (i32[set + SetField.Fill]! - used <= i32[set + SetField.Mask]! >> 2) return true;
  return rt.setStore.resize(set, used > 50000 ? used * 2 : used * 4);
}

/** A new set of the keys that an iterable has not. */
export function setDifference(rt: Runtime, set: Ref, other: Ref): Maybe {
  const isSet = isAnySet(rt, other);
  const isKnown = isSet || isDict(rt, other);
  // Few keys to remove, or unknown ones: they are taken out of a copy.
  const count = isSet ? setSize(rt, other) : isKnown ? dictSize(rt, other) : 0;
  if (!isKnown || setSize(rt, set) >> 2 > count) {
    return changedCopy(rt, set, (copy) => setDifferenceUpdate(rt, copy, other));
  }
  const result = newSet(rt, baseType(rt, set));
  if (result === 0) return 0;
  const mark = rt.mark();
  rt.hold(result);
  const isDone = isSet
    ? addThose(rt, set, other, 0, result)
    : eachKey(rt, set, (key, low, high) => {
        const found = dictHas(rt, other, key, low, high);
        return found === 1 || (found === 0 && setAddHashed(rt, result, key, low, high) >= 0);
      });
  return isDone ? rt.unhold() : rt.finish(mark, 0);
}

function dictHas(rt: Runtime, dict: Ref, key: Ref, low: number, high: number): number {
  const entry = dictLookupHashed(rt, dict, key, low, high);
  return entry === LOOKUP_FAILED ? -1 : entry < 0 ? 0 : 1;
}

/** Removes the items of an iterable that are there, adds those that are not. False on error. */
export function setSymmetricDifferenceUpdate(rt: Runtime, set: Ref, other: Ref): boolean {
  if (set === other) {
    setClear(rt, set);
    return true;
  }
  const toggle = (key: Ref, low: number, high: number): boolean => {
    const removed = setDiscardHashed(rt, set, key, low, high);
    return removed === 1 || (removed === 0 && setAddHashed(rt, set, key, low, high) >= 0);
  };
  if (rt.typeOf(other) === rt.builtin.dict) return eachDictKey(rt, other, toggle);
  if (isAnySet(rt, other)) return toggleKeys(rt, set, other, toggle);
  const mark = rt.mark();
  const items = newSetFrom(rt, baseType(rt, set), other);
  if (items === 0) return false;
  rt.hold(items);
  const isDone = toggleKeys(rt, set, items, toggle);
  rt.releaseTo(mark);
  return isDone;
}

function toggleKeys(rt: Runtime, set: Ref, other: Ref, toggle: KeyVisitor): boolean {
  const { setStore } = rt;
  let place = setStore.toggleAll(set, other, 0);
  while (place >= 0) {
    if (!useKeyAt(rt, other, place, toggle)) return false;
    place = setStore.toggleAll(set, other, place + 1);
  }
  return place === -1;
}

/** A new set of the keys that only one of the two has. */
export function setSymmetricDifference(rt: Runtime, set: Ref, other: Ref): Maybe {
  const result = newSetFrom(rt, baseType(rt, set), other);
  if (result === 0) return 0;
  const mark = rt.mark();
  rt.hold(result);
  return setSymmetricDifferenceUpdate(rt, result, set) ? rt.unhold() : rt.finish(mark, 0);
}

// Comparison ----------------------------------------------------------------------------------------------------------

/** Whether an iterable has all keys of the set: 1, 0, or −1 on error. */
export function setIsSubset(rt: Runtime, set: Ref, other: Ref): number {
  if (!isAnySet(rt, other)) {
    const common = setIntersection(rt, set, other);
    if (common === 0) return -1;
    const isSubset = setSize(rt, common) === setSize(rt, set);
    rt.decref(common);
    return isSubset ? 1 : 0;
  }
  if (setSize(rt, set) > setSize(rt, other)) return 0;
  return check(rt, set, other, 1);
}

/** Whether all keys of a set are in another one (`wanted` 1), or none (0): 1, 0, or −1 on error. */
function check(rt: Runtime, set: Ref, within: Ref, wanted: number): number {
  const { setStore } = rt;
  let place = setStore.checkAll(set, within, wanted, 0);
  while (place >= 0) {
    setHashAt(rt, set, place);
    const found = setContainsHeld(rt, within, setKeyAt(rt, set, place), rt.hashLow, rt.hashHigh);
    if (found !== wanted) return found < 0 ? -1 : 0;
    place = setStore.checkAll(set, within, wanted, place + 1);
  }
  return place === -1 ? 1 : 0;
}

/** Whether the set has all items of an iterable: 1, 0, or −1 on error. */
export function setIsSuperset(rt: Runtime, set: Ref, other: Ref): number {
  if (isAnySet(rt, other)) return setIsSubset(rt, other, set);
  let found = 1;
  const isDone = forEachItem(rt, other, (item) => {
    found = hashOf(rt, item) ? setContainsHashed(rt, set, item, rt.hashLow, rt.hashHigh) : -1;
    return found === 1;
  });
  return isDone ? found : -1;
}
