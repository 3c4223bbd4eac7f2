import { type Ref, Untrack } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { compareBool, getIter, identicalOrEqual, richCompare, sizeToInt } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { argumentAt, noKeywordsFor } from './arguments.js';
import type { BuiltinDefinition } from './catalog.js';
import { fastItems } from './fast-items.js';
import { TupleField } from './layout.js';
import { lengthHint } from './length-hint.js';
import { LIST_LIMIT } from './list.js';
import { orders } from './list-type.js';
import { checkCount, noArgs, oneArg, positional } from './native.js';
import { type Brackets, quickRepr } from './quick-repr.js';
import { guardedRepr, objectsInProgress, reprText } from './reprguard.js';
import { itemIndex } from './sequence.js';
import { newSequenceIteratorOf, sequenceIteratorType } from './sequence-iterator.js';
import { adjustSlice, isSlice, sliceArgument, unpackSlice } from './slice-type.js';
import { finishTuple, isTuple, newTuple, resizeTuple, tupleItem, tupleOf, tupleSize } from './tuple.js';
import { Compare, type TypeObject } from './typeobject.js';

/** tuple: what Python sees of it. A tuple does not change, so its items live as long as it does: none is held on its own. */

// Construction --------------------------------------------------------------------------------------------------------

function tupleNew(rt: Runtime, type: TypeObject, args: number, count: number, kwnames: Maybe): Maybe {
  if (!noKeywordsFor(rt, type, rt.builtin.tuple, 'init', kwnames)) return 0;
  if (!checkCount(rt, 'tuple', count, 0, 1)) return 0;
  const items = count === 0 ? rt.incref(rt.emptyTuple) : tupleFromIterable(rt, argumentAt(rt, args, 0));
  return items === 0 || type === rt.builtin.tuple ? items : newOfSubclass(rt, type, items);
}

/** A tuple of a derived class with the items of a tuple, which it takes over. */
function newOfSubclass(rt: Runtime, type: TypeObject, items: Ref): Maybe {
  const mark = rt.mark();
  rt.hold(items);
  const size = tupleSize(rt, items);
  const tuple = rt.heap.objects.allocateVar(type.typeId, size);
  if (tuple === 0) return rt.finish(mark, rt.noMemory());
  copyRefs(rt, items + TupleField.Items, size, tuple + TupleField.Items);
  rt.heap.objects.track(tuple);
  return rt.finish(mark, tuple);
}

/** A tuple of an iterable's items (PySequence_Tuple): the iterable itself if it is one. */
export function tupleFromIterable(rt: Runtime, iterable: Ref): Maybe {
  const id = rt.i32[iterable + Header.TypeId]!;
  if (id === rt.ids.tuple) return rt.incref(iterable);
  if (id === rt.ids.list) return tupleFromFast(rt, iterable);
  const mark = rt.mark();
  const iterator = getIter(rt, iterable);
  if (iterator === 0) return 0;
  rt.hold(iterator);
  return rt.finish(mark, collect(rt, iterable, iterator));
}

function tupleFromFast(rt: Runtime, list: Ref): Maybe {
  const size = rt.i32[list + Header.Size]!;
  if (size === 0) return newTuple(rt, 0);
  const tuple = rt.fresh.roomyTuple(size);
  if (tuple === 0) return rt.noMemory();
  // A collection may have run code that shortened the list; then the tuple is one whose items are 0.
  const kept = Math.min(size, rt.i32[list + Header.Size]!);
  copyRefs(rt, fastItems(rt, list), kept, tuple + TupleField.Items);
  return finishTuple(rt, tuple);
}

/** Takes the iterator's items into a tuple as large as the iterable says it is, which is then cut to size. */
function collect(rt: Runtime, iterable: Ref, iterator: Ref): Maybe {
  let room = lengthHint(rt, iterable, 10);
  if (room < 0) return 0;
  if (room > LIST_LIMIT) return rt.noMemory();
  let tuple = newTuple(rt, room);
  if (tuple === 0) return 0;
  const slot = rt.mark();
  rt.hold(finishTuple(rt, tuple));
  let size = 0;
  const { next } = rt.fast;
  for (;;) {
    const item = next(iterator);
    if (item === 0) break;
    if (size >= room) {
      rt.hold(item);
      room += 10;
      room += room >> 2;
      tuple = resizeTuple(rt, slot, room);
      if (tuple === 0) return rt.finish(slot, 0);
      rt.unhold();
    }
    rt.i32[tuple + TupleField.Items + 2 * size++] = item;
  }
  if (rt.failed || (size < room && resizeTuple(rt, slot, size) === 0)) return rt.finish(slot, 0);
  return rt.unhold();
}

