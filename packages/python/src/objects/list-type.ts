import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { compareBool, richCompare, sizeToInt } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { argumentAt, noKeywordsFor, sizeArgument } from './arguments.js';
import type { BuiltinDefinition } from './catalog.js';
import { allocateInstance, basicSizeOf } from './construct.js';
import { isSmallInt } from './int.js';
import { IntField, ListField } from './layout.js';
import {
  isList,
  LIST_LIMIT,
  listAppend,
  listClear,
  listInsert,
  listItem,
  listResize,
  listReverse,
  listSize,
  listTake,
  newList,
} from './list.js';
import { listExtend } from './list-extend.js';
import { listDrop, listGetSlice, listSetSlice, listSlice } from './list-slices.js';
import { listSort } from './list-sort.js';
import { checkCount, noArgs, oneArg, positional } from './native.js';
import { UNKNOWN } from './quick-compare.js';
import { type Brackets, quickRepr } from './quick-repr.js';
import { guardedRepr, itemReprText, objectsInProgress } from './reprguard.js';
import { itemIndex } from './sequence.js';
import { newSequenceIteratorOf, sequenceIteratorType } from './sequence-iterator.js';
import { isSlice, sliceArgument } from './slice-type.js';
import { Compare, type TypeObject } from './typeobject.js';
import { countMany, moveWords } from './words.js';

/** list: what Python sees of it. */

function listNew(rt: Runtime, type: TypeObject): Maybe {
  return allocateInstance(rt, type);
}

function listInit(rt: Runtime, list: Ref, args: number, count: number, kwnames: Maybe): boolean {
  if (!noKeywordsFor(rt, rt.typeOf(list), rt.builtin.list, 'new', kwnames)) return false;
  if (!checkCount(rt, 'list', count, 0, 1)) return false;
  if (rt.i32[list + ListField.Items] !== 0) listClear(rt, list);
  return count === 0 || listExtend(rt, list, argumentAt(rt, args, 0));
}

// Items ---------------------------------------------------------------------------------------------------------------

function getItem(rt: Runtime, list: Ref, key: Ref): Maybe {
  let index: number | undefined;
  if (isSmallInt(rt, key)) {
    index = rt.i32[key + IntField.Value]!;
  } else {
    if (isSlice(rt, key)) return listGetSlice(rt, list, key);
    index = itemIndex(rt, key, 'list');
    if (index === undefined) return 0;
  }
  const size = listSize(rt, list);
  if (index < 0) index += size;
  if (index < 0 || index >= size) return rt.raise('IndexError', 'list index out of range');
  return rt.incref(listItem(rt, list, index));
}

function setItem(rt: Runtime, list: Ref, key: Ref, value: Maybe): boolean {
  let index: number | undefined;
  if (isSmallInt(rt, key)) {
    index = rt.i32[key + IntField.Value]!;
  } else {
    if (isSlice(rt, key)) return listSetSlice(rt, list, key, value);
    index = itemIndex(rt, key, 'list');
    if (index === undefined) return false;
  }
  const size = listSize(rt, list);
  if (index < 0) index += size;
  if (index < 0 || index >= size) {
    rt.raise('IndexError', 'list assignment index out of range');
    return false;
  }
  if (value === 0) rt.decref(listTake(rt, list, index));
  else rt.replace(rt.i32[list + ListField.Items]! + 2 * index, rt.incref(value));
  return true;
}

/** Index of the first item from `start` to before `stop` that equals a value; −1 if none does, −2 on error. */
function find(rt: Runtime, list: Ref, value: Ref, start: number, stop: number): number {
  const { quick } = rt;
  for (let i = start; i < stop && i < listSize(rt, list); i++) {
    const item = listItem(rt, list, i);
    let equal = item === value ? 1 : quick.equal(item, value);
    if (equal === UNKNOWN) equal = itemEquals(rt, item, value);
    if (equal !== 0) return equal < 0 ? -2 : i;
  }
  return -1;
}

