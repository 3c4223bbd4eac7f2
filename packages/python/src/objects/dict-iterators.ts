import type { Ref } from '@uroboros/heap';
import { GcHeader, Header } from '@uroboros/heap/internal';
import { sizeToInt } from '../runtime/operators.js';
import type { BuiltinName } from '../runtime/registry.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import type { BuiltinDefinition } from './catalog.js';
import { dictEntries, dictKeyWord, dictNext, dictSize, dictValueAt } from './dict.js';
import { iterOf } from './iterator-reduce.js';
import { DictField, DictIterator, TupleField } from './layout.js';
import { noArgs } from './native.js';
import { newTuple } from './tuple.js';
import type { TypeObject, UnarySlot } from './typeobject.js';

/**
 * Iterators of dictionaries: keys, values and items, forwards and backwards.
 *
 * They notice when the dictionary changes its size, and when it has other entries in the same number.
 */

/** What is given out of an entry, by the word of its key. */
type Reader = (rt: Runtime, word: number, iterator: Ref) => Maybe;

/** A new iterator of a kind over a dictionary: one that gives keys or values. */
export function newDictIterator(rt: Runtime, { typeId }: TypeObject, dict: Ref): Maybe {
  const iterator = rt.fresh.collectable(typeId, ITERATOR_BYTES);
  return iterator === 0 ? rt.noMemory() : over(rt, iterator, dict);
}

/** The same for one that gives pairs, and fills the same pair again while nobody else has it. */
export function newPairIterator(rt: Runtime, { typeId }: TypeObject, dict: Ref): Maybe {
  const { i32 } = rt;
  const iterator = rt.fresh.untracked(typeId, ITERATOR_BYTES);
  if (iterator === 0) return rt.noMemory();
  over(rt, iterator, dict);
  // The pair is tracked before the iterator.
  const mark = rt.mark();
  rt.hold(iterator);
  const pair = rt.fresh.blankTuple(2);
  if (pair === 0) {
    rt.noMemory();
    return rt.finish(mark, 0);
  }
  i32[pair + TupleField.Items] = rt.none();
  i32[pair + TupleField.Items + 2] = rt.none();
  rt.heap.generations.track(pair);
  i32[rt.unhold() + DictIterator.Result] = pair;
  rt.heap.generations.track(iterator);
  return iterator;
}

function over(rt: Runtime, iterator: Ref, dict: Ref): Ref {
  const { i32 } = rt;
  i32[iterator + DictIterator.Dict] = rt.incref(dict);
  i32[iterator + DictIterator.Used] = i32[dict + DictField.Used]!;
  i32[iterator + DictIterator.Left] = i32[dict + DictField.Used]!;
  return iterator;
}

/** One that goes backwards begins behind the last entry. */
export function reversedIterator(rt: Runtime, kind: 'keys' | 'values' | 'items', dict: Ref): Maybe {
  const { builtin } = rt;
  const iterator =
    kind === 'items'
      ? newPairIterator(rt, builtin[REVERSE_ITEMS], dict)
      : newDictIterator(rt, kind === 'keys' ? builtin.dict_reversekeyiterator : builtin[REVERSE_VALUES], dict);
  if (iterator !== 0) rt.i32[iterator + DictIterator.Position] = dictEntries(rt, dict) - 1;
  return iterator;
}

// The registry names the first of these kinds only.
export const REVERSE_VALUES = 'dict_reversevalueiterator' as BuiltinName;
export const REVERSE_ITEMS = 'dict_reverseitemiterator' as BuiltinName;

/** dict.__iter__ */
export function dictIter(rt: Runtime, dict: Ref): Maybe {
  return newDictIterator(rt, rt.builtin.dict_keyiterator, dict);
}

/** Steps to the next entry: the word of its key; 0 at the end or on error. */
function step(rt: Runtime, iterator: Ref, isForward: boolean): number {
  const i32 = rt.i32;
  const dict = i32[iterator + DictIterator.Dict]! as Maybe;
  if (dict === 0) return 0;
  if (i32[iterator + DictIterator.Used] !== i32[dict + DictField.Used]) {
    i32[iterator + DictIterator.Used] = -1;
    return rt.raise('RuntimeError', 'dictionary changed size during iteration');
  }
  const position = i32[iterator + DictIterator.Position]!;
  const entry = isForward ? dictNext(rt, dict, position) : entryBefore(rt, dict, position);
  if (entry < 0) return end(rt, iterator);
  if (i32[iterator + DictIterator.Left] === 0) {
    rt.raise('RuntimeError', 'dictionary keys changed during iteration');
    return end(rt, iterator);
  }
  i32[iterator + DictIterator.Position] = isForward ? entry + 1 : entry - 1;
  i32[iterator + DictIterator.Left] = i32[iterator + DictIterator.Left]! - 1;
  return dictKeyWord(rt, dict, entry);
}

// One function for each kind: the engine keeps what it learns of a function with the function.

function nextKey(rt: Runtime, iterator: Ref): Maybe {
  const word = step(rt, iterator, true);
  return word === 0 ? 0 : readKey(rt, word);
}