function copyRefs(rt: Runtime, from: number, count: number, to: number): void {
  rt.copyCounted(from, count, to);
}

/** A tuple of the items from `start`, `step` apart. */
function sliceOf(rt: Runtime, tuple: Ref, start: number, step: number, count: number): Maybe {
  if (count <= 0) return rt.incref(rt.emptyTuple);
  const isWhole = start === 0 && step === 1 && count === tupleSize(rt, tuple);
  if (isWhole && rt.i32[tuple + Header.TypeId] === rt.ids.tuple) return rt.incref(tuple);
  const slice = newTuple(rt, count);
  if (slice === 0) return 0;
  for (let i = 0; i < count; i++) {
    rt.i32[slice + TupleField.Items + 2 * i] = rt.incref(tupleItem(rt, tuple, start + i * step));
  }
  return finishTuple(rt, slice);
}

/** A new tuple of the items from `start` to before `stop`. */
export function tupleSlice(rt: Runtime, tuple: Ref, start: number, stop: number): Maybe {
  return sliceOf(rt, tuple, start, 1, stop - start);
}

// Items ---------------------------------------------------------------------------------------------------------------

function getItem(rt: Runtime, tuple: Ref, key: Ref): Maybe {
  if (isSlice(rt, key)) {
    const bounds = unpackSlice(rt, key);
    if (bounds === undefined) return 0;
    const range = adjustSlice(bounds, tupleSize(rt, tuple));
    return sliceOf(rt, tuple, range.start, range.step, range.count);
  }
  let index = itemIndex(rt, key, 'tuple');
  if (index === undefined) return 0;
  const size = tupleSize(rt, tuple);
  if (index < 0) index += size;
  if (index < 0 || index >= size) return rt.raise('IndexError', 'tuple index out of range');
  return rt.incref(tupleItem(rt, tuple, index));
}

function contains(rt: Runtime, tuple: Ref, value: Ref): number {
  const size = tupleSize(rt, tuple);
  for (let i = 0; i < size; i++) {
    const equal = identicalOrEqual(rt, tupleItem(rt, tuple, i), value);
    if (equal !== 0) return equal;
  }
  return 0;
}

function indexMethod(rt: Runtime, tuple: Ref, args: number, count: number): Maybe {
  const value = argumentAt(rt, args, 0);
  const size = tupleSize(rt, tuple);
  const start = count > 1 ? boundArgument(rt, size, argumentAt(rt, args, 1)) : 0;
  if (start === undefined) return 0;
  const stop = count > 2 ? boundArgument(rt, size, argumentAt(rt, args, 2)) : size;
  if (stop === undefined) return 0;
  for (let i = start; i < Math.min(stop, size); i++) {
    const equal = identicalOrEqual(rt, tupleItem(rt, tuple, i), value);
    if (equal < 0) return 0;
    if (equal > 0) return sizeToInt(rt, i);
  }
  return rt.raise('ValueError', 'tuple.index(x): x not in tuple');
}

function boundArgument(rt: Runtime, size: number, argument: Ref): number | undefined {
  const bound = sliceArgument(rt, argument);
  return bound === undefined || bound >= 0 ? bound : Math.max(0, bound + size);
}

function countMethod(rt: Runtime, tuple: Ref, value: Ref): Maybe {
  let count = 0;
  for (let i = 0; i < tupleSize(rt, tuple); i++) {
    const equal = identicalOrEqual(rt, tupleItem(rt, tuple, i), value);
    if (equal < 0) return 0;
    count += equal;
  }
  return sizeToInt(rt, count);
}

// Operators -----------------------------------------------------------------------------------------------------------

function concat(rt: Runtime, tuple: Ref, other: Ref): Maybe {
  const size = tupleSize(rt, tuple);
  const isExact = rt.i32[other + Header.TypeId] === rt.ids.tuple;
  if (size === 0 && isExact) return rt.incref(other);
  if (!isTuple(rt, other)) {
    return rt.raise('TypeError', `can only concatenate tuple (not "${rt.typeOf(other).name}") to tuple`);
  }
  const more = tupleSize(rt, other);
  if (more === 0 && rt.i32[tuple + Header.TypeId] === rt.ids.tuple) return rt.incref(tuple);
  const result = newTuple(rt, size + more);
  if (result === 0 || size + more === 0) return result;
  copyRefs(rt, tuple + TupleField.Items, size, result + TupleField.Items);
  copyRefs(rt, other + TupleField.Items, more, result + TupleField.Items + 2 * size);
  return finishTuple(rt, result);
}

