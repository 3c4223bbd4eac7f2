import type { Ref, TypeId } from '@uroboros/heap';
import { GcHeader, Header, Pool, StaticArea } from '@uroboros/heap/internal';
import { IntField, IteratorField, RangeField, RangeIteratorField, SetIterator } from '../objects/layout.js';
import { rangeLength } from '../objects/quick-types.js';
import { Frame, SLOT } from '../runtime/frame.js';
import { getIter } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';

/**
 * The iterators of loops over lists, tuples and ranges: made and dropped in one piece where nothing watches the heap, all others by
 * the allocator and the deallocator.
 */
export interface IteratorPaths {
  /** The iterable in a slot gives way to its iterator. False on error. */
  toIterator(at: number): boolean;
  /**
   * A call of `range` with so many arguments gives way to the iterator over what it makes. False, and nothing done, if it is not the built-in
   * type or not called with ints of one digit.
   */
  overRange(window: number, count: number): boolean;
  /** Drops the iterator of a loop that is over; the slot is empty afterwards. */
  endLoop(at: number): void;
}

/** Bytes of an iterator over a list or a tuple. */
const ITERATOR_BYTES = 32;
/** Doubles of its block. */
const ITERATOR_DOUBLES = 6;
/** The pools of its block, with the collector's header; they are also those of an iterator over a range. */
const SIZE_CLASS = 2;
const POOLS = StaticArea.UsedPools + SIZE_CLASS;

