import type { CustomPart, Ref } from '@uroboros/heap';
import { argumentAt, sizeArgument } from '../../objects/arguments.js';
import { allocateInstance } from '../../objects/construct.js';
import {
  dictClear,
  dictLookupHashed,
  dictRemoveEntry,
  dictSetHashed,
  dictSize,
  dictValueAt,
  LOOKUP_FAILED,
  newDict,
} from '../../objects/dict.js';
import { isPlainStr } from '../../objects/dictkeys.js';
import { newMethod } from '../../objects/function-type.js';
import { addGarbage, dropGarbage, garbageMark } from '../../objects/garbage.js';
import { hashKey } from '../../objects/hash-key.js';
import { isInt } from '../../objects/int.js';
import { TupleField } from '../../objects/layout.js';
import { namedMethod } from '../../objects/named-arguments.js';
import { finishTuple, newTuple, tupleItem, tupleSize } from '../../objects/tuple.js';
import { callWithSlots } from '../../runtime/calls.js';
import { isTrue, sizeToInt } from '../../runtime/operators.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { newByMethod } from '../itertools/chains.js';
import { type ModuleType, methodNoArgs, methodOneArg } from '../module-types.js';

/**
 * functools._lru_cache_wrapper.
 *
 * A bounded cache keeps its results in links, oldest first, that form a ring with the wrapper itself: both have the neighbours in
 * the same fields. The list and the dictionary each count a reference to a link. What the links hold counts as the wrapper's,
 * because links are not collectable and the wrapper shows their contents to the collector; so a link that leaves the ring gives
 * them up first.
 */

/** lru_list_elem. */
const enum Link {
  Previous = 4,
  Next = 6,
  HashLow = 8,
  HashHigh = 9,
  Key = 10,
  Result = 12,
}

/** lru_cache_object. */
const enum Lru {
  Typed = 16,
  Cache = 18,
  Hits = 20,
  Function = 22,
  /** −1: unbounded. */
  MaxSize = 24,
  Misses = 26,
  Mark = 28,
  InfoType = 32,
  Dict = 34,
}

/** References of the wrapper apart from its links, in the order of tp_traverse. */
const FIELDS = [Lru.Cache, Lru.Function, Lru.Mark, Lru.InfoType, Lru.Dict];

/** The object between positional and keyword arguments in a key: one for all caches. */
const marks = new WeakMap<Runtime, Ref>();

function keywordMark(rt: Runtime): Maybe {
  const known = marks.get(rt);
  if (known !== undefined) return known;
  const made = rt.call(rt.builtin.object.ref);
  if (made !== 0) marks.set(rt, rt.keep(made));
  return made;
}

const construct = namedMethod('lru_cache', 'user_function, maxsize, typed, cache_info_type', (rt, type, values) => {
  const [callable, limit, typed, infoType] = values as Ref[];
  if (!rt.isCallable(callable!)) return rt.raise('TypeError', 'the first argument must be callable');
  let maxSize = -1;
  if (limit !== rt.None) {
    if (!isInt(rt, limit!)) return rt.raise('TypeError', 'maxsize should be integer or None');
    const size = sizeArgument(rt, limit!);
    if (size === undefined) return 0;
    maxSize = Math.min(2 ** 31 - 1, Math.max(0, size));
  }
  const isTyped = isTrue(rt, typed!);
  const separator = keywordMark(rt);
  const cache = isTyped < 0 || separator === 0 ? 0 : newDict(rt);
  if (cache === 0) return 0;
  const mark = rt.mark();
  rt.hold(cache);
  const self = allocateInstance(rt, rt.typeByRef.get(type)!);
  if (self === 0) return rt.finish(mark, 0);
  const i32 = rt.i32;
  i32[self + Link.Previous] = self;
  i32[self + Link.Next] = self;
  i32[self + Lru.Cache] = rt.unhold();
  i32[self + Lru.Typed] = isTyped;
  i32[self + Lru.MaxSize] = maxSize;
  i32[self + Lru.Function] = rt.incref(callable!);
  i32[self + Lru.Mark] = rt.incref(separator as Ref);
  i32[self + Lru.InfoType] = rt.incref(infoType!);
  return self;
});

