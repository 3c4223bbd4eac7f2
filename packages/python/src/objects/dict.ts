import type { CustomPart, DropWord, Ref, RefVisitor } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { compareEqual } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { FIND_FAILED } from './dict-find.js';
import {
  DELETED,
  entryHash,
  entryWords,
  FREE,
  firstEntry,
  indexAt,
  keyOffset,
  keysKind,
  logSize,
  lookupStr,
  placeOf,
  setIndex,
} from './dictkeys.js';
import { DictField, KeysField, KeysKind, StrField } from './layout.js';
import { UNKNOWN } from './quick-compare.js';

/**
 * dict: an object of 48 bytes and a keys object (`dictkeys.ts`). An empty dictionary shares one empty keys object.
 *
 * Tracked by the collector only once it holds something that may be part of a cycle (3.8 to 3.13); a full collection
 * untracks it again.
 */

/** Result of a search that user code interrupted with an exception. */
export const LOOKUP_FAILED = -3;

/** A new, empty dictionary, owned. */
export function newDict(rt: Runtime): Maybe {
  return rt.fresh.dict();
}

export function dictSize(rt: Runtime, dict: Ref): number {
  return rt.i32[dict + DictField.Used]!;
}

/** Word of a dictionary's keys object. */
export function keysOf(rt: Runtime, dict: Ref): number {
  return rt.i32[dict + DictField.Keys]!;
}

/** Word of the entry of that number. */
function entryAt(rt: Runtime, keys: number, entry: number): number {
  return firstEntry(rt, keys) + entry * entryWords(keysKind(rt, keys));
}

/** Word of the value's slot in an entry. */
function valueWord(rt: Runtime, keys: number, entry: number): number {
  return entryAt(rt, keys, entry) + keyOffset(keysKind(rt, keys)) + 2;
}

/** The value of a str key, borrowed; 0 if there is none. No user code runs as long as all keys are str. */
export function dictGetStr(rt: Runtime, dict: Ref, key: Ref): Maybe {
  const keys = keysOf(rt, dict);
  if (keysKind(rt, keys) === KeysKind.General) return dictGet(rt, dict, key);
  const entry = lookupStr(rt, keys, key);
  return entry < 0 ? 0 : (rt.i32[firstEntry(rt, keys) + entry * 4 + 2]! as Ref);
}

/** The value of a key, borrowed; 0 if there is none or on error: then `rt.failed`. */
export function dictGet(rt: Runtime, dict: Ref, key: Ref): Maybe {
  const word = rt.dicts.find(dict, key);
  return word > 0 ? (rt.i32[word]! as Ref) : 0;
}

/** Word of an entry's value. */
export function dictValueWord(rt: Runtime, dict: Ref, entry: number): number {
  return valueWord(rt, keysOf(rt, dict), entry);
}

/** Number of the entry with the key, −1 if there is none, {@link LOOKUP_FAILED} on error. May run `__hash__`, `__eq__`. */
export function dictLookup(rt: Runtime, dict: Ref, key: Ref): number {
  const word = rt.dicts.find(dict, key);
  return word > 0 ? entryOf(rt, dict, word) : word === FIND_FAILED ? LOOKUP_FAILED : -1;
}

/**
 * The same for a key whose hash is known. A comparison may run user code that changes the dictionary: if the entry is not what
 * it was, the search starts anew.
 */
export function dictLookupHashed(rt: Runtime, dict: Ref, key: Ref, low: number, high: number): number {
  const i32 = rt.i32;
  restart: for (;;) {
    const keys = keysOf(rt, dict);
    const logs = i32[keys + KeysField.Logs]!;
    const kind = keysKind(rt, keys);
    const log = logSize(rt, keys);
    const mask = (1 << log) - 1;
    const entries = firstEntry(rt, keys);
    const step = entryWords(kind);
    let perturb = low >>> 0;
    let place = low & mask;
    for (;;) {
      const entry = indexAt(rt, keys, log, place);
      if (entry === FREE) return -1;
      if (entry >= 0) {
        const at = entries + entry * step;
        const keyWord = at + keyOffset(kind);
        const found = i32[keyWord]! as Ref;
        if (found === key) return entry;
        if (hasHash(rt, at, found, kind, low, high)) {
          const known = rt.quick.equal(found, key);
          if (known === 1) return entry;
          if (known === UNKNOWN) {
            rt.hold(rt.incref(found));
            const equal = compareEqual(rt, found, key);
            rt.decref(rt.unhold());
            if (equal < 0) return LOOKUP_FAILED;
            const isSame = keysOf(rt, dict) === keys && i32[keys + KeysField.Logs] === logs && i32[keyWord] === found;
            if (!isSame) continue restart;
            if (equal === 1) return entry;
          }
        }
      }
      perturb >>>= 5;
      place = (place * 5 + perturb + 1) & mask;
    }
  }
}

