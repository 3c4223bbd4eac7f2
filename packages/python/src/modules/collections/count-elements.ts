import type { Ref } from '@uroboros/heap';
import { dictInsertHashed, dictKeyWord, dictLookupHashed, isDict, LOOKUP_FAILED } from '../../objects/dict.js';
import { hashKey } from '../../objects/hash-key.js';
import { isInt } from '../../objects/int.js';
import { intAdd } from '../../objects/int-arithmetic.js';
import { Binary } from '../../objects/typeobject.js';
import { typeLookup } from '../../runtime/attributes.js';
import { binaryOp, forEachItem, getIter, iterNext, setItem } from '../../runtime/operators.js';
import type { Runtime } from '../../runtime/runtime.js';
import { functionPositional } from '../functions.js';

/** _collections._count_elements(mapping, iterable): what Counter counts with. */
export const countElements = functionPositional('_collections', '_count_elements', 2, 2, (rt, args) => {
  const mapping = rt.i32[args]! as Ref;
  const iterable = rt.i32[args + 2]! as Ref;
  const done = isPlain(rt, mapping) ? countInDict(rt, mapping, iterable) : countInMapping(rt, mapping, iterable);
  return done ? rt.none() : 0;
});

/** Whether a mapping is a dict whose `get` and `__setitem__` are those of dict. */
function isPlain(rt: Runtime, mapping: Ref): boolean {
  if (!isDict(rt, mapping)) return false;
  return ['get', '__setitem__'].every(
    (name) => typeLookup(rt, rt.typeOf(mapping), rt.name(name)) === typeLookup(rt, rt.builtin.dict, rt.name(name)),
  );
}

function countInDict(rt: Runtime, dict: Ref, iterable: Ref): boolean {
  const mark = rt.mark();
  const iterator = getIter(rt, iterable);
  if (iterator === 0) return false;
  rt.hold(iterator);
  for (;;) {
    const key = iterNext(rt, iterator);
    if (key === 0) break;
    rt.hold(key);
    if (!countKey(rt, dict, key)) break;
    rt.decref(rt.unhold());
  }
  rt.releaseTo(mark);
  return !rt.failed;
}

function countKey(rt: Runtime, dict: Ref, key: Ref): boolean {
  if (!hashKey(rt, key)) return false;
  const { hashLow, hashHigh } = rt;
  const entry = dictLookupHashed(rt, dict, key, hashLow, hashHigh);
  if (entry === LOOKUP_FAILED) return false;
  if (entry < 0) return dictInsertHashed(rt, dict, key, hashLow, hashHigh, rt.smallInt(1));
  const before = rt.i32[dictKeyWord(rt, dict, entry) + 2]! as Ref;
  if (isInt(rt, before)) {
    const sum = intAdd(rt, before, rt.smallInt(1));
    if (sum === 0) return false;
    rt.replace(dictKeyWord(rt, dict, entry) + 2, sum);
    return true;
  }
  return addOne(rt, dict, key, before);
}

/** Stores a count that is one higher than a borrowed one. */
function addOne(rt: Runtime, mapping: Ref, key: Ref, before: Ref): boolean {
  const mark = rt.mark();
  rt.hold(rt.incref(before));
  const sum = binaryOp(rt, Binary.Add, before, rt.smallInt(1));
  if (sum !== 0) rt.hold(sum);
  const stored = sum !== 0 && setItem(rt, mapping, key, sum);
  rt.releaseTo(mark);
  return stored;
}

function countInMapping(rt: Runtime, mapping: Ref, iterable: Ref): boolean {
  const mark = rt.mark();
  const iterator = getIter(rt, iterable);
  if (iterator === 0) return false;
  rt.hold(iterator);
  const get = rt.getAttr(mapping, rt.name('get'));
  if (get === 0) {
    rt.releaseTo(mark);
    return false;
  }
  rt.hold(get);
  const done = forEachItem(rt, iterator, (key) => {
    const before = rt.call(get, key, rt.smallInt(0));
    if (before === 0) return false;
    rt.hold(before);
    const stored = addOne(rt, mapping, key, before);
    rt.decref(rt.unhold());
    return stored;
  });
  rt.releaseTo(mark);
  return done;
}
