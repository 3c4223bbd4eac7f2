import type { Ref, TypeId } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { callOne } from '../runtime/calls.js';
import { compareBool, indexAsSize, isTrue } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { argumentAt, unexpectedKeyword } from './arguments.js';
import { addGarbage, dropGarbage, garbageMark } from './garbage.js';
import { sortByColumns, sortByKeys } from './key-sort.js';
import { IntField, ListField, TupleField } from './layout.js';
import { listReverse, listSize } from './list.js';
import type { NativeFunction } from './native.js';
import { areAlikeTuples, commonKind, PlainKind, plainKind, plainNumber } from './plain-keys.js';
import { UNKNOWN } from './quick-compare.js';
import { Room } from './room.js';
import { dataByte, isExactStr, strKind, strLength } from './str.js';
import { type Less, timsort } from './timsort.js';
import { Compare } from './typeobject.js';
import { clearWords } from './words.js';

/**
 * list.sort.
 *
 * Comparisons and key functions are user code that may look at the list: it is empty meanwhile. Its items wait in a list of
 * their own that nobody else sees, the keys in another; both stand in slots, so that nothing is held by JavaScript alone.
 * The sort itself works on positions.
 */

/** Where sorts keep positions, what is moved, and keys. A sort that runs in a comparison of another finds the first one taken. */
const positions = new Room<Int32Array>(Int32Array);
const moved = new Room<Int32Array>(Int32Array);
const keyRoom = new Room<Float64Array>(Float64Array);

/** Field value that shows that nobody has changed the list while it was being sorted. */
const SORTING = -1;

/** Sorts a list in place; `key` 0 for none. False on error: the list then holds the same items in some order. */
export function sortList(rt: Runtime, list: Ref, key: Maybe, isReverse: boolean): boolean {
  if (key === 0 && sortFew(rt, list, isReverse)) return true;
  const hidden = newHidden(rt, 0);
  if (hidden === 0) return false;
  const mark = rt.mark();
  rt.hold(hidden);
  exchangeItems(rt, list, hidden);
  rt.i32[list + ListField.Allocated] = SORTING;
  let sorted = key === 0 ? sortItems(rt, hidden, hidden, isReverse) : sortByKey(rt, hidden, key, isReverse);
  if (rt.i32[list + ListField.Allocated] === SORTING) {
    rt.i32[list + ListField.Allocated] = 0;
  } else if (sorted) {
    rt.raise('ValueError', 'list modified during sort');
    sorted = false;
  }
  exchangeItems(rt, list, hidden);
  rt.releaseTo(mark);
  return sorted;
}

/** Up to so many items are sorted where they stand. */
const FEW = 24;

/** Sorts a short list of plain items by insertion; false, and nothing done, if it is another one. */
function sortFew(rt: Runtime, list: Ref, isReverse: boolean): boolean {
  const { i32, quick } = rt;
  const size = listSize(rt, list);
  if (size < 2) return true;
  const first = i32[list + ListField.Items]!;
  if (size > FEW || commonKind(rt, first, size) === PlainKind.None) return false;
  if (isReverse) listReverse(rt, list);
  for (let at = first + 2; at < first + 2 * size; at += 2) {
    const item = i32[at]! as Ref;
    let to = at;
    for (; to > first && quick.less(item, i32[to - 2]! as Ref) === 1; to -= 2) i32[to] = i32[to - 2]!;
    i32[to] = item;
  }
  if (isReverse) listReverse(rt, list);
  return true;
}

const hiddenTypes = new WeakMap<Runtime, TypeId>();

/**
 * A list that no program sees, of so many items, still 0. It has a type of its own that is not collectable, so that sorting
 * leaves the collector's count and the free list of lists alone.
 */
