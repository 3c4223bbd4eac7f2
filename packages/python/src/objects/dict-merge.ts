import type { Ref } from '@uroboros/heap';
import { GcHeader, Header } from '@uroboros/heap/internal';
import { findAttr } from '../runtime/attributes.js';
import { forEachItem, getItem, getIter } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import {
  dictEntries,
  dictHashAt,
  dictKeyAt,
  dictResize,
  dictSet,
  dictSetHashed,
  dictSize,
  dictValueAt,
  isDict,
  keysOf,
  newDict,
} from './dict.js';
import { dictIter } from './dict-iterators.js';
import { logFor } from './dict-store.js';
import { keysKind, logSize, usableFor } from './dictkeys.js';
import { DictField, KeysKind, TupleField } from './layout.js';
import { fastItem, fastSize, listFromIterable, sequenceFast } from './sequence.js';

/** How dictionaries take over the contents of others, of mappings and of sequences of pairs. */

/** log2 of the table in which so many entries stay below the limit (estimate_log2_keysize). */
function logForCount(count: number): number {
  return logFor(Math.floor((count * 3 + 1) / 2));
}

/** A new dictionary with room for so many entries; `isText` if all keys will be str (dict_new_presized). */
export function newDictFor(rt: Runtime, count: number, isText: boolean): Maybe {
  const dict = newDict(rt);
  if (dict === 0 || count <= usableFor(3)) return dict;
  if (dictResize(rt, dict, logForCount(count), isText ? KeysKind.Unicode : KeysKind.General)) return dict;
  rt.decref(dict);
  return 0;
}

/** Makes an empty dictionary's table large enough for so many entries. */
export function dictMakeRoom(rt: Runtime, dict: Ref, count: number, isText: boolean): boolean {
  return dictResize(rt, dict, logForCount(count), isText ? KeysKind.Unicode : KeysKind.General);
}

/** Whether all keys are str as far as the layout of the table tells. */
export function hasTextKeys(rt: Runtime, dict: Ref): boolean {
  return keysKind(rt, keysOf(rt, dict)) !== KeysKind.General;
}

/**
 * Stores all entries of another dictionary (dict_merge). Into an empty one the whole table is copied, if it has not too many
 * gaps; else there is one big resize at the start. False on error.
 */
export function dictMerge(rt: Runtime, dict: Ref, other: Ref): boolean {
  const used = dictSize(rt, other);
  if (other === dict || used === 0) return true;
  const keys = keysOf(rt, other);
  const log = logSize(rt, keys);
  const isDense = used === dictEntries(rt, other) && (log === 3 || usableFor(log - 1) < used);
  if (dictSize(rt, dict) === 0 && isDense) return adoptCopy(rt, dict, other);
  if (usableFor(logSize(rt, keysOf(rt, dict))) < used) {
    const isText = hasTextKeys(rt, other) && hasTextKeys(rt, dict);
    const kind = isText ? KeysKind.Unicode : KeysKind.General;
    if (!dictResize(rt, dict, logForCount(dictSize(rt, dict) + used), kind)) return false;
  }
  return storeAll(rt, dict, other);
}

function storeAll(rt: Runtime, dict: Ref, other: Ref): boolean {
  const count = dictEntries(rt, other);
  let entry = rt.dictStore.storeAll(dict, other, 0);
  while (entry >= 0) {
    dictHashAt(rt, other, entry);
    if (!storeHeld(rt, dict, dictKeyAt(rt, other, entry), dictValueAt(rt, other, entry) as Ref)) return false;
    if (dictEntries(rt, other) !== count) {
      rt.raise('RuntimeError', 'dict mutated during update');
      return false;
    }
    entry = rt.dictStore.storeAll(dict, other, entry + 1);
  }
  return entry === -1;
}

/**
 * Stores an entry whose key's hash is in `rt.hashLow`, `rt.hashHigh`. The walk and the store to be hold the key; an `__eq__` sees that, and so does the death
 * of a value that gives way.
 */
function storeHeld(rt: Runtime, dict: Ref, key: Ref, value: Ref): boolean {
  const { hashLow, hashHigh } = rt;
  const word = rt.dicts.findQuickly(dict, key, hashLow, hashHigh);
  const mark = rt.mark();
  rt.hold(rt.incref(key));
  rt.hold(rt.incref(value));
  rt.hold(rt.incref(key));
  let stored: boolean;
  if (word > 0) {
    stored = rt.dictStore.replaceAt(dict, word, key, value);
  } else {
    rt.hold(rt.incref(value));
    stored = dictSetHashed(rt, dict, key, hashLow, hashHigh, value);
  }
  rt.releaseTo(mark);
  return stored;
}

/** An empty dictionary gets a copy of another one's table. */
function adoptCopy(rt: Runtime, dict: Ref, other: Ref): boolean {
  const copy = rt.dictStore.copyKeys(keysOf(rt, other), dictSize(rt, other));
  if (copy === 0) return false;
  const before = keysOf(rt, dict);
  rt.i32[dict + DictField.Keys] = copy;
  rt.i32[dict + DictField.Used] = dictSize(rt, other);
  if (before !== rt.emptyKeys) rt.heap.blocks.free(before);
  if (isTracked(rt, other) && !isTracked(rt, dict)) rt.heap.objects.track(dict);
  return true;
}

