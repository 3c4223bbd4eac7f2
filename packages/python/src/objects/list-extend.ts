import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { getIter } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { dictKeyAt, dictNext, dictSize, dictValueAt } from './dict.js';
import { fastItems, fastSize, isFast } from './fast-items.js';
import { IteratorField, ListField, RangeIteratorField, TupleField } from './layout.js';
import { itemsLeft, lengthHint } from './length-hint.js';
import { LIST_LIMIT, listAppend, listResize, listSize } from './list.js';
import { isShortRange } from './range-iterators.js';
import { setKeyAt, setNext, setSize } from './set.js';
import { tupleOf } from './tuple.js';
import { clearWords } from './words.js';

/**
 * list.extend: adds the items of any iterable. Those of lists, tuples, sets and dictionaries are copied; all others are asked
 * one by one, into room made for as many as the iterable says it has.
 */

/** Appends all items of an iterable. False on error. */
export function listExtend(rt: Runtime, list: Ref, iterable: Ref): boolean {
  if (list === iterable || isFast(rt, iterable)) return extendFast(rt, list, iterable);
  const type = rt.typeOf(iterable);
  const { builtin } = rt;
  if (type === builtin.set || type === builtin.frozenset) return extendFromSet(rt, list, iterable);
  if (type === builtin.dict) return extendFromDict(rt, list, iterable, dictKeyAt);
  if (type === builtin.dict_keys) return extendFromDict(rt, list, dictOfView(rt, iterable), dictKeyAt);
  if (type === builtin.dict_values) return extendFromDict(rt, list, dictOfView(rt, iterable), dictValueAt);
  if (type === builtin.dict_items) return extendFromItems(rt, list, dictOfView(rt, iterable));
  return extendFromIterator(rt, list, iterable);
}

function dictOfView(rt: Runtime, view: Ref): Ref {
  return rt.i32[view + IteratorField.Index]! as Ref;
}

/** Copies from a list or a tuple, maybe the list itself; a list without a block gets one of just the size. */
function extendFast(rt: Runtime, list: Ref, source: Ref): boolean {
  const i32 = rt.i32;
  const count = fastSize(rt, source);
  if (count === 0) return true;
  const size = listSize(rt, list);
  if (!makeRoom(rt, list, size, count)) return false;
  const from = fastItemsOf(rt, list, source);
  const to = i32[list + ListField.Items]! + 2 * size;
  rt.copyCounted(from, count, to);
  i32[list + Header.Size] = size + count;
  return true;
}

function fastItemsOf(rt: Runtime, list: Ref, source: Ref): number {
  return source === list ? rt.i32[list + ListField.Items]! : fastItems(rt, source);
}

/** Room for so many more items; a list without a block gets one of just the size. False without memory. */
export function makeRoom(rt: Runtime, list: Ref, size: number, count: number): boolean {
  if (rt.i32[list + ListField.Items] === 0) return preallocate(rt, list, count);
  return listResize(rt, list, size + count);
}

/** Room for just so many items, rounded up to an even number, in a list without a block (list_preallocate_exact). */
function preallocate(rt: Runtime, list: Ref, count: number): boolean {
  const room = count > LIST_LIMIT ? 0 : (count + 1) & ~1;
  const items = room === 0 ? 0 : rt.heap.blocks.malloc(room * 8);
  if (items === 0) {
    rt.noMemory();
    return false;
  }
  clearWords(rt.f64, items, items + 2 * room);
  rt.i32[list + ListField.Items] = items;
  rt.i32[list + ListField.Allocated] = room;
  return true;
}

function extendFromSet(rt: Runtime, list: Ref, set: Ref): boolean {
  const size = listSize(rt, list);
  const count = setSize(rt, set);
  if (size + count === 0) return true;
  if (!listResize(rt, list, size + count)) return false;
  let to = rt.i32[list + ListField.Items]! + 2 * size;
  for (let place = setNext(rt, set, 0); place >= 0; place = setNext(rt, set, place + 1), to += 2) {
    rt.i32[to] = rt.incref(setKeyAt(rt, set, place));
  }
  rt.i32[list + Header.Size] = size + count;
  return true;
}

function extendFromDict(
  rt: Runtime,
  list: Ref,
  dict: Ref,
  read: (rt: Runtime, dict: Ref, entry: number) => Maybe,
): boolean {
  const size = listSize(rt, list);
  const count = dictSize(rt, dict);
  if (size + count === 0) return true;
  if (!listResize(rt, list, size + count)) return false;
  let to = rt.i32[list + ListField.Items]! + 2 * size;
  for (let entry = dictNext(rt, dict, 0); entry >= 0; entry = dictNext(rt, dict, entry + 1), to += 2) {
    rt.i32[to] = rt.incref(read(rt, dict, entry) as Ref);
  }
  rt.i32[list + Header.Size] = size + count;
  return true;
}

