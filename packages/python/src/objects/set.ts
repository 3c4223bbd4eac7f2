import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { allocateInstance } from './construct.js';
import { MUST_ASK } from './dict-find.js';
import { addGarbage, dropGarbage, garbageMark } from './garbage.js';
import { hashKey } from './hash-key.js';
import { SetEntry, SetField } from './layout.js';
import { LINEAR_PROBES } from './set-find.js';
import type { TypeObject } from './typeobject.js';

/**
 * set and frozenset: open addressing as in CPython, so that the order of a set is CPython's: nine neighbouring places are
 * looked at, then a jump that mixes in all 64 bits of the hash. A set of up to four items uses the eight places inside the
 * object.
 */

const SMALL = 8;

/** A new, empty set of a type; owned and tracked. */
export function newSet(rt: Runtime, type: TypeObject): Maybe {
  const set = allocateInstance(rt, type);
  if (set !== 0) initSet(rt, set);
  return set;
}

/** Gives an empty set its own small table. */
function initSet(rt: Runtime, set: Ref): void {
  rt.i32[set + SetField.Table] = set + SetField.SmallTable;
  rt.i32[set + SetField.Mask] = SMALL - 1;
  rt.i32[set + SetField.HashLow] = -1;
  rt.i32[set + SetField.HashHigh] = -1;
}

export function setSize(rt: Runtime, set: Ref): number {
  return rt.i32[set + SetField.Used]!;
}

/** Adds a key, counted: 1 if it is new, 0 if it was there, −1 on error. */
export function setAdd(rt: Runtime, set: Ref, key: Ref): number {
  return hashKey(rt, key) ? setAddHashed(rt, set, key, rt.hashLow, rt.hashHigh) : -1;
}

/** The same for a key whose hash is known. */
export function setAddHashed(rt: Runtime, set: Ref, key: Ref, low: number, high: number): number {
  const { sets } = rt;
  const found = sets.findQuickly(set, key, low, high);
  if (found > 0) return 0;
  if (found === MUST_ASK) return addAsking(rt, set, key, low, high);
  return setPlace(rt, set, key, low, high);
}

/** Puts a key, counted, where a search has just not found it. */
export function setPlace(rt: Runtime, set: Ref, key: Ref, low: number, high: number): number {
  rt.incref(key);
  return place(rt, set, key, low, high);
}

/** A comparison may run user code that lets the key go: it is held. */
function addAsking(rt: Runtime, set: Ref, key: Ref, low: number, high: number): number {
  rt.hold(rt.incref(key));
  const found = rt.sets.find(set, key, low, high);
  rt.unhold();
  if (found === 0) return place(rt, set, key, low, high);
  rt.decref(key);
  return found < 0 ? -1 : 0;
}

/** Puts an owned key where a search has just not found it. */
function place(rt: Runtime, set: Ref, key: Ref, low: number, high: number): number {
  const { i32, sets } = rt;
  const word = sets.place();
  i32[word + SetEntry.Key] = key;
  i32[word + SetEntry.HashLow] = low;
  i32[word + SetEntry.HashHigh] = high;
  const used = i32[set + SetField.Used]! + 1;
  i32[set + SetField.Used] = used;
  if (sets.isDeleted()) {
    rt.decref(rt.dummy);
    return 1;
  }
  const fill = i32[set + SetField.Fill]! + 1;
  i32[set + SetField.Fill] = fill;
  if (fill * 5 < i32[set + SetField.Mask]! * 3) return 1;
  return setResize(rt, set, used > 50000 ? used * 2 : used * 4) ? 1 : -1;
}

/**
 * Whether the set has a key that may be let go while it is compared, as that of another set: 1, 0, or −1 on error.
 */
export function setContainsHeld(rt: Runtime, set: Ref, key: Ref, low: number, high: number): number {
  const word = rt.sets.findQuickly(set, key, low, high);
  if (word !== MUST_ASK) return word > 0 ? 1 : 0;
  rt.hold(rt.incref(key));
  const found = setContainsHashed(rt, set, key, low, high);
  rt.decref(rt.unhold());
  return found;
}