function hasHash(rt: Runtime, at: number, key: Ref, kind: KeysKind, low: number, high: number): boolean {
  const i32 = rt.i32;
  if (kind === KeysKind.General) return i32[at] === low && i32[at + 1] === high;
  return i32[key + StrField.HashLow] === low && i32[key + StrField.HashHigh] === high;
}

/** Stores a value under a key; counts both. False on error. */
export function dictSet(rt: Runtime, dict: Ref, key: Ref, value: Ref): boolean {
  return rt.dictStore.set(dict, key, value);
}

/** The same for a key whose hash is known; the caller keeps key and value alive. */
export function dictSetHashed(rt: Runtime, dict: Ref, key: Ref, low: number, high: number, value: Ref): boolean {
  return rt.dictStore.setHashed(dict, key, low, high, value);
}

/** Stores a value under a key that a search has just not found; counts both. */
export function dictInsertHashed(rt: Runtime, dict: Ref, key: Ref, low: number, high: number, value: Ref): boolean {
  return rt.dictStore.insertHashed(dict, key, low, high, value);
}

/** Stores a value under a str key that the caller keeps alive. False on error. */
export function dictSetText(rt: Runtime, dict: Ref, key: Ref, value: Ref): boolean {
  return dictSet(rt, dict, key, value);
}

/** A new keys object of the size, with the entries in order and without those deleted. */
export function dictResize(rt: Runtime, dict: Ref, log: number, kind: KeysKind): boolean {
  return rt.dictStore.resize(dict, log, kind);
}

/** Removes a key: 1, 0 if it is not there, −1 on error. */
export function dictDelete(rt: Runtime, dict: Ref, key: Ref): number {
  const word = rt.dicts.find(dict, key);
  if (word <= 0) return word === FIND_FAILED ? -1 : 0;
  rt.decref(removeEntry(rt, dict, entryOf(rt, dict, word)));
  return 1;
}

/** Removes a key and hands its value over: 0 if it is not there or on error. */
export function dictTake(rt: Runtime, dict: Ref, key: Ref): Maybe {
  const word = rt.dicts.find(dict, key);
  return word <= 0 ? 0 : removeEntry(rt, dict, entryOf(rt, dict, word));
}

/** Number of the entry whose value stands at a word. */
function entryOf(rt: Runtime, dict: Ref, word: number): number {
  const keys = keysOf(rt, dict);
  const step = entryWords(keysKind(rt, keys));
  return ((word - firstEntry(rt, keys)) / step) | 0;
}

/** Takes an entry out: the key is dropped, the value is the caller's. */
function removeEntry(rt: Runtime, dict: Ref, entry: number): Ref {
  const i32 = rt.i32;
  const keys = keysOf(rt, dict);
  const kind = keysKind(rt, keys);
  setIndex(rt, keys, logSize(rt, keys), placeOf(rt, keys, entryHash(rt, keys, kind, entry), entry), DELETED);
  const keyWord = entryAt(rt, keys, entry) + keyOffset(kind);
  const key = i32[keyWord]! as Ref;
  const value = i32[keyWord + 2]! as Ref;
  i32[keyWord] = 0;
  i32[keyWord + 2] = 0;
  i32[dict + DictField.Used] = i32[dict + DictField.Used]! - 1;
  i32[keys + KeysField.Version] = ++rt.keysVersion;
  rt.hold(value);
  rt.decref(key);
  return rt.unhold();
}

/** Number of the last entry, −1 if the dictionary is empty. */
export function dictLastEntry(rt: Runtime, dict: Ref): number {
  for (let entry = dictEntries(rt, dict) - 1; entry >= 0; entry--) if (dictValueAt(rt, dict, entry) !== 0) return entry;
  return -1;
}