function newHidden(rt: Runtime, size: number): Maybe {
  let typeId = hiddenTypes.get(rt);
  if (typeId === undefined) {
    typeId = rt.heap.defineType({ name: 'items being sorted', basicSize: 40, buffer: { pointer: 24 } }).id;
    hiddenTypes.set(rt, typeId);
  }
  const list = rt.heap.objects.allocate(typeId);
  if (list === 0) return rt.noMemory();
  if (size === 0) return list;
  const items = rt.heap.blocks.malloc(size * 8);
  if (items === 0) {
    rt.decref(list);
    return rt.noMemory();
  }
  clearWords(rt.f64, items, items + 2 * size);
  rt.i32[list + ListField.Items] = items;
  rt.i32[list + ListField.Allocated] = size;
  rt.i32[list + Header.Size] = size;
  return list;
}

/** Two lists exchange their contents. */
function exchangeItems(rt: Runtime, a: Ref, b: Ref): void {
  for (const field of [Header.Size, ListField.Items, ListField.Allocated]) {
    const value = rt.i32[a + field]!;
    rt.i32[a + field] = rt.i32[b + field]!;
    rt.i32[b + field] = value;
  }
}

function sortByKey(rt: Runtime, items: Ref, key: Ref, isReverse: boolean): boolean {
  const keys = computeKeys(rt, items, key);
  if (keys === 0) return false;
  rt.hold(keys);
  const sorted = sortItems(rt, items, keys, isReverse);
  dropForwards(rt, keys);
  rt.decref(rt.unhold());
  return sorted;
}

/** A hidden list with the key of each item, in order. */
function computeKeys(rt: Runtime, items: Ref, key: Ref): Maybe {
  const size = listSize(rt, items);
  const keys = newHidden(rt, size);
  if (keys === 0) return 0;
  const mark = rt.mark();
  rt.hold(keys);
  for (let i = 0; i < size; i++) {
    const value = callOne(rt, key, rt.i32[rt.i32[items + ListField.Items]! + 2 * i]! as Ref);
    if (value === 0) return rt.finish(mark, 0);
    rt.i32[rt.i32[keys + ListField.Items]! + 2 * i] = value;
  }
  return rt.unhold();
}

/** Drops a hidden list's items, first to last. */
function dropForwards(rt: Runtime, list: Ref): void {
  const first = rt.i32[list + ListField.Items]!;
  const size = listSize(rt, list);
  const garbage = garbageMark(rt);
  for (let i = 0; i < size; i++) addGarbage(rt, rt.i32[first + 2 * i]! as Ref);
  rt.i32[list + Header.Size] = 0;
  dropGarbage(rt, garbage);
}

/** A stable sort in descending order is an ascending one of the list turned round, turned round again. */
function sortItems(rt: Runtime, items: Ref, keys: Ref, isReverse: boolean): boolean {
  if (isReverse) reverseBoth(rt, items, keys);
  if (isAscending(rt, keys)) {
    if (isReverse) reverseBoth(rt, items, keys);
    return true;
  }
  const order = positions.take(listSize(rt, items));
  fillPositions(order);
  const sorted = sortOrder(rt, keys, order);
  rearrange(rt, items, order);
  if (keys !== items) rearrange(rt, keys, order);
  positions.giveBack(order);
  if (isReverse) reverseBoth(rt, items, keys);
  return sorted;
}

function fillPositions(order: Int32Array): void {
  for (let i = 0; i < order.length; i++) order[i] = i;
}

/** Whether the keys are small ints that stand in order already, which is seen sooner than anything is made for a sort. */
function isAscending(rt: Runtime, keys: Ref): boolean {
  const { i32 } = rt;
  const { smallInt } = rt.ids;
  const first = i32[keys + ListField.Items]!;
  const end = first + 2 * listSize(rt, keys);
  let previous = -Infinity;
  for (let word = first; word < end; word += 2) {
    const key = i32[word]!;
    const value = i32[key + IntField.Value]!;
    if (i32[key + Header.TypeId] !== smallInt || value < previous) return false;
    previous = value;
  }
  return true;
}

function reverseBoth(rt: Runtime, items: Ref, keys: Ref): void {
  listReverse(rt, items);
  if (keys !== items) listReverse(rt, keys);
}

/** Puts the item at position `order[i]` at position `i`. */
function rearrange(rt: Runtime, list: Ref, order: Int32Array): void {
  const first = rt.i32[list + ListField.Items]!;
  const { i32 } = rt;
  const refs = moved.take(order.length);
  gather(i32, first, order, refs);
  putBack(i32, first, refs);
  moved.giveBack(refs);
}

