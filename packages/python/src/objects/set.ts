import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { allocateInstance } from './construct.js';
import { MUST_ASK } from './dict-find.js';
import { addGarbage, dropGarbage, garbageMark } from './garbage.js';
import { SetEntry, SetField } from './layout.js';
import { SMALL } from './set-store.js';
import type { TypeObject } from './typeobject.js';

/**
 * set and frozenset: open addressing as in CPython, so that the order of a set is CPython's: nine neighbouring places are
 * looked at, then a jump that mixes in all 64 bits of the hash. A set of up to four items uses the eight places inside the
 * object.
 */

/** Bytes of a set. */
export const SET_BYTES = 200;

/** A new, empty set of a type; owned and tracked. */
export function newSet(rt: Runtime, type: TypeObject): Maybe {
  const isPlain = type === rt.builtin.set || type === rt.builtin.frozenset;
  const set = isPlain ? rt.fresh.collectable(type.typeId, SET_BYTES) : allocateInstance(rt, type);
  if (set === 0) return rt.noMemory();
  initSet(rt, set);
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
  return rt.setStore.add(set, key);
}

/** The same for a key whose hash is known. */
export function setAddHashed(rt: Runtime, set: Ref, key: Ref, low: number, high: number): number {
  return rt.setStore.addHashed(set, key, low, high);
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
  const word = rt.sets.find(set, key);
  return word > 0 ? 1 : word;
}

/** The same for a key whose hash is known. */
export function setContainsHashed(rt: Runtime, set: Ref, key: Ref, low: number, high: number): number {
  const word = rt.sets.findHashed(set, key, low, high);
  return word > 0 ? 1 : word;
}

/** Removes a key: 1, 0 if it was not there, −1 on error. */
export function setDiscard(rt: Runtime, set: Ref, key: Ref): number {
  return rt.setStore.discard(set, key);
}

/** The same for a key whose hash is known. */
export function setDiscardHashed(rt: Runtime, set: Ref, key: Ref, low: number, high: number): number {
  return rt.setStore.discardHashed(set, key, low, high);
}

/** Takes some key out (set.pop), the next from where the last one was found; 0 if the set is empty. */
export function setPop(rt: Runtime, set: Ref): Maybe {
  if (setSize(rt, set) === 0) return 0;
  const i32 = rt.i32;
  const mask = i32[set + SetField.Mask]!;
  let place = i32[set + SetField.Finger]! & mask;
  while (!isKeyAt(rt, set, place)) place = place === mask ? 0 : place + 1;
  i32[set + SetField.Finger] = place + 1;
  return rt.setStore.takeEntry(set, i32[set + SetField.Table]! + place * SetEntry.Words);
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