/** 1, 0, or −1 on error. */
export function setContains(rt: Runtime, set: Ref, key: Ref): number {
  return hashKey(rt, key) ? setContainsHashed(rt, set, key, rt.hashLow, rt.hashHigh) : -1;
}

/** The same for a key whose hash is known. */
export function setContainsHashed(rt: Runtime, set: Ref, key: Ref, low: number, high: number): number {
  const word = rt.sets.find(set, key, low, high);
  return word > 0 ? 1 : word;
}

/** Removes a key: 1, 0 if it was not there, −1 on error. */
export function setDiscard(rt: Runtime, set: Ref, key: Ref): number {
  return hashKey(rt, key) ? setDiscardHashed(rt, set, key, rt.hashLow, rt.hashHigh) : -1;
}

/** The same for a key whose hash is known. */
export function setDiscardHashed(rt: Runtime, set: Ref, key: Ref, low: number, high: number): number {
  const word = rt.sets.find(set, key, low, high);
  if (word <= 0) return word;
  rt.decref(takeEntry(rt, set, word));
  return 1;
}

/** Takes the key out of an entry; the caller owns it. The place stays marked as used once. */
function takeEntry(rt: Runtime, set: Ref, word: number): Ref {
  const key = rt.i32[word + SetEntry.Key]! as Ref;
  rt.i32[word + SetEntry.Key] = rt.dummy;
  rt.incref(rt.dummy);
  rt.i32[word + SetEntry.HashLow] = -1;
  rt.i32[word + SetEntry.HashHigh] = -1;
  rt.i32[set + SetField.Used] = rt.i32[set + SetField.Used]! - 1;
  return key;
}

/** Takes some key out (set.pop), the next from where the last one was found; 0 if the set is empty. */
export function setPop(rt: Runtime, set: Ref): Maybe {
  if (setSize(rt, set) === 0) return 0;
  const i32 = rt.i32;
  const mask = i32[set + SetField.Mask]!;
  let place = i32[set + SetField.Finger]! & mask;
  while (!isKeyAt(rt, set, place)) place = place === mask ? 0 : place + 1;
  i32[set + SetField.Finger] = place + 1;
  return takeEntry(rt, set, i32[set + SetField.Table]! + place * SetEntry.Words);
}

function isKeyAt(rt: Runtime, set: Ref, place: number): boolean {
  const key = rt.i32[rt.i32[set + SetField.Table]! + place * SetEntry.Words]!;
  return key !== 0 && key !== rt.dummy;
}

/** The next place with a key from a number on, or −1. */
export function setNext(rt: Runtime, set: Ref, from: number): number {
  const mask = rt.i32[set + SetField.Mask]!;
  for (let place = from; place <= mask; place++) if (isKeyAt(rt, set, place)) return place;
  return -1;
}

/** Key at a place, borrowed. */
export function setKeyAt(rt: Runtime, set: Ref, place: number): Ref {
  return rt.i32[rt.i32[set + SetField.Table]! + place * SetEntry.Words]! as Ref;
}

/** Hash of the key at a place, into `rt.hashLow`, `rt.hashHigh`. */
export function setHashAt(rt: Runtime, set: Ref, place: number): void {
  const word = rt.i32[set + SetField.Table]! + place * SetEntry.Words;
  rt.hashLow = rt.i32[word + SetEntry.HashLow]!;
  rt.hashHigh = rt.i32[word + SetEntry.HashHigh]!;
}