// Keys ----------------------------------------------------------------------------------------------------------------

/** The key of a call, owned: a single int or str stands for itself. */
function makeKey(rt: Runtime, self: Ref, args: number, count: number, kwnames: Maybe): Maybe {
  const isTyped = rt.i32[self + Lru.Typed] === 1;
  if (!isTyped && count === 1 && kwnames === 0) {
    const only = argumentAt(rt, args, 0);
    if (isPlainStr(rt, only) || rt.typeOf(only) === rt.builtin.int) return rt.incref(only);
  }
  const keywords = kwnames === 0 ? 0 : tupleSize(rt, kwnames);
  const size = count + (keywords > 0 ? 1 + 2 * keywords : 0) + (isTyped ? count + keywords : 0);
  const key = newTuple(rt, size);
  if (key === 0 || size === 0) return key;
  let word = key + TupleField.Items;
  const put = (object: Ref): void => {
    rt.i32[word] = rt.incref(object);
    word += 2;
  };
  for (let i = 0; i < count; i++) put(argumentAt(rt, args, i));
  if (keywords > 0) put(rt.i32[self + Lru.Mark]! as Ref);
  for (let k = 0; k < keywords; k++) {
    put(tupleItem(rt, kwnames as Ref, k));
    put(argumentAt(rt, args, count + k));
  }
  if (isTyped) for (let i = 0; i < count + keywords; i++) put(rt.typeOf(argumentAt(rt, args, i)).ref);
  return finishTuple(rt, key);
}

// Calls ---------------------------------------------------------------------------------------------------------------

function callFunction(rt: Runtime, self: Ref, args: number, count: number, kwnames: Maybe): Maybe {
  return callWithSlots(rt, rt.i32[self + Lru.Function]! as Ref, 0, args, count, kwnames);
}

function call(rt: Runtime, self: Ref, args: number, count: number, kwnames: Maybe): Maybe {
  const i32 = rt.i32;
  const maxSize = i32[self + Lru.MaxSize]!;
  // A finalizer may call what the collector has already cleared.
  if (i32[self + Lru.Function] === 0) return rt.raise('ReferenceError', 'the cache has been collected');
  if (maxSize === 0) {
    i32[self + Lru.Misses] = i32[self + Lru.Misses]! + 1;
    return callFunction(rt, self, args, count, kwnames);
  }
  const mark = rt.mark();
  const key = makeKey(rt, self, args, count, kwnames);
  if (key === 0) return 0;
  rt.hold(key);
  if (!hashKey(rt, key)) return rt.finish(mark, 0);
  const { hashLow, hashHigh } = rt;
  const entry = dictLookupHashed(rt, i32[self + Lru.Cache]! as Ref, key, hashLow, hashHigh);
  if (entry === LOOKUP_FAILED) return rt.finish(mark, 0);
  if (entry >= 0) {
    i32[self + Lru.Hits] = i32[self + Lru.Hits]! + 1;
    const found = dictValueAt(rt, i32[self + Lru.Cache]! as Ref, entry) as Ref;
    return rt.finish(mark, rt.incref(maxSize < 0 ? found : useLink(rt, self, found)));
  }
  i32[self + Lru.Misses] = i32[self + Lru.Misses]! + 1;
  const result = callFunction(rt, self, args, count, kwnames);
  if (result === 0) return rt.finish(mark, 0);
  rt.hold(result);
  const stored =
    maxSize < 0
      ? dictSetHashed(rt, i32[self + Lru.Cache]! as Ref, key, hashLow, hashHigh, result)
      : storeBounded(rt, self, key, hashLow, hashHigh, result);
  return rt.finish(mark, stored ? rt.incref(result) : 0);
}

/** The result of a link, which becomes the youngest; borrowed. */
function useLink(rt: Runtime, self: Ref, link: Ref): Ref {
  if (rt.i32[self + Link.Previous] !== link) {
    extract(rt, link);
    append(rt, self, link);
  }
  return rt.i32[link + Link.Result]! as Ref;
}

