import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import type { Runtime } from '../runtime/runtime.js';
import { entryWords, firstEntry, keyOffset, keysKind } from './dictkeys.js';
import { DictField, IteratorField, KeysField, ListField, SetEntry, SetField, TupleField } from './layout.js';

/**
 * The items of built-in containers where they stand: for functions that only look at them, and so can do without the iterator
 * that CPython makes. Nobody sees it there either, unless making it asks for a collection.
 */
export interface Span {
  /** Word of the first reference, words from one to the next, and where they end. */
  first: number;
  step: number;
  end: number;
  /** Words from a reference to a word that is 0 where the entry is deleted. In sets the mark of deleted places stands there, `rt.dummy`. */
  check: number;
}

/** One for all: it is used up before anything else is asked. */
const span: Span = { first: 0, step: 2, end: 0, check: 0 };

/** The items of a list, a tuple, a set, a dictionary or a view of keys or values, of exact type; undefined for others. */
export function spanOf(rt: Runtime, iterable: Ref): Span | undefined {
  const { i32, ids } = rt;
  const { counts, thresholds } = rt.heap.gcState;
  if (counts[0]! >= thresholds[0]!) return undefined;
  const id = i32[iterable + Header.TypeId]!;
  if (id === ids.list || id === ids.tuple) {
    span.first = id === ids.list ? i32[iterable + ListField.Items]! : iterable + TupleField.Items;
    span.step = 2;
    span.end = span.first + 2 * i32[iterable + Header.Size]!;
    span.check = 0;
    return span;
  }
  const { builtin } = rt;
  if (id === ids.dict) return spanOfDict(rt, iterable, 0);
  if (id === builtin.set.typeId || id === builtin.frozenset.typeId) return spanOfSet(rt, iterable);
  if (id === builtin.dict_values.typeId) return spanOfDict(rt, i32[iterable + IteratorField.Index]! as Ref, 2);
  if (id === builtin.dict_keys.typeId) return spanOfDict(rt, i32[iterable + IteratorField.Index]! as Ref, 0);
  return undefined;
}

/** The places of a set that has keys, from the first key on. */
function spanOfSet(rt: Runtime, set: Ref): Span | undefined {
  const { i32, dummy } = rt;
  if (i32[set + SetField.Used] === 0) return undefined;
  const table = i32[set + SetField.Table]!;
  let word = table;
  while (i32[word] === 0 || i32[word] === dummy) word += SetEntry.Words;
  span.step = SetEntry.Words;
  span.first = word;
  span.end = table + (i32[set + SetField.Mask]! + 1) * SetEntry.Words;
  span.check = 0;
  return span;
}

/** The keys, or two words further on the values. */
function spanOfDict(rt: Runtime, dict: Ref, offset: 0 | 2): Span | undefined {
  const { i32 } = rt;
  if (i32[dict + DictField.Values] !== 0 || i32[dict + Header.TypeId] !== rt.ids.dict) return undefined;
  const keys = i32[dict + DictField.Keys]!;
  const kind = keysKind(rt, keys);
  span.step = entryWords(kind);
  span.first = firstEntry(rt, keys) + keyOffset(kind) + offset;
  span.end = span.first + span.step * i32[keys + KeysField.Entries]!;
  span.check = 2 - offset;
  return span;
}
