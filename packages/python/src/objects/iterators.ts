import type { Ref } from '@uroboros/heap';
import { compareBool, getItem, iterNext, lengthOf, sizeToInt } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import type { BuiltinDefinition } from './catalog.js';
import { intFromNumber } from './int.js';
import { iterOf, reduceByIndex, reduction, setIndexState } from './iterator-reduce.js';
import { IteratorField } from './layout.js';
import { noArgs } from './native.js';
import { newSequenceIteratorOf } from './sequence-iterator.js';
import { Compare } from './typeobject.js';

/** What iter() makes of objects that have no iterator of their own: a walk by index, and repeated calls. */

/** A new iterator over `sequence[0]`, `sequence[1]`, … */
export function newSequenceIterator(rt: Runtime, sequence: Ref): Maybe {
  return newSequenceIteratorOf(rt, rt.builtin.iterator.typeId, sequence, 0);
}

/** An item by its number; 0 without an exception where the sequence ends. */
export function itemOrEnd(rt: Runtime, sequence: Ref, index: number): Maybe {
  const number = intFromNumber(rt, index);
  if (number === 0) return 0;
  const mark = rt.mark();
  rt.hold(number);
  const item = rt.finish(mark, getItem(rt, sequence, number));
  if (item === 0 && (rt.errorIs(rt.builtin.IndexError) || rt.errorIs(rt.builtin.StopIteration))) rt.clearError();
  return item;
}

function nextItem(rt: Runtime, iterator: Ref): Maybe {
  const sequence = rt.i32[iterator + IteratorField.Sequence]! as Maybe;
  if (sequence === 0) return 0;
  const index = rt.i32[iterator + IteratorField.Index]!;
  const mark = rt.mark();
  rt.hold(rt.incref(sequence));
  const item = rt.finish(mark, itemOrEnd(rt, sequence, index));
  if (item !== 0) rt.i32[iterator + IteratorField.Index] = index + 1;
  else if (!rt.failed) rt.replace(iterator + IteratorField.Sequence, 0);
  return item;
}

function remaining(rt: Runtime, iterator: Ref): Maybe {
  const sequence = rt.i32[iterator + IteratorField.Sequence]! as Maybe;
  if (sequence === 0) return sizeToInt(rt, 0);
  if (rt.typeOf(sequence).slots.length === undefined) return rt.notImplemented();
  const length = lengthOf(rt, sequence);
  return length < 0 ? 0 : sizeToInt(rt, Math.max(0, length - rt.i32[iterator + IteratorField.Index]!));
}

/** calliterobject. */
const enum CallIterator {
  Callable = 4,
  Sentinel = 6,
}

/** A new iterator over what a callable returns until it returns the sentinel. */
export function newCallableIterator(rt: Runtime, callable: Ref, sentinel: Ref): Maybe {
  const iterator = rt.heap.objects.allocate(rt.builtin.callable_iterator.typeId);
  if (iterator === 0) return rt.noMemory();
  rt.i32[iterator + CallIterator.Callable] = rt.incref(callable);
  rt.i32[iterator + CallIterator.Sentinel] = rt.incref(sentinel);
  rt.heap.objects.track(iterator);
  return iterator;
}

function nextCall(rt: Runtime, iterator: Ref): Maybe {
  const callable = rt.i32[iterator + CallIterator.Callable]! as Maybe;
  if (callable === 0) return 0;
  const result = rt.call(callable);
  if (result === 0) {
    if (rt.errorIs(rt.builtin.StopIteration)) {
      rt.clearError();
      endCalls(rt, iterator);
    }
    return 0;
  }
  const mark = rt.mark();
  rt.hold(result);
  // The call may have come back here and reached the end.
  const sentinel = rt.i32[iterator + CallIterator.Sentinel]! as Maybe;
  if (sentinel === 0) return rt.finish(mark, 0);
  const isEnd = isSentinel(rt, sentinel, result);
  if (isEnd === 0) return rt.unhold();
  rt.releaseTo(mark);
  if (isEnd > 0) endCalls(rt, iterator);
  return 0;
}

function isSentinel(rt: Runtime, sentinel: Ref, result: Ref): number {
  if (sentinel === result) return 1;
  rt.hold(rt.incref(sentinel));
  const equal = compareBool(rt, sentinel, result, Compare.Eq);
  rt.decref(rt.unhold());
  return equal;
}

function endCalls(rt: Runtime, iterator: Ref): void {
  rt.replace(iterator + CallIterator.Callable, 0);
  rt.replace(iterator + CallIterator.Sentinel, 0);
}

function reduceCalls(rt: Runtime, self: Ref): Maybe {
  const callable = rt.i32[self + CallIterator.Callable]! as Maybe;
  if (callable === 0) return iterOf(rt, rt.incref(rt.emptyTuple));
  const iter = rt.globalNamed(rt.builtinsDict, 'iter');
  if (iter === 0) return rt.raise('AttributeError', 'iter');
  return reduction(rt, iter, [callable, rt.i32[self + CallIterator.Sentinel]! as Ref]);
}

/** Whether an object can be asked for its next item. */
export function isIterator(rt: Runtime, object: Ref): boolean {
  return rt.typeOf(object).slots.next !== undefined;
}

/** The next item of an iterator that its owner may let go meanwhile. */
export function nextHeld(rt: Runtime, iterator: Ref): Maybe {
  const mark = rt.mark();
  rt.hold(rt.incref(iterator));
  return rt.finish(mark, iterNext(rt, iterator));
}

export const iteratorTypes: readonly BuiltinDefinition[] = [
  {
    key: 'iterator',
    final: true,
    layout: () => ({ basicSize: 32, gc: true, slots: [24] }),
    slots: { iter: (rt, self) => rt.incref(self), next: nextItem },
    methods: [noArgs('__length_hint__', remaining), reduceByIndex('iter', 'tuple'), setIndexState(false)],
  },
  {
    key: 'callable_iterator',
    final: true,
    layout: () => ({ basicSize: 32, gc: true, slots: [16, 24] }),
    slots: { iter: (rt, self) => rt.incref(self), next: nextCall },
    methods: [noArgs('__reduce__', reduceCalls)],
  },
];