function extract(rt: Runtime, link: Ref): void {
  const i32 = rt.i32;
  const previous = i32[link + Link.Previous]!;
  const next = i32[link + Link.Next]!;
  i32[previous + Link.Next] = next;
  i32[next + Link.Previous] = previous;
}

function append(rt: Runtime, self: Ref, link: Ref): void {
  const i32 = rt.i32;
  const last = i32[self + Link.Previous]!;
  i32[last + Link.Next] = link;
  i32[self + Link.Previous] = link;
  i32[link + Link.Previous] = last;
  i32[link + Link.Next] = self;
}

/** Stores a result that the call has computed; the caller holds key and result. False on error. */
function storeBounded(rt: Runtime, self: Ref, key: Ref, low: number, high: number, result: Ref): boolean {
  const i32 = rt.i32;
  const cache = i32[self + Lru.Cache]! as Ref;
  // The call may have come here with the same arguments.
  const entry = dictLookupHashed(rt, cache, key, low, high);
  if (entry !== -1) return entry !== LOOKUP_FAILED;
  const isFull = dictSize(rt, cache) >= i32[self + Lru.MaxSize]! && i32[self + Link.Next] !== self;
  if (isFull) return replaceOldest(rt, self, key, low, high, result);
  const link = rt.heap.objects.allocate(rt.builtin._lru_list_elem.typeId);
  if (link === 0) {
    rt.noMemory();
    return false;
  }
  rt.hold(link);
  if (!dictSetHashed(rt, cache, key, low, high, link)) return false;
  rt.unhold();
  fillLink(rt, link, key, low, high, result);
  append(rt, self, link);
  return true;
}

function fillLink(rt: Runtime, link: Ref, key: Ref, low: number, high: number, result: Ref): void {
  rt.i32[link + Link.HashLow] = low;
  rt.i32[link + Link.HashHigh] = high;
  rt.i32[link + Link.Key] = rt.incref(key);
  rt.i32[link + Link.Result] = rt.incref(result);
}

/** The cache is full: the oldest link serves for the new result. */
function replaceOldest(rt: Runtime, self: Ref, key: Ref, low: number, high: number, result: Ref): boolean {
  const i32 = rt.i32;
  const cache = i32[self + Lru.Cache]! as Ref;
  const link = i32[self + Link.Next]! as Ref;
  extract(rt, link);
  // The list's reference, and what the link has held, dropped last: the result before the key.
  rt.hold(i32[link + Link.Result]! as Ref);
  const oldKey = rt.hold(i32[link + Link.Key]! as Ref);
  i32[link + Link.Result] = 0;
  i32[link + Link.Key] = 0;
  rt.hold(link);
  const entry = dictLookupHashed(rt, cache, oldKey, i32[link + Link.HashLow]!, i32[link + Link.HashHigh]!);
  if (entry === LOOKUP_FAILED) return false;
  // Somebody else took it out: then the new result is not stored either.
  if (entry === -1) return true;
  rt.decref(dictRemoveEntry(rt, cache, entry));
  if (!dictSetHashed(rt, cache, key, low, high, link)) return false;
  rt.unhold();
  fillLink(rt, link, key, low, high, result);
  append(rt, self, link);
  return true;
}

// Methods -------------------------------------------------------------------------------------------------------------

function cacheInfo(rt: Runtime, self: Ref): Maybe {
  const i32 = rt.i32;
  const mark = rt.mark();
  const maxSize = i32[self + Lru.MaxSize]!;
  const numbers = [
    i32[self + Lru.Hits]!,
    i32[self + Lru.Misses]!,
    maxSize,
    dictSize(rt, i32[self + Lru.Cache]! as Ref),
  ];
  for (let i = 0; i < 4; i++) {
    const number = i === 2 && maxSize < 0 ? rt.none() : sizeToInt(rt, numbers[i]!);
    if (number === 0) return rt.finish(mark, 0);
    rt.hold(number);
  }
  return rt.finish(mark, callWithSlots(rt, i32[self + Lru.InfoType]! as Ref, 0, mark, 4, 0));
}

