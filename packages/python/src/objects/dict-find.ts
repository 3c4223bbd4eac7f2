import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import type { Runtime } from '../runtime/runtime.js';
import { dictLookupHashed, dictValueWord, LOOKUP_FAILED } from './dict.js';
import { FREE } from './dictkeys.js';
import { DictField, IntField, KeysField, KeysKind, StrField } from './layout.js';
import { UNKNOWN } from './quick-compare.js';
import { hashStr } from './str.js';

/**
 * The search of dictionaries, as closures over one runtime's memory. Keys are compared here as far as nobody can watch; only
 * where an `__eq__` of the program has to be asked the general search goes over the table once more.
 */
export interface DictFind {
  /**
   * Looks for a key of the commonest types, at the first place ahead, where most searches end: the word of its value; 0 if it is not
   * there, {@link UNSURE} for other keys and tables, or if a hash has to be computed. Runs no code of the program.
   */
  probe(dict: Ref, key: Ref): number;
  /** The word of a key's value; 0 if it is not there, {@link FIND_FAILED} on error. May run `__hash__`, `__eq__`. */
  find(dict: Ref, key: Ref): number;
  /** The same for a key whose hash is known. */
  findHashed(dict: Ref, key: Ref, low: number, high: number): number;
  /** The same, but {@link MUST_ASK} where an `__eq__` would have to be called: no code of the program runs. */
  findQuickly(dict: Ref, key: Ref, low: number, high: number): number;
  /** The same, but {@link NOWHERE} less the first place without an entry, where the key would go, if it is not there. */
  search(dict: Ref, key: Ref, low: number, high: number): number;
}

export const FIND_FAILED = -1;
export const MUST_ASK = -2;
export const UNSURE = -3;
/** Not there, and the first place of the index table is free; the number gets smaller with the place. */
export const NOWHERE = -8;

