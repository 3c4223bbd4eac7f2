import type { Ref } from '@uroboros/heap';
import { givenType } from '../objects/arguments.js';
import { ListField } from '../objects/layout.js';
import { isList, listAppend, listItem, listSize, listTake } from '../objects/list.js';
import { UNKNOWN } from '../objects/quick-compare.js';
import { Compare } from '../objects/typeobject.js';
import { compareBool } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { functionOneArg, functionPositional } from './functions.js';
import type { NativeModule } from './module.js';

/** The module _heapq: binary heaps in lists, smallest or (`_max`) largest item first. */

/** Whether left < right; −1 on error, and if the comparison changed the list's size. */
function isLess(rt: Runtime, heap: Ref, left: Ref, right: Ref): number {
  const known = rt.quick.less(left, right);
  return known === UNKNOWN ? askLess(rt, heap, left, right) : known;
}

function askLess(rt: Runtime, heap: Ref, left: Ref, right: Ref): number {
  const size = listSize(rt, heap);
  const mark = rt.mark();
  rt.hold(rt.incref(left));
  rt.hold(rt.incref(right));
  const less = compareBool(rt, left, right, Compare.Lt);
  rt.releaseTo(mark);
  if (less >= 0 && listSize(rt, heap) !== size) {
    rt.raise('RuntimeError', 'list changed size during iteration');
    return -1;
  }
  return less;
}

/** Whether an item has to stand above another one. */
function isAbove(rt: Runtime, heap: Ref, item: Ref, other: Ref, isMax: boolean): number {
  return isMax ? isLess(rt, heap, other, item) : isLess(rt, heap, item, other);
}

function swap(rt: Runtime, heap: Ref, a: number, b: number): void {
  const items = rt.i32[heap + ListField.Items]!;
  const item = rt.i32[items + 2 * a]!;
  rt.i32[items + 2 * a] = rt.i32[items + 2 * b]!;
  rt.i32[items + 2 * b] = item;
}

/** Moves the item at a place up, as far as `start`, to where it belongs; false on error. */
function siftDown(rt: Runtime, heap: Ref, start: number, place: number, isMax: boolean): boolean {
  if (place >= listSize(rt, heap)) {
    rt.raise('IndexError', 'index out of range');
    return false;
  }
  let at = place;
  while (at > start) {
    const parent = (at - 1) >> 1;
    const above = isAbove(rt, heap, listItem(rt, heap, at), listItem(rt, heap, parent), isMax);
    if (above < 0) return false;
    if (above === 0) return true;
    swap(rt, heap, at, parent);
    at = parent;
  }
  return true;
}

/** Moves the item at a place down to a leaf along the smaller children, then up to where it belongs; false on error. */
function siftUp(rt: Runtime, heap: Ref, place: number, isMax: boolean): boolean {
  const end = listSize(rt, heap);
  if (place >= end) {
    rt.raise('IndexError', 'index out of range');
    return false;
  }
  const firstLeaf = end >> 1;
  let at = place;
  while (at < firstLeaf) {
    let child = 2 * at + 1;
    if (child + 1 < end) {
      const above = isMax
        ? isLess(rt, heap, listItem(rt, heap, child + 1), listItem(rt, heap, child))
        : isLess(rt, heap, listItem(rt, heap, child), listItem(rt, heap, child + 1));
      if (above < 0) return false;
      if (above === 0) child++;
    }
    swap(rt, heap, at, child);
    at = child;
  }
  return siftDown(rt, heap, place, at, isMax);
}

/** The first argument of a function if it is a list, else 0 with TypeError. */
function heapArgument(rt: Runtime, name: string, object: Ref, isOnly: boolean): Maybe {
  if (isList(rt, object)) return object;
  const which = isOnly ? 'argument' : 'argument 1';
  return rt.raise('TypeError', `${name}() ${which} must be list, not ${givenType(rt, object)}`);
}

function push(rt: Runtime, args: number): Maybe {
  const heap = heapArgument(rt, 'heappush', rt.i32[args]! as Ref, false);
  if (heap === 0) return 0;
  const item = rt.i32[args + 2]! as Ref;
  if (!listAppend(rt, heap, rt.incref(item))) {
    rt.decref(item);
    return 0;
  }
  return siftDown(rt, heap, 0, listSize(rt, heap) - 1, false) ? rt.none() : 0;
}