function gather(i32: Int32Array, first: number, order: Int32Array, refs: Int32Array): void {
  for (let i = 0; i < order.length; i++) refs[i] = i32[first + 2 * order[i]!]!;
}

function putBack(i32: Int32Array, first: number, refs: Int32Array): void {
  for (let i = 0; i < refs.length; i++) i32[first + 2 * i] = refs[i]!;
}

/** Sorts positions by the keys there. Numbers and strings of exact types are compared here, without calling anybody. */
function sortOrder(rt: Runtime, keys: Ref, order: Int32Array): boolean {
  if (order.length < 2) return true;
  const numbers = asNumbers(rt, keys);
  if (numbers !== undefined) {
    sortByKeys(numbers, order);
    keyRoom.giveBack(numbers);
    return true;
  }
  if (sortTexts(rt, keys, order) || sortTuples(rt, keys, order)) return true;
  const { quick } = rt;
  const less: Less = (a, b) => {
    const first = rt.i32[keys + ListField.Items]!;
    const left = rt.i32[first + 2 * a]! as Ref;
    const right = rt.i32[first + 2 * b]! as Ref;
    const known = quick.less(left, right);
    const isLess = known === UNKNOWN ? compareBool(rt, left, right, Compare.Lt) : known;
    return isLess < 0 ? undefined : isLess === 1;
  };
  return timsort(order, less, rt.profile.sortsEqualRuns);
}

/** The keys as numbers, if all of them are ints that a double holds exactly, or floats but NaN. */
function asNumbers(rt: Runtime, keys: Ref): Float64Array | undefined {
  const size = listSize(rt, keys);
  const first = rt.i32[keys + ListField.Items]!;
  if (plainKind(rt, rt.i32[first]! as Ref) !== PlainKind.Number) return undefined;
  const numbers = keyRoom.take(size);
  for (let i = 0; i < size; i++) {
    const key = rt.i32[first + 2 * i]! as Ref;
    if (plainKind(rt, key) !== PlainKind.Number) {
      keyRoom.giveBack(numbers);
      return undefined;
    }
    numbers[i] = plainNumber(rt, key);
  }
  return numbers;
}

/** Sorts positions by keys that are tuples of plain items. False, and nothing done, if they are not. */
function sortTuples(rt: Runtime, keys: Ref, order: Int32Array): boolean {
  const { i32, quick } = rt;
  const size = listSize(rt, keys);
  const first = i32[keys + ListField.Items]!;
  if (!areAlikeTuples(rt, first, size)) return false;
  const columns = numberColumns(rt, first, size);
  if (columns !== undefined) {
    sortByColumns(columns, order);
    return true;
  }
  const numbers = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const item = i32[i32[first + 2 * i]! + TupleField.Items]! as Ref;
    if (plainKind(rt, item) === PlainKind.Number) numbers[i] = plainNumber(rt, item);
    else if (strKind(rt, item) === 1) numbers[i] = prefixOf(rt, item);
    else return false;
  }
  sortByKeys(numbers, order, (a, b) => quick.less(i32[first + 2 * a]! as Ref, i32[first + 2 * b]! as Ref) === 1);
  return true;
}

/** Tuples of more numbers are not taken apart. */
const MOST_COLUMNS = 4;

/** The items of alike tuples by their places, if all of them are numbers. */
function numberColumns(rt: Runtime, first: number, count: number): Float64Array[] | undefined {
  const { i32 } = rt;
  const sample = i32[first]!;
  const size = i32[sample + Header.Size]!;
  if (size > MOST_COLUMNS || commonKind(rt, sample + TupleField.Items, size) !== PlainKind.Number) return undefined;
  return Array.from({ length: size }, (_, place) => {
    const column = new Float64Array(count);
    const item = TupleField.Items + 2 * place;
    for (let i = 0; i < count; i++) column[i] = plainNumber(rt, i32[i32[first + 2 * i]! + item]! as Ref);
    return column;
  });
}

