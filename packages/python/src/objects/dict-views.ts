import type { Ref } from '@uroboros/heap';
import { compareBool, containsItem, forEachItem, identicalOrEqual, lengthOf, reprOf } from '../runtime/operators.js';
import type { BuiltinName } from '../runtime/registry.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import type { BuiltinDefinition } from './catalog.js';
import { dictGet, dictSize } from './dict.js';
import { newDictIterator, newPairIterator, reversedIterator } from './dict-iterators.js';
import { dictCopy } from './dict-merge.js';
import { noArgs, oneArg } from './native.js';
import { guardedRepr } from './reprguard.js';
import { listFromIterable } from './sequence.js';
import { isAnySet, newSet, setAdd, setSize } from './set.js';
import {
  newSetFrom,
  setDifferenceUpdate,
  setIntersection,
  setSymmetricDifferenceUpdate,
  setUpdate,
} from './set-ops.js';
import { isTuple, tupleItem, tupleOf, tupleSize } from './tuple.js';
import { Binary, type BinarySlot, Compare, type Slots, type UnarySlot } from './typeobject.js';

/** keys(), values(), items(): views of a dictionary. Those of keys and of items can do what sets can. */

/** _PyDictViewObject. */
const enum DictView {
  Dict = 4,
}

/** A new view of a kind. */
export function newDictView(rt: Runtime, key: BuiltinName, dict: Ref): Maybe {
  const { typeId } = rt.builtin[key];
  const view = rt.fresh.collectable(typeId, rt.heap.types.basicSize[typeId]!);
  if (view === 0) return rt.noMemory();
  rt.i32[view + DictView.Dict] = rt.incref(dict);
  return view;
}

function dictOf(rt: Runtime, view: Ref): Ref {
  return rt.i32[view + DictView.Dict]! as Ref;
}

function length(rt: Runtime, view: Ref): number {
  return dictSize(rt, dictOf(rt, view));
}

function repr(rt: Runtime, view: Ref): Maybe {
  return guardedRepr(rt, view, '...', () => {
    const list = listFromIterable(rt, view);
    if (list === 0) return undefined;
    const mark = rt.mark();
    rt.hold(list);
    const text = rt.finish(mark, reprOf(rt, list));
    if (text === 0) return undefined;
    const items = rt.text(text);
    rt.decref(text);
    return `${rt.typeOf(view).shortName}(${items})`;
  });
}

function containsKey(rt: Runtime, view: Ref, key: Ref): number {
  if (dictGet(rt, dictOf(rt, view), key) !== 0) return 1;
  return rt.failed ? -1 : 0;
}

function containsPair(rt: Runtime, view: Ref, pair: Ref): number {
  if (!isTuple(rt, pair) || tupleSize(rt, pair) !== 2) return 0;
  const found = dictGet(rt, dictOf(rt, view), tupleItem(rt, pair, 0));
  if (found === 0) return rt.failed ? -1 : 0;
  return rt.consume(rt.incref(found), (_, value) => identicalOrEqual(rt, value, tupleItem(rt, pair, 1)));
}

// Views as sets -------------------------------------------------------------------------------------------------------

function isKeysOrItems(rt: Runtime, object: Ref): boolean {
  const type = rt.typeOf(object);
  return type.isSubtypeOf(rt.builtin.dict_keys) || type.isSubtypeOf(rt.builtin.dict_items);
}

/** Whether all items of the first are in the second: 1, 0, or −1 on error. */
function allIn(rt: Runtime, items: Ref, within: Ref): number {
  let found = 1;
  const isDone = forEachItem(rt, items, (item) => {
    found = containsItem(rt, within, item);
    return found === 1;
  });
  return isDone ? found : -1;
}

function compare(rt: Runtime, view: Ref, other: Ref, op: Compare): Maybe {
  if (!isAnySet(rt, other) && !isKeysOrItems(rt, other)) return rt.notImplemented();
  const size = length(rt, view);
  const sizeOther = lengthOf(rt, other);
  if (sizeOther < 0) return 0;
  let result = 0;
  if (op === Compare.Eq || op === Compare.Ne) {
    if (size === sizeOther) result = allIn(rt, view, other);
    if (op === Compare.Ne && result >= 0) result = 1 - result;
  } else if (op === Compare.Lt || op === Compare.Le) {
    if (size < sizeOther || (op === Compare.Le && size === sizeOther)) result = allIn(rt, view, other);
  } else if (size > sizeOther || (op === Compare.Ge && size === sizeOther)) {
    result = allIn(rt, other, view);
  }
  return result < 0 ? 0 : rt.bool(result === 1);
}

/** A set of the left operand's items, changed by the right operand. Either may be the view. */
function changed(change: (rt: Runtime, set: Ref, other: Ref) => boolean): BinarySlot {
  return (rt, left, right) => {
    const isKeys = rt.typeOf(left) === rt.builtin.dict_keys;
    const dict = isKeys ? dictOf(rt, left) : left;
    const source = isKeys && rt.typeOf(dict) === rt.builtin.dict ? dict : left;
    const set = newSetFrom(rt, rt.builtin.set, source);
    if (set === 0) return 0;
    const mark = rt.mark();
    rt.hold(set);
    return change(rt, set, right) ? rt.unhold() : rt.finish(mark, 0);
  };
}

