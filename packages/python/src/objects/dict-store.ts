import type { Ref } from '@uroboros/heap';
import { GcHeader, Header } from '@uroboros/heap/internal';
import { SLOT } from '../runtime/frame.js';
import type { Runtime } from '../runtime/runtime.js';
import { FIND_FAILED, MUST_ASK, NOWHERE } from './dict-find.js';
import { keysBytes, usableFor } from './dictkeys.js';
import { DictField, KeysField, KeysKind, StrField, TupleField } from './layout.js';
import { hashStr } from './str.js';
import { moveWords } from './words.js';

/** How dictionaries get their entries, as closures over one runtime's memory. */
export interface DictStore {
  /** Stores a value under a key; counts both. False on error. */
  set(dict: Ref, key: Ref, value: Ref): boolean;
  /**
   * Stores the value of a slot under the key of another where no code of the program runs before: 1, −1 without memory; 0, and nothing done, where
   * some would. Others hold the dictionary too. Where nobody can see it the dictionary takes a reference over, and the slot is empty then.
   */
  take(dict: Ref, keySlot: number, valueSlot: number): number;
  /** The same for a key whose hash is known; the caller keeps key and value alive. */
  setHashed(dict: Ref, key: Ref, low: number, high: number, value: Ref): boolean;
  /** Stores a value under a key that a search has just not found; counts both. */
  insertHashed(dict: Ref, key: Ref, low: number, high: number, value: Ref): boolean;
  /** Stores the values of slots, from `first` on, under names that differ, in an empty dictionary; counts all. False without memory. */
  setNames(dict: Ref, names: Ref, first: number): boolean;
  /** Stores a value at the word where a search has just found the one of the key; counts both. */
  replaceAt(dict: Ref, word: number, key: Ref, value: Ref): boolean;
  /** A copy of a table of so many entries, gaps included, that counts everything in it once more; 0 without memory (clone_combined_dict_keys). */
  copyKeys(keys: number, used: number): number;
  /**
   * Stores the entries of another dictionary from one on. The first one for which code of the program may run, in an `__eq__` or at the death of a
   * value that gives way; −1 at the end, −2 without memory.
   */
  storeAll(dict: Ref, other: Ref, entry: number): number;
  /** A new keys object of the size, with the entries in order and without those deleted. False without memory. */
  resize(dict: Ref, log: number, kind: KeysKind): boolean;
}

const SMALLEST_LOG = 3;
/** By log2 of the number of indices. */
const USABLE = Int32Array.from({ length: 31 }, (_, log) => usableFor(log));

/**
 * log2 of a table with at least so many indices (calculate_log2_keysize). CPython computes it in a way that gives the next
 * larger one for less than 8 and for the powers of two above; the sizes that programs see come from that.
 */
export function logFor(size: number): number {
  return 32 - Math.clz32(((size | 8) - 1) | 7);
}