/** A table of more than so many places, with the keys in the order of the old one. */
export function setResize(rt: Runtime, set: Ref, minimum: number): boolean {
  const i32 = rt.i32;
  let size = SMALL;
  while (size <= minimum) size <<= 1;
  const before = i32[set + SetField.Table]!;
  const maskBefore = i32[set + SetField.Mask]!;
  const small = set + SetField.SmallTable;
  let from = before;
  let copied: Int32Array | undefined;
  let table = small;
  if (size > SMALL) {
    table = rt.heap.blocks.calloc(size * SetEntry.Words * 4);
    if (table === 0) {
      rt.noMemory();
      return false;
    }
  } else if (before === small) {
    copied = i32.slice(small, small + SMALL * SetEntry.Words);
    from = 0;
    i32.fill(0, small, small + SMALL * SetEntry.Words);
  } else {
    i32.fill(0, small, small + SMALL * SetEntry.Words);
  }
  const source = copied ?? i32;
  for (let place = 0; place <= maskBefore; place++) {
    const word = from + place * SetEntry.Words;
    const key = source[word + SetEntry.Key]!;
    if (key === 0) continue;
    if (key === rt.dummy) rt.decref(rt.dummy);
    else insertClean(rt, table, size - 1, key, source[word + SetEntry.HashLow]!, source[word + SetEntry.HashHigh]!);
  }
  i32[set + SetField.Table] = table;
  i32[set + SetField.Mask] = size - 1;
  i32[set + SetField.Fill] = i32[set + SetField.Used]!;
  if (before !== small) rt.heap.blocks.free(before);
  return true;
}

/** Places a key in a table that has neither it nor deleted places. */
export function insertClean(rt: Runtime, table: number, mask: number, key: number, low: number, high: number): void {
  const i32 = rt.i32;
  let perturbLow = low;
  let perturbHigh = high;
  let place = low & mask;
  for (;;) {
    const probes = place + LINEAR_PROBES <= mask ? LINEAR_PROBES : 0;
    for (let i = 0; i <= probes; i++) {
      const word = table + (place + i) * SetEntry.Words;
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
}

/** Drops all keys. The set is empty before the first one dies. */
export function setClear(rt: Runtime, set: Ref): void {
  const i32 = rt.i32;
  const table = i32[set + SetField.Table]!;
  if (table === 0) return;
  const end = table + (i32[set + SetField.Mask]! + 1) * SetEntry.Words;
  const garbage = garbageMark(rt);
  for (let word = table; word < end; word += SetEntry.Words) {
    if (i32[word + SetEntry.Key] !== 0) addGarbage(rt, i32[word + SetEntry.Key]! as Ref);
  }
  i32.fill(0, set + SetField.SmallTable, set + SetField.SmallTable + SMALL * SetEntry.Words);
  i32[set + SetField.Fill] = 0;
  i32[set + SetField.Used] = 0;
  initSet(rt, set);
  if (table !== set + SetField.SmallTable) rt.heap.blocks.free(table);
  dropGarbage(rt, garbage);
}

/** Two sets exchange their contents; hashes too, if both are frozensets, else they are forgotten. */
export function setSwap(rt: Runtime, a: Ref, b: Ref): void {
  const i32 = rt.i32;
  const smallA = i32.slice(a + SetField.SmallTable, a + SetField.SmallTable + SMALL * SetEntry.Words);
  i32.copyWithin(a + SetField.SmallTable, b + SetField.SmallTable, b + SetField.SmallTable + SMALL * SetEntry.Words);
  i32.set(smallA, b + SetField.SmallTable);
  const tableA = i32[a + SetField.Table]!;
  const tableB = i32[b + SetField.Table]!;
  for (const field of [SetField.Fill, SetField.Used, SetField.Mask]) {
    const value = i32[a + field]!;
    i32[a + field] = i32[b + field]!;
    i32[b + field] = value;
  }
  i32[a + SetField.Table] = tableB === b + SetField.SmallTable ? a + SetField.SmallTable : tableB;
  i32[b + SetField.Table] = tableA === a + SetField.SmallTable ? b + SetField.SmallTable : tableA;
  for (const set of [a, b]) {
    i32[set + SetField.HashLow] = -1;
    i32[set + SetField.HashHigh] = -1;
  }
}

/** Whether an object is a set or a frozenset, subclasses included. */
export function isAnySet(rt: Runtime, object: Ref): boolean {
  const type = rt.types[rt.i32[object + Header.TypeId]!]!;
  return type.isSubtypeOf(rt.builtin.set) || type.isSubtypeOf(rt.builtin.frozenset);
}