/** The items of the smaller operand that the view has. */
function intersection(rt: Runtime, left: Ref, right: Ref): Maybe {
  let [view, other] = isKeysOrItems(rt, left) ? [left, right] : [right, left];
  if (rt.typeOf(other) === rt.builtin.set && length(rt, view) <= setSize(rt, other)) {
    return setIntersection(rt, other, view);
  }
  if (isKeysOrItems(rt, other) && length(rt, other) > length(rt, view)) [view, other] = [other, view];
  const result = newSet(rt, rt.builtin.set);
  if (result === 0) return 0;
  const mark = rt.mark();
  rt.hold(result);
  const isDone = forEachItem(rt, other, (item) => {
    const found = containsItem(rt, view, item);
    return found === 0 || (found === 1 && setAdd(rt, result, item) >= 0);
  });
  return isDone ? rt.unhold() : rt.finish(mark, 0);
}

/** The symmetric difference of two views of items looks pairs up by their keys, so that values need no hash to be equal. */
function symmetricDifference(rt: Runtime, left: Ref, right: Ref): Maybe {
  const items = rt.builtin.dict_items;
  if (rt.typeOf(left) !== items || rt.typeOf(right) !== items) return toggled(rt, left, right);
  const mark = rt.mark();
  const rest = dictCopy(rt, dictOf(rt, left));
  if (rest === 0) return 0;
  rt.hold(rest);
  const result = newSet(rt, rt.builtin.set);
  if (result === 0) return rt.finish(mark, 0);
  rt.hold(result);
  const isDone =
    forEachItem(rt, right, (pair) => togglePair(rt, rest, result, pair)) &&
    forEachItem(rt, rest, (key) => addPair(rt, rest, result, key));
  return rt.finish(mark, isDone ? rt.incref(result) : 0);
}

const toggled = changed(setSymmetricDifferenceUpdate);

function togglePair(rt: Runtime, rest: Ref, result: Ref, pair: Ref): boolean {
  const key = tupleItem(rt, pair, 0);
  const found = dictGet(rt, rest, key);
  if (found === 0 && rt.failed) return false;
  let isSame = 0;
  if (found !== 0) {
    isSame = rt.consume(rt.incref(found), (_, value) => compareBool(rt, value, tupleItem(rt, pair, 1), Compare.Eq));
  }
  if (isSame < 0) return false;
  if (isSame === 0) return setAdd(rt, result, pair) >= 0;
  const popped = rt.callMethod(rest, 'pop', key);
  if (popped === 0) return false;
  rt.decref(popped);
  return true;
}

function addPair(rt: Runtime, dict: Ref, result: Ref, key: Ref): boolean {
  const value = dictGet(rt, dict, key);
  if (value === 0) return false;
  const pair = tupleOf(rt, key, value);
  return pair !== 0 && rt.consume(pair, (_, held) => setAdd(rt, result, held)) >= 0;
}

function isDisjoint(rt: Runtime, view: Ref, other: Ref): Maybe {
  if (view === other) return rt.bool(length(rt, view) === 0);
  let [walked, within] = [other, view];
  if (isAnySet(rt, other) || isKeysOrItems(rt, other)) {
    const size = lengthOf(rt, other);
    if (size < 0) return 0;
    if (size > length(rt, view)) [walked, within] = [view, other];
  }
  let found = 0;
  const isDone = forEachItem(rt, walked, (item) => {
    found = containsItem(rt, within, item);
    return found === 0;
  });
  return isDone && found >= 0 ? rt.bool(found === 0) : 0;
}

function binarySlots(): (BinarySlot | undefined)[] {
  const slots: (BinarySlot | undefined)[] = new Array(Binary.Count).fill(undefined);
  slots[Binary.Sub] = changed(setDifferenceUpdate);
  slots[Binary.And] = intersection;
  slots[Binary.Or] = changed(setUpdate);
  slots[Binary.Xor] = symmetricDifference;
  return slots;
}

/** A view type; `setSlots` for those that are sets. */
function viewType(kind: 'keys' | 'values' | 'items', iter: UnarySlot, setSlots?: Slots): BuiltinDefinition {
  return {
    key: `dict_${kind}`,
    final: true,
    layout: () => ({ basicSize: 24, gc: true, slots: [16] }),
    slots: {
      repr,
      length,
      iter,
      ...(setSlots === undefined ? {} : { compare, binary: binarySlots(), ...setSlots }),
    },
    methods: [
      noArgs('__reversed__', (rt, view) => reversedIterator(rt, kind, dictOf(rt, view))),
      ...(setSlots === undefined ? [] : [oneArg('isdisjoint', isDisjoint)]),
    ],
    attributes: [{ name: 'mapping', get: (rt, view) => rt.mappingProxy(dictOf(rt, view)) }],
  };
}

export const dictViewTypes: readonly BuiltinDefinition[] = [
  viewType('keys', (rt, view) => newDictIterator(rt, rt.builtin.dict_keyiterator, dictOf(rt, view)), {
    contains: containsKey,
  }),
  viewType('items', (rt, view) => newPairIterator(rt, rt.builtin.dict_itemiterator, dictOf(rt, view)), {
    contains: containsPair,
  }),
  viewType('values', (rt, view) => newDictIterator(rt, rt.builtin.dict_valueiterator, dictOf(rt, view))),
];