function pop(rt: Runtime, name: string, object: Ref, isMax: boolean): Maybe {
  const heap = heapArgument(rt, name, object, true);
  if (heap === 0) return 0;
  const size = listSize(rt, heap);
  if (size === 0) return rt.raise('IndexError', 'index out of range');
  const last = listTake(rt, heap, size - 1);
  if (size === 1) return last;
  const items = rt.i32[heap + ListField.Items]!;
  const first = rt.i32[items]! as Ref;
  rt.i32[items] = last;
  const mark = rt.mark();
  rt.hold(first);
  return siftUp(rt, heap, 0, isMax) ? rt.unhold() : rt.finish(mark, 0);
}

/** Puts an item in the place of the first one, which is returned. */
function replaceFirst(rt: Runtime, heap: Ref, item: Ref, isMax: boolean): Maybe {
  const items = rt.i32[heap + ListField.Items]!;
  const first = rt.i32[items]! as Ref;
  rt.i32[items] = rt.incref(item);
  const mark = rt.mark();
  rt.hold(first);
  return siftUp(rt, heap, 0, isMax) ? rt.unhold() : rt.finish(mark, 0);
}

function replace(rt: Runtime, name: string, args: number, isMax: boolean): Maybe {
  const heap = heapArgument(rt, name, rt.i32[args]! as Ref, false);
  if (heap === 0) return 0;
  if (listSize(rt, heap) === 0) return rt.raise('IndexError', 'index out of range');
  return replaceFirst(rt, heap, rt.i32[args + 2]! as Ref, isMax);
}

function pushPop(rt: Runtime, args: number): Maybe {
  const heap = heapArgument(rt, 'heappushpop', rt.i32[args]! as Ref, false);
  if (heap === 0) return 0;
  const item = rt.i32[args + 2]! as Ref;
  if (listSize(rt, heap) === 0) return rt.incref(item);
  const mark = rt.mark();
  const first = rt.hold(rt.incref(listItem(rt, heap, 0)));
  const less = compareBool(rt, first, item, Compare.Lt);
  rt.releaseTo(mark);
  if (less < 0) return 0;
  if (less === 0) return rt.incref(item);
  if (listSize(rt, heap) === 0) return rt.raise('IndexError', 'index out of range');
  return replaceFirst(rt, heap, item, false);
}

function heapify(rt: Runtime, name: string, object: Ref, isMax: boolean): Maybe {
  const heap = heapArgument(rt, name, object, true);
  if (heap === 0) return 0;
  const size = listSize(rt, heap);
  // CPython takes large heaps in an order that suits caches; the result is the same, each subtree is ordered on its own.
  for (let i = (size >> 1) - 1; i >= 0; i--) if (!siftUp(rt, heap, i, isMax)) return 0;
  return rt.none();
}

export const heapqModule: NativeModule = {
  name: '_heapq',
  doc: 'Heap queue algorithm (a.k.a. priority queue).',
  functions: [
    functionPositional('_heapq', 'heappush', 2, 2, (rt, args) => push(rt, args)),
    functionPositional('_heapq', 'heappushpop', 2, 2, (rt, args) => pushPop(rt, args)),
    functionOneArg('_heapq', 'heappop', (rt, heap) => pop(rt, 'heappop', heap, false)),
    functionPositional('_heapq', 'heapreplace', 2, 2, (rt, args) => replace(rt, 'heapreplace', args, false)),
    functionOneArg('_heapq', 'heapify', (rt, heap) => heapify(rt, 'heapify', heap, false)),
    functionOneArg('_heapq', '_heappop_max', (rt, heap) => pop(rt, '_heappop_max', heap, true)),
    functionOneArg('_heapq', '_heapify_max', (rt, heap) => heapify(rt, '_heapify_max', heap, true)),
    functionPositional('_heapq', '_heapreplace_max', 2, 2, (rt, args) => replace(rt, '_heapreplace_max', args, true)),
  ],
};