export function iteratorPaths(rt: Runtime): IteratorPaths {
  const { i32, f64 } = rt;
  const { dec, free } = rt.fast;
  const { list, tuple, smallInt } = rt.ids;
  const range = rt.builtin.range.typeId;
  const { objects, generations, gcState, plain, pymalloc } = rt.heap;
  const { counts, thresholds } = gcState;
  const { track } = generations;
  const overList = rt.builtin.list_iterator;
  const overTuple = rt.builtin.tuple_iterator;
  const listIterator = overList.typeId;
  const setIterator = rt.builtin.set_iterator.typeId;
  const keyIterator = rt.builtin.dict_keyiterator.typeId;
  const tupleIterator = overTuple.typeId;
  const overRange = rt.builtin.range_iterator;
  const rangeIterator = overRange.typeId;
  const rangeIteratorType = overRange.ref;
  const rangeType = rt.builtin.range.ref;

  const byAllocator = (typeId: TypeId, sequence: Ref): Maybe => {
    const iterator = rt.fresh.collectable(typeId, ITERATOR_BYTES);
    if (iterator !== 0) i32[iterator + IteratorField.Sequence] = sequence;
    return iterator;
  };

  /** A new iterator over an owned sequence; 0 without memory, and nothing done. */
  const fresh = (typeId: TypeId, type: Ref, sequence: Ref): Maybe => {
    const pool = i32[POOLS]!;
    const count = counts[0]! + 1;
    if (pool === 0 || !objects.direct || count > thresholds[0]!) return byAllocator(typeId, sequence);
    const block = i32[pool + Pool.FreeBlock]!;
    const next = i32[block]!;
    i32[pool + Pool.Count] = i32[pool + Pool.Count]! + 1;
    i32[pool + Pool.FreeBlock] = next;
    if (next === 0) pymalloc.extend(pool, SIZE_CLASS);
    counts[0] = count;
    for (let at = block >> 1, end = at + ITERATOR_DOUBLES; at < end; at++) f64[at] = 0;
    const iterator = (block + GcHeader.Words) as Ref;
    i32[iterator] = 1;
    i32[iterator + Header.Type] = type;
    i32[iterator + Header.TypeId] = typeId;
    i32[iterator + IteratorField.Sequence] = sequence;
    track(iterator);
    return iterator;
  };

  /** A range iterator in a block that was taken from its pool. */
  const numbersAt = (block: number, start: number, step: number, left: number): Ref => {
    i32[block] = 1;
    i32[block + Header.RefcntHigh] = 0;
    i32[block + Header.Type] = rangeIteratorType;
    i32[block + Header.TypeId] = rangeIterator;
    i32[block + RangeIteratorField.Start] = start;
    i32[block + RangeIteratorField.Start + 1] = start >> 31;
    i32[block + RangeIteratorField.Step] = step;
    i32[block + RangeIteratorField.Step + 1] = step >> 31;
    i32[block + RangeIteratorField.Left] = left;
    i32[block + RangeIteratorField.Left + 1] = 0;
    return block as Ref;
  };

  /** A new iterator over a range of ints of one digit; 0, and nothing done, if it is no such range or no block is at hand. */
  const freshOfRange = (iterable: Ref): Maybe => {
    const start = i32[iterable + RangeField.Start]!;
    const step = i32[iterable + RangeField.Step]!;
    const length = i32[iterable + RangeField.Length]!;
    if (i32[start + Header.TypeId] !== smallInt || i32[step + Header.TypeId] !== smallInt) return 0;
    if (i32[length + Header.TypeId] !== smallInt) return 0;
    const pool = i32[POOLS]!;
    if (pool === 0 || !objects.direct) return 0;
    const block = i32[pool + Pool.FreeBlock]!;
    const next = i32[block]!;
    i32[pool + Pool.Count] = i32[pool + Pool.Count]! + 1;
    i32[pool + Pool.FreeBlock] = next;
    if (next === 0) pymalloc.extend(pool, SIZE_CLASS);
    return numbersAt(block, i32[start + IntField.Value]!, i32[step + IntField.Value]!, i32[length + IntField.Value]!);
  };

  /** Takes an iterator apart that nobody else holds and that has let its sequence go. */
  const release = (iterator: Ref): void => {
    // Nobody sees this count any more, but whoever reads memory can tell the dead by it.
    i32[iterator + Header.Refcnt] = 0;
    if (i32[iterator + GcHeader.Index] !== 0) generations.untrack(iterator);
    const count = counts[0]!;
    if (count > 0) counts[0] = count - 1;
    free(iterator - GcHeader.Words);
  };

  /** An iterator without its range: it takes the block that it would have got, behind the range's, which is free again by then. */
  const ofNumbers = (start: number, step: number, length: number): Maybe => {
    const pool = i32[POOLS]!;
    const block = pool === 0 ? 0 : i32[pool + Pool.FreeBlock]!;
    const second = block === 0 ? 0 : i32[block]!;
    if (second === 0 || !objects.direct) return 0;
    i32[pool + Pool.Count] = i32[pool + Pool.Count]! + 1;
    i32[block] = i32[second]!;
    return numbersAt(second, start, step, length);
  };

  return {
    overRange: (window, count) => {
      if (!plain || i32[window] !== rangeType || i32[StaticArea.Pending] !== 0) return false;
      const first = window + Frame.Slots;
      const a = i32[first]! as Ref;
      if (i32[a + Header.TypeId] !== smallInt) return false;
      let start = 0;
      let stop = i32[a + IntField.Value]!;
      let step = 1;
      if (count > 1) {
        const b = i32[first + SLOT]!;
        if (i32[b + Header.TypeId] !== smallInt) return false;
        start = stop;
        stop = i32[b + IntField.Value]!;
        if (count > 2) {
          const c = i32[first + 2 * SLOT]!;
          if (i32[c + Header.TypeId] !== smallInt) return false;
          step = i32[c + IntField.Value]!;
          if (step === 0) return false;
        }
      }
      const iterator = ofNumbers(start, step, rangeLength(start, stop, step));
      if (iterator === 0) return false;
      // Dropping ints runs no code.
      for (let word = first, end = first + SLOT * count; word < end; word += SLOT) {
        dec(i32[word]! as Ref);
        i32[word] = 0;
      }
      i32[window] = iterator;
      dec(rangeType);
      return true;
    },
    toIterator: (at) => {
      const iterable = i32[at]! as Ref;
      if (plain) {
        const id = i32[iterable + Header.TypeId]!;
        // The slot holds the sequence until the iterator does: a collection may run in between.
        let iterator: Maybe = 0;
        if (id === tuple) iterator = fresh(tupleIterator, overTuple.ref, iterable);
        else if (id === list) iterator = fresh(listIterator, overList.ref, iterable);
        else if (id === range) {
          iterator = freshOfRange(iterable);
          if (iterator !== 0) {
            i32[at] = iterator;
            // Dropping numbers runs no code.
            dec(iterable);
            return true;
          }
        }
        if (iterator !== 0) {
          i32[at] = iterator;
          return true;
        }
      }
      const iterator = getIter(rt, iterable);
      if (iterator === 0) return false;
      i32[at] = iterator;
      dec(iterable);
      return true;
    },
    endLoop: (at) => {
      const iterator = i32[at]! as Ref;
      i32[at] = 0;
      const id = i32[iterator + Header.TypeId]!;
      if (id === rangeIterator && plain && i32[iterator] === 1) {
        free(iterator);
        return;
      }
      if (plain && i32[iterator] === 1) {
        const isOurs = id === listIterator || id === tupleIterator;
        const isOverTable = id === setIterator || id === keyIterator;
        const letGo =
          (isOurs && i32[iterator + IteratorField.Sequence] === 0) ||
          (isOverTable && i32[iterator + SetIterator.Set] === 0);
        if (letGo) {
          release(iterator);
          return;
        }
      }
      dec(iterator);
    },
  };
}