/** Characters of a string whose codes make up its number. */
const PREFIX = 6;

/**
 * Sorts positions by keys that are all str: by a number made of the first characters, then by all of them. False, and nothing
 * done, if they are not, or have characters beyond U+00FF.
 */
function sortTexts(rt: Runtime, keys: Ref, order: Int32Array): boolean {
  const size = listSize(rt, keys);
  const first = rt.i32[keys + ListField.Items]!;
  const prefixes = keyRoom.take(size);
  const longest = fillPrefixes(rt, first, prefixes);
  const textAt = (position: number): Ref => rt.i32[first + 2 * position]! as Ref;
  const { quick } = rt;
  const tie = longest <= PREFIX ? undefined : (a: number, b: number) => quick.less(textAt(a), textAt(b)) === 1;
  if (longest >= 0) sortByKeys(prefixes, order, tie);
  keyRoom.giveBack(prefixes);
  return longest >= 0;
}

/** The numbers of all items from a word on: the largest length, or −1 if one has no number. */
function fillPrefixes(rt: Runtime, first: number, prefixes: Float64Array): number {
  let longest = 0;
  for (let i = 0; i < prefixes.length; i++) {
    const key = rt.i32[first + 2 * i]! as Ref;
    if (!isExactStr(rt, key) || strKind(rt, key) !== 1) return -1;
    prefixes[i] = prefixOf(rt, key);
    longest = Math.max(longest, strLength(rt, key));
  }
  return longest;
}

/**
 * The first characters as one number, those missing as 0, and behind them the length, up to one more than their number: it orders as the
 * strings do where it differs, and strings without further characters that have the same one are equal.
 */
function prefixOf(rt: Runtime, text: Ref): number {
  const data = dataByte(rt, text);
  const length = Math.min(strLength(rt, text), PREFIX + 1);
  let number = 0;
  for (let i = 0; i < PREFIX; i++) number = number * 256 + (i < length ? rt.u8[data + i]! : 0);
  return number * 8 + length;
}

/** To 3.11 `reverse` is a number: 1 or 0, -1 on error. */
function isNonZeroInt(rt: Runtime, value: Ref): number {
  const number = indexAsSize(rt, value, 'OverflowError');
  return number === undefined ? -1 : number === 0 ? 0 : 1;
}

function sortMethod(rt: Runtime, args: number, count: number, kwnames: Maybe): Maybe {
  let key: Maybe = 0;
  let isReverse = false;
  const keywordCount = kwnames === 0 ? 0 : rt.tupleSize(kwnames);
  const total = count - 1 + keywordCount;
  if (total > 2) {
    const kind = count === 1 ? 'keyword ' : '';
    return rt.raise('TypeError', `sort() takes at most 2 ${kind}arguments (${total} given)`);
  }
  if (count > 1) return rt.raise('TypeError', 'sort() takes no positional arguments');
  for (let k = 0; k < keywordCount; k++) {
    const name = rt.text(rt.tupleItem(kwnames as Ref, k));
    const value = argumentAt(rt, args, 1 + k);
    if (name === 'key') {
      key = value === rt.None ? 0 : value;
    } else if (name === 'reverse') {
      const truth = rt.profile.versionInfo[1] >= 12 ? isTrue(rt, value) : isNonZeroInt(rt, value);
      if (truth < 0) return 0;
      isReverse = truth === 1;
    } else {
      return unexpectedKeyword(rt, 'sort', name);
    }
  }
  return sortList(rt, argumentAt(rt, args, 0), key, isReverse) ? rt.none() : 0;
}

/** list.sort(*, key=None, reverse=False) */
export const listSort: NativeFunction = {
  name: 'sort',
  code: sortMethod,
  doc: 'Sort the list in ascending order and return None.\n\nThe sort is in-place (i.e. the list itself is modified) and stable (i.e. the\norder of two equal elements is maintained).\n\nIf a key function is given, apply it once to each list item and sort them,\nascending or descending, according to their function values.\n\nThe reverse flag can be set to sort in descending order.',
  signature: '($self, /, *, key=None, reverse=False)',
};
