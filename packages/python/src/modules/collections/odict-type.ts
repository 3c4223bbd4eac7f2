import { type Ref, Untrack } from '@uroboros/heap';
import { argumentAt } from '../../objects/arguments.js';
import { basicSizeOf } from '../../objects/construct.js';
import {
  dictGet,
  dictLookup,
  dictLookupHashed,
  dictSize,
  dictValueAt,
  isDict,
  keysOf,
  LOOKUP_FAILED,
} from '../../objects/dict.js';
import { keysBytes, keysKind, logSize } from '../../objects/dictkeys.js';
import { hashKey } from '../../objects/hash-key.js';
import { listAppend, newList } from '../../objects/list.js';
import { namedMethod } from '../../objects/named-arguments.js';
import type { NativeFunction } from '../../objects/native.js';
import { guardedRepr, reprText } from '../../objects/reprguard.js';
import { tupleFromSlots, tupleOf } from '../../objects/tuple.js';
import { Binary, type BinarySlot, Compare } from '../../objects/typeobject.js';
import {
  deleteItem,
  forEachItem,
  getItem,
  getIter,
  identicalOrEqual,
  isTrue,
  iterNext,
  setItem,
  sizeToInt,
} from '../../runtime/operators.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { isRecent, type ModuleType, methodNoArgs } from '../module-types.js';
import { moveNode, Node, nodeOfEntry, OdictField, odictInsert, odictPart, odictSet, odictTake } from './odict.js';
import { newOdictIterator, odictView } from './odict-iterators.js';

/** collections.OrderedDict: what Python sees of it. */

function isOdict(rt: Runtime, object: Ref): boolean {
  return rt.typeOf(object).isSubtypeOf(rt.builtin.OrderedDict);
}

function isExact(rt: Runtime, object: Ref): boolean {
  return rt.typeOf(object) === rt.builtin.OrderedDict;
}

function put(rt: Runtime, od: Ref, key: Ref, value: Ref): boolean {
  return isExact(rt, od) ? odictSet(rt, od, key, value) : setItem(rt, od, key, value);
}

function assign(rt: Runtime, od: Ref, key: Ref, value: Maybe): boolean {
  if (value !== 0) return odictSet(rt, od, key, value);
  const entry = dictLookup(rt, od, key);
  if (entry < 0) {
    if (entry !== LOOKUP_FAILED) rt.raiseWith('KeyError', key);
    return false;
  }
  rt.decref(odictTake(rt, od, entry));
  return true;
}

// Filling -------------------------------------------------------------------------------------------------------------

/** Adds what an iterable of pairs gives. */
function addPairs(rt: Runtime, od: Ref, pairs: Ref): boolean {
  return forEachItem(rt, pairs, (pair) => {
    const mark = rt.mark();
    const iterator = getIter(rt, pair);
    if (iterator === 0) return false;
    rt.hold(iterator);
    const parts: Ref[] = [];
    for (let i = 0; i < 3; i++) {
      const part = iterNext(rt, iterator);
      if (part === 0) break;
      rt.hold(part);
      parts.push(part);
    }
    const done = !rt.failed && checkPair(rt, parts.length) && put(rt, od, parts[0]!, parts[1]!);
    rt.releaseTo(mark);
    return done;
  });
}

function checkPair(rt: Runtime, parts: number): boolean {
  if (parts === 2) return true;
  const few = `need more than ${parts} value${parts === 1 ? '' : 's'} to unpack`;
  rt.raise('ValueError', parts > 2 ? 'too many values to unpack (expected 2)' : few);
  return false;
}

/** MutableMapping.update for one source. */
function updateFrom(rt: Runtime, od: Ref, source: Ref): boolean {
  if (rt.typeId(source) === rt.ids.dict) return addPairsOf(rt, od, rt.callMethod(source, 'items'), true);
  const keys = rt.findAttr(source, 'keys');
  if (keys === 0 && rt.failed) return false;
  if (keys !== 0) {
    const mark = rt.mark();
    rt.hold(keys);
    const all = rt.finish(mark, rt.call(keys));
    return addKeysOf(rt, od, source, all);
  }
  const items = rt.findAttr(source, 'items');
  if (items === 0) return !rt.failed && addPairs(rt, od, source);
  const mark = rt.mark();
  rt.hold(items);
  return addPairsOf(rt, od, rt.finish(mark, rt.call(items)), false);
}

/** The same for owned pairs; those of a dictionary are listed first, because storing may change it. */
function addPairsOf(rt: Runtime, od: Ref, pairs: Maybe, listFirst: boolean): boolean {
  if (pairs === 0) return false;
  const mark = rt.mark();
  rt.hold(pairs);
  let source: Maybe = pairs;
  if (listFirst) {
    source = rt.listFrom(pairs);
    if (source !== 0) rt.hold(source);
  }
  const done = source !== 0 && addPairs(rt, od, source);
  rt.releaseTo(mark);
  return done;
}

