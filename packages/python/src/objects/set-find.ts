import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { compareEqual } from '../runtime/operators.js';
import type { Runtime } from '../runtime/runtime.js';
import { MUST_ASK } from './dict-find.js';
import { IntField, SetEntry, SetField } from './layout.js';
import { UNKNOWN } from './quick-compare.js';

/**
 * The search of sets, as closures over one runtime's memory: nine neighbouring places are looked at, then a jump follows that
 * mixes in all 64 bits of the hash.
 */
export interface SetFind {
  /** Looks for a key: the word of its entry; 0 if it is not there, −1 on error. May run `__hash__`, `__eq__`. */
  find(set: Ref, key: Ref): number;
  /** The same for a key whose hash is known. Comparisons may change the set: then the search starts anew. */
  findHashed(set: Ref, key: Ref, low: number, high: number): number;
  /** The same, but {@link MUST_ASK} where an `__eq__` would have to be called: no code of the program runs. */
  findQuickly(set: Ref, key: Ref, low: number, high: number): number;
  /** As {@link findHashed}, for a key that is to be added: see {@link place}. */
  findPlace(set: Ref, key: Ref, low: number, high: number): number;
  /**
   * After {@link findPlace} in vain, the word of the entry where the key would go: the last deleted one that was passed on the
   * way to a free one, if there was any.
   */
  place(): number;
  /** … and whether that is a deleted one. */
  isDeleted(): boolean;
}

export const LINEAR_PROBES = 9;

export function setFind(rt: Runtime): SetFind {
  const { i32, quick, hashes, dummy } = rt;
  const { smallInt } = rt.ids;
  let free = 0;
  let deleted = 0;

  /** Whether an entry's key, which has the hash looked for, is the one: 1, 0, −1 on error, −2 if the set has changed. */
  const ask = (set: Ref, table: number, word: number, at: Ref, key: Ref): number => {
    rt.hold(rt.incref(at));
    const equal = compareEqual(rt, at, key);
    rt.decref(rt.unhold());
    if (equal < 0) return -1;
    return table !== i32[set + SetField.Table] || i32[word] !== at ? -2 : equal;
  };

  /** Goes over the table; comparisons that code of the program makes are made only if `asks`. */
  const search = (set: Ref, key: Ref, low: number, high: number, asks: boolean): number => {
    const isSmall = i32[key + Header.TypeId] === smallInt;
    restart: for (;;) {
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
          const at = i32[word + SetEntry.Key]! as Ref;
          if ((at as number) === 0) {
            free = passed === 0 ? word : passed;
            deleted = passed;
            return 0;
          }
          if (at === dummy) {
            passed = word;
            continue;
          }
          if (i32[word + SetEntry.HashLow] !== low || i32[word + SetEntry.HashHigh] !== high) continue;
          if (at === key) return word;
          if (isSmall && i32[at + Header.TypeId] === smallInt) {
            if (i32[at + IntField.Value] === i32[key + IntField.Value]) return word;
            continue;
          }
          let equal = quick.equal(at, key);
          if (equal === UNKNOWN) {
            if (!asks) return MUST_ASK;
            equal = ask(set, table, word, at, key);
            if (equal === -1) return -1;
            if (equal === -2) continue restart;
          }
          if (equal === 1) return word;
        }
        perturbLow = (perturbLow >>> 5) | (perturbHigh << 27);
        perturbHigh >>>= 5;
        place = (Math.imul(place, 5) + 1 + perturbLow) & mask;
      }
    }
  };

  /** Most searches end at the first place that is looked at. */
  const findQuickly = (set: Ref, key: Ref, low: number, high: number): number => {
    const word = i32[set + SetField.Table]! + (low & i32[set + SetField.Mask]!) * SetEntry.Words;
    const at = i32[word]!;
    if (at === 0) return 0;
    if (at === (key as number) && i32[word + SetEntry.HashLow] === low && i32[word + SetEntry.HashHigh] === high)
      return word;
    return search(set, key, low, high, false);
  };

  const findHashed = (set: Ref, key: Ref, low: number, high: number): number => {
    const word = findQuickly(set, key, low, high);
    return word === MUST_ASK ? search(set, key, low, high, true) : word;
  };

  return {
    find: (set, key) => {
      if (i32[key + Header.TypeId] === smallInt) {
        const value = i32[key + IntField.Value]!;
        return findHashed(set, key, value === -1 ? -2 : value, value >> 31);
      }
      return hashes.hash(key) ? findHashed(set, key, rt.hashLow, rt.hashHigh) : -1;
    },
    findHashed,
    findQuickly,
    findPlace: (set, key, low, high) => search(set, key, low, high, true),
    place: () => free,
    isDeleted: () => deleted !== 0,
  };
}
