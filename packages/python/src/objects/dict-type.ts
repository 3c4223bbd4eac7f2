import { type Ref, Untrack } from '@uroboros/heap';
import { typeLookup } from '../runtime/attributes.js';
import { forEachItem, identicalOrEqual, setItem as setItemOf, sizeToInt } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { callSpecial } from '../runtime/slot-calls.js';
import { argumentAt } from './arguments.js';
import type { BuiltinDefinition } from './catalog.js';
import { allocateInstance, basicSizeOf } from './construct.js';
import {
  dictClear,
  dictCutLast,
  dictDelete,
  dictGet,
  dictHashAt,
  dictInsertHashed,
  dictKeyAt,
  dictLastEntry,
  dictLookup,
  dictLookupHashed,
  dictNext,
  dictPart,
  dictRemoveEntry,
  dictSet,
  dictSetHashed,
  dictSize,
  dictValueAt,
  isDict,
  keysOf,
  LOOKUP_FAILED,
} from './dict.js';
import { FIND_FAILED } from './dict-find.js';
import { dictIter, dictIteratorTypes, reversedIterator } from './dict-iterators.js';
import { dictCopy, dictMakeRoom, dictMerge, dictMergeAny, dictUpdateFrom, hasTextKeys } from './dict-merge.js';
import { dictViewTypes, newDictView } from './dict-views.js';
import { keysBytes, keysKind, logSize } from './dictkeys.js';
import { hashKey } from './hash-key.js';
import { DictField, TupleField } from './layout.js';
import { checkCount, type NativeFunction, noArgs, oneArg, positional } from './native.js';
import { quickDictRepr } from './quick-repr.js';
import { guardedRepr, objectsInProgress, reprText } from './reprguard.js';
import { setHashAt, setKeyAt, setNext, setSize } from './set.js';
import { finishTuple, newTuple } from './tuple.js';
import { Binary, type BinarySlot, Compare, type TypeObject } from './typeobject.js';

/** dict: what Python sees of it. */

// Construction --------------------------------------------------------------------------------------------------------

/** A plain dictionary is not tracked until it holds something that may be part of a cycle. */
function dictNew(rt: Runtime, type: TypeObject): Maybe {
  const dict = allocateInstance(rt, type);
  if (dict === 0) return 0;
  if (type === rt.builtin.dict) rt.heap.objects.untrack(dict);
  rt.i32[dict + DictField.Keys] = rt.emptyKeys;
  return dict;
}

function dictInit(rt: Runtime, dict: Ref, args: number, count: number, kwnames: Maybe): boolean {
  return updateArguments(rt, dict, 'dict', args, count, kwnames);
}

/** What dict() and update() share: one positional argument, then the keyword arguments. */
function updateArguments(rt: Runtime, dict: Ref, name: string, args: number, count: number, kwnames: Maybe): boolean {
  if (!checkCount(rt, name, count, 0, 1)) return false;
  if (count === 1 && !dictUpdateFrom(rt, dict, argumentAt(rt, args, 0))) return false;
  const keywordCount = kwnames === 0 ? 0 : rt.tupleSize(kwnames);
  for (let k = 0; k < keywordCount; k++) {
    if (!dictSet(rt, dict, rt.tupleItem(kwnames as Ref, k), argumentAt(rt, args, count + k))) return false;
  }
  return true;
}

/** dict.fromkeys(iterable, value=None) */
function fromKeys(rt: Runtime, type: Ref, args: number, count: number): Maybe {
  const dict = rt.call(type);
  if (dict === 0) return 0;
  const mark = rt.mark();
  rt.hold(dict);
  const value = count > 1 ? argumentAt(rt, args, 1) : rt.None;
  return fill(rt, dict, argumentAt(rt, args, 0), value) ? rt.unhold() : rt.finish(mark, 0);
}