function addKeysOf(rt: Runtime, od: Ref, source: Ref, keys: Maybe): boolean {
  if (keys === 0) return false;
  const mark = rt.mark();
  rt.hold(keys);
  const done = forEachItem(rt, keys, (key) => {
    const value = getItem(rt, source, key);
    if (value === 0) return false;
    rt.hold(value);
    const stored = put(rt, od, key, value);
    rt.decref(rt.unhold());
    return stored;
  });
  rt.releaseTo(mark);
  return done;
}

/** At most one source, then keyword arguments; the caller has counted the former. */
function fill(rt: Runtime, od: Ref, args: number, count: number, kwnames: Maybe): boolean {
  if (count === 1 && !updateFrom(rt, od, argumentAt(rt, args, 0))) return false;
  return kwnames === 0 || rt.tupleSize(kwnames) === 0 || fillFromKeywords(rt, od, args + 2 * count, kwnames);
}

/** As mutablemapping_update does it: through a list of pairs. */
function fillFromKeywords(rt: Runtime, od: Ref, values: number, kwnames: Ref): boolean {
  const mark = rt.mark();
  const items = newList(rt, 0);
  if (items === 0) return false;
  rt.hold(items);
  let done = true;
  for (let k = 0; k < rt.tupleSize(kwnames) && done; k++) {
    rt.hold(rt.incref(rt.tupleItem(kwnames, k)));
    rt.hold(rt.incref(argumentAt(rt, values, k)));
    const pair = tupleFromSlots(rt, mark + 2, 2);
    rt.releaseTo(mark + 2);
    done = pair !== 0 && listAppend(rt, items, pair);
  }
  for (let k = 0; k < rt.tupleSize(kwnames) && done; k++) {
    done = put(rt, od, rt.tupleItem(kwnames, k), argumentAt(rt, values, k));
  }
  rt.releaseTo(mark);
  return done;
}

function init(rt: Runtime, od: Ref, args: number, count: number, kwnames: Maybe): boolean {
  if (count > 1) {
    rt.raise('TypeError', `expected at most 1 arguments, got ${count}`);
    return false;
  }
  return fill(rt, od, args, count, kwnames);
}

const update: NativeFunction = {
  name: 'update',
  doc: undefined,
  signature: '',
  code: (rt, args, count, kwnames) => {
    if (count > 2) {
      return rt.raise('TypeError', `update() takes at most 1 positional argument (${count - 1} given)`);
    }
    return fill(rt, argumentAt(rt, args, 0), args + 2, count - 1, kwnames) ? rt.none() : 0;
  },
};

const fromKeys = namedMethod('fromkeys', 'iterable, value=None', (rt, type, values) => {
  const od = rt.call(type);
  if (od === 0) return 0;
  const mark = rt.mark();
  rt.hold(od);
  const value = values[1] === 0 ? rt.None : (values[1]! as Ref);
  const done = forEachItem(rt, values[0]! as Ref, (key) => put(rt, od, key, value));
  return done ? rt.unhold() : rt.finish(mark, 0);
});

// Methods -------------------------------------------------------------------------------------------------------------

const setDefault = namedMethod('setdefault', 'key, default=None', (rt, od, values) => {
  const key = values[0]! as Ref;
  const fallback = values[1] === 0 ? rt.None : (values[1]! as Ref);
  if (!isExact(rt, od)) {
    const found = rt.contains(od, key);
    if (found < 0) return 0;
    if (found === 1) return getItem(rt, od, key);
    return setItem(rt, od, key, fallback) ? rt.incref(fallback) : 0;
  }
  if (!hashKey(rt, key)) return 0;
  const { hashLow, hashHigh } = rt;
  const entry = dictLookupHashed(rt, od, key, hashLow, hashHigh);
  if (entry === LOOKUP_FAILED) return 0;
  if (entry >= 0) return rt.incref(dictValueAt(rt, od, entry) as Ref);
  return odictInsert(rt, od, key, hashLow, hashHigh, fallback) ? rt.incref(fallback) : 0;
});

const pop = namedMethod('pop', 'key, default=<unrepresentable>', (rt, od, values) => {
  const key = values[0]! as Ref;
  if (!isExact(rt, od)) {
    const found = rt.contains(od, key);
    if (found < 0) return 0;
    if (found === 1) {
      const mark = rt.mark();
      const value = getItem(rt, od, key);
      if (value === 0) return 0;
      rt.hold(value);
      return deleteItem(rt, od, key) ? rt.unhold() : rt.finish(mark, 0);
    }
  } else {
    const entry = dictLookup(rt, od, key);
    if (entry === LOOKUP_FAILED) return 0;
    if (entry >= 0) return odictTake(rt, od, entry);
  }
  return values[1] !== 0 ? rt.incref(values[1]! as Ref) : rt.raiseWith('KeyError', key);
});

