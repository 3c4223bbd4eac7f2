import type { Ref } from '@uroboros/heap';
import { GcHeader, Header } from '@uroboros/heap/internal';
import { SLOT } from '../runtime/frame.js';
import type { Runtime } from '../runtime/runtime.js';
import { FIND_FAILED, MUST_ASK } from './dict-find.js';
import { keysBytes, newKeys, usableFor } from './dictkeys.js';
import { DictField, KeysField, KeysKind, StrField, TupleField } from './layout.js';
import { hashStr } from './str.js';
import { moveWords } from './words.js';

/** How dictionaries get their entries, as closures over one runtime's memory. */
export interface DictStore {
  /** Stores a value under a key; counts both. False on error. */
  set(dict: Ref, key: Ref, value: Ref): boolean;
  /** The same for a key whose hash is known; the caller keeps key and value alive. */
  setHashed(dict: Ref, key: Ref, low: number, high: number, value: Ref): boolean;
  /** Stores a value under a key that a search has just not found; counts both. */
  insertHashed(dict: Ref, key: Ref, low: number, high: number, value: Ref): boolean;
  /** Stores the values of slots, from `first` on, under names that differ, in an empty dictionary; counts all. False without memory. */
  setNames(dict: Ref, names: Ref, first: number): boolean;
  /** Stores a value at the word where a search has just found the one of the key; counts both. */
  replaceAt(dict: Ref, word: number, key: Ref, value: Ref): boolean;
  /** A copy of a table, gaps included, that counts everything in it once more; 0 without memory (clone_combined_dict_keys). */
  copyKeys(keys: number): number;
  /** A new keys object of the size, with the entries in order and without those deleted. False without memory. */
  resize(dict: Ref, log: number, kind: KeysKind): boolean;
}

