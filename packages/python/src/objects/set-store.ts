import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { MUST_ASK } from './dict-find.js';
import { IntField, RangeIteratorField, SetEntry, SetField } from './layout.js';
import { UNKNOWN } from './quick-compare.js';
import { LINEAR_PROBES } from './set-find.js';
import { clearBlock } from './words.js';

/**
 * How sets get and lose their keys, as closures over one runtime's memory. Keys are compared here as far as nobody can watch;
 * where an `__eq__` of the program has to be asked the search of `set-find.ts` does it.
 */
export interface SetStore {
  /** Adds a key, counted: 1 if it is new, 0 if it was there, −1 on error. May run `__hash__`, `__eq__`. */
  add(set: Ref, key: Ref): number;
  /** The same, but {@link MUST_ASK}, and nothing done, where one of the two would have to be called. */
  addKnown(set: Ref, key: Ref): number;
  /** The same for a key whose hash is known. */
  addHashed(set: Ref, key: Ref, low: number, high: number): number;
  /** The same, but {@link MUST_ASK} where an `__eq__` would have to be called: no code of the program runs. */
  addQuickly(set: Ref, key: Ref, low: number, high: number): number;
  /**
   * Adds the items of a list or a tuple from a word to another. The word of the first one that code of the program would have to be asked
   * about; −1 at the end, −2 without memory.
   */
  addItems(set: Ref, first: number, end: number): number;
  /**
   * Adds what an iterator over a range gives, as long as its numbers have 32 bits and no code of the program would have to be asked. What is
   * left is still before the iterator; false without memory.
   */
  addRange(set: Ref, iterator: Ref): boolean;
  /**
   * Adds the keys of another set from a place on. The place of the first one that code of the program would have to be asked
   * about; −1 at the end, −2 without memory.
   */
  addAll(set: Ref, other: Ref, place: number): number;
  /** The same for those keys that a third set has (`wanted` 1) or has not (0). */
  addThose(set: Ref, walked: Ref, within: Ref, wanted: number, place: number): number;
  /** Removes the keys of another set from a place on; as {@link addAll}. */
  removeAll(set: Ref, other: Ref, place: number): number;
  /** Removes those keys of another set that are there, and adds the others; as {@link addAll}. */
  toggleAll(set: Ref, other: Ref, place: number): number;
  /**
   * Whether all keys from a place on are in another set (`wanted` 1), or none (0): −1 if it is so, −2 if not, else the place of a key that
   * code of the program has to be asked about.
   */
  checkAll(set: Ref, within: Ref, wanted: number, place: number): number;
  /** Removes a key: 1, 0 if it was not there, −1 on error. May run `__hash__`, `__eq__`. */
  discard(set: Ref, key: Ref): number;
  /** The same for a key whose hash is known. */
  discardHashed(set: Ref, key: Ref, low: number, high: number): number;
  /** Takes the key out of an entry; the caller owns it. The place stays marked as used once. */
  takeEntry(set: Ref, word: number): Ref;
  /** A table of more than so many places, with the keys in the order of the old one. False without memory. */
  resize(set: Ref, minimum: number): boolean;
  /** Fills an empty set that has room with the keys of another one. */
  copyInto(set: Ref, other: Ref): void;
}

/** Places inside the object. */
export const SMALL = 8;

const SMALL_WORDS = SMALL * SetEntry.Words;