/** Takes the entry of that number out; its value is the caller's. */
export function dictRemoveEntry(rt: Runtime, dict: Ref, entry: number): Ref {
  return removeEntry(rt, dict, entry);
}

/** Takes the last entry out without dropping anything: key and value, which the caller has read, are the caller's. */
export function dictCutLast(rt: Runtime, dict: Ref, entry: number): void {
  const i32 = rt.i32;
  const keys = keysOf(rt, dict);
  const kind = keysKind(rt, keys);
  setIndex(rt, keys, logSize(rt, keys), placeOf(rt, keys, entryHash(rt, keys, kind, entry), entry), DELETED);
  const keyWord = entryAt(rt, keys, entry) + keyOffset(kind);
  i32[keyWord] = 0;
  i32[keyWord + 2] = 0;
  i32[keys + KeysField.Entries] = entry;
  i32[keys + KeysField.Version] = ++rt.keysVersion;
  i32[dict + DictField.Used] = i32[dict + DictField.Used]! - 1;
}

/** Number of entries, deleted ones included: the bound of a walk by number. */
export function dictEntries(rt: Runtime, dict: Ref): number {
  return rt.i32[keysOf(rt, dict) + KeysField.Entries]!;
}

/** Key of an entry, borrowed. */
export function dictKeyAt(rt: Runtime, dict: Ref, entry: number): Ref {
  const keys = keysOf(rt, dict);
  return rt.i32[entryAt(rt, keys, entry) + keyOffset(keysKind(rt, keys))]! as Ref;
}

/** Hash of an entry's key, into `rt.hashLow`, `rt.hashHigh`. */
export function dictHashAt(rt: Runtime, dict: Ref, entry: number): void {
  const keys = keysOf(rt, dict);
  const at = entryAt(rt, keys, entry);
  const word = keysKind(rt, keys) === KeysKind.General ? at : rt.i32[at]! + StrField.HashLow;
  rt.hashLow = rt.i32[word]!;
  rt.hashHigh = rt.i32[word + 1]!;
}

/** Value of an entry, borrowed; 0 where the entry was deleted. */
export function dictValueAt(rt: Runtime, dict: Ref, entry: number): Maybe {
  return rt.i32[valueWord(rt, keysOf(rt, dict), entry)]! as Maybe;
}

/** The next entry from a number on that was not deleted, or −1. */
export function dictNext(rt: Runtime, dict: Ref, from: number): number {
  const i32 = rt.i32;
  const keys = keysOf(rt, dict);
  const count = i32[keys + KeysField.Entries]!;
  const kind = keysKind(rt, keys);
  const step = entryWords(kind);
  let word = firstEntry(rt, keys) + from * step + keyOffset(kind) + 2;
  for (let entry = from; entry < count; entry++, word += step) if (i32[word] !== 0) return entry;
  return -1;
}

/** Word of an entry's key; that of its value is two further on. */
export function dictKeyWord(rt: Runtime, dict: Ref, entry: number): number {
  const keys = keysOf(rt, dict);
  return entryAt(rt, keys, entry) + keyOffset(keysKind(rt, keys));
}

/** Drops all entries. The table leaves the dictionary first: what dies may look at it. */
export function dictClear(rt: Runtime, dict: Ref): void {
  rt.heap.clearer.clearPart(dict);
}

/** How the collector and the deallocator see a dictionary. */
export function dictPart(rt: Runtime): CustomPart {
  const { i32 } = rt;
  const { pymalloc } = rt.heap;
  return {
    traverse: (dict, visit) => forEachVisible(rt, keysOf(rt, dict), visit),
    traverseHidden: (dict, visit) => forEachStrKey(rt, keysOf(rt, dict), visit),
    // The old table waits in the field for values, which dictionaries of their own do not use, until what it held is dropped.
    detach: (dict, take) => {
      const keys = keysOf(rt, dict);
      rt.i32[dict + DictField.Keys] = rt.emptyKeys;
      rt.i32[dict + DictField.Used] = 0;
      if (keys === 0 || keys === rt.emptyKeys) return;
      forEachEntry(rt, keys, take);
      if (rt.i32[dict + DictField.Values] === 0) rt.i32[dict + DictField.Values] = keys;
      else rt.heap.blocks.free(keys);
    },
    endQuickly: (dict, drop, levels, nesting) => {
      const keys = i32[dict + DictField.Keys]!;
      if (keys === 0 || keys === rt.emptyKeys) return true;
      if (i32[dict + DictField.Values] !== 0 || !dropEntries(i32, keys, drop, levels, nesting)) return false;
      i32[dict + DictField.Keys] = rt.emptyKeys;
      i32[dict + DictField.Used] = 0;
      pymalloc.free(keys);
      return true;
    },
    blocks: (dict, visit) => {
      const keys = keysOf(rt, dict);
      if (keys !== 0 && keys !== rt.emptyKeys) visit(keys);
      if (rt.i32[dict + DictField.Values] !== 0) visit(rt.i32[dict + DictField.Values]!);
    },
    freeBlocks: (dict) => {
      const keys = rt.i32[dict + DictField.Values]!;
      rt.i32[dict + DictField.Values] = 0;
      if (keys !== 0) rt.heap.blocks.free(keys);
    },
  };
}

