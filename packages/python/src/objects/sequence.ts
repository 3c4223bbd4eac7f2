import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { typeLookup } from '../runtime/attributes.js';
import { callSpecial } from '../runtime/calls.js';
import { getIter, indexAsSize, lengthOf } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { isInt, intNumber, intSign } from './int.js';
import { IntField, ListField, TupleField } from './layout.js';
import { listExtend } from './list-extend.js';
import { newList } from './list.js';

/** What several sequence types share: indices, fast access to the items of lists and tuples, length hints. */

/**
 * An index as a number, negative ones not counted from the end yet; undefined on error. `what` names the sequence in messages:
 * the caller has seen that the key is no slice.
 */
export function itemIndex(rt: Runtime, key: Ref, what: string): number | undefined {
  const i32 = rt.i32;
  if (i32[key + Header.TypeId] === rt.ids.smallInt) return i32[key + IntField.Value]!;
  if (rt.typeOf(key).slots.index === undefined) {
    rt.raise('TypeError', `${what} indices must be integers or slices, not ${rt.typeOf(key).shortName}`);
    return undefined;
  }
  return indexAsSize(rt, key, 'IndexError');
}

/** Whether an object is a list or a tuple of exact type. */
export function isFast(rt: Runtime, object: Ref): boolean {
  const id = rt.i32[object + Header.TypeId]!;
  return id === rt.ids.list || id === rt.ids.tuple;
}

/** The object itself if it is a list or a tuple, else a new list of its items; owned (PySequence_Fast). */
export function sequenceFast(rt: Runtime, object: Ref, message: string): Maybe {
  if (isFast(rt, object)) return rt.incref(object);
  const iterator = getIter(rt, object);
  if (iterator === 0) {
    if (rt.errorIs(rt.builtin.TypeError)) {
      rt.clearError();
      rt.raise('TypeError', message);
    }
    return 0;
  }
  const mark = rt.mark();
  rt.hold(iterator);
  return rt.finish(mark, listFromIterable(rt, iterator));
}

/** Number of items of a list or a tuple. */
export function fastSize(rt: Runtime, sequence: Ref): number {
  return rt.i32[sequence + Header.Size]!;
}

/** Word of the first item of a list or a tuple; a list's changes with its size. */
export function fastItems(rt: Runtime, sequence: Ref): number {
  const isTuple = rt.i32[sequence + Header.TypeId] === rt.ids.tuple;
  return isTuple ? sequence + TupleField.Items : rt.i32[sequence + ListField.Items]!;
}

/** Item of a list or a tuple, borrowed. */
export function fastItem(rt: Runtime, sequence: Ref, index: number): Ref {
  return rt.i32[fastItems(rt, sequence) + 2 * index]! as Ref;
}

/** A new list of an iterable's items (PySequence_List). */
export function listFromIterable(rt: Runtime, iterable: Ref): Maybe {
  const list = newList(rt, 0);
  if (list === 0) return 0;
  const mark = rt.mark();
  rt.hold(list);
  if (!listExtend(rt, list, iterable)) return rt.finish(mark, 0);
  return rt.unhold();
}

/** How many items an iterable says it has (PyObject_LengthHint): −1 on error. */
export function lengthHint(rt: Runtime, object: Ref, fallback: number): number {
  const type = rt.typeOf(object);
  if (type.slots.length !== undefined) {
    const length = lengthOf(rt, object);
    if (length >= 0) return length;
    if (!rt.errorIs(rt.builtin.TypeError)) return -1;
    rt.clearError();
  }
  const name = rt.name('__length_hint__');
  if (typeLookup(rt, type, name) === 0) return fallback;
  const result = callSpecial(rt, object, name, []);
  if (result === 0) {
    if (!rt.errorIs(rt.builtin.TypeError)) return -1;
    rt.clearError();
    return fallback;
  }
  return rt.consume(result, (_, hint) => hintNumber(rt, hint, fallback));
}

function hintNumber(rt: Runtime, hint: Ref, fallback: number): number {
  if (hint === rt.NotImplemented) return fallback;
  if (!isInt(rt, hint)) {
    rt.raise('TypeError', `__length_hint__ must be an integer, not ${rt.typeOf(hint).shortName}`);
    return -1;
  }
  if (intSign(rt, hint) < 0) {
    rt.raise('ValueError', '__length_hint__() should return >= 0');
    return -1;
  }
  const number = intNumber(rt, hint);
  if (!Number.isNaN(number)) return number;
  rt.raise('OverflowError', 'cannot fit \'int\' into an index-sized integer');
  return -1;
}