/** Making the pairs may collect, and so change the dictionary: they are appended one at a time. */
function extendFromItems(rt: Runtime, list: Ref, dict: Ref): boolean {
  const size = listSize(rt, list);
  const count = dictSize(rt, dict);
  if (size + count === 0) return true;
  if (!listResize(rt, list, size + count)) return false;
  for (let entry = dictNext(rt, dict, 0); entry >= 0; entry = dictNext(rt, dict, entry + 1)) {
    const pair = tupleOf(rt, dictKeyAt(rt, dict, entry), dictValueAt(rt, dict, entry) as Ref);
    if (pair === 0) return false;
    if (!appendOwned(rt, list, pair)) return false;
  }
  return true;
}

function extendFromIterator(rt: Runtime, list: Ref, iterable: Ref): boolean {
  const mark = rt.mark();
  const iterator = getIter(rt, iterable);
  if (iterator === 0) return false;
  rt.hold(iterator);
  if (isShortRange(rt, iterator)) {
    const done = appendNumbers(rt, list, iterator);
    rt.releaseTo(mark);
    return done;
  }
  const extended = appendAll(rt, list, iterable, iterator);
  rt.releaseTo(mark);
  return extended;
}

/** The numbers that an iterator over a range has still to give: making ints collects nothing. */
function appendNumbers(rt: Runtime, list: Ref, iterator: Ref): boolean {
  const i32 = rt.i32;
  const { newInt } = rt.fast;
  const count = i32[iterator + RangeIteratorField.Left]!;
  if (count === 0) return true;
  const size = listSize(rt, list);
  if (!makeRoom(rt, list, size, count)) return false;
  const step = i32[iterator + RangeIteratorField.Step]!;
  let value = i32[iterator + RangeIteratorField.Start]!;
  let word = i32[list + ListField.Items]! + 2 * size;
  for (const end = word + 2 * count; word < end; word += 2) {
    const number = newInt(value);
    if (number === 0) break;
    i32[word] = number;
    value += step;
  }
  const taken = ((word - i32[list + ListField.Items]!) >> 1) - size;
  i32[list + Header.Size] = size + taken;
  i32[iterator + RangeIteratorField.Left] = count - taken;
  i32[iterator + RangeIteratorField.Start] = value;
  i32[iterator + RangeIteratorField.Start + 1] = value >> 31;
  return !rt.failed;
}

function appendAll(rt: Runtime, list: Ref, iterable: Ref, iterator: Ref): boolean {
  const hint = lengthHint(rt, iterable, 8);
  if (hint < 0) return false;
  const i32 = rt.i32;
  // More than any list can have is no hint.
  const isHint = hint > 0 && (hint < 2 ** 63 || listSize(rt, list) === 0);
  if (isHint && !makeRoom(rt, list, listSize(rt, list), hint)) return false;
  if (rt.typeOf(iterator) === rt.builtin.tuple_iterator) {
    // The hint is that of the iterable, which may say more or less than its iterator gives.
    const left = itemsLeft(rt, iterator);
    if (left <= hint) takeRest(rt, list, iterator, left);
  }
  if (!appendNext(rt, list, iterator)) return false;
  // More room than items: the guess was too high.
  const size = listSize(rt, list);
  return size >= i32[list + ListField.Allocated]! || listResize(rt, list, size);
}

/** Appends what an iterator gives; whatever its steps do may change the list. False on error. */
function appendNext(rt: Runtime, list: Ref, iterator: Ref): boolean {
  const { i32 } = rt;
  const { next } = rt.fast;
  for (let item = next(iterator); item !== 0; item = next(iterator)) {
    const size = i32[list + Header.Size]!;
    if (size < i32[list + ListField.Allocated]!) {
      i32[i32[list + ListField.Items]! + 2 * size] = item;
      i32[list + Header.Size] = size + 1;
    } else if (!appendOwned(rt, list, item)) return false;
  }
  return !rt.failed;
}

/** Copies what an iterator over a tuple has still to give, which the list has room for. */
function takeRest(rt: Runtime, list: Ref, iterator: Ref, count: number): void {
  const i32 = rt.i32;
  if (count === 0) return;
  const size = listSize(rt, list);
  const index = i32[iterator + IteratorField.Index]!;
  const from = i32[iterator + IteratorField.Sequence]! + TupleField.Items + 2 * index;
  rt.copyCounted(from, count, i32[list + ListField.Items]! + 2 * size);
  i32[list + Header.Size] = size + count;
  i32[iterator + IteratorField.Index] = index + count;
}

function appendOwned(rt: Runtime, list: Ref, owned: Ref): boolean {
  if (listAppend(rt, list, owned)) return true;
  rt.decref(owned);
  return false;
}