function fill(rt: Runtime, dict: Ref, iterable: Ref, value: Ref): boolean {
  const { builtin } = rt;
  if (rt.typeOf(dict) !== builtin.dict) return forEachItem(rt, iterable, (key) => setItemOf(rt, dict, key, value));
  const type = rt.typeOf(iterable);
  if (dictSize(rt, dict) === 0 && type === builtin.dict) return fillFromDict(rt, dict, iterable, value);
  if (dictSize(rt, dict) === 0 && (type === builtin.set || type === builtin.frozenset)) {
    return fillFromSet(rt, dict, iterable, value);
  }
  return forEachItem(rt, iterable, (key) => dictSet(rt, dict, key, value));
}

function fillFromDict(rt: Runtime, dict: Ref, other: Ref, value: Ref): boolean {
  if (!dictMakeRoom(rt, dict, dictSize(rt, other), hasTextKeys(rt, other))) return false;
  for (let entry = dictNext(rt, other, 0); entry >= 0; entry = dictNext(rt, other, entry + 1)) {
    dictHashAt(rt, other, entry);
    if (!setKnown(rt, dict, dictKeyAt(rt, other, entry), value)) return false;
  }
  return true;
}

function fillFromSet(rt: Runtime, dict: Ref, set: Ref, value: Ref): boolean {
  if (!dictMakeRoom(rt, dict, setSize(rt, set), false)) return false;
  for (let place = setNext(rt, set, 0); place >= 0; place = setNext(rt, set, place + 1)) {
    setHashAt(rt, set, place);
    if (!setKnown(rt, dict, setKeyAt(rt, set, place), value)) return false;
  }
  return true;
}

/** Stores a value under a key whose hash is in `rt.hashLow`, `rt.hashHigh`. */
function setKnown(rt: Runtime, dict: Ref, key: Ref, value: Ref): boolean {
  rt.hold(rt.incref(key));
  const stored = dictSetHashed(rt, dict, key, rt.hashLow, rt.hashHigh, value);
  rt.decref(rt.unhold());
  return stored;
}

// Items ---------------------------------------------------------------------------------------------------------------

function getItem(rt: Runtime, dict: Ref, key: Ref): Maybe {
  const value = dictGet(rt, dict, key);
  if (value !== 0) return rt.incref(value);
  if (rt.failed) return 0;
  if (rt.typeOf(dict) !== rt.builtin.dict) {
    const name = rt.name('__missing__');
    if (typeLookup(rt, rt.typeOf(dict), name) !== 0) return callSpecial(rt, dict, name, [key]);
  }
  return rt.raiseWith('KeyError', key);
}

function setItem(rt: Runtime, dict: Ref, key: Ref, value: Maybe): boolean {
  if (value !== 0) return dictSet(rt, dict, key, value);
  const deleted = dictDelete(rt, dict, key);
  if (deleted === 0) rt.raiseWith('KeyError', key);
  return deleted === 1;
}

function contains(rt: Runtime, dict: Ref, key: Ref): number {
  const word = rt.dicts.find(dict, key);
  return word > 0 ? 1 : word;
}

function get(rt: Runtime, dict: Ref, args: number, count: number): Maybe {
  const value = dictGet(rt, dict, argumentAt(rt, args, 0));
  if (value !== 0) return rt.incref(value);
  if (rt.failed) return 0;
  return rt.incref(count > 1 ? argumentAt(rt, args, 1) : rt.None);
}

/** get() of a key alone. */
function getOrNone(rt: Runtime, dict: Ref, key: Ref): Maybe {
  const value = dictGet(rt, dict, key);
  return value === 0 && rt.failed ? 0 : rt.incref(value === 0 ? rt.None : value);
}

function setDefault(rt: Runtime, dict: Ref, args: number, count: number): Maybe {
  const key = argumentAt(rt, args, 0);
  const fallback = count > 1 ? argumentAt(rt, args, 1) : rt.None;
  const first = rt.dicts.probe(dict, key);
  if (first > 0) return rt.incref(rt.i32[first]! as Ref);
  if (!hashKey(rt, key)) return 0;
  const { hashLow, hashHigh } = rt;
  const word = rt.dicts.findHashed(dict, key, hashLow, hashHigh);
  if (word === FIND_FAILED) return 0;
  if (word > 0) return rt.incref(rt.i32[word]! as Ref);
  return dictInsertHashed(rt, dict, key, hashLow, hashHigh, fallback) ? rt.incref(fallback) : 0;
}

