import type { Ref } from '@uroboros/heap';
import { GcHeader, Header } from '@uroboros/heap/internal';
import { slotNext } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { DictField, DictIterator, KeysField, KeysKind, SetEntry, SetField, SetIterator, TupleField } from './layout.js';

/**
 * The steps of iterators over dictionaries and sets where nothing is out of the ordinary, as closures over one runtime's memory;
 * the iterator's slot is asked where an entry was deleted, something has changed, or the end is reached.
 */
export interface TableSteps {
  /** The next item, owned; 0 at the end or on error. */
  nextKey(iterator: Ref): Maybe;
  nextValue(iterator: Ref): Maybe;
  nextPair(iterator: Ref): Maybe;
  nextOfSet(iterator: Ref): Maybe;
}

export function tableSteps(rt: Runtime): TableSteps {
  const { i32, dummy } = rt;

  const counted = (object: number): Ref => {
    const refs = (i32[object]! + 1) | 0;
    if (refs !== 0) i32[object] = refs;
    return object as Ref;
  };

  /** Goes one entry on: the word of its key, or 0, and nothing done. */
  const step = (iterator: Ref): number => {
    const dict = i32[iterator + DictIterator.Dict]!;
    if (dict === 0 || i32[iterator + DictIterator.Used] !== i32[dict + DictField.Used]) return 0;
    const left = i32[iterator + DictIterator.Left]!;
    const keys = i32[dict + DictField.Keys]!;
    const position = i32[iterator + DictIterator.Position]!;
    if (left === 0 || position >= i32[keys + KeysField.Entries]!) return 0;
    const logs = i32[keys + KeysField.Logs]!;
    const first = keys + KeysField.Indices + (1 << (((logs >> 8) & 0xff) - 2));
    const word = logs >> 16 === KeysKind.General ? first + 6 * position + 2 : first + 4 * position;
    if (i32[word + 2] === 0) return 0;
    i32[iterator + DictIterator.Position] = position + 1;
    i32[iterator + DictIterator.Left] = left - 1;
    return word;
  };

  /** Whether a reference can be dropped without an object dying. */
  const isShared = (object: number): boolean => i32[object]! > 1 || i32[object]! < 0;

  const uncount = (object: number): void => {
    const refs = i32[object]!;
    if (refs > 0) i32[object] = refs - 1;
  };

  /** Whether the pair given out last is the iterator's alone, and can be filled anew without an object dying. */
  const isFree = (pair: number): boolean => {
    if (i32[pair] !== 1 || i32[pair + GcHeader.Index] === 0) return false;
    const first = i32[pair + TupleField.Items]!;
    const second = i32[pair + TupleField.Items + 2]!;
    return first !== second && isShared(first) && isShared(second);
  };

  return {
    nextKey: (iterator) => {
      const word = step(iterator);
      return word === 0 ? slotNext(rt, iterator) : counted(i32[word]!);
    },
    nextValue: (iterator) => {
      const word = step(iterator);
      return word === 0 ? slotNext(rt, iterator) : counted(i32[word + 2]!);
    },
    nextPair: (iterator) => {
      const pair = i32[iterator + DictIterator.Result]!;
      const word = isFree(pair) ? step(iterator) : 0;
      if (word === 0) return slotNext(rt, iterator);
      uncount(i32[pair + TupleField.Items]!);
      uncount(i32[pair + TupleField.Items + 2]!);
      i32[pair + TupleField.Items] = counted(i32[word]!);
      i32[pair + TupleField.Items + 2] = counted(i32[word + 2]!);
      i32[pair + Header.Refcnt] = 2;
      return pair as Ref;
    },
    nextOfSet: (iterator) => {
      const set = i32[iterator + SetIterator.Set]!;
      if (set === 0 || i32[iterator + SetIterator.Used] !== i32[set + SetField.Used]) return slotNext(rt, iterator);
      const table = i32[set + SetField.Table]!;
      const end = table + i32[set + SetField.Mask]! * SetEntry.Words;
      let word = table + i32[iterator + SetIterator.Position]! * SetEntry.Words;
      for (; word <= end; word += SetEntry.Words) {
        const key = i32[word]!;
        if (key === 0 || key === dummy) continue;
        // Words are four to an entry: a division of numbers that the engine does not know to be whole takes as long as all the rest.
        i32[iterator + SetIterator.Position] = ((word - table) >> 2) + 1;
        i32[iterator + SetIterator.Left] = i32[iterator + SetIterator.Left]! - 1;
        return counted(key);
      }
      return slotNext(rt, iterator);
    },
  };
}