function nextValue(rt: Runtime, iterator: Ref): Maybe {
  const word = step(rt, iterator, true);
  return word === 0 ? 0 : readValue(rt, word);
}

function nextPair(rt: Runtime, iterator: Ref): Maybe {
  const word = step(rt, iterator, true);
  return word === 0 ? 0 : readItem(rt, word, iterator);
}

/** `next` of an iterator that goes backwards, with what it gives out of an entry. */
function backward(read: Reader): (rt: Runtime, iterator: Ref) => Maybe {
  return (rt, iterator) => {
    const word = step(rt, iterator, false);
    return word === 0 ? 0 : read(rt, word, iterator);
  };
}

/** The last entry up to a number that was not deleted, or −1. */
function entryBefore(rt: Runtime, dict: Ref, from: number): number {
  let entry = Math.min(from, dictEntries(rt, dict) - 1);
  while (entry >= 0 && dictValueAt(rt, dict, entry) === 0) entry--;
  return entry;
}

function end(rt: Runtime, iterator: Ref): 0 {
  rt.replace(iterator + DictIterator.Dict, 0);
  return 0;
}

function readKey(rt: Runtime, word: number): Maybe {
  return rt.incref(rt.i32[word]! as Ref);
}

function readValue(rt: Runtime, word: number): Maybe {
  return rt.incref(rt.i32[word + 2]! as Ref);
}

/** The pair given out last is filled anew if only the iterator still holds it. */
function readItem(rt: Runtime, word: number, iterator: Ref): Maybe {
  const i32 = rt.i32;
  const result = i32[iterator + DictIterator.Result]! as Ref;
  if (i32[result + Header.Refcnt] !== 1) return newPair(rt, word);
  const first = i32[result + TupleField.Items]! as Ref;
  const second = i32[result + TupleField.Items + 2]! as Ref;
  i32[result + TupleField.Items] = rt.incref(i32[word]! as Ref);
  i32[result + TupleField.Items + 2] = rt.incref(i32[word + 2]! as Ref);
  rt.hold(rt.incref(result));
  rt.hold(second);
  rt.decref(first);
  rt.decref(rt.unhold());
  // A collection may have found that the old contents need no tracking; the new ones may.
  if (i32[result + GcHeader.Index] === 0) rt.heap.objects.track(result);
  return rt.unhold();
}

/** Making the pair may collect and so change the dictionary: key and value are held first. */
function newPair(rt: Runtime, word: number): Maybe {
  const mark = rt.mark();
  rt.hold(rt.incref(rt.i32[word]! as Ref));
  rt.hold(rt.incref(rt.i32[word + 2]! as Ref));
  const pair = newTuple(rt, 2);
  if (pair === 0) return rt.finish(mark, 0);
  rt.i32[pair + TupleField.Items + 2] = rt.unhold();
  rt.i32[pair + TupleField.Items] = rt.unhold();
  rt.heap.objects.track(pair);
  return pair;
}

function remaining(rt: Runtime, iterator: Ref): Maybe {
  const dict = rt.i32[iterator + DictIterator.Dict]! as Maybe;
  const isValid = dict !== 0 && rt.i32[iterator + DictIterator.Used] === dictSize(rt, dict);
  return sizeToInt(rt, isValid ? rt.i32[iterator + DictIterator.Left]! : 0);
}

/** (iter, ([what is left],)): a copy of the iterator is run to its end. */
function reduceRest(rt: Runtime, self: Ref): Maybe {
  const copy = rt.heap.objects.allocate(rt.typeOf(self).typeId);
  if (copy === 0) return rt.noMemory();
  const mark = rt.mark();
  rt.i32.copyWithin(copy + Header.Words, self + Header.Words, self + ITERATOR_BYTES / 4);
  for (const word of [DictIterator.Dict, DictIterator.Result]) {
    if (rt.i32[copy + word] !== 0) rt.incref(rt.i32[copy + word]! as Ref);
  }
  rt.heap.objects.track(copy);
  rt.hold(copy);
  return rt.finish(mark, iterOf(rt, rt.listFrom(copy)));
}

const ITERATOR_BYTES = 56;

function iteratorType(key: BuiltinName, next: UnarySlot): BuiltinDefinition {
  return {
    key,
    final: true,
    layout: () => ({ basicSize: ITERATOR_BYTES, gc: true, slots: [16, 40] }),
    slots: { iter: (rt, self) => rt.incref(self), next },
    methods: [noArgs('__length_hint__', remaining), noArgs('__reduce__', reduceRest)],
  };
}

export const dictIteratorTypes: readonly BuiltinDefinition[] = [
  iteratorType('dict_keyiterator', nextKey),
  iteratorType('dict_valueiterator', nextValue),
  iteratorType('dict_itemiterator', nextPair),
  iteratorType('dict_reversekeyiterator', backward(readKey)),
  iteratorType(REVERSE_VALUES, backward(readValue)),
  iteratorType(REVERSE_ITEMS, backward(readItem)),
];
