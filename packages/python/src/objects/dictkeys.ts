import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import type { Runtime } from '../runtime/runtime.js';
import { KeysField, KeysKind, StrField } from './layout.js';
import { hashStr, strEquals } from './str.js';

/**
 * The keys object of a dictionary: a block of its own, CPython's compact layout.
 *
 *     ┌──────────┬──────┬─────────┬────────┬──────────┬───────────────────────┬──────────────────────────┐
 *     │ dk_refcnt│ logs │ version │ usable │ nentries │ index table, 2^log    │ entries, in the order of │
 *     │          │ kind │         │        │          │ numbers of 1, 2, 4 B  │ insertion                │
 *     └──────────┴──────┴─────────┴────────┴──────────┴───────────────────────┴──────────────────────────┘
 *
 * An index is the number of an entry, all ones if free, all ones but the last bit where an entry was deleted.
 */

export const FREE = -1;
export const DELETED = -2;

/** log2 of the number of indices. */
export function logSize(rt: Runtime, keys: number): number {
  return rt.i32[keys + KeysField.Logs]! & 0xff;
}

export function keysKind(rt: Runtime, keys: number): KeysKind {
  return (rt.i32[keys + KeysField.Logs]! >> 16) & 0xff;
}

/** Words from one entry to the next. */
export function entryWords(kind: KeysKind): number {
  return kind === KeysKind.General ? 6 : 4;
}

/** Word of the first entry. */
export function firstEntry(rt: Runtime, keys: number): number {
  return keys + KeysField.Indices + (1 << (((rt.i32[keys + KeysField.Logs]! >> 8) & 0xff) - 2));
}

/** Word of the key within an entry. */
export function keyOffset(kind: KeysKind): number {
  return kind === KeysKind.General ? 2 : 0;
}

/** Entries that fit a table of so many indices. */
export function usableFor(log: number): number {
  return Math.trunc((1 << (log + 1)) / 3);
}

/** log2 of the bytes of the index table. */
function logIndexBytes(log: number): number {
  return log < 8 ? Math.max(log, 3) : log < 16 ? log + 1 : log + 2;
}

/** Bytes of a keys object. */
export function keysBytes(log: number, kind: KeysKind, usable = usableFor(log)): number {
  return 32 + (1 << logIndexBytes(log)) + usable * (kind === KeysKind.General ? 24 : 16);
}

/** A new, empty keys object, held once; 0 if there is no memory. `usable` is smaller for shared keys. */
export function newKeys(rt: Runtime, log: number, kind: KeysKind, usable = usableFor(log)): number {
  const keys = rt.heap.blocks.malloc(keysBytes(log, kind, usable));
  if (keys === 0) return 0;
  const i32 = rt.i32;
  const indexBytes = logIndexBytes(log);
  i32[keys + KeysField.Refcnt] = 1;
  i32[keys + 1] = 0;
  i32[keys + KeysField.Logs] = log | (indexBytes << 8) | (kind << 16);
  i32[keys + KeysField.Version] = ++rt.keysVersion;
  i32[keys + KeysField.Usable] = usable;
  i32[keys + KeysField.Usable + 1] = 0;
  i32[keys + KeysField.Entries] = 0;
  i32[keys + KeysField.Entries + 1] = 0;
  const entries = keys + KeysField.Indices + (1 << (indexBytes - 2));
  if (indexBytes > 11) i32.fill(-1, keys + KeysField.Indices, entries);
  else for (let word = keys + KeysField.Indices; word < entries; word++) i32[word] = -1;
  return keys;
}

/** The entry number at a place of the index table. */
export function indexAt(rt: Runtime, keys: number, log: number, place: number): number {
  if (log < 8) {
    const index = rt.u8[(keys + KeysField.Indices) * 4 + place]!;
    return index >= 0xfe ? index - 0x100 : index;
  }
  if (log < 16) {
    const index = rt.u16[(keys + KeysField.Indices) * 2 + place]!;
    return index >= 0xfffe ? index - 0x10000 : index;
  }
  return rt.i32[keys + KeysField.Indices + place]!;
}

export function setIndex(rt: Runtime, keys: number, log: number, place: number, index: number): void {
  if (log < 8) rt.u8[(keys + KeysField.Indices) * 4 + place] = index;
  else if (log < 16) rt.u16[(keys + KeysField.Indices) * 2 + place] = index;
  else rt.i32[keys + KeysField.Indices + place] = index;
}

/**
 * Number of the entry with a str key in a table all of whose keys are str, or −1. Runs no user code. This is the lookup of
 * every global and attribute: identity first, then hash and characters.
 */
export function lookupStr(rt: Runtime, keys: number, key: Ref): number {
  const i32 = rt.i32;
  if (i32[key + StrField.HashLow] === -1 && i32[key + StrField.HashHigh] === -1) hashStr(rt, key);
  const hash = i32[key + StrField.HashLow]!;
  const log = i32[keys + KeysField.Logs]! & 0xff;
  const mask = (1 << log) - 1;
  const entries = firstEntry(rt, keys);
  let perturb = hash >>> 0;
  let place = hash & mask;
  for (;;) {
    const index = indexAt(rt, keys, log, place);
    if (index >= 0) {
      const found = i32[entries + index * 4]! as Ref;
      if (found === key) return index;
      if (
        i32[found + StrField.HashLow] === hash &&
        i32[found + StrField.HashHigh] === i32[key + StrField.HashHigh] &&
        strEquals(rt, found, key)
      ) {
        return index;
      }
    } else if (index === FREE) {
      return -1;
    }
    perturb >>>= 5;
    place = (place * 5 + perturb + 1) & mask;
  }
}

/** The first free place of the index table for a hash. */
export function freePlace(rt: Runtime, keys: number, hash: number): number {
  const log = logSize(rt, keys);
  const mask = (1 << log) - 1;
  let perturb = hash >>> 0;
  let place = hash & mask;
  while (indexAt(rt, keys, log, place) >= 0) {
    perturb >>>= 5;
    place = (place * 5 + perturb + 1) & mask;
  }
  return place;
}

/** The place of the index table that names an entry. */
export function placeOf(rt: Runtime, keys: number, hash: number, entry: number): number {
  const log = logSize(rt, keys);
  const mask = (1 << log) - 1;
  let perturb = hash >>> 0;
  let place = hash & mask;
  while (indexAt(rt, keys, log, place) !== entry) {
    perturb >>>= 5;
    place = (place * 5 + perturb + 1) & mask;
  }
  return place;
}

/** Low half of the hash of an entry's key. */
export function entryHash(rt: Runtime, keys: number, kind: KeysKind, entry: number): number {
  const at = firstEntry(rt, keys) + entry * entryWords(kind);
  if (kind === KeysKind.General) return rt.i32[at]!;
  return rt.i32[rt.i32[at]! + StrField.HashLow]!;
}

/** Whether the object is a str of exact type: what a table of str keys may hold. */
export function isPlainStr(rt: Runtime, key: Ref): boolean {
  const id = rt.i32[key + Header.TypeId]!;
  return id === rt.ids.str || id === rt.ids.internedStr;
}
