import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { ListField, TupleField } from '../objects/layout.js';
import { listSize, newList } from '../objects/list.js';
import { listExtend, makeRoom } from '../objects/list-extend.js';
import { copyCounted } from '../objects/words.js';
import { SLOT } from '../runtime/frame.js';
import { forEachItem, getIter, iterNext } from '../runtime/operators.js';
import type { Runtime } from '../runtime/runtime.js';

/** `a, b = …` and `a, *b = …`: the items of an iterable to slots. */
export interface Unpacking {
  /** The items of an iterable of exactly so many, from its own slot upwards; it is dropped. False on error. */
  unpack(at: number, count: number): boolean;
  /** The same, with a list of what is left over between the first and the last items (UNPACK_EX). */
  unpackStar(at: number, before: number, after: number): boolean;
}

export function unpacking(rt: Runtime): Unpacking {
  const { i32 } = rt;
  const { dec } = rt.fast;
  const { list, tuple } = rt.ids;
  const { objects, gcState, plain } = rt.heap;
  const { quick } = rt.heap.deallocator;
  const tupleFlags = rt.heap.types.flags[tuple]!;
  const { counts, thresholds } = gcState;

  /** The items of a tuple that dies with it: they change hands, and are not counted up and down. */
  const takeOver = (at: number, dying: Ref, count: number): void => {
    const items = dying + TupleField.Items;
    for (let i = 0; i < SLOT * count; i += SLOT) i32[at + i] = i32[items + i]!;
    quick!.untrack(dying);
    i32[dying] = 0;
    quick!.release(dying, tupleFlags, tuple);
  };

  /** Items of a tuple or a list; its reference is dropped when slots hold them. */
  const spread = (at: number, sequence: Ref, first: number, count: number): void => {
    if (count === 0) i32[at] = 0;
    copyCounted(i32, first, count, at);
    dec(sequence);
  };

  /** Whether the iterator and the list of UNPACK_EX would be made without a collection being due. */
  const isQuiet = (): boolean => plain && objects.direct && counts[0]! + 2 <= thresholds[0]!;

  /** `a, *b, c = …` of a tuple or a list, as if an iterator had run over it. False without memory. */
  const spreadStar = (
    at: number,
    sequence: Ref,
    first: number,
    size: number,
    before: number,
    after: number,
  ): boolean => {
    const rest = newList(rt, 0);
    if (rest === 0) return false;
    const left = size - before;
    if (left > 0 && !makeRoom(rt, rest, 0, left)) {
      dec(rest);
      return false;
    }
    // The list has room for the last items too, which it would have held for a moment.
    const middle = left - after;
    copyCounted(i32, first + SLOT * before, middle, i32[rest + ListField.Items]!);
    i32[rest + Header.Size] = middle;
    copyCounted(i32, first, before, at);
    i32[at + SLOT * before] = rest;
    copyCounted(i32, first + SLOT * (size - after), after, at + SLOT * (before + 1));
    dec(sequence);
    return true;
  };

  return {
    unpack: (at, count) => {
      const sequence = i32[at]! as Ref;
      const id = i32[sequence + Header.TypeId]!;
      if (id !== tuple && id !== list) return unpackAny(rt, at, count);
      const size = i32[sequence + Header.Size]!;
      if (size !== count) return wrongCount(rt, size > count, count, size);
      if (id === tuple && i32[sequence] === 1 && plain && size !== 0) {
        takeOver(at, sequence, size);
        return true;
      }
      if (id === tuple && size === 2 && i32[sequence]! > 1) {
        i32[at] = rt.incref(i32[sequence + TupleField.Items]! as Ref);
        i32[at + SLOT] = rt.incref(i32[sequence + TupleField.Items + 2]! as Ref);
        i32[sequence] = i32[sequence]! - 1;
        return true;
      }
      spread(at, sequence, id === tuple ? sequence + TupleField.Items : i32[sequence + ListField.Items]!, count);
      return true;
    },
    unpackStar: (at, before, after) => {
      const sequence = i32[at]! as Ref;
      const id = i32[sequence + Header.TypeId]!;
      if (id !== tuple && id !== list) return unpackStarAny(rt, at, before, after);
      const size = i32[sequence + Header.Size]!;
      if (size < before + after || !isQuiet()) return unpackStarAny(rt, at, before, after);
      const first = id === tuple ? sequence + TupleField.Items : i32[sequence + ListField.Items]!;
      return spreadStar(at, sequence, first, size, before, after);
    },
  };
}