/** Whether an argument that defaults to True is true; −1 on error. */
function flag(rt: Runtime, value: Maybe): number {
  return value === 0 ? 1 : isTrue(rt, value);
}

const popItem = namedMethod('popitem', 'last=True', (rt, od, values) => {
  const isLast = flag(rt, values[0]!);
  if (isLast < 0) return 0;
  const node = rt.i32[od + (isLast === 1 ? OdictField.Last : OdictField.First)]!;
  if (node === 0) return rt.raise('KeyError', 'dictionary is empty');
  const mark = rt.mark();
  const key = rt.hold(rt.incref(rt.i32[node + Node.Key]! as Ref));
  const entry = dictLookup(rt, od, key);
  if (entry < 0) {
    if (entry !== LOOKUP_FAILED) rt.raiseWith('KeyError', key);
    return rt.finish(mark, 0);
  }
  const value = rt.hold(odictTake(rt, od, entry));
  return rt.finish(mark, tupleOf(rt, key, value));
});

const moveToEnd = namedMethod('move_to_end', 'key, last=True', (rt, od, values) => {
  const key = values[0]! as Ref;
  const isLast = flag(rt, values[1]!);
  if (isLast < 0) return 0;
  const end = rt.i32[od + (isLast === 1 ? OdictField.Last : OdictField.First)]!;
  if (end === 0) return rt.raiseWith('KeyError', key);
  if (rt.i32[end + Node.Key] === key) return rt.none();
  const entry = dictLookup(rt, od, key);
  const node = entry < 0 ? 0 : nodeOfEntry(rt, od, entry);
  if (node === 0) return rt.failed ? 0 : rt.raiseWith('KeyError', key);
  moveNode(rt, od, node, isLast === 1);
  return rt.none();
});

/** Calls back with each key and value in order, both held; false on error or if the list changes. */
function forEachPair(rt: Runtime, od: Ref, each: (key: Ref, value: Ref) => boolean): boolean {
  const state = rt.i32[od + OdictField.State]!;
  let node = rt.i32[od + OdictField.First]!;
  while (node !== 0) {
    const mark = rt.mark();
    const key = rt.hold(rt.incref(rt.i32[node + Node.Key]! as Ref));
    const value = isExact(rt, od) ? rt.increfMaybe(dictGet(rt, od, key)) : getItem(rt, od, key);
    if (value === 0 && !rt.failed) rt.raiseWith('KeyError', key);
    if (value !== 0) rt.hold(value);
    const done = value !== 0 && each(key, value);
    rt.releaseTo(mark);
    if (!done) return false;
    if (rt.i32[od + OdictField.State] !== state) {
      rt.raise('RuntimeError', 'OrderedDict mutated during iteration');
      return false;
    }
    node = rt.i32[node + Node.Next]!;
  }
  return true;
}

function copy(rt: Runtime, od: Ref): Maybe {
  const made = rt.call(rt.typeOf(od).ref);
  if (made === 0) return 0;
  const mark = rt.mark();
  rt.hold(made);
  return forEachPair(rt, od, (key, value) => put(rt, made, key, value)) ? rt.unhold() : rt.finish(mark, 0);
}

function repr(rt: Runtime, od: Ref): Maybe {
  const name = rt.typeOf(od).shortName;
  if (dictSize(rt, od) === 0) return rt.str(`${name}()`);
  return guardedRepr(rt, od, '...', () => {
    const texts: string[] = [];
    const recent = isRecent(rt);
    const done = forEachPair(rt, od, (key, value) => {
      const keyText = reprText(rt, key);
      const text = keyText === undefined ? undefined : reprText(rt, value);
      if (text === undefined) return false;
      texts.push(recent ? `${keyText}: ${text}` : `(${keyText}, ${text})`);
      return true;
    });
    if (!done) return undefined;
    return recent ? `${name}({${texts.join(', ')}})` : `${name}([${texts.join(', ')}])`;
  });
}

function sizeOf(rt: Runtime, od: Ref): Maybe {
  const keys = keysOf(rt, od);
  if (keys === rt.emptyKeys) return sizeToInt(rt, basicSizeOf(rt, od));
  const log = logSize(rt, keys);
  const table = keysBytes(log, keysKind(rt, keys));
  return sizeToInt(rt, basicSizeOf(rt, od) + table + 8 * 2 ** log + Node.Bytes * dictSize(rt, od));
}