/** An empty dictionary does not even hash the key. */
function pop(rt: Runtime, dict: Ref, args: number, count: number): Maybe {
  const key = argumentAt(rt, args, 0);
  const entry = dictSize(rt, dict) === 0 ? -1 : dictLookup(rt, dict, key);
  if (entry === LOOKUP_FAILED) return 0;
  if (entry >= 0) return dictRemoveEntry(rt, dict, entry);
  return count > 1 ? rt.incref(argumentAt(rt, args, 1)) : rt.raiseWith('KeyError', key);
}

/** The pair takes over the references of the last entry. It is made first: that may collect. */
function popItem(rt: Runtime, dict: Ref): Maybe {
  const pair = newTuple(rt, 2);
  if (pair === 0) return 0;
  const entry = dictLastEntry(rt, dict);
  if (entry < 0) {
    rt.decref(pair);
    return rt.raise('KeyError', 'popitem(): dictionary is empty');
  }
  const key = dictKeyAt(rt, dict, entry);
  const value = dictValueAt(rt, dict, entry);
  dictCutLast(rt, dict, entry);
  rt.i32[pair + TupleField.Items] = key;
  rt.i32[pair + TupleField.Items + 2] = value;
  return finishTuple(rt, pair);
}

const update: NativeFunction = {
  name: 'update',
  doc: 'D.update([E, ]**F) -> None.  Update D from mapping/iterable E and F.\nIf E is present and has a .keys() method, then does:  for k in E.keys(): D[k] = E[k]\nIf E is present and lacks a .keys() method, then does:  for k, v in E: D[k] = v\nIn either case, this is followed by: for k in F:  D[k] = F[k]',
  signature: '',
  code: (rt, args, count, kwnames) => {
    const dict = argumentAt(rt, args, 0);
    return updateArguments(rt, dict, 'update', args + 2, count - 1, kwnames) ? rt.none() : 0;
  },
};

// Operators -----------------------------------------------------------------------------------------------------------

function merged(rt: Runtime, left: Ref, right: Ref): Maybe {
  if (!isDict(rt, left) || !isDict(rt, right)) return rt.notImplemented();
  const result = dictCopy(rt, left);
  if (result === 0) return 0;
  const mark = rt.mark();
  rt.hold(result);
  const isDone = rt.typeOf(right) === rt.builtin.dict ? dictMerge(rt, result, right) : dictMergeAny(rt, result, right);
  return isDone ? rt.unhold() : rt.finish(mark, 0);
}

function slotsWithOr(or: BinarySlot): (BinarySlot | undefined)[] {
  const slots: (BinarySlot | undefined)[] = new Array(Binary.Count).fill(undefined);
  slots[Binary.Or] = or;
  return slots;
}

function compare(rt: Runtime, left: Ref, right: Ref, op: Compare): Maybe {
  if (!isDict(rt, left) || !isDict(rt, right)) return rt.notImplemented();
  if (op !== Compare.Eq && op !== Compare.Ne) return rt.notImplemented();
  const equal = equals(rt, left, right);
  return equal < 0 ? 0 : rt.bool((equal === 1) === (op === Compare.Eq));
}

/** Whether the second has all entries of the first, which are as many: 1, 0, or −1 on error. */
function equals(rt: Runtime, left: Ref, right: Ref): number {
  if (dictSize(rt, left) !== dictSize(rt, right)) return 0;
  for (let entry = dictNext(rt, left, 0); entry >= 0; entry = dictNext(rt, left, entry + 1)) {
    const mark = rt.mark();
    dictHashAt(rt, left, entry);
    const { hashLow, hashHigh } = rt;
    const value = rt.hold(rt.incref(dictValueAt(rt, left, entry) as Ref));
    const key = rt.hold(rt.incref(dictKeyAt(rt, left, entry)));
    const equal = entryEquals(rt, right, key, hashLow, hashHigh, value);
    rt.releaseTo(mark);
    if (equal !== 1) return equal;
  }
  return 1;
}