/** The comparison may take the item out of its list: it is held. */
function itemEquals(rt: Runtime, item: Ref, value: Ref): number {
  rt.hold(rt.incref(item));
  const equal = compareBool(rt, item, value, Compare.Eq);
  rt.decref(rt.unhold());
  return equal;
}

function contains(rt: Runtime, list: Ref, value: Ref): number {
  const found = find(rt, list, value, 0, Number.POSITIVE_INFINITY);
  return found === -2 ? -1 : found < 0 ? 0 : 1;
}

// Methods -------------------------------------------------------------------------------------------------------------

function append(rt: Runtime, list: Ref, item: Ref): Maybe {
  if (listAppend(rt, list, rt.incref(item))) return rt.none();
  rt.decref(item);
  return 0;
}

function extend(rt: Runtime, list: Ref, iterable: Ref): Maybe {
  return listExtend(rt, list, iterable) ? rt.none() : 0;
}

function insert(rt: Runtime, list: Ref, args: number): Maybe {
  let index = sizeArgument(rt, argumentAt(rt, args, 0));
  if (index === undefined) return 0;
  const size = listSize(rt, list);
  if (index < 0) index = Math.max(0, index + size);
  return listInsert(rt, list, Math.min(index, size), argumentAt(rt, args, 1)) ? rt.none() : 0;
}

function pop(rt: Runtime, list: Ref, args: number, count: number): Maybe {
  let index: number | undefined = -1;
  if (count === 1) {
    index = sizeArgument(rt, argumentAt(rt, args, 0));
    if (index === undefined) return 0;
  }
  const size = listSize(rt, list);
  if (size === 0) return rt.raise('IndexError', 'pop from empty list');
  if (index < 0) index += size;
  if (index < 0 || index >= size) return rt.raise('IndexError', 'pop index out of range');
  return listTake(rt, list, index);
}

function remove(rt: Runtime, list: Ref, value: Ref): Maybe {
  const index = find(rt, list, value, 0, Number.POSITIVE_INFINITY);
  if (index === -2) return 0;
  if (index < 0) return rt.raise('ValueError', 'list.remove(x): x not in list');
  return listDrop(rt, list, index) ? rt.none() : 0;
}

function indexMethod(rt: Runtime, list: Ref, args: number, count: number): Maybe {
  const value = argumentAt(rt, args, 0);
  const start = count > 1 ? boundArgument(rt, list, argumentAt(rt, args, 1)) : 0;
  if (start === undefined) return 0;
  const stop = count > 2 ? boundArgument(rt, list, argumentAt(rt, args, 2)) : Number.POSITIVE_INFINITY;
  if (stop === undefined) return 0;
  const index = find(rt, list, value, start, stop);
  if (index >= 0) return sizeToInt(rt, index);
  if (index === -2) return 0;
  const text = itemReprText(rt, value);
  return text === undefined ? 0 : rt.raise('ValueError', `${text} is not in list`);
}

function boundArgument(rt: Runtime, list: Ref, argument: Ref): number | undefined {
  const bound = sliceArgument(rt, argument);
  return bound === undefined || bound >= 0 ? bound : Math.max(0, bound + listSize(rt, list));
}

function countMethod(rt: Runtime, list: Ref, value: Ref): Maybe {
  const { quick } = rt;
  let count = 0;
  for (let i = 0; i < listSize(rt, list); i++) {
    const item = listItem(rt, list, i);
    let equal = item === value ? 1 : quick.equal(item, value);
    if (equal === UNKNOWN) equal = itemEquals(rt, item, value);
    if (equal < 0) return 0;
    count += equal;
  }
  return sizeToInt(rt, count);
}

// Operators -----------------------------------------------------------------------------------------------------------

