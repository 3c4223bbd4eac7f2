import type { Ref } from '@uroboros/heap';
import { GcHeader, Header, TypeFlag } from '@uroboros/heap/internal';
import { slotNext } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { Enumerate, Zip } from './iterator-layout.js';
import { IteratorField, ListField, TupleField } from './layout.js';

/**
 * The steps of enumerate and zip over built-in iterators, as closures over one runtime's memory: where no code of the program can run before the
 * pair is complete. Everything else is for the iterator's slot.
 */
export interface ToolSteps {
  /** The next pair of an enumerate, owned; 0 at the end or on error. */
  nextNumbered(self: Ref): Maybe;
  /** The next tuple of a zip. */
  nextTogether(self: Ref): Maybe;
}

/** What the steps are made of. */
interface Parts {
  next(iterator: Ref): Maybe;
  newInt(value: number): Maybe;
  dec(object: Ref): void;
}

/** Iterators whose step runs no code of the program, but for the death of what they go over, at the end. */
const QUIET = [
  'list_iterator',
  'tuple_iterator',
  'range_iterator',
  'list_reverseiterator',
  'str_ascii_iterator',
  'dict_keyiterator',
  'dict_valueiterator',
  'set_iterator',
] as const;

export function toolSteps(rt: Runtime, { next, newInt, dec }: Parts): ToolSteps {
  const { i32 } = rt;
  const { flags } = rt.heap.types;
  const { track } = rt.heap.generations;
  const quiet = new Uint8Array(1 << 16);
  for (const key of QUIET) quiet[rt.builtin[key].typeId] = 1;
  const overList = rt.builtin.list_iterator.typeId;
  const overTuple = rt.builtin.tuple_iterator.typeId;
  const backwards = rt.builtin.list_reverseiterator.typeId;

  /** The step of a quiet iterator: those over lists and tuples where they stand. */
  const step = (iterator: number): Maybe => {
    const id = i32[iterator + Header.TypeId]!;
    if (id !== overList && id !== overTuple && id !== backwards) return next(iterator as Ref);
    const sequence = i32[iterator + IteratorField.Sequence]!;
    const index = i32[iterator + IteratorField.Index]!;
    // An iterator that is over has no sequence, or an index below 0.
    if (sequence === 0 || index < 0 || index >= i32[sequence + Header.Size]!) return next(iterator as Ref);
    const first = id === overTuple ? sequence + TupleField.Items : i32[sequence + ListField.Items]!;
    const item = i32[first + 2 * index]!;
    i32[iterator + IteratorField.Index] = id === backwards ? index - 1 : index + 1;
    const refs = (i32[item]! + 1) | 0;
    if (refs !== 0) i32[item] = refs;
    return item as Ref;
  };

  const isQuiet = (iterator: number): boolean => quiet[i32[iterator + Header.TypeId]!] === 1;

  /** Whether so many references can be dropped without code of the program running. */
  const isTame = (object: number, most: number): boolean => {
    const refs = i32[object]!;
    return refs > most || refs < 0 || (flags[i32[object + Header.TypeId]!]! & TypeFlag.Leaf) !== 0;
  };

  /** A tuple that only the iterator has, and that is filled again: a collection may have found that it needs no tracking. */
  const handOut = (tuple: Ref): Ref => {
    i32[tuple + Header.Refcnt] = 2;
    if (i32[tuple + GcHeader.Index] === 0) track(tuple);
    return tuple;
  };

  /** Puts the next item of an iterator into the tuple; false at the end or on error. */
  const refill = (iterator: number, at: number): boolean => {
    const item = step(iterator);
    if (item === 0) return false;
    const before = i32[at]! as Ref;
    i32[at] = item;
    dec(before);
    return true;
  };

  return {
    nextNumbered: (self) => {
      const iterator = i32[self + Enumerate.Iterator]! as Ref;
      const index = i32[self + Enumerate.Index]!;
      const pair = i32[self + Enumerate.Result]! as Ref;
      const isSmall = index >= 0 && index < 0x3fffffff && i32[self + Enumerate.Index + 1] === 0;
      if (!isSmall || i32[self + Enumerate.LongIndex] !== 0 || i32[pair] !== 1) return slotNext(rt, self);
      const before = i32[pair + TupleField.Items + 2]! as Ref;
      if (!isQuiet(iterator) || !isTame(before, 1)) return slotNext(rt, self);
      const item = step(iterator);
      if (item === 0) return 0;
      const number = newInt(index);
      if (number === 0) {
        dec(item);
        return 0;
      }
      i32[self + Enumerate.Index] = index + 1;
      const first = i32[pair + TupleField.Items]! as Ref;
      i32[pair + TupleField.Items] = number;
      i32[pair + TupleField.Items + 2] = item;
      // An int, or None.
      dec(first);
      dec(before);
      return handOut(pair);
    },
    nextTogether: (self) => {
      const iterators = i32[self + Zip.Iterators]! + TupleField.Items;
      const tuple = i32[self + Zip.Result]! as Ref;
      const count = i32[self + Zip.Count]!;
      const words = 2 * count;
      if (i32[tuple] !== 1 || count === 0 || i32[self + Zip.Strict] !== 0) return slotNext(rt, self);
      const items = tuple + TupleField.Items;
      if (count === 2) {
        const first = i32[iterators]!;
        const second = i32[iterators + 2]!;
        if (!isQuiet(first) || !isQuiet(second)) return slotNext(rt, self);
        if (!isTame(i32[items]!, 2) || !isTame(i32[items + 2]!, 2)) return slotNext(rt, self);
        return refill(first, items) && refill(second, items + 2) ? handOut(tuple) : 0;
      }
      for (let word = 0; word < words; word += 2) {
        if (!isQuiet(i32[iterators + word]!) || !isTame(i32[items + word]!, count)) return slotNext(rt, self);
      }
      for (let word = 0; word < words; word += 2) {
        if (!refill(i32[iterators + word]!, items + word)) return 0;
      }
      return handOut(tuple);
    },
  };
}