export function dictStore(rt: Runtime): DictStore {
  const { i32, u8, u16, dicts, hashes } = rt;
  const { smallInt, str, internedStr } = rt.ids;
  const { collector, objects, blocks } = rt.heap;

  /** The first place for a hash that names no entry. */
  const vacantPlace = (keys: number, log: number, hash: number): number => {
    const mask = (1 << log) - 1;
    const indices = keys + KeysField.Indices;
    let perturb = hash >>> 0;
    let place = hash & mask;
    for (;;) {
      if (log < 8) {
        if (u8[indices * 4 + place]! > 0xfd) return place;
      } else if (log < 16) {
        if (u16[indices * 2 + place]! > 0xfffd) return place;
      } else if (i32[indices + place]! < 0) return place;
      perturb >>>= 5;
      place = (place * 5 + perturb + 1) & mask;
    }
  };

  /** Word of the first entry's key. */
  const firstKey = (keys: number, logs: number): number =>
    keys + KeysField.Indices + (1 << (((logs >> 8) & 0xff) - 2)) + (logs >> 16 === KeysKind.General ? 2 : 0);

  /** Writes the numbers of entries that are all new to a clean index table, of one byte a place: see {@link enterAll}. */
  const enterBytes = (keys: number, mask: number, count: number, word: number, step: number): void => {
    const first = (keys + KeysField.Indices) * 4;
    for (let entry = 0, at = word; entry < count; entry++, at += step) {
      const hash = i32[step === 4 ? i32[at]! + StrField.HashLow : at - 2]!;
      let perturb = hash >>> 0;
      let place = hash & mask;
      while (u8[first + place] !== 0xff) {
        perturb >>>= 5;
        place = (place * 5 + perturb + 1) & mask;
      }
      u8[first + place] = entry;
    }
  };

  const enterHalves = (keys: number, mask: number, count: number, word: number, step: number): void => {
    const first = (keys + KeysField.Indices) * 2;
    for (let entry = 0, at = word; entry < count; entry++, at += step) {
      const hash = i32[step === 4 ? i32[at]! + StrField.HashLow : at - 2]!;
      let perturb = hash >>> 0;
      let place = hash & mask;
      while (u16[first + place] !== 0xffff) {
        perturb >>>= 5;
        place = (place * 5 + perturb + 1) & mask;
      }
      u16[first + place] = entry;
    }
  };

  const enterWords = (keys: number, mask: number, count: number, word: number, step: number): void => {
    const first = keys + KeysField.Indices;
    for (let entry = 0, at = word; entry < count; entry++, at += step) {
      const hash = i32[step === 4 ? i32[at]! + StrField.HashLow : at - 2]!;
      let perturb = hash >>> 0;
      let place = hash & mask;
      while (i32[first + place] !== -1) {
        perturb >>>= 5;
        place = (place * 5 + perturb + 1) & mask;
      }
      i32[first + place] = entry;
    }
  };

  /** Writes the numbers of all entries, the first of whose keys stands at a word, to a clean index table. */
  const enterAll = (keys: number, log: number, count: number, word: number, step: number): void => {
    const mask = (1 << log) - 1;
    if (log < 8) enterBytes(keys, mask, count, word, step);
    else if (log < 16) enterHalves(keys, mask, count, word, step);
    else enterWords(keys, mask, count, word, step);
  };

  /** Moves the entries of a table of str keys, without gaps, to another such table: how many there are. */
  const moveText = (from: number, entries: number, to: number): number => {
    let at = to;
    for (let word = from, end = from + 4 * entries; word < end; word += 4) {
      const value = i32[word + 2]!;
      if (value === 0) continue;
      i32[at] = i32[word]!;
      i32[at + 2] = value;
      at += 4;
    }
    return (at - to) >> 2;
  };

  /** The same to a table of any keys; `step` is that of the entries there are. */
  const moveGeneral = (from: number, entries: number, to: number, step: number): number => {
    let kept = 0;
    for (let word = from, at = to, left = entries; left > 0; left--, word += step) {
      const value = i32[word + 2]!;
      if (value === 0) continue;
      const key = i32[word]!;
      const hash = step === 6 ? word - 2 : key + StrField.HashLow;
      i32[at - 2] = i32[hash]!;
      i32[at - 1] = i32[hash + 1]!;
      i32[at] = key;
      i32[at + 2] = value;
      at += 6;
      kept++;
    }
    return kept;
  };

  /** Clears an index table; the number of words is even. */
  const clearIndices = (from: number, end: number): void => {
    for (let word = from; word < end; word += 2) {
      i32[word] = -1;
      i32[word + 1] = -1;
    }
  };

  /** A new, empty keys object; 0 without memory, and no exception. */
  const freshKeys = (log: number, kind: KeysKind): number => {
    const usable = USABLE[log]!;
    const indexBytes = log < 8 ? log : log < 16 ? log + 1 : log + 2;
    const keys = rt.fresh.block(4 + (1 << (indexBytes - 3)) + usable * (kind === KeysKind.General ? 3 : 2));
    if (keys === 0) return 0;
    i32[keys + KeysField.Refcnt] = 1;
    i32[keys + 1] = 0;
    i32[keys + KeysField.Logs] = log | (indexBytes << 8) | (kind << 16);
    i32[keys + KeysField.Version] = ++rt.keysVersion;
    i32[keys + KeysField.Usable] = usable;
    i32[keys + KeysField.Usable + 1] = 0;
    i32[keys + KeysField.Entries] = 0;
    i32[keys + KeysField.Entries + 1] = 0;
    clearIndices(keys + KeysField.Indices, keys + KeysField.Indices + (1 << (indexBytes - 2)));
    return keys;
  };

  const resize = (dict: Ref, log: number, kind: KeysKind): boolean => {
    const before = i32[dict + DictField.Keys]!;
    const keys = freshKeys(log, kind);
    if (keys === 0) {
      rt.noMemory();
      return false;
    }
    const logsBefore = i32[before + KeysField.Logs]!;
    const from = firstKey(before, logsBefore);
    const to = firstKey(keys, i32[keys + KeysField.Logs]!);
    const entries = i32[before + KeysField.Entries]!;
    let kept: number;
    if (kind === KeysKind.General) {
      kept = moveGeneral(from, entries, to, logsBefore >> 16 === KeysKind.General ? 6 : 4);
      enterAll(keys, log, kept, to, 6);
    } else {
      kept = moveText(from, entries, to);
      enterAll(keys, log, kept, to, 4);
    }
    i32[keys + KeysField.Entries] = kept;
    i32[keys + KeysField.Usable] = i32[keys + KeysField.Usable]! - kept;
    i32[dict + DictField.Keys] = keys;
    if (before !== rt.emptyKeys) blocks.free(before);
    return true;
  };

  /** Makes room for one more entry, in a table that may hold the key. */
  const makeRoom = (dict: Ref, isStr: boolean, kind: KeysKind): boolean => {
    if (i32[dict + DictField.Keys] !== rt.emptyKeys) {
      return resize(dict, logFor(i32[dict + DictField.Used]! * 3), isStr ? kind : KeysKind.General);
    }
    const keys = freshKeys(SMALLEST_LOG, isStr ? KeysKind.Unicode : KeysKind.General);
    if (keys === 0) {
      rt.noMemory();
      return false;
    }
    i32[dict + DictField.Keys] = keys;
    return true;
  };

  const count = (object: Ref): void => {
    const refs = (i32[object]! + 1) | 0;
    if (refs !== 0) i32[object] = refs;
  };

  /** Adds a key at a place of the index table that names no entry, where there is room. The caller counts key and value. */
  const writeEntry = (
    dict: Ref,
    keys: number,
    logs: number,
    place: number,
    key: Ref,
    low: number,
    high: number,
    value: Ref,
  ): void => {
    const log = logs & 0xff;
    const indices = keys + KeysField.Indices;
    const entry = i32[keys + KeysField.Entries]!;
    if (log < 8) u8[indices * 4 + place] = entry;
    else if (log < 16) u16[indices * 2 + place] = entry;
    else i32[indices + place] = entry;
    let word = indices + (1 << (((logs >> 8) & 0xff) - 2));
    if (logs >> 16 === KeysKind.General) {
      word += 6 * entry + 2;
      i32[word - 2] = low;
      i32[word - 1] = high;
    } else word += 4 * entry;
    i32[word] = key;
    i32[word + 2] = value;
    i32[keys + KeysField.Entries] = entry + 1;
    i32[keys + KeysField.Usable] = i32[keys + KeysField.Usable]! - 1;
    i32[keys + KeysField.Version] = ++rt.keysVersion;
    i32[dict + DictField.Used] = i32[dict + DictField.Used]! + 1;
  };

  const isStr = (key: Ref): boolean => {
    const id = i32[key + Header.TypeId]!;
    return id === str || id === internedStr;
  };

  /** Whether a table has no entry left, or cannot take the key. The empty one has none either. */
  const isTooSmall = (keys: number, logs: number, key: Ref): boolean =>
    i32[keys + KeysField.Usable]! <= 0 || (logs >> 16 !== KeysKind.General && !isStr(key));

  /** Adds a key that is not in the table; counts key and value. */
  const insert = (dict: Ref, key: Ref, low: number, high: number, value: Ref): boolean => {
    let keys = i32[dict + DictField.Keys]!;
    let logs = i32[keys + KeysField.Logs]!;
    if (isTooSmall(keys, logs, key)) {
      if (!makeRoom(dict, isStr(key), logs >> 16)) return false;
      keys = i32[dict + DictField.Keys]!;
      logs = i32[keys + KeysField.Logs]!;
    }
    writeEntry(dict, keys, logs, vacantPlace(keys, logs & 0xff, low), key, low, high, value);
    count(key);
    count(value);
    return true;
  };

  /** The same where the search has found a place. */
  const insertAt = (dict: Ref, place: number, key: Ref, low: number, high: number, value: Ref): boolean => {
    const keys = i32[dict + DictField.Keys]!;
    const logs = i32[keys + KeysField.Logs]!;
    if (isTooSmall(keys, logs, key)) return insert(dict, key, low, high, value);
    writeEntry(dict, keys, logs, place, key, low, high, value);
    count(key);
    count(value);
    return true;
  };

  /** The collector gets to know a dictionary with the first entry that may be part of a cycle. */
  const track = (dict: Ref, key: Ref, value: Ref): void => {
    const id = i32[key + Header.TypeId]!;
    if (i32[value + Header.TypeId] === smallInt && (id === smallInt || id === str || id === internedStr)) return;
    if (collector.mayBeTracked(value) || collector.mayBeTracked(key)) objects.track(dict);
  };

  /** Stores a value at the word that a search has found, or under a new key at the place that it has; counts key and value. */
  const storeAt = (dict: Ref, word: number, key: Ref, low: number, high: number, value: Ref): boolean => {
    if (i32[dict + GcHeader.Index] === 0) track(dict, key, value);
    if (word <= NOWHERE) return insertAt(dict, NOWHERE - word, key, low, high, value);
    if (word === 0) return insert(dict, key, low, high, value);
    count(value);
    const before = i32[word]! as Ref;
    i32[word] = value;
    const refs = i32[before]!;
    if (refs > 1) i32[before] = refs - 1;
    else if (refs >= 0) rt.fast.die(before);
    return true;
  };

  /** The entry of a new key gets both references from their slots. */
  const takeNew = (
    dict: Ref,
    vacant: number,
    keySlot: number,
    low: number,
    high: number,
    valueSlot: number,
  ): number => {
    const key = i32[keySlot]! as Ref;
    let keys = i32[dict + DictField.Keys]!;
    let logs = i32[keys + KeysField.Logs]!;
    let place = vacant;
    if (isTooSmall(keys, logs, key)) {
      if (!makeRoom(dict, isStr(key), logs >> 16)) return -1;
      keys = i32[dict + DictField.Keys]!;
      logs = i32[keys + KeysField.Logs]!;
      place = vacantPlace(keys, logs & 0xff, low);
    }
    writeEntry(dict, keys, logs, place, key, low, high, i32[valueSlot]! as Ref);
    i32[keySlot] = 0;
    i32[valueSlot] = 0;
    return 1;
  };

  /** As {@link DictStore.take} says, for a key whose hash is known. */
  const takeHashed = (dict: Ref, keySlot: number, low: number, high: number, valueSlot: number): number => {
    const key = i32[keySlot]! as Ref;
    const word = dicts.search(dict, key, low, high);
    if (word === MUST_ASK) return 0;
    const value = i32[valueSlot]! as Ref;
    if (word < 0) {
      if (i32[dict + GcHeader.Index] === 0) track(dict, key, value);
      return takeNew(dict, NOWHERE - word, keySlot, low, high, valueSlot);
    }
    if (i32[dict + GcHeader.Index] === 0) track(dict, key, value);
    const before = i32[word]! as Ref;
    const refs = i32[before]!;
    i32[word] = value;
    if (refs !== 1) {
      i32[valueSlot] = 0;
      if (refs > 1) i32[before] = refs - 1;
      return 1;
    }
    // Code that runs when it dies sees that the slot holds the value, too.
    count(value);
    rt.fast.die(before);
    return 1;
  };

  const setNames = (dict: Ref, names: Ref, first: number): boolean => {
    const end = first + SLOT * i32[names + Header.Size]!;
    let word = names + TupleField.Items;
    for (let from = first; from < end; from += SLOT, word += 2) {
      const name = i32[word]! as Ref;
      const value = i32[from]! as Ref;
      if (i32[name + StrField.HashLow] === -1) hashStr(rt, name);
      if (i32[dict + GcHeader.Index] === 0) track(dict, name, value);
      if (!insert(dict, name, i32[name + StrField.HashLow]!, i32[name + StrField.HashHigh]!, value)) return false;
    }
    return true;
  };

  const setHashed = (dict: Ref, key: Ref, low: number, high: number, value: Ref): boolean => {
    const word = dicts.findHashed(dict, key, low, high);
    return word !== FIND_FAILED && storeAt(dict, word, key, low, high, value);
  };

  /** Hashing and comparing may run user code. CPython has counted the new references by then, and programs see it. */
  const setAsking = (dict: Ref, key: Ref, value: Ref): boolean => {
    const mark = rt.mark();
    rt.hold(rt.incref(key));
    rt.hold(rt.incref(value));
    const stored = hashes.hash(key) && setHashed(dict, key, rt.hashLow, rt.hashHigh, value);
    rt.releaseTo(mark);
    return stored;
  };

  /** Copies so many words of entries, gaps included, and counts what is in them. */
  const copyEntries = (from: number, to: number, words: number, step: number): void => {
    const offset = step - 4;
    for (let word = from, at = to, end = from + words; word < end; word += step, at += step) {
      if (offset !== 0) {
        i32[at] = i32[word]!;
        i32[at + 1] = i32[word + 1]!;
      }
      const key = i32[word + offset]! as Ref;
      const value = i32[word + offset + 2]! as Ref;
      i32[at + offset] = key;
      i32[at + offset + 2] = value;
      if ((value as number) === 0) continue;
      count(key);
      count(value);
    }
  };

  /** As {@link DictStore.storeAll} says. */
  const storeAll = (dict: Ref, other: Ref, first: number): number => {
    const keys = i32[other + DictField.Keys]!;
    const logs = i32[keys + KeysField.Logs]!;
    const step = logs >> 16 === KeysKind.General ? 6 : 4;
    const count = i32[keys + KeysField.Entries]!;
    for (let entry = first, at = firstKey(keys, logs) + first * step; entry < count; entry++, at += step) {
      const value = i32[at + 2]! as Ref;
      if ((value as number) === 0) continue;
      const key = i32[at]! as Ref;
      const hash = step === 6 ? at - 2 : key + StrField.HashLow;
      const low = i32[hash]!;
      const high = i32[hash + 1]!;
      const word = dicts.search(dict, key, low, high);
      if (word === MUST_ASK || (word > 0 && i32[i32[word]!] === 1)) return entry;
      if (!storeAt(dict, word, key, low, high, value)) return -2;
    }
    return -1;
  };

  const copyKeys = (keys: number, used: number): number => {
    const logs = i32[keys + KeysField.Logs]!;
    const kind = (logs >> 16) as KeysKind;
    const bytes = keysBytes(logs & 0xff, kind);
    const copy = blocks.malloc(bytes);
    if (copy === 0) {
      rt.noMemory();
      return 0;
    }
    const entries = KeysField.Indices + (1 << (((logs >> 8) & 0xff) - 2));
    moveWords(i32, copy, keys, keys + entries);
    i32[copy + KeysField.Refcnt] = 1;
    i32[copy + KeysField.Version] = ++rt.keysVersion;
    const step = kind === KeysKind.General ? 6 : 4;
    const count = i32[keys + KeysField.Entries]!;
    // Entries of str keys without gaps are nothing but references.
    if (step === 4 && used === count) rt.copyCounted(keys + entries, 2 * count, copy + entries);
    else copyEntries(keys + entries, copy + entries, count * step, step);
    return copy;
  };

  return {
    copyKeys,
    storeAll,
    set: (dict, key, value) => {
      if (!hashes.hashQuickly(key)) return setAsking(dict, key, value);
      const low = rt.hashLow;
      const high = rt.hashHigh;
      const word = dicts.search(dict, key, low, high);
      return word === MUST_ASK ? setAsking(dict, key, value) : storeAt(dict, word, key, low, high, value);
    },
    take: (dict, keySlot, valueSlot) => {
      const key = i32[keySlot]! as Ref;
      let low: number;
      let high: number;
      if (isStr(key)) {
        if (i32[key + StrField.HashLow] === -1) hashStr(rt, key);
        low = i32[key + StrField.HashLow]!;
        high = i32[key + StrField.HashHigh]!;
      } else {
        if (!hashes.hashQuickly(key)) return 0;
        low = rt.hashLow;
        high = rt.hashHigh;
      }
      return takeHashed(dict, keySlot, low, high, valueSlot);
    },
    setHashed,
    setNames,
    insertHashed: (dict, key, low, high, value) => storeAt(dict, 0, key, low, high, value),
    replaceAt: (dict, word, key, value) => storeAt(dict, word, key, 0, 0, value),
    resize,
  };
}
