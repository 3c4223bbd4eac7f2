import type { Ref } from '@uroboros/heap';
import { GcHeader, Header, sharedDropper } from '@uroboros/heap/internal';
import type { Runtime } from '../runtime/runtime.js';
import { clearEntries } from './dict.js';
import { DictField, KeysField, KeysKind, ListField, SetEntry, SetField, TupleField } from './layout.js';

/**
 * The ends of tuples, lists, sets and dictionaries whose last reference goes. Most hold what lives on, or numbers and texts that are theirs
 * alone, or tuples of such; then no code of the program runs. All else is left to the general way, from the item on where it begins.
 */
export interface ItemsDeath {
  /** False if the tuple, with the items that are still in place, is to be ended in the general way. */
  tuple(tuple: Ref): boolean;
  list(list: Ref): boolean;
  set(set: Ref): boolean;
  dict(dict: Ref): boolean;
  /** Ends what holds nothing, and tuples; false, and the item in place, for others. */
  item(item: Ref): boolean;
}

/** Free lists of a type: see FreeLists.listOf. */
interface Kept {
  readonly heads: Int32Array;
  readonly lengths: Int32Array;
}

/** Up to here a call is not worth it. */
const FEW_ITEMS = 8;

/** `endLeaf` ends an object that holds nothing; false, and nothing done, for others. */
export function itemsDeath(rt: Runtime, endLeaf: (item: Ref) => boolean): ItemsDeath {
  const { i32, ids } = rt;
  const dropShared = sharedDropper(i32);
  const { objects, deallocator, pymalloc } = rt.heap;
  const { untrack, release } = deallocator.quick!;
  const { nesting, depth, putOff } = deallocator.trashcan;
  const tuples = objects.freeLists.listOf(ids.tuple);
  const lists = objects.freeLists.listOf(ids.list);
  const dicts = objects.freeLists.listOf(ids.dict);
  const setId = rt.builtin.set.typeId;
  const setFlags = rt.heap.types.flags[setId]!;
  const dictFlags = rt.heap.types.flags[ids.dict]!;

  /** Items behind a word have been dropped; what goes on from there finds none. */
  const leave = (first: number, size: number, from: number): false => {
    const end = first + 2 * size;
    for (let word = from + 2; word < end; word += 2) i32[word] = 0;
    return false;
  };

  /** Puts a dead object on a free list that has room. */
  const keep = (object: Ref, { heads, lengths }: Kept, place: number): void => {
    i32[object] = 0;
    i32[object + Header.Type] = heads[place]!;
    i32[object + GcHeader.Flags] = 0;
    heads[place] = object;
    lengths[place] = lengths[place]! + 1;
  };

  /** The word of the last item that is not shared with others, in many items; the others are dropped. */
  const lastToDrop = (first: number, size: number): number => {
    const last = first + 2 * (size - 1);
    return size > FEW_ITEMS ? dropShared(first, last) : last;
  };

  const mayBegin = (): boolean => nesting[0]! < depth && putOff.length === 0;

  /** Drops the items, the last one first. */
  const dropLeaves = (first: number, size: number): boolean => {
    for (let word = lastToDrop(first, size); word >= first; word -= 2) {
      const item = i32[word]! as Ref;
      if ((item as number) === 0) continue;
      const count = i32[item]!;
      if (count > 1) i32[item] = count - 1;
      else if (count >= 0 && !endLeaf(item)) return leave(first, size, word);
    }
    return true;
  };

  const tuple = (object: Ref): boolean => {
    const { heads, lengths, limit } = tuples;
    const size = i32[object + Header.Size]!;
    // Lists by size are for sizes from 1 up.
    if (size === 0 || size >= heads.length || lengths[size]! >= limit || i32[object] !== 1 || !mayBegin()) return false;
    if (!dropLeaves(object + TupleField.Items, size)) return false;
    untrack(object);
    keep(object, tuples, size);
    return true;
  };

  const endItem = (item: Ref): boolean => endLeaf(item) || (i32[item + Header.TypeId] === ids.tuple && tuple(item));

  /** The same as `dropLeaves`, for items that may be tuples. */
  const dropItems = (first: number, size: number): boolean => {
    for (let word = lastToDrop(first, size); word >= first; word -= 2) {
      const item = i32[word]! as Ref;
      if ((item as number) === 0) continue;
      const count = i32[item]!;
      if (count > 1) i32[item] = count - 1;
      else if (count >= 0 && !endItem(item)) return leave(first, size, word);
    }
    return true;
  };

  const list = (object: Ref): boolean => {
    if (lists.lengths[0]! >= lists.limit || i32[object] !== 1 || !mayBegin()) return false;
    const items = i32[object + ListField.Items]!;
    if (items !== 0) {
      if (!dropItems(items, i32[object + Header.Size]!)) return false;
      pymalloc.free(items);
    }
    untrack(object);
    keep(object, lists, 0);
    return true;
  };

  /** Drops the keys of a table in its order, up to the last one. */
  const dropKeys = (table: number, filled: number): boolean => {
    let word = table;
    for (let left = filled; left > 0; word += SetEntry.Words) {
      const key = i32[word]! as Ref;
      if ((key as number) === 0) continue;
      left--;
      const count = i32[key]!;
      if (count > 1) i32[key] = count - 1;
      else if (count >= 0 && !endItem(key)) return leaveKeys(table, word);
    }
    return true;
  };

  const leaveKeys = (table: number, end: number): false => {
    for (let word = table; word < end; word += SetEntry.Words) i32[word] = 0;
    return false;
  };

  const set = (object: Ref): boolean => {
    if (i32[object] !== 1 || i32[object + SetField.WeakList] !== 0 || !mayBegin()) return false;
    const table = i32[object + SetField.Table]!;
    if (!dropKeys(table, i32[object + SetField.Fill]!)) return false;
    if (table !== object + SetField.SmallTable) pymalloc.free(table);
    untrack(object);
    i32[object] = 0;
    release(object, setFlags, setId);
    return true;
  };

  /** Drops each entry's key, then its value, the first entry first. */
  const dropEntries = (keys: number): boolean => {
    const logs = i32[keys + KeysField.Logs]!;
    const isGeneral = logs >> 16 === KeysKind.General;
    const step = isGeneral ? 6 : 4;
    const first = keys + KeysField.Indices + (1 << (((logs >> 8) & 0xff) - 2)) + (isGeneral ? 2 : 0);
    const end = first + step * i32[keys + KeysField.Entries]!;
    for (let word = first; word < end; word += step) {
      if (i32[word + 2] !== 0 && !dropEntry(word)) {
        clearEntries(i32, first, word, step);
        return false;
      }
    }
    return true;
  };

  const dropEntry = (word: number): boolean => {
    const key = i32[word]! as Ref;
    const keyCount = i32[key]!;
    if (keyCount > 1) i32[key] = keyCount - 1;
    else if (keyCount >= 0 && !endItem(key)) return false;
    const value = i32[word + 2]! as Ref;
    const count = i32[value]!;
    if (count > 1) i32[value] = count - 1;
    else if (count >= 0 && !endItem(value)) {
      i32[word] = 0;
      return false;
    }
    return true;
  };

  const dict = (object: Ref): boolean => {
    if (i32[object] !== 1 || i32[object + DictField.Values] !== 0 || !mayBegin()) return false;
    const keys = i32[object + DictField.Keys]!;
    if (keys !== rt.emptyKeys) {
      if (!dropEntries(keys)) return false;
      pymalloc.free(keys);
      i32[object + DictField.Keys] = rt.emptyKeys;
    }
    untrack(object);
    if (dicts.lengths[0]! < dicts.limit) keep(object, dicts, 0);
    else {
      // dict(x) makes a dictionary of its own, so that programs that call it fill the free list.
      i32[object] = 0;
      release(object, dictFlags, ids.dict);
    }
    return true;
  };

  return { tuple, list, set, dict, item: endItem };
}