function entryEquals(rt: Runtime, dict: Ref, key: Ref, low: number, high: number, value: Ref): number {
  const entry = dictLookupHashed(rt, dict, key, low, high);
  if (entry === LOOKUP_FAILED) return -1;
  if (entry < 0) return 0;
  const other = rt.hold(rt.incref(dictValueAt(rt, dict, entry) as Ref));
  return identicalOrEqual(rt, value, other);
}

function repr(rt: Runtime, dict: Ref): Maybe {
  if (dictSize(rt, dict) === 0) return rt.str('{}');
  if (objectsInProgress(rt) === undefined) return 0;
  const quick = quickDictRepr(rt, dict);
  if (quick !== -1) return quick;
  return guardedRepr(rt, dict, '{...}', () => {
    const texts: string[] = [];
    for (let entry = dictNext(rt, dict, 0); entry >= 0; entry = dictNext(rt, dict, entry + 1)) {
      const text = entryText(rt, dict, entry);
      if (text === undefined) return undefined;
      texts.push(text);
    }
    return `{${texts.join(', ')}}`;
  });
}

function entryText(rt: Runtime, dict: Ref, entry: number): string | undefined {
  const mark = rt.mark();
  const key = rt.hold(rt.incref(dictKeyAt(rt, dict, entry)));
  const value = rt.hold(rt.incref(dictValueAt(rt, dict, entry) as Ref));
  const keyText = reprText(rt, key);
  const valueText = keyText === undefined ? undefined : reprText(rt, value);
  rt.releaseTo(mark);
  return valueText === undefined ? undefined : `${keyText}: ${valueText}`;
}

function sizeOf(rt: Runtime, dict: Ref): Maybe {
  const keys = keysOf(rt, dict);
  const table = keys === rt.emptyKeys ? 0 : keysBytes(logSize(rt, keys), keysKind(rt, keys));
  return sizeToInt(rt, basicSizeOf(rt, dict) + table);
}

/** dict, its views and iterators. */
export const dictTypes: readonly BuiltinDefinition[] = [
  {
    key: 'dict',
    generic: true,
    doc: "dict() -> new empty dictionary\ndict(mapping) -> new dictionary initialized from a mapping object's\n    (key, value) pairs\ndict(iterable) -> new dictionary initialized as if via:\n    d = {}\n    for k, v in iterable:\n        d[k] = v\ndict(**kwargs) -> new dictionary initialized with the name=value pairs\n    in the keyword argument list.  For example:  dict(one=1, two=2)",
    layout: (rt) => ({
      basicSize: 48,
      gc: true,
      custom: dictPart(rt),
      freeList: { limit: 80 },
      trashcan: true,
      untrack: Untrack.FullCollection,
    }),
    slots: {
      new: dictNew,
      init: dictInit,
      repr,
      compare,
      iter: dictIter,
      length: dictSize,
      getItem,
      setItem,
      contains,
      binary: slotsWithOr(merged),
      inplace: slotsWithOr((rt, dict, other) => (dictUpdateFrom(rt, dict, other) ? rt.incref(dict) : 0)),
    },
    methods: [
      oneArg('__contains__', (rt, dict, key) => {
        const found = contains(rt, dict, key);
        return found < 0 ? 0 : rt.bool(found === 1);
      }),
      oneArg('__getitem__', getItem),
      noArgs('__sizeof__', sizeOf),
      { ...positional('get', 1, 2, get), two: getOrNone },
      positional('setdefault', 1, 2, setDefault),
      positional('pop', 1, 2, pop),
      noArgs('popitem', popItem),
      noArgs('keys', (rt, dict) => newDictView(rt, 'dict_keys', dict)),
      noArgs('items', (rt, dict) => newDictView(rt, 'dict_items', dict)),
      noArgs('values', (rt, dict) => newDictView(rt, 'dict_values', dict)),
      update,
      noArgs('clear', (rt, dict) => {
        dictClear(rt, dict);
        return rt.none();
      }),
      noArgs('copy', dictCopy),
      noArgs('__reversed__', (rt, dict) => reversedIterator(rt, 'keys', dict)),
    ],
    classMethods: [positional('fromkeys', 1, 2, fromKeys)],
  },
  ...dictViewTypes,
  ...dictIteratorTypes,
];