function repeat(rt: Runtime, tuple: Ref, times: number): Maybe {
  const size = tupleSize(rt, tuple);
  if ((size === 0 || times === 1) && rt.i32[tuple + Header.TypeId] === rt.ids.tuple) return rt.incref(tuple);
  if (size === 0 || times <= 0) return rt.incref(rt.emptyTuple);
  if (size * times > LIST_LIMIT) return rt.noMemory();
  const result = newTuple(rt, size * times);
  if (result === 0) return 0;
  for (let n = 0; n < times; n++) {
    copyRefs(rt, tuple + TupleField.Items, size, result + TupleField.Items + 2 * n * size);
  }
  return finishTuple(rt, result);
}

function compare(rt: Runtime, left: Ref, right: Ref, op: Compare): Maybe {
  if (!isTuple(rt, left) || !isTuple(rt, right)) return rt.notImplemented();
  const sizeLeft = tupleSize(rt, left);
  const sizeRight = tupleSize(rt, right);
  const common = Math.min(sizeLeft, sizeRight);
  for (let i = 0; i < common; i++) {
    const a = tupleItem(rt, left, i);
    const b = tupleItem(rt, right, i);
    if (a === b) continue;
    const equal = compareBool(rt, a, b, Compare.Eq);
    if (equal < 0) return 0;
    if (equal > 0) continue;
    return op === Compare.Eq || op === Compare.Ne ? rt.bool(op === Compare.Ne) : richCompare(rt, a, b, op);
  }
  return rt.bool(orders(sizeLeft - sizeRight, op));
}

const BRACKETS: Brackets = { open: 40, close: 41, commaBehindOne: true };

function repr(rt: Runtime, tuple: Ref): Maybe {
  const size = tupleSize(rt, tuple);
  if (size === 0) return rt.str('()');
  if (objectsInProgress(rt) === undefined) return 0;
  const quick = quickRepr(rt, tuple + TupleField.Items, size, BRACKETS);
  if (quick !== -1) return quick;
  return guardedRepr(rt, tuple, '(...)', () => {
    const texts: string[] = [];
    for (let i = 0; i < size; i++) {
      const text = reprText(rt, tupleItem(rt, tuple, i));
      if (text === undefined) return undefined;
      texts.push(text);
    }
    return size === 1 ? `(${texts[0]},)` : `(${texts.join(', ')})`;
  });
}

function newArguments(rt: Runtime, tuple: Ref): Maybe {
  const plain = newTuple(rt, tupleSize(rt, tuple));
  if (plain === 0) return 0;
  if (tupleSize(rt, tuple) > 0) {
    copyRefs(rt, tuple + TupleField.Items, tupleSize(rt, tuple), plain + TupleField.Items);
    finishTuple(rt, plain);
  }
  const mark = rt.mark();
  rt.hold(plain);
  return rt.finish(mark, tupleOf(rt, plain));
}

/** tuple and its iterator. */
export const tupleTypes: readonly BuiltinDefinition[] = [
  {
    key: 'tuple',
    generic: true,
    doc: "Built-in immutable sequence.\n\nIf no argument is given, the constructor returns an empty tuple.\nIf iterable is specified the tuple is initialized from iterable's items.\n\nIf the argument is a tuple, the return value is the same object.",
    layout: () => ({
      basicSize: 24,
      itemSize: 8,
      gc: true,
      items: true,
      freeList: { limit: 2000, sizes: 20 },
      trashcan: true,
      untrack: Untrack.AnyCollection,
      noClear: true,
    }),
    slots: {
      new: tupleNew,
      repr,
      hash: (rt, self) => rt.hashes.hashTuple(self),
      compare,
      iter: (rt, tuple) => newSequenceIteratorOf(rt, rt.builtin.tuple_iterator.typeId, tuple, 0),
      length: tupleSize,
      getItem,
      contains,
      concat,
      repeat,
    },
    methods: [
      noArgs('__getnewargs__', newArguments),
      positional('index', 1, 3, indexMethod),
      oneArg('count', countMethod),
    ],
  },
  sequenceIteratorType('tuple_iterator', true, (_, tuple) => tuple + TupleField.Items),
];