/** Any iterable, item by item. */
function unpackAny(rt: Runtime, at: number, count: number): boolean {
  const { i32 } = rt;
  const sequence = i32[at]! as Ref;
  const type = rt.typeOf(sequence);
  if (type.slots.iter === undefined && type.slots.getItem === undefined) {
    rt.raise('TypeError', `cannot unpack non-iterable ${type.shortName} object`);
    return false;
  }
  let found = 0;
  const done = forEachItem(rt, sequence, (item) => {
    if (found === count) {
      wrongCount(rt, true, count, undefined);
      return false;
    }
    i32[at + SLOT * (found + 1)] = rt.incref(item);
    found++;
    return true;
  });
  if (!done) return false;
  if (found < count) return wrongCount(rt, false, count, found);
  for (let i = 0; i < count; i++) i32[at + SLOT * i] = i32[at + SLOT * (i + 1)]!;
  i32[at + SLOT * count] = 0;
  rt.decref(sequence);
  return true;
}

function wrongCount(rt: Runtime, tooMany: boolean, wanted: number, got: number | undefined): false {
  if (tooMany) {
    const given = got === undefined || !false ? '' : `, got ${got}`;
    rt.raise('ValueError', `too many values to unpack (expected ${wanted}${given})`);
  } else {
    rt.raise('ValueError', `not enough values to unpack (expected ${wanted}, got ${got})`);
  }
  return false;
}

/** As unpackAny, with a list of what is left over between the first and the last items (UNPACK_EX). */
function unpackStarAny(rt: Runtime, at: number, before: number, after: number): boolean {
  const { i32 } = rt;
  const sequence = i32[at]! as Ref;
  const type = rt.typeOf(sequence);
  if (type.slots.iter === undefined && type.slots.getItem === undefined) {
    rt.raise('TypeError', `cannot unpack non-iterable ${type.shortName} object`);
    return false;
  }
  const mark = rt.mark();
  const iterator = getIter(rt, sequence);
  if (iterator === 0) return false;
  rt.hold(iterator);
  if (!unpackRest(rt, iterator, at + SLOT, before, after)) {
    rt.releaseTo(mark);
    return false;
  }
  for (let i = 0; i <= before + after; i++) i32[at + SLOT * i] = i32[at + SLOT * (i + 1)]!;
  i32[at + SLOT * (before + after + 1)] = 0;
  rt.releaseTo(mark);
  rt.decref(sequence);
  return true;
}

function unpackRest(rt: Runtime, iterator: Ref, at: number, before: number, after: number): boolean {
  const { i32 } = rt;
  const tooFew = (got: number): false => {
    if (!rt.failed)
      rt.raise('ValueError', `not enough values to unpack (expected at least ${before + after}, got ${got})`);
    return false;
  };
  for (let i = 0; i < before; i++) {
    const item = iterNext(rt, iterator);
    if (item === 0) return tooFew(i);
    i32[at + SLOT * i] = item;
  }
  const list = newList(rt, 0);
  if (list === 0) return false;
  i32[at + SLOT * before] = list;
  if (!listExtend(rt, list, iterator)) return false;
  const size = listSize(rt, list);
  if (size < after) return tooFew(before + size);
  // The last items move from the list to the stack; the list keeps its room.
  for (let i = 0; i < after; i++) {
    const word = i32[list + ListField.Items]! + SLOT * (size - after + i);
    i32[at + SLOT * (before + 1 + i)] = i32[word]!;
    i32[word] = 0;
  }
  i32[list + Header.Size] = size - after;
  return true;
}