function reduce(rt: Runtime, od: Ref): Maybe {
  const mark = rt.mark();
  const own = rt.i32[od + OdictField.Dict]! as Maybe;
  const hasState = own !== 0 || !isExact(rt, od);
  const dict = hasState ? rt.instanceDict(od) : rt.None;
  if (dict === 0) return 0;
  const state = isDict(rt, dict) && dictSize(rt, dict) === 0 ? rt.None : dict;
  const items = rt.callMethod(od, 'items');
  if (items === 0) return 0;
  rt.hold(items);
  const iterator = getIter(rt, items);
  if (iterator === 0) return rt.finish(mark, 0);
  rt.hold(iterator);
  return rt.finish(mark, tupleOf(rt, rt.typeOf(od).ref, rt.emptyTuple, state, rt.None, iterator));
}

// Operators -----------------------------------------------------------------------------------------------------------

/** Equal as dictionaries and, if both are ordered, in the same order. */
function compare(rt: Runtime, od: Ref, other: Ref, op: Compare): Maybe {
  if (!isOdict(rt, od) || !isDict(rt, other)) return rt.notImplemented();
  if (op !== Compare.Eq && op !== Compare.Ne) return rt.notImplemented();
  const same = rt.builtin.dict.slots.compare!(rt, od, other, Compare.Eq);
  if (same === 0) return 0;
  let equal = rt.consume(same, isTrue);
  if (equal === 1 && isOdict(rt, other)) equal = sameOrder(rt, od, other);
  return equal < 0 ? 0 : rt.bool((equal === 1) === (op === Compare.Eq));
}

function sameOrder(rt: Runtime, left: Ref, right: Ref): number {
  const i32 = rt.i32;
  const stateLeft = i32[left + OdictField.State]!;
  const stateRight = i32[right + OdictField.State]!;
  let a = i32[left + OdictField.First]!;
  let b = i32[right + OdictField.First]!;
  while (a !== 0 && b !== 0) {
    const mark = rt.mark();
    const first = rt.hold(rt.incref(i32[a + Node.Key]! as Ref));
    const second = rt.hold(rt.incref(i32[b + Node.Key]! as Ref));
    const equal = identicalOrEqual(rt, first, second);
    rt.releaseTo(mark);
    if (equal !== 1) return equal;
    if (i32[left + OdictField.State] !== stateLeft || i32[right + OdictField.State] !== stateRight) {
      rt.raise('RuntimeError', 'OrderedDict mutated during iteration');
      return -1;
    }
    a = i32[a + Node.Next]!;
    b = i32[b + Node.Next]!;
  }
  return a === 0 && b === 0 ? 1 : 0;
}

function merged(rt: Runtime, left: Ref, right: Ref): Maybe {
  if (!isDict(rt, left) || !isDict(rt, right)) return rt.notImplemented();
  const type = rt.typeOf(isOdict(rt, left) ? left : right);
  const made = rt.call(type.ref, left);
  if (made === 0) return 0;
  const mark = rt.mark();
  rt.hold(made);
  return updateFrom(rt, made, right) ? rt.unhold() : rt.finish(mark, 0);
}

function operators(slot: BinarySlot): (BinarySlot | undefined)[] {
  const slots: (BinarySlot | undefined)[] = new Array(Binary.Count).fill(undefined);
  slots[Binary.Or] = slot;
  return slots;
}

export const odictType: ModuleType = {
  key: 'OrderedDict',
  name: 'collections.OrderedDict',
  base: 'dict',
  doc: 'Dictionary that remembers insertion order',
  dictWord: OdictField.Dict,
  layout: (rt) => ({
    basicSize: 112,
    gc: true,
    slots: [96],
    custom: odictPart(rt),
    weakList: 104,
    trashcan: true,
    untrack: Untrack.Never,
  }),
  slots: {
    init,
    repr,
    compare,
    iter: (rt, od) => newOdictIterator(rt, od, 1),
    setItem: assign,
    binary: operators(merged),
    inplace: operators((rt, od, other) => (updateFrom(rt, od, other) ? rt.incref(od) : 0)),
  },
  methods: [
    update,
    setDefault,
    pop,
    popItem,
    moveToEnd,
    methodNoArgs('OrderedDict', 'keys', odictView('odict_keys')),
    methodNoArgs('OrderedDict', 'values', odictView('odict_values')),
    methodNoArgs('OrderedDict', 'items', odictView('odict_items')),
    methodNoArgs('OrderedDict', 'clear', (rt, od) => {
      rt.heap.clearer.clearPart(od);
      return rt.none();
    }),
    methodNoArgs('OrderedDict', 'copy', copy),
    methodNoArgs('OrderedDict', '__reversed__', (rt, od) => newOdictIterator(rt, od, 5)),
    methodNoArgs('OrderedDict', '__sizeof__', sizeOf),
    methodNoArgs('OrderedDict', '__reduce__', reduce),
  ],
  classMethods: [fromKeys],
  attributes: [
    {
      name: '__dict__',
      get: (rt, od) => {
        const dict = rt.instanceDict(od);
        return dict === 0 ? 0 : rt.incref(dict);
      },
    },
  ],
};