function concat(rt: Runtime, list: Ref, other: Ref): Maybe {
  if (!isList(rt, other)) {
    return rt.raise('TypeError', `can only concatenate list (not "${rt.typeOf(other).name}") to list`);
  }
  const { i32 } = rt;
  const first = listSize(rt, list);
  const room = first + listSize(rt, other);
  if (room === 0 || room > LIST_LIMIT) return newList(rt, room);
  const result = rt.fresh.roomyList(room);
  if (result === 0) return 0;
  const to = i32[result + ListField.Items]!;
  // A collection may meanwhile have run user code that changed the lists: what does not fit is left out.
  const copied = Math.min(first, listSize(rt, list));
  rt.copyCounted(i32[list + ListField.Items]!, copied, to);
  const more = Math.min(room - copied, listSize(rt, other));
  rt.copyCounted(i32[other + ListField.Items]!, more, to + 2 * copied);
  i32[result + Header.Size] = copied + more;
  return result;
}

function repeat(rt: Runtime, list: Ref, times: number): Maybe {
  const size = listSize(rt, list);
  if (size === 0 || times <= 0) return newList(rt, 0);
  if (size * times > LIST_LIMIT) return rt.noMemory();
  const result = rt.fresh.roomyList(size * times);
  if (result === 0) return 0;
  // A collection may meanwhile have run user code that shortened the list.
  const copied = Math.min(size, listSize(rt, list));
  fillRepeated(rt, list, copied, rt.i32[result + ListField.Items]!, times, 0);
  rt.i32[result + Header.Size] = copied * times;
  return result;
}

/** Copies of the first `size` items one behind the other, the first `done` of them being there already. */
function fillRepeated(rt: Runtime, list: Ref, size: number, to: number, times: number, done: number): void {
  const i32 = rt.i32;
  const from = i32[list + ListField.Items]!;
  for (let i = 0; i < size; i++) countMany(i32, i32[from + 2 * i]!, times - done);
  if (size === 1) {
    const item = i32[from]!;
    for (let word = to + 2 * done, end = to + 2 * times; word < end; word += 2) {
      i32[word] = item;
      i32[word + 1] = 0;
    }
    return;
  }
  for (let n = done; n < times; n++) moveWords(i32, to + 2 * n * size, from, from + 2 * size);
}

function inplaceConcat(rt: Runtime, list: Ref, other: Ref): Maybe {
  return listExtend(rt, list, other) ? rt.incref(list) : 0;
}

function inplaceRepeat(rt: Runtime, list: Ref, times: number): Maybe {
  const size = listSize(rt, list);
  if (size > 0 && times < 1) listClear(rt, list);
  if (size === 0 || times <= 1) return rt.incref(list);
  if (size * times > LIST_LIMIT) return rt.noMemory();
  if (!listResize(rt, list, size * times)) return 0;
  fillRepeated(rt, list, size, rt.i32[list + ListField.Items]!, times, 1);
  rt.i32[list + Header.Size] = size * times;
  return rt.incref(list);
}

function compare(rt: Runtime, left: Ref, right: Ref, op: Compare): Maybe {
  if (!isList(rt, left) || !isList(rt, right)) return rt.notImplemented();
  if ((op === Compare.Eq || op === Compare.Ne) && listSize(rt, left) !== listSize(rt, right)) {
    return rt.bool(op === Compare.Ne);
  }
  const { i32, quick } = rt;
  for (let i = 0; ; i++) {
    // Comparing items may run code of the program: places and sizes are asked for anew.
    const common = Math.min(listSize(rt, left), listSize(rt, right));
    i = quick.alike(i32[left + ListField.Items]!, i32[right + ListField.Items]!, i, common);
    if (i >= common) break;
    const a = listItem(rt, left, i);
    const b = listItem(rt, right, i);
    let equal = quick.equal(a, b);
    if (equal === UNKNOWN) {
      const mark = rt.mark();
      rt.hold(rt.incref(a));
      rt.hold(rt.incref(b));
      equal = compareBool(rt, a, b, Compare.Eq);
      rt.releaseTo(mark);
    }
    if (equal < 0) return 0;
    if (equal === 0) return compareDiffering(rt, left, right, i, op);
  }
  return rt.bool(orders(listSize(rt, left) - listSize(rt, right), op));
}

