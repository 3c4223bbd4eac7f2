import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { getIter } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { Enumerate, Filter, MapField, Reversed, Zip } from './iterator-layout.js';
import { IntField, IteratorField, TupleField } from './layout.js';
import { NOT_QUICK, type QuickMaker } from './quick-types.js';
import { countMany } from './words.js';

/**
 * Calls of enumerate, zip, map, filter and reversed without keywords: what the constructors do, in the same order, as closures over
 * one runtime's memory. Whatever they make stands in a slot while more is allocated.
 */
export interface QuickIterators {
  readonly enumerate: QuickMaker;
  readonly zip: QuickMaker;
  readonly map: QuickMaker;
  readonly filter: QuickMaker;
  readonly reversed: QuickMaker;
}

/** Bytes of iterators with two fields. */
const TWO_FIELDS = 32;
const ENUMERATE_BYTES = 56;
const ZIP_BYTES = 48;

export function quickIterators(rt: Runtime): QuickIterators {
  const { i32, ids, builtin } = rt;
  const { collectable } = rt.fresh;
  const overList = builtin.list_iterator.typeId;
  const overTuple = builtin.tuple_iterator.typeId;
  const enumerateId = builtin.enumerate.typeId;
  const zipId = builtin.zip.typeId;
  const mapId = builtin.map.typeId;
  const filterId = builtin.filter.typeId;
  const { tracked, tupleOfNone } = startTuples(rt);

  const counted = (object: Ref): Ref => {
    const refs = (i32[object]! + 1) | 0;
    if (refs !== 0) i32[object] = refs;
    return object;
  };

  /** iter(x) of exact lists and tuples without a look at their types' slots. */
  const iterate = (iterable: Ref): Maybe => {
    const id = i32[iterable + Header.TypeId]!;
    if (id !== ids.list && id !== ids.tuple) return getIter(rt, iterable);
    const iterator = collectable(id === ids.list ? overList : overTuple, TWO_FIELDS);
    if (iterator === 0) return rt.noMemory();
    i32[iterator + IteratorField.Sequence] = counted(iterable);
    return iterator;
  };

  /** A tuple of the iterators over so many arguments, one or more; what it gets stays in it on an error. */
  const iteratorsOver = (args: number, count: number): Maybe => {
    const tuple = tracked(count);
    if (tuple === 0) return 0;
    const mark = rt.mark();
    rt.hold(tuple);
    for (let word = 0; word < 2 * count; word += 2) {
      const iterator = iterate(i32[args + word]! as Ref);
      if (iterator === 0) return rt.finish(mark, 0);
      i32[tuple + TupleField.Items + word] = iterator;
    }
    return rt.unhold();
  };

  return {
    enumerate: (args, count) => {
      if (count === 0 || count > 2) return NOT_QUICK;
      const start = count === 2 ? (i32[args + 2]! as Ref) : 0;
      if (start !== 0 && i32[start + Header.TypeId] !== ids.smallInt) return NOT_QUICK;
      const self = collectable(enumerateId, ENUMERATE_BYTES);
      if (self === 0) return rt.noMemory();
      const mark = rt.mark();
      rt.hold(self);
      if (start !== 0) {
        const number = i32[start + IntField.Value]!;
        i32[self + Enumerate.Index] = number;
        i32[self + Enumerate.Index + 1] = number >> 31;
      }
      const iterator = iterate(i32[args]! as Ref);
      if (iterator === 0) return rt.finish(mark, 0);
      i32[self + Enumerate.Iterator] = iterator;
      const result = tupleOfNone(2);
      if (result === 0) return rt.finish(mark, 0);
      i32[self + Enumerate.Result] = result;
      return rt.unhold();
    },
    zip: (args, count) => {
      if (count === 0) return NOT_QUICK;
      const iterators = iteratorsOver(args, count);
      if (iterators === 0) return 0;
      const mark = rt.mark();
      rt.hold(iterators);
      const result = tupleOfNone(count);
      if (result === 0) return rt.finish(mark, 0);
      rt.hold(result);
      const self = collectable(zipId, ZIP_BYTES);
      if (self === 0) {
        rt.noMemory();
        return rt.finish(mark, 0);
      }
      i32[self + Zip.Count] = count;
      i32[self + Zip.Result] = rt.unhold();
      i32[self + Zip.Iterators] = rt.unhold();
      return self;
    },
    map: (args, count) => {
      if (count < 2) return NOT_QUICK;
      const iterators = iteratorsOver(args + 2, count - 1);
      if (iterators === 0) return 0;
      rt.hold(iterators);
      const self = collectable(mapId, TWO_FIELDS);
      if (self === 0) {
        rt.noMemory();
        return rt.finishOne(0);
      }
      i32[self + MapField.Iterators] = rt.unhold();
      i32[self + MapField.Function] = counted(i32[args]! as Ref);
      return self;
    },
    filter: (args, count) => {
      if (count !== 2) return NOT_QUICK;
      const iterator = iterate(i32[args + 2]! as Ref);
      if (iterator === 0) return 0;
      rt.hold(iterator);
      const self = collectable(filterId, TWO_FIELDS);
      if (self === 0) {
        rt.noMemory();
        return rt.finishOne(0);
      }
      i32[self + Filter.Iterator] = rt.unhold();
      i32[self + Filter.Function] = counted(i32[args]! as Ref);
      return self;
    },
    reversed: reversedMaker(rt),
  };
}

/** The tuples that such an iterator begins with, of one item or more. */
function startTuples(rt: Runtime): { tracked(count: number): Maybe; tupleOfNone(count: number): Maybe } {
  const { i32, None } = rt;
  const { blankTuple } = rt.fresh;
  const { track } = rt.heap.generations;

  /** Its items are still 0; the collector knows it all the same. */
  const tracked = (count: number): Maybe => {
    const tuple = blankTuple(count);
    if (tuple === 0) return rt.noMemory();
    track(tuple);
    return tuple;
  };

  return {
    tracked,
    tupleOfNone: (count) => {
      const tuple = tracked(count);
      if (tuple === 0) return 0;
      const first = tuple + TupleField.Items;
      for (let word = first; word < first + 2 * count; word += 2) i32[word] = None;
      countMany(i32, None, count);
      return tuple;
    },
  };
}

/** reversed(list) makes what `list.__reversed__` does; a tuple has no such method. */
function reversedMaker(rt: Runtime): QuickMaker {
  const { i32, ids } = rt;
  const { collectable } = rt.fresh;
  const overList = rt.builtin.list_reverseiterator.typeId;
  const overOthers = rt.builtin.reversed.typeId;
  return (args, count) => {
    const sequence = i32[args]! as Ref;
    const id = count === 1 ? i32[sequence + Header.TypeId]! : 0;
    if (id !== ids.list && id !== ids.tuple) return NOT_QUICK;
    // Both kinds of iterator have index and sequence in the same places.
    const iterator = collectable(id === ids.list ? overList : overOthers, TWO_FIELDS);
    if (iterator === 0) return rt.noMemory();
    i32[iterator + Reversed.Index] = i32[sequence + Header.Size]! - 1;
    i32[iterator + Reversed.Sequence] = rt.incref(sequence);
    return iterator;
  };
}
