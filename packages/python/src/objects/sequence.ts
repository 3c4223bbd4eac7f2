import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { getIter, indexAsSize } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { isFast } from './fast-items.js';
import { IntField } from './layout.js';
import { newList } from './list.js';
import { listExtend } from './list-extend.js';

/** What several sequence types share: indices, and the items of anything iterable as a list or a tuple. */

export { fastItem, fastItems, fastSize } from './fast-items.js';

/**
 * An index as a number, negative ones not counted from the end yet; undefined on error. `what` names the sequence in messages:
 * the caller has seen that the key is no slice.
 */
export function itemIndex(rt: Runtime, key: Ref, what: string): number | undefined {
  const i32 = rt.i32;
  if (i32[key + Header.TypeId] === rt.ids.smallInt) return i32[key + IntField.Value]!;
  if (rt.typeOf(key).slots.index === undefined) {
    rt.raise('TypeError', `${what} indices must be integers or slices, not ${rt.typeOf(key).name}`);
    return undefined;
  }
  return indexAsSize(rt, key, 'IndexError');
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

/** A new list of an iterable's items (PySequence_List). */
export function listFromIterable(rt: Runtime, iterable: Ref): Maybe {
  const list = newList(rt, 0);
  if (list === 0) return 0;
  const mark = rt.mark();
  rt.hold(list);
  if (!listExtend(rt, list, iterable)) return rt.finish(mark, 0);
  return rt.unhold();
}
