import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { typeLookup } from '../runtime/attributes.js';
import { reprOf } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { dictSet, newDict } from './dict.js';
import { isSmallInt } from './int.js';
import { IntField } from './layout.js';
import { newList } from './list.js';

/**
 * Which containers are in the middle of their repr (Py_ReprEnter): one that contains itself shows as `[...]`.
 */

const inProgress = new WeakMap<Runtime, Ref[]>();

/**
 * The repr of a container that may contain itself: `inner` makes it; `again` is what it shows within itself. The container is
 * held meanwhile, as CPython's list of those in progress does.
 */
export function guardedRepr(
  rt: Runtime,
  object: Ref,
  again: string,
  inner: (rt: Runtime, object: Ref) => string | undefined,
): Maybe {
  const active = objectsInProgress(rt);
  if (active === undefined) return 0;
  if (active.includes(object)) return rt.str(again);
  active.push(object);
  const mark = rt.mark();
  rt.hold(rt.incref(object));
  const text = inner(rt, object);
  active.splice(active.lastIndexOf(object), 1);
  rt.releaseTo(mark);
  return text === undefined ? 0 : rt.str(text);
}

/** The containers in progress, outermost first; undefined without memory. */
export function objectsInProgress(rt: Runtime): Ref[] | undefined {
  let active = inProgress.get(rt);
  if (active === undefined) {
    if (!makeThreadList(rt)) return undefined;
    active = [];
    inProgress.set(rt, active);
  }
  return active;
}

/**
 * The dictionary of the thread with the list of those in progress, made for the first of them. The list stays empty here, but
 * programs see the two in the collector's counts.
 */
function makeThreadList(rt: Runtime): boolean {
  const dict = newDict(rt);
  if (dict === 0) return false;
  rt.keep(dict);
  const list = newList(rt, 0);
  if (list === 0) return false;
  rt.hold(list);
  const stored = dictSet(rt, dict, rt.name('Py_Repr'), list);
  rt.decref(rt.unhold());
  return stored;
}

/** Text of an item's repr; undefined on error. The caller keeps the item alive. */
export function reprText(rt: Runtime, item: Ref): string | undefined {
  if (isSmallInt(rt, item)) return String(rt.i32[item + IntField.Value]!);
  const repr = reprOf(rt, item);
  if (repr === 0) return undefined;
  const text = rt.text(repr);
  rt.decref(repr);
  return text;
}

/**
 * Text of the repr of an item that user code may take out of its container meanwhile. CPython's list counts no reference of its
 * own to the item, and programs see that: `__repr__` written in Python holds self by its frame. All other items are held.
 */
export function itemReprText(rt: Runtime, item: Ref): string | undefined {
  if (isSmallInt(rt, item) || heldByItsFrame(rt, item)) return reprText(rt, item);
  const mark = rt.mark();
  rt.hold(rt.incref(item));
  const text = reprText(rt, item);
  rt.releaseTo(mark);
  return text;
}

function heldByItsFrame(rt: Runtime, item: Ref): boolean {
  const type = rt.typeOf(item);
  if (!type.heapType) return false;
  const method = typeLookup(rt, type, rt.name('__repr__'));
  return method !== 0 && rt.i32[method + Header.TypeId] === rt.ids.function;
}