export function dictFind(rt: Runtime): DictFind {
  const { i32, u8, u16, quick, hashes } = rt;
  const { smallInt, str, internedStr } = rt.ids;

  /** The entry's number at a place of an index table, negative where there is none. */
  const indexAt = (indices: number, log: number, place: number): number => {
    if (log < 8) {
      const entry = u8[indices * 4 + place]!;
      return entry < 0xfe ? entry : entry - 0x100;
    }
    if (log > 15) return i32[indices + place]!;
    const entry = u16[indices * 2 + place]!;
    return entry < 0xfffe ? entry : entry - 0x10000;
  };

  /** {@link DictFind.search} in a table of str keys: the hash is in the key. */
  const searchText = (keys: number, logs: number, key: Ref, low: number, high: number): number => {
    const log = logs & 0xff;
    const mask = (1 << log) - 1;
    const indices = keys + KeysField.Indices;
    const entries = indices + (1 << (((logs >> 8) & 0xff) - 2));
    let vacant = -1;
    let perturb = low >>> 0;
    let place = low & mask;
    for (;;) {
      const entry = indexAt(indices, log, place);
      if (entry >= 0) {
        const at = entries + entry * 4;
        const found = i32[at]! as Ref;
        if (found === key) return at + 2;
        if (i32[found + StrField.HashLow] === low && i32[found + StrField.HashHigh] === high) {
          const equal = quick.equal(found, key);
          if (equal === 1) return at + 2;
          if (equal === UNKNOWN) return MUST_ASK;
        }
      } else {
        if (vacant < 0) vacant = place;
        if (entry === FREE) return NOWHERE - vacant;
      }
      perturb >>>= 5;
      place = (place * 5 + perturb + 1) & mask;
    }
  };

  /** The same in a table of any keys: the hash stands beside the key, whose memory may be far away. */
  const searchGeneral = (keys: number, logs: number, key: Ref, low: number, high: number): number => {
    const log = logs & 0xff;
    const mask = (1 << log) - 1;
    const indices = keys + KeysField.Indices;
    const entries = indices + (1 << (((logs >> 8) & 0xff) - 2));
    const isSmall = i32[key + Header.TypeId] === smallInt;
    let vacant = -1;
    let perturb = low >>> 0;
    let place = low & mask;
    for (;;) {
      const entry = indexAt(indices, log, place);
      if (entry >= 0) {
        const at = entries + entry * 6;
        const found = i32[at + 2]! as Ref;
        if (found === key) return at + 4;
        if (i32[at] === low && i32[at + 1] === high) {
          if (isSmall && i32[found + Header.TypeId] === smallInt) {
            if (i32[found + IntField.Value] === i32[key + IntField.Value]) return at + 4;
          } else {
            const equal = quick.equal(found, key);
            if (equal === 1) return at + 4;
            if (equal === UNKNOWN) return MUST_ASK;
          }
        }
      } else {
        if (vacant < 0) vacant = place;
        if (entry === FREE) return NOWHERE - vacant;
      }
      perturb >>>= 5;
      place = (place * 5 + perturb + 1) & mask;
    }
  };

  const search = (dict: Ref, key: Ref, low: number, high: number): number => {
    const keys = i32[dict + DictField.Keys]!;
    const logs = i32[keys + KeysField.Logs]!;
    return logs >> 16 === KeysKind.General
      ? searchGeneral(keys, logs, key, low, high)
      : searchText(keys, logs, key, low, high);
  };

  const findQuickly = (dict: Ref, key: Ref, low: number, high: number): number => {
    const word = search(dict, key, low, high);
    return word <= NOWHERE ? 0 : word;
  };

  const findHashed = (dict: Ref, key: Ref, low: number, high: number): number => {
    const word = findQuickly(dict, key, low, high);
    if (word !== MUST_ASK) return word;
    const entry = dictLookupHashed(rt, dict, key, low, high);
    return entry >= 0 ? dictValueWord(rt, dict, entry) : entry === LOOKUP_FAILED ? FIND_FAILED : 0;
  };

  const probe = (dict: Ref, key: Ref): number => {
    const keys = i32[dict + DictField.Keys]!;
    const logs = i32[keys + KeysField.Logs]!;
    const log = logs & 0xff;
    const id = i32[key + Header.TypeId]!;
    if (log > 15) return UNSURE;
    const entries = keys + KeysField.Indices + (1 << (((logs >> 8) & 0xff) - 2));
    if (logs >> 16 !== KeysKind.General) {
      if (id !== internedStr && id !== str) return UNSURE;
      const low = i32[key + StrField.HashLow]!;
      if (low === -1) return UNSURE;
      const entry = indexAt(keys + KeysField.Indices, log, low & ((1 << log) - 1));
      if (entry === FREE) return 0;
      if (entry >= 0 && i32[entries + entry * 4] === (key as number)) return entries + entry * 4 + 2;
      const word = searchText(keys, logs, key, low, i32[key + StrField.HashHigh]!);
      return word > 0 ? word : 0;
    }
    if (id !== smallInt) return UNSURE;
    return findInt(keys, log, i32[key + IntField.Value]!);
  };

  /** The same for an int, in a table of up to 2¹⁵ places, all of the way; unsure at a key that has its hash and is no small int. */
  const findInt = (keys: number, log: number, value: number): number => {
    const low = value === -1 ? -2 : value;
    const high = value >> 31;
    const mask = (1 << log) - 1;
    const indices = keys + KeysField.Indices;
    const entries = indices + (log < 8 ? 1 << (Math.max(log, 3) - 2) : 1 << (log - 1));
    let perturb = low >>> 0;
    let place = low & mask;
    for (;;) {
      let entry: number;
      if (log < 8) {
        entry = u8[indices * 4 + place]!;
        if (entry >= 0xfe) entry += 0xff00;
      } else entry = u16[indices * 2 + place]!;
      if (entry < 0xfffe) {
        // The hash in the table first: in a large one the key's memory is far away.
        const at = entries + entry * 6;
        if (i32[at] === low && i32[at + 1] === high) {
          const found = i32[at + 2]!;
          return i32[found + Header.TypeId] === smallInt && i32[found + IntField.Value] === value ? at + 4 : UNSURE;
        }
      } else if (entry === 0xffff) return 0;
      perturb >>>= 5;
      place = (place * 5 + perturb + 1) & mask;
    }
  };

  return {
    probe,
    find: (dict, key) => {
      const word = probe(dict, key);
      if (word !== UNSURE) return word;
      const id = i32[key + Header.TypeId]!;
      if (id === smallInt) {
        const value = i32[key + IntField.Value]!;
        return findHashed(dict, key, value === -1 ? -2 : value, value >> 31);
      }
      if (id === str || id === internedStr) {
        if (i32[key + StrField.HashLow] === -1) hashStr(rt, key);
        return findHashed(dict, key, i32[key + StrField.HashLow]!, i32[key + StrField.HashHigh]!);
      }
      if (!hashes.hash(key)) return FIND_FAILED;
      return findHashed(dict, key, rt.hashLow, rt.hashHigh);
    },
    findHashed,
    findQuickly,
    search,
  };
}