function cacheClear(rt: Runtime, self: Ref): Maybe {
  const garbage = garbageMark(rt);
  rt.i32[self + Lru.Hits] = 0;
  rt.i32[self + Lru.Misses] = 0;
  unlinkAll(rt, self, (owned) => addGarbage(rt, owned));
  dictClear(rt, rt.i32[self + Lru.Cache]! as Ref);
  dropGarbage(rt, garbage);
  return rt.none();
}

/** Empties the ring: hands over each link's contents, then the list's reference to it. */
function unlinkAll(rt: Runtime, self: Ref, take: (owned: Ref) => void): void {
  const i32 = rt.i32;
  let link = i32[self + Link.Next]! as Ref;
  i32[self + Link.Previous] = self;
  i32[self + Link.Next] = self;
  while (link !== self && link !== 0) {
    const next = i32[link + Link.Next]! as Ref;
    take(i32[link + Link.Key]! as Ref);
    take(i32[link + Link.Result]! as Ref);
    i32[link + Link.Key] = 0;
    i32[link + Link.Result] = 0;
    take(link);
    link = next;
  }
}

function forEachLink(rt: Runtime, self: Ref, visit: (link: Ref) => void): void {
  const i32 = rt.i32;
  let link = i32[self + Link.Next]! as Ref;
  while (link !== self && link !== 0) {
    const next = i32[link + Link.Next]! as Ref;
    visit(link);
    link = next;
  }
}

/** How the collector and the deallocator see a wrapper. */
function lruPart(rt: Runtime): CustomPart {
  const i32 = rt.i32;
  return {
    traverse: (self, visit) => {
      forEachLink(rt, self, (link) => {
        visit(i32[link + Link.Key]! as Ref);
        visit(i32[link + Link.Result]! as Ref);
      });
      for (const field of FIELDS) if (i32[self + field] !== 0) visit(i32[self + field]! as Ref);
    },
    traverseHidden: (self, visit) => forEachLink(rt, self, visit),
    detach: (self, take) => {
      for (const field of FIELDS) {
        const object = i32[self + field]! as Maybe;
        i32[self + field] = 0;
        if (object !== 0) take(object);
      }
      unlinkAll(rt, self, take);
    },
    blocks: () => {},
    freeBlocks: () => {},
  };
}

export const lruTypes: readonly ModuleType[] = [
  {
    key: '_lru_list_elem',
    name: 'functools._lru_list_elem',
    final: true,
    layout: () => ({ basicSize: 56 }),
    slots: { new: (rt) => rt.raise('TypeError', "cannot create 'functools._lru_list_elem' instances") },
  },
  {
    key: '_lru_cache_wrapper',
    name: 'functools._lru_cache_wrapper',
    dictWord: Lru.Dict,
    layout: (rt) => ({ basicSize: 152, gc: true, custom: lruPart(rt), weakList: 144, trashcan: true }),
    slots: {
      new: newByMethod(construct),
      call,
      descrGet: (rt, self, object) => {
        return object === 0 || object === rt.None ? rt.incref(self) : newMethod(rt, self, object);
      },
    },
    methods: [
      methodNoArgs('_lru_cache_wrapper', 'cache_info', cacheInfo, 'Report cache statistics'),
      methodNoArgs('_lru_cache_wrapper', 'cache_clear', cacheClear, 'Clear the cache and cache statistics'),
      methodNoArgs('_lru_cache_wrapper', '__reduce__', (rt, self) => rt.getAttrText(self, '__qualname__')),
      methodNoArgs('_lru_cache_wrapper', '__copy__', (rt, self) => rt.incref(self)),
      methodOneArg('_lru_cache_wrapper', '__deepcopy__', (rt, self) => rt.incref(self)),
    ],
    attributes: [
      {
        name: '__dict__',
        get: (rt, self) => {
          const dict = rt.instanceDict(self);
          return dict === 0 ? 0 : rt.incref(dict);
        },
      },
    ],
  },
];