function isTracked(rt: Runtime, dict: Ref): boolean {
  return rt.i32[dict + GcHeader.Index] !== 0;
}

/** A new dictionary with the same entries (PyDict_Copy); owned. */
export function dictCopy(rt: Runtime, dict: Ref): Maybe {
  const copy = newDict(rt);
  if (copy === 0 || dictSize(rt, dict) === 0) return copy;
  const mark = rt.mark();
  rt.hold(copy);
  const isDense = dictSize(rt, dict) >= Math.floor((dictEntries(rt, dict) * 2) / 3);
  const isDone = isDense && iteratesAsDict(rt, dict) ? adoptCopy(rt, copy, dict) : dictMergeAny(rt, copy, dict);
  return isDone ? rt.unhold() : rt.finish(mark, 0);
}

/** Whether a dictionary is read directly: its class has not replaced `__iter__`. */
export function iteratesAsDict(rt: Runtime, object: Ref): boolean {
  return isDict(rt, object) && rt.typeOf(object).slots.iter === dictIter;
}

/** Stores all entries of a dictionary or a mapping (PyDict_Update). False on error. */
export function dictMergeAny(rt: Runtime, dict: Ref, other: Ref): boolean {
  return iteratesAsDict(rt, other) ? dictMerge(rt, dict, other) : mergeMapping(rt, dict, other);
}

/** Stores `other[key]` for each of `other.keys()`. */
function mergeMapping(rt: Runtime, dict: Ref, other: Ref): boolean {
  const mark = rt.mark();
  const keys = keyList(rt, other);
  if (keys === 0) return false;
  rt.hold(keys);
  const merged = forEachItem(rt, keys, (key) => {
    const value = getItem(rt, other, key);
    if (value === 0) return false;
    rt.hold(value);
    const stored = dictSet(rt, dict, key, value);
    rt.decref(rt.unhold());
    return stored;
  });
  rt.releaseTo(mark);
  return merged;
}

/** `list(mapping.keys())` (PyMapping_Keys). */
function keyList(rt: Runtime, mapping: Ref): Maybe {
  const keys = rt.callMethod(mapping, 'keys');
  if (keys === 0) return 0;
  const mark = rt.mark();
  rt.hold(keys);
  const iterator = getIter(rt, keys);
  if (iterator !== 0) {
    rt.hold(iterator);
    return rt.finish(mark, listFromIterable(rt, iterator));
  }
  if (rt.errorIs(rt.builtin.TypeError)) {
    rt.clearError();
    const names = `${rt.typeOf(mapping).name}.keys() returned a non-iterable (type ${rt.typeOf(keys).name})`;
    rt.raise('TypeError', names);
  }
  return rt.finish(mark, 0);
}

/** Stores a sequence of pairs (PyDict_MergeFromSeq2). False on error. */
export function dictMergePairs(rt: Runtime, dict: Ref, pairs: Ref): boolean {
  let index = 0;
  return forEachItem(rt, pairs, (item) => {
    const known = storeKnownPair(rt, dict, item);
    if (known !== 0) {
      index++;
      return known > 0;
    }
    const pair = sequenceFast(rt, item, `cannot convert dictionary update sequence element #${index} to a sequence`);
    if (pair === 0) return false;
    const mark = rt.mark();
    rt.hold(pair);
    const stored = storePair(rt, dict, pair, index++);
    rt.releaseTo(mark);
    return stored;
  });
}

/**
 * Stores a tuple of a key and a value where no code of the program can run meanwhile, and the key is not there yet: a value that gives way may
 * die. 1; 0, and nothing done, if it is not so; −1 without memory.
 */
function storeKnownPair(rt: Runtime, dict: Ref, pair: Ref): number {
  const { i32 } = rt;
  if (i32[pair + Header.TypeId] !== rt.ids.tuple || i32[pair + Header.Size] !== 2) return 0;
  const key = i32[pair + TupleField.Items]! as Ref;
  if (!rt.hashes.hashQuickly(key)) return 0;
  const { hashLow, hashHigh } = rt;
  if (rt.dicts.findQuickly(dict, key, hashLow, hashHigh) !== 0) return 0;
  return rt.dictStore.insertHashed(dict, key, hashLow, hashHigh, i32[pair + TupleField.Items + 2]! as Ref) ? 1 : -1;
}

function storePair(rt: Runtime, dict: Ref, pair: Ref, index: number): boolean {
  const size = fastSize(rt, pair);
  if (size !== 2) {
    rt.raise('ValueError', `dictionary update sequence element #${index} has length ${size}; 2 is required`);
    return false;
  }
  const key = rt.hold(rt.incref(fastItem(rt, pair, 0)));
  const value = rt.hold(rt.incref(fastItem(rt, pair, 1)));
  return dictSet(rt, dict, key, value);
}

/** What dict(x) and update(x) do with their argument: a mapping, told by its `keys`, or pairs. False on error. */
export function dictUpdateFrom(rt: Runtime, dict: Ref, source: Ref): boolean {
  if (rt.typeOf(source) === rt.builtin.dict) return dictMerge(rt, dict, source);
  const keys = findAttr(rt, source, rt.name('keys'));
  if (keys === 0) return rt.failed ? false : dictMergePairs(rt, dict, source);
  rt.decref(keys);
  return dictMergeAny(rt, dict, source);
}