export function setStore(rt: Runtime): SetStore {
  const { i32, f64, quick, hashes, sets, dummy } = rt;
  const { smallInt } = rt.ids;
  const { blocks } = rt.heap;
  const { dec, newInt } = rt.fast;
  const aside = new Int32Array(SMALL_WORDS);

  const count = (object: Ref): void => {
    const refs = (i32[object]! + 1) | 0;
    if (refs !== 0) i32[object] = refs;
  };

  /** The mark of deleted places is counted in each of them, and held by the runtime besides. */
  const dropDummy = (): void => {
    if (i32[dummy]! > 0) i32[dummy] = i32[dummy]! - 1;
  };

  /** Places a key in a table that has neither it nor deleted places. Most find their first place free. */
  const enterClean = (table: number, mask: number, key: number, low: number, high: number): void => {
    const word = table + (low & mask) * SetEntry.Words;
    if (i32[word] !== 0) {
      enterSearching(table, mask, key, low, high);
      return;
    }
    i32[word + SetEntry.Key] = key;
    i32[word + SetEntry.HashLow] = low;
    i32[word + SetEntry.HashHigh] = high;
  };

  const enterSearching = (table: number, mask: number, key: number, low: number, high: number): void => {
    let perturbLow = low;
    let perturbHigh = high;
    let place = low & mask;
    for (;;) {
      let word = table + place * SetEntry.Words;
      const end = place + LINEAR_PROBES <= mask ? word + LINEAR_PROBES * SetEntry.Words : word;
      for (; word <= end; word += SetEntry.Words) {
        if (i32[word] !== 0) continue;
        i32[word + SetEntry.Key] = key;
        i32[word + SetEntry.HashLow] = low;
        i32[word + SetEntry.HashHigh] = high;
        return;
      }
      perturbLow = (perturbLow >>> 5) | (perturbHigh << 27);
      perturbHigh >>>= 5;
      place = (Math.imul(place, 5) + 1 + perturbLow) & mask;
    }
  };

  /** The entries of a table, deleted ones not, to a new one. */
  const enterAll = (from: number, filled: number, table: number, mask: number): void => {
    for (let left = filled, word = from; left > 0; word += SetEntry.Words) {
      const key = i32[word]!;
      if (key === 0) continue;
      left--;
      if (key === dummy) dropDummy();
      else enterClean(table, mask, key, i32[word + SetEntry.HashLow]!, i32[word + SetEntry.HashHigh]!);
    }
  };

  /** The small table made anew at its place, without the deleted entries. */
  const enterAgain = (small: number): void => {
    for (let i = 0; i < SMALL_WORDS; i++) {
      aside[i] = i32[small + i]!;
      i32[small + i] = 0;
    }
    for (let i = 0; i < SMALL_WORDS; i += SetEntry.Words) {
      const key = aside[i]!;
      if (key === dummy) dropDummy();
      else if (key !== 0) {
        enterClean(small, SMALL - 1, key, aside[i + SetEntry.HashLow]!, aside[i + SetEntry.HashHigh]!);
      }
    }
  };

  /** Makes places free, a multiple of four of them. The hash beside no key is never looked at. */
  const clearPlaces = (table: number, size: number): void => {
    const end = (table >> 1) + 2 * size;
    for (let at = table >> 1; at < end; at += 8) {
      f64[at] = 0;
      f64[at + 2] = 0;
      f64[at + 4] = 0;
      f64[at + 6] = 0;
    }
  };

  const resize = (set: Ref, minimum: number): boolean => {
    let size = SMALL;
    while (size <= minimum) size <<= 1;
    const before = i32[set + SetField.Table]!;
    const filled = i32[set + SetField.Fill]!;
    const small = set + SetField.SmallTable;
    let table = small;
    if (size > SMALL) {
      table = blocks.malloc(size * SetEntry.Words * 4);
      if (table === 0) {
        rt.noMemory();
        return false;
      }
      clearPlaces(table, size);
      enterAll(before, filled, table, size - 1);
    } else if (before === small) {
      enterAgain(small);
    } else {
      clearBlock(f64, small, SMALL_WORDS);
      enterAll(before, filled, small, SMALL - 1);
    }
    i32[set + SetField.Table] = table;
    i32[set + SetField.Mask] = size - 1;
    i32[set + SetField.Fill] = i32[set + SetField.Used]!;
    if (before !== small) blocks.free(before);
    return true;
  };

  /** Puts an owned key at the word that a search in vain has ended at; `passed` is 0 unless that is a deleted place. */
  const enter = (set: Ref, word: number, passed: number, key: Ref, low: number, high: number): number => {
    i32[word + SetEntry.Key] = key;
    i32[word + SetEntry.HashLow] = low;
    i32[word + SetEntry.HashHigh] = high;
    const used = i32[set + SetField.Used]! + 1;
    i32[set + SetField.Used] = used;
    if (passed !== 0) {
      dropDummy();
      return 1;
    }
    const filled = i32[set + SetField.Fill]! + 1;
    i32[set + SetField.Fill] = filled;
    if (filled * 5 < i32[set + SetField.Mask]! * 3) return 1;
    return resize(set, used > 50000 ? used * 2 : used * 4) ? 1 : -1;
  };

  /** The entries of a table without deleted ones to the same places of a clean one. */
  const copyPlaces = (from: number, filled: number, table: number): void => {
    for (let left = filled, word = from, to = table; left > 0; word += SetEntry.Words, to += SetEntry.Words) {
      const key = i32[word]!;
      if (key === 0) continue;
      left--;
      const refs = (i32[key]! + 1) | 0;
      if (refs !== 0) i32[key] = refs;
      i32[to + SetEntry.Key] = key;
      i32[to + SetEntry.HashLow] = i32[word + SetEntry.HashLow]!;
      i32[to + SetEntry.HashHigh] = i32[word + SetEntry.HashHigh]!;
    }
  };

  const addSearching = (set: Ref, key: Ref, low: number, high: number): number => {
    const table = i32[set + SetField.Table]!;
    const mask = i32[set + SetField.Mask]!;
    let perturbLow = low;
    let perturbHigh = high;
    let place = low & mask;
    let passed = 0;
    for (;;) {
      let word = table + place * SetEntry.Words;
      const end = place + LINEAR_PROBES <= mask ? word + LINEAR_PROBES * SetEntry.Words : word;
      for (; word <= end; word += SetEntry.Words) {
        const at = i32[word]! as Ref;
        if ((at as number) === 0) {
          count(key);
          return enter(set, passed === 0 ? word : passed, passed, key, low, high);
        }
        if (i32[word + SetEntry.HashLow] !== low || i32[word + SetEntry.HashHigh] !== high) {
          if (at === dummy) passed = word;
          continue;
        }
        if (at === key) return 0;
        if (i32[at + Header.TypeId] === smallInt && i32[key + Header.TypeId] === smallInt) {
          if (i32[at + IntField.Value] === i32[key + IntField.Value]) return 0;
          continue;
        }
        const equal = quick.equal(at, key);
        if (equal === 1) return 0;
        if (equal === UNKNOWN) return MUST_ASK;
      }
      perturbLow = (perturbLow >>> 5) | (perturbHigh << 27);
      perturbHigh >>>= 5;
      place = (Math.imul(place, 5) + 1 + perturbLow) & mask;
    }
  };

  /** A comparison may run user code that lets the key go: it is held. */
  const addAsking = (set: Ref, key: Ref, low: number, high: number): number => {
    rt.hold(rt.incref(key));
    const found = sets.findPlace(set, key, low, high);
    rt.unhold();
    if (found === 0) return enter(set, sets.place(), sets.isDeleted() ? 1 : 0, key, low, high);
    rt.decref(key);
    return found < 0 ? -1 : 0;
  };

  /** Most searches end at the first place that is looked at. */
  const addQuickly = (set: Ref, key: Ref, low: number, high: number): number => {
    const word = i32[set + SetField.Table]! + (low & i32[set + SetField.Mask]!) * SetEntry.Words;
    const at = i32[word]!;
    if (at === 0) {
      count(key);
      return enter(set, word, 0, key, low, high);
    }
    if (at === (key as number) && i32[word + SetEntry.HashLow] === low && i32[word + SetEntry.HashHigh] === high)
      return 0;
    return addSearching(set, key, low, high);
  };

  const addKnown = (set: Ref, key: Ref): number => {
    if (i32[key + Header.TypeId] === smallInt) {
      const value = i32[key + IntField.Value]!;
      return addQuickly(set, key, value === -1 ? -2 : value, value >> 31);
    }
    return hashes.hashQuickly(key) ? addQuickly(set, key, rt.hashLow, rt.hashHigh) : MUST_ASK;
  };

  /** Makes an int of 32 bits and adds it, as {@link addQuickly}. */
  const addNewInt = (set: Ref, value: number): number => {
    const key = newInt(value);
    if (key === 0) return -1;
    const low = value === -1 ? -2 : value;
    const word = i32[set + SetField.Table]! + (low & i32[set + SetField.Mask]!) * SetEntry.Words;
    if (i32[word] === 0) return enter(set, word, 0, key, low, value >> 31);
    const added = addSearching(set, key, low, value >> 31);
    dec(key);
    return added;
  };

  const addHashed = (set: Ref, key: Ref, low: number, high: number): number => {
    const added = addQuickly(set, key, low, high);
    return added === MUST_ASK ? addAsking(set, key, low, high) : added;
  };

  const takeEntry = (set: Ref, word: number): Ref => {
    const key = i32[word + SetEntry.Key]! as Ref;
    i32[word + SetEntry.Key] = dummy;
    count(dummy);
    i32[word + SetEntry.HashLow] = -1;
    i32[word + SetEntry.HashHigh] = -1;
    i32[set + SetField.Used] = i32[set + SetField.Used]! - 1;
    return key;
  };

  /** Drops a key that an equal one of the same kinds stands for elsewhere: its death runs no code. */
  const drop = (key: Ref): void => {
    const refs = i32[key]!;
    if (refs > 1) i32[key] = refs - 1;
    else dec(key);
  };

  const discardAt = (set: Ref, word: number): number => {
    if (word <= 0) return word;
    dec(takeEntry(set, word));
    return 1;
  };

  /** How many keys there are from a place on, at most. */
  const atMost = (set: Ref, place: number): number =>
    place === 0 ? i32[set + SetField.Used]! : Number.MAX_SAFE_INTEGER;

  return {
    add: (set, key) => {
      const added = addKnown(set, key);
      if (added !== MUST_ASK) return added;
      return hashes.hash(key) ? addHashed(set, key, rt.hashLow, rt.hashHigh) : -1;
    },
    addKnown,
    addHashed,
    addQuickly,
    addItems: (set, first, end) => {
      for (let word = first; word < end; word += 2) {
        const added = addKnown(set, i32[word]! as Ref);
        if (added < 0) return added === MUST_ASK ? word : -2;
      }
      return -1;
    },
    addRange: (set, iterator) => {
      const step = i32[iterator + RangeIteratorField.Step]!;
      if (i32[iterator + RangeIteratorField.Step + 1] !== step >> 31) return true;
      if (i32[iterator + RangeIteratorField.Left + 1] !== 0) return true;
      for (let left = i32[iterator + RangeIteratorField.Left]!; left > 0; left--) {
        const value = i32[iterator + RangeIteratorField.Start]!;
        const following = value + step;
        if (i32[iterator + RangeIteratorField.Start + 1] !== value >> 31 || following !== (following | 0)) return true;
        const added = addNewInt(set, value);
        if (added < 0) return added === MUST_ASK;
        i32[iterator + RangeIteratorField.Left] = left - 1;
        i32[iterator + RangeIteratorField.Start] = following;
        i32[iterator + RangeIteratorField.Start + 1] = following >> 31;
      }
      return true;
    },
    addAll: (set, other, place) => {
      const table = i32[other + SetField.Table]!;
      const end = table + i32[other + SetField.Mask]! * SetEntry.Words;
      let left = atMost(other, place);
      for (let word = table + place * SetEntry.Words; word <= end && left > 0; word += SetEntry.Words) {
        const key = i32[word]! as Maybe;
        if (key === 0 || key === dummy) continue;
        left--;
        const added = addQuickly(set, key, i32[word + SetEntry.HashLow]!, i32[word + SetEntry.HashHigh]!);
        if (added < 0) return added === MUST_ASK ? (word - table) / SetEntry.Words : -2;
      }
      return -1;
    },
    addThose: (set, walked, within, wanted, place) => {
      const table = i32[walked + SetField.Table]!;
      const end = table + i32[walked + SetField.Mask]! * SetEntry.Words;
      let left = atMost(walked, place);
      for (let word = table + place * SetEntry.Words; word <= end && left > 0; word += SetEntry.Words) {
        const key = i32[word]! as Maybe;
        if (key === 0 || key === dummy) continue;
        left--;
        const low = i32[word + SetEntry.HashLow]!;
        const high = i32[word + SetEntry.HashHigh]!;
        const at = sets.findQuickly(within, key, low, high);
        if (at === MUST_ASK) return (word - table) / SetEntry.Words;
        if ((at > 0 ? 1 : 0) !== wanted) continue;
        const added = addQuickly(set, key, low, high);
        if (added < 0) return added === MUST_ASK ? (word - table) / SetEntry.Words : -2;
      }
      return -1;
    },
    removeAll: (set, other, place) => {
      const table = i32[other + SetField.Table]!;
      const end = table + i32[other + SetField.Mask]! * SetEntry.Words;
      let left = atMost(other, place);
      for (let word = table + place * SetEntry.Words; word <= end && left > 0; word += SetEntry.Words) {
        const key = i32[word]! as Maybe;
        if (key === 0 || key === dummy) continue;
        left--;
        const at = sets.findQuickly(set, key, i32[word + SetEntry.HashLow]!, i32[word + SetEntry.HashHigh]!);
        if (at === MUST_ASK) return (word - table) / SetEntry.Words;
        if (at > 0) drop(takeEntry(set, at));
      }
      return -1;
    },
    toggleAll: (set, other, place) => {
      const table = i32[other + SetField.Table]!;
      const end = table + i32[other + SetField.Mask]! * SetEntry.Words;
      let left = atMost(other, place);
      for (let word = table + place * SetEntry.Words; word <= end && left > 0; word += SetEntry.Words) {
        const key = i32[word]! as Maybe;
        if (key === 0 || key === dummy) continue;
        left--;
        const low = i32[word + SetEntry.HashLow]!;
        const high = i32[word + SetEntry.HashHigh]!;
        const at = sets.findQuickly(set, key, low, high);
        if (at === MUST_ASK) return (word - table) / SetEntry.Words;
        if (at > 0) drop(takeEntry(set, at));
        else if (addQuickly(set, key, low, high) < 0) return -2;
      }
      return -1;
    },
    checkAll: (set, within, wanted, place) => {
      const table = i32[set + SetField.Table]!;
      const end = table + i32[set + SetField.Mask]! * SetEntry.Words;
      let left = atMost(set, place);
      for (let word = table + place * SetEntry.Words; word <= end && left > 0; word += SetEntry.Words) {
        const key = i32[word]! as Maybe;
        if (key === 0 || key === dummy) continue;
        left--;
        const at = sets.findQuickly(within, key, i32[word + SetEntry.HashLow]!, i32[word + SetEntry.HashHigh]!);
        if (at === MUST_ASK) return (word - table) / SetEntry.Words;
        if ((at > 0 ? 1 : 0) !== wanted) return -2;
      }
      return -1;
    },
    discard: (set, key) => discardAt(set, sets.find(set, key)),
    discardHashed: (set, key, low, high) => discardAt(set, sets.findHashed(set, key, low, high)),
    takeEntry,
    resize,
    // Place by place if the tables are of one size and nothing was deleted, else key by key.
    copyInto: (set, other) => {
      const table = i32[set + SetField.Table]!;
      const mask = i32[set + SetField.Mask]!;
      const used = i32[other + SetField.Used]!;
      const from = i32[other + SetField.Table]!;
      const isAlike = mask === i32[other + SetField.Mask] && i32[other + SetField.Fill] === used;
      if (isAlike) copyPlaces(from, used, table);
      else {
        for (let left = used, word = from; left > 0; word += SetEntry.Words) {
          const key = i32[word]! as Maybe;
          if (key === 0 || key === dummy) continue;
          left--;
          count(key);
          enterClean(table, mask, key, i32[word + SetEntry.HashLow]!, i32[word + SetEntry.HashHigh]!);
        }
      }
      i32[set + SetField.Fill] = used;
      i32[set + SetField.Used] = used;
    },
  };
}