/** The items at an index differ: they, or what has taken their places meanwhile, decide. */
function compareDiffering(rt: Runtime, left: Ref, right: Ref, index: number, op: Compare): Maybe {
  if (index >= listSize(rt, left) || index >= listSize(rt, right)) {
    return rt.bool(orders(listSize(rt, left) - listSize(rt, right), op));
  }
  if (op === Compare.Eq || op === Compare.Ne) return rt.bool(op === Compare.Ne);
  const mark = rt.mark();
  const a = rt.hold(rt.incref(listItem(rt, left, index)));
  const b = rt.hold(rt.incref(listItem(rt, right, index)));
  return rt.finish(mark, richCompare(rt, a, b, op));
}

/** Whether a difference of lengths satisfies a comparison. */
export function orders(difference: number, op: Compare): boolean {
  switch (op) {
    case Compare.Lt:
      return difference < 0;
    case Compare.Le:
      return difference <= 0;
    case Compare.Eq:
      return difference === 0;
    case Compare.Ne:
      return difference !== 0;
    case Compare.Gt:
      return difference > 0;
    case Compare.Ge:
      return difference >= 0;
  }
}

const BRACKETS: Brackets = { open: 91, close: 93, commaBehindOne: false };

function repr(rt: Runtime, list: Ref): Maybe {
  if (listSize(rt, list) === 0) return rt.str('[]');
  if (objectsInProgress(rt) === undefined) return 0;
  const quick = quickRepr(rt, itemsOf(rt, list), listSize(rt, list), BRACKETS);
  if (quick !== -1) return quick;
  return guardedRepr(rt, list, '[...]', (_, self) => {
    const texts: string[] = [];
    for (let i = 0; i < listSize(rt, self); i++) {
      const text = itemReprText(rt, listItem(rt, self, i));
      if (text === undefined) return undefined;
      texts.push(text);
    }
    return `[${texts.join(', ')}]`;
  });
}

function itemsOf(rt: Runtime, list: Ref): number {
  return rt.i32[list + ListField.Items]!;
}

/** list and its iterators. */
export const listTypes: readonly BuiltinDefinition[] = [
  {
    key: 'list',
    generic: true,
    doc: 'Built-in mutable sequence.\n\nIf no argument is given, the constructor creates a new empty list.\nThe argument must be an iterable if specified.',
    layout: () => ({
      basicSize: 40,
      gc: true,
      buffer: { pointer: 24 },
      freeList: { limit: 80 },
      trashcan: true,
    }),
    slots: {
      new: listNew,
      init: listInit,
      repr,
      compare,
      iter: (rt, list) => newSequenceIteratorOf(rt, rt.builtin.list_iterator.typeId, list, 0),
      length: listSize,
      getItem,
      setItem,
      contains,
      concat,
      repeat,
      inplaceConcat,
      inplaceRepeat,
    },
    methods: [
      oneArg('__getitem__', getItem),
      noArgs('__reversed__', (rt, list) =>
        newSequenceIteratorOf(rt, rt.builtin.list_reverseiterator.typeId, list, listSize(rt, list) - 1),
      ),
      noArgs('__sizeof__', (rt, list) =>
        sizeToInt(rt, basicSizeOf(rt, list) + 8 * rt.i32[list + ListField.Allocated]!),
      ),
      noArgs('clear', (rt, list) => {
        listClear(rt, list);
        return rt.none();
      }),
      noArgs('copy', (rt, list) => listSlice(rt, list, 0, listSize(rt, list))),
      oneArg('append', append),
      positional('insert', 2, 2, insert),
      oneArg('extend', extend),
      { ...positional('pop', 0, 1, pop), one: (rt, list) => pop(rt, list, 0, 0) },
      oneArg('remove', remove),
      positional('index', 1, 3, indexMethod),
      oneArg('count', countMethod),
      noArgs('reverse', (rt, list) => {
        listReverse(rt, list);
        return rt.none();
      }),
      listSort,
    ],
  },
  sequenceIteratorType('list_iterator', true, itemsOf),
  sequenceIteratorType('list_reverseiterator', false, itemsOf),
];