/** What tp_traverse shows: the values where all keys are str, else each entry's value, then its key. */
function forEachVisible(rt: Runtime, keys: number, visit: RefVisitor): void {
  if (keys === 0) return;
  const i32 = rt.i32;
  const kind = keysKind(rt, keys);
  const step = entryWords(kind);
  let word = firstEntry(rt, keys) + keyOffset(kind);
  for (let left = i32[keys + KeysField.Entries]!; left > 0; left--, word += step) {
    if (i32[word + 2] === 0) continue;
    visit(i32[word + 2]! as Ref);
    if (kind === KeysKind.General && i32[word] !== 0) visit(i32[word]! as Ref);
  }
}

function forEachStrKey(rt: Runtime, keys: number, visit: RefVisitor): void {
  if (keys === 0 || keysKind(rt, keys) === KeysKind.General) return;
  let word = firstEntry(rt, keys);
  for (let left = rt.i32[keys + KeysField.Entries]!; left > 0; left--, word += 4) {
    if (rt.i32[word] !== 0) visit(rt.i32[word]! as Ref);
  }
}

/** Each entry's key, then its value: the order in which a dying table drops them. */
function forEachEntry(rt: Runtime, keys: number, take: RefVisitor): void {
  const i32 = rt.i32;
  const kind = keysKind(rt, keys);
  const step = entryWords(kind);
  let word = firstEntry(rt, keys) + keyOffset(kind);
  for (let left = i32[keys + KeysField.Entries]!; left > 0; left--, word += step) {
    if (i32[word + 2] === 0) continue;
    // A key that is gone already: see dropEntries.
    if (i32[word] !== 0) take(i32[word]! as Ref);
    take(i32[word + 2]! as Ref);
  }
}

/**
 * Drops keys and values as far as `drop` can; false, and what was dropped is cleared, as soon as it cannot. The places go with the
 * dictionary otherwise.
 */
function dropEntries(i32: Int32Array, keys: number, drop: DropWord, levels: number, nesting: number): boolean {
  const logs = i32[keys + KeysField.Logs]!;
  const isGeneral = logs >> 16 === KeysKind.General;
  const step = isGeneral ? 6 : 4;
  const first = keys + KeysField.Indices + (1 << (((logs >> 8) & 0xff) - 2)) + (isGeneral ? 2 : 0);
  const end = first + step * i32[keys + KeysField.Entries]!;
  for (let word = first; word < end; word += step) {
    if (i32[word + 2] === 0) continue;
    for (let part = word; part <= word + 2; part += 2) {
      const object = i32[part]!;
      if (object === 0) continue;
      const count = i32[object + Header.Refcnt]!;
      if (count > 1) i32[object + Header.Refcnt] = count - 1;
      else if (count >= 0 && !drop(part, levels, nesting)) {
        clearEntries(i32, first, word, step);
        if (part > word) i32[word] = 0;
        return false;
      }
    }
  }
  return true;
}

/** Clears keys and values from a word up to another. */
export function clearEntries(i32: Int32Array, first: number, end: number, step: number): void {
  for (let word = first; word < end; word += step) {
    i32[word] = 0;
    i32[word + 2] = 0;
  }
}

/** Whether an object is a dict, subclasses included. */
export function isDict(rt: Runtime, object: Ref): boolean {
  const id = rt.i32[object + Header.TypeId]!;
  return id === rt.ids.dict || rt.types[id]!.isSubtypeOf(rt.builtin.dict);
}