const SMALLEST_LOG = 3;
const SMALLEST_USABLE = usableFor(SMALLEST_LOG);
/** In slots. */
const SMALLEST_GENERAL = keysBytes(SMALLEST_LOG, KeysKind.General) >> 3;
const SMALLEST_UNICODE = keysBytes(SMALLEST_LOG, KeysKind.Unicode) >> 3;

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

  /** Writes an entry's number to the first place for its hash that names none. */
  const enter = (keys: number, log: number, hash: number, entry: number): void => {
    const mask = (1 << log) - 1;
    let perturb = hash >>> 0;
    let place = hash & mask;
    if (log < 8) {
      const first = (keys + KeysField.Indices) * 4;
      while (u8[first + place]! < 0xfe) {
        perturb >>>= 5;
        place = (place * 5 + perturb + 1) & mask;
      }
      u8[first + place] = entry;
    } else if (log < 16) {
      const first = (keys + KeysField.Indices) * 2;
      while (u16[first + place]! < 0xfffe) {
        perturb >>>= 5;
        place = (place * 5 + perturb + 1) & mask;
      }
      u16[first + place] = entry;
    } else {
      const first = keys + KeysField.Indices;
      while (i32[first + place]! >= 0) {
        perturb >>>= 5;
        place = (place * 5 + perturb + 1) & mask;
      }
      i32[first + place] = entry;
    }
  };

  /** Word of the first entry's key. */
  const firstKey = (keys: number, logs: number): number =>
    keys + KeysField.Indices + (1 << (((logs >> 8) & 0xff) - 2)) + (logs >> 16 === KeysKind.General ? 2 : 0);

  const resize = (dict: Ref, log: number, kind: KeysKind): boolean => {
    const before = i32[dict + DictField.Keys]!;
    const keys = newKeys(rt, log, kind);
    if (keys === 0) {
      rt.noMemory();
      return false;
    }
    const logsBefore = i32[before + KeysField.Logs]!;
    const wasGeneral = logsBefore >> 16 === KeysKind.General;
    const isGeneral = kind === KeysKind.General;
    let from = firstKey(before, logsBefore);
    let to = firstKey(keys, i32[keys + KeysField.Logs]!);
    let kept = 0;
    for (let left = i32[before + KeysField.Entries]!; left > 0; left--, from += wasGeneral ? 6 : 4) {
      const value = i32[from + 2]!;
      if (value === 0) continue;
      const key = i32[from]!;
      const hash = wasGeneral ? from - 2 : key + StrField.HashLow;
      if (isGeneral) {
        i32[to - 2] = i32[hash]!;
        i32[to - 1] = i32[hash + 1]!;
      }
      i32[to] = key;
      i32[to + 2] = value;
      to += isGeneral ? 6 : 4;
      enter(keys, log, i32[hash]!, kept++);
    }
    i32[keys + KeysField.Entries] = kept;
    i32[keys + KeysField.Usable] = i32[keys + KeysField.Usable]! - kept;
    i32[dict + DictField.Keys] = keys;
    if (before !== rt.emptyKeys) rt.heap.blocks.free(before);
    return true;
  };

  /** The keys object that a dictionary starts with. */
  const smallestKeys = (kind: KeysKind): number => {
    const keys = rt.fresh.block(kind === KeysKind.General ? SMALLEST_GENERAL : SMALLEST_UNICODE);
    if (keys === 0) return 0;
    i32[keys + KeysField.Refcnt] = 1;
    i32[keys + 1] = 0;
    i32[keys + KeysField.Logs] = SMALLEST_LOG | (SMALLEST_LOG << 8) | (kind << 16);
    i32[keys + KeysField.Version] = ++rt.keysVersion;
    i32[keys + KeysField.Usable] = SMALLEST_USABLE;
    i32[keys + KeysField.Usable + 1] = 0;
    i32[keys + KeysField.Entries] = 0;
    i32[keys + KeysField.Entries + 1] = 0;
    i32[keys + KeysField.Indices] = -1;
    i32[keys + KeysField.Indices + 1] = -1;
    return keys;
  };

  /** Makes room for one more entry, in a table that may hold the key. */
  const makeRoom = (dict: Ref, isStr: boolean, kind: KeysKind): boolean => {
    if (i32[dict + DictField.Keys] !== rt.emptyKeys) {
      return resize(dict, logFor(i32[dict + DictField.Used]! * 3), isStr ? kind : KeysKind.General);
    }
    const keys = smallestKeys(isStr ? KeysKind.Unicode : KeysKind.General);
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

  /** Adds a key that is not in the table; counts key and value. */
  const insert = (dict: Ref, key: Ref, low: number, high: number, value: Ref): boolean => {
    const id = i32[key + Header.TypeId]!;
    const isStr = id === str || id === internedStr;
    let keys = i32[dict + DictField.Keys]!;
    let logs = i32[keys + KeysField.Logs]!;
    const kind = logs >> 16;
    if (keys === rt.emptyKeys || (kind !== KeysKind.General && !isStr) || i32[keys + KeysField.Usable]! <= 0) {
      if (!makeRoom(dict, isStr, kind)) return false;
      keys = i32[dict + DictField.Keys]!;
      logs = i32[keys + KeysField.Logs]!;
    }
    const entry = i32[keys + KeysField.Entries]!;
    enter(keys, logs & 0xff, low, entry);
    const isGeneral = logs >> 16 === KeysKind.General;
    const word = firstKey(keys, logs) + entry * (isGeneral ? 6 : 4);
    if (isGeneral) {
      i32[word - 2] = low;
      i32[word - 1] = high;
    }
    i32[word] = key;
    i32[word + 2] = value;
    count(key);
    count(value);
    i32[keys + KeysField.Entries] = entry + 1;
    i32[keys + KeysField.Usable] = i32[keys + KeysField.Usable]! - 1;
    i32[keys + KeysField.Version] = ++rt.keysVersion;
    i32[dict + DictField.Used] = i32[dict + DictField.Used]! + 1;
    return true;
  };

  /** The collector gets to know a dictionary with the first entry that may be part of a cycle. */
  const track = (dict: Ref, key: Ref, value: Ref): void => {
    const id = i32[key + Header.TypeId]!;
    if (i32[value + Header.TypeId] === smallInt && (id === smallInt || id === str || id === internedStr)) return;
    if (collector.mayBeTracked(value) || collector.mayBeTracked(key)) objects.track(dict);
  };

  /** Stores a value at the word that a search has found, 0 if it has found none; counts key and value. */
  const storeAt = (dict: Ref, word: number, key: Ref, low: number, high: number, value: Ref): boolean => {
    if (i32[dict + GcHeader.Index] === 0) track(dict, key, value);
    if (word === 0) return insert(dict, key, low, high, value);
    count(value);
    const before = i32[word]! as Ref;
    i32[word] = value;
    const refs = i32[before]!;
    if (refs > 1) i32[before] = refs - 1;
    else if (refs >= 0) rt.fast.die(before);
    return true;
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

  const copyKeys = (keys: number): number => {
    const logs = i32[keys + KeysField.Logs]!;
    const kind = (logs >> 16) as KeysKind;
    const bytes = keysBytes(logs & 0xff, kind);
    const copy = blocks.malloc(bytes);
    if (copy === 0) {
      rt.noMemory();
      return 0;
    }
    moveWords(i32, copy, keys, keys + (bytes >> 2));
    i32[copy + KeysField.Refcnt] = 1;
    i32[copy + KeysField.Version] = ++rt.keysVersion;
    const step = kind === KeysKind.General ? 6 : 4;
    let word = firstKey(copy, logs);
    for (const end = word + i32[copy + KeysField.Entries]! * step; word < end; word += step) {
      if (i32[word + 2] === 0) continue;
      count(i32[word]! as Ref);
      count(i32[word + 2]! as Ref);
    }
    return copy;
  };

  return {
    copyKeys,
    set: (dict, key, value) => {
      const first = dicts.probe(dict, key);
      if (first > 0) return storeAt(dict, first, key, 0, 0, value);
      if (!hashes.hashQuickly(key)) return setAsking(dict, key, value);
      const low = rt.hashLow;
      const high = rt.hashHigh;
      const word = first === 0 ? 0 : dicts.findQuickly(dict, key, low, high);
      return word === MUST_ASK ? setAsking(dict, key, value) : storeAt(dict, word, key, low, high, value);
    },
    setHashed,
    setNames,
    insertHashed: (dict, key, low, high, value) => storeAt(dict, 0, key, low, high, value),
    replaceAt: (dict, word, key, value) => storeAt(dict, word, key, 0, 0, value),
    resize,
  };
}
