import type { Ref } from '@uroboros/heap';
import { Header, PreHeader, Shape, TypeFlag, VALUES_CAPACITY, VALUES_VALID } from '@uroboros/heap/internal';
import { SLOT } from '../runtime/frame.js';
import type { Runtime } from '../runtime/runtime.js';

/** Ends an instance of a class whose last reference goes; false if that, or what is left of it, is to be done in the general way. */
type EndInstance = (object: Ref, id: number) => boolean;

/** What may run code of the program. */
const SLOW = TypeFlag.Finalizer | TypeFlag.LegacyFinalizer | TypeFlag.TearDown;

/**
 * The end of instances with inline values that hold what lives on, or numbers and texts that are theirs alone: no code of the program runs.
 * `endItem` ends such a value, and nothing is done for others; `free` gives back a block of a pool.
 */
export function instanceDeath(
  rt: Runtime,
  endItem: (item: Ref) => boolean,
  free: (block: number) => void,
): EndInstance {
  const { i32 } = rt;
  const { types, deallocator, pymalloc, gcState } = rt.heap;
  const { flags, shape, valuesWord, weakListWord, prefixWords } = types;
  const { counts } = gcState;
  const { untrack } = deallocator.quick!;
  const { nesting, depth, putOff } = deallocator.trashcan;

  const isPlain = (object: Ref, id: number): boolean => {
    if (shape[id] !== Shape.Values || (flags[id]! & SLOW) !== 0 || i32[object + PreHeader.Dict] !== 0) return false;
    const weakList = weakListWord[id]!;
    if (weakList !== 0 && i32[object + weakList] !== 0) return false;
    return i32[object] === 1 && nesting[0]! < depth && putOff.length === 0;
  };

  /** Drops the values, the first one first; false if one has to go in the general way: it is still there, those before it are not. */
  const dropValues = (values: number): boolean => {
    const header = i32[values]!;
    if ((header & VALUES_VALID) === 0) return false;
    const end = values + (header & VALUES_CAPACITY) * SLOT;
    for (let word = values + SLOT; word <= end; word += SLOT) {
      const value = i32[word]! as Ref;
      if ((value as number) === 0) continue;
      const count = i32[value]!;
      if (count > 1) i32[value] = count - 1;
      else if (count >= 0 && !endItem(value)) return leave(values + SLOT, word);
    }
    return true;
  };

  const leave = (first: number, end: number): false => {
    for (let word = first; word < end; word += SLOT) i32[word] = 0;
    return false;
  };

  return (object, id) => {
    if (!isPlain(object, id) || !dropValues(object + valuesWord[id]!)) return false;
    untrack(object);
    const type = i32[object + Header.Type]! as Ref;
    const block = object - prefixWords[id]!;
    i32[object] = 0;
    if (counts[0]! > 0) counts[0] = counts[0]! - 1;
    if (pymalloc.inPool(block)) free(block);
    else pymalloc.free(block);
    if (i32[type]! > 1) i32[type] = i32[type]! - 1;
    else rt.heap.counts.decref(type);
    return true;
  };
}
