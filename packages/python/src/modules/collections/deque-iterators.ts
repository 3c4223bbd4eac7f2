import type { Ref } from '@uroboros/heap';
import { argumentAt, sizeArgument } from '../../objects/arguments.js';
import { allocateInstance } from '../../objects/construct.js';
import { checkCount } from '../../objects/native.js';
import { tupleOf } from '../../objects/tuple.js';
import { sizeToInt } from '../../runtime/operators.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { iterSelf, type ModuleType, methodNoArgs } from '../module-types.js';
import { Block, DequeField, dequeSize, dequeState } from './deque.js';

/** Iterators over deques, in both directions. */

/** dequeiterobject. */
const enum DequeIterator {
  Block = 4,
  Index = 6,
  Deque = 8,
  State = 10,
  Left = 12,
}

type Key = '_deque_iterator' | '_deque_reverse_iterator';

/** A new iterator over a deque, from its beginning or its end. */
export function newDequeIterator(rt: Runtime, key: Key, deque: Ref): Maybe {
  const iterator = allocateInstance(rt, rt.builtin[key]);
  if (iterator === 0) return 0;
  const i32 = rt.i32;
  const isForward = key === '_deque_iterator';
  i32[iterator + DequeIterator.Block] = i32[deque + (isForward ? DequeField.LeftBlock : DequeField.RightBlock)]!;
  i32[iterator + DequeIterator.Index] = i32[deque + (isForward ? DequeField.LeftIndex : DequeField.RightIndex)]!;
  i32[iterator + DequeIterator.Deque] = rt.incref(deque);
  i32[iterator + DequeIterator.State] = dequeState(rt, deque);
  i32[iterator + DequeIterator.Left] = dequeSize(rt, deque);
  return iterator;
}

/** The deque of an iterator that may still be asked; 0 at the end or, with RuntimeError, after a change. */
function checked(rt: Runtime, iterator: Ref, isLeftFirst: boolean): Maybe {
  const i32 = rt.i32;
  const deque = i32[iterator + DequeIterator.Deque]! as Maybe;
  if (deque === 0) return 0;
  // The two directions look at the end and at the change in different orders, and programs see it.
  if (isLeftFirst && i32[iterator + DequeIterator.Left] === 0) return 0;
  if (i32[iterator + DequeIterator.State] !== i32[deque + DequeField.State]) {
    i32[iterator + DequeIterator.Left] = 0;
    return rt.raise('RuntimeError', 'deque mutated during iteration');
  }
  return i32[iterator + DequeIterator.Left] === 0 ? 0 : deque;
}

function nextForward(rt: Runtime, iterator: Ref): Maybe {
  if (checked(rt, iterator, false) === 0) return 0;
  const i32 = rt.i32;
  const index = i32[iterator + DequeIterator.Index]!;
  const block = i32[iterator + DequeIterator.Block]!;
  const item = i32[block + Block.Data + 2 * index]! as Ref;
  const left = i32[iterator + DequeIterator.Left]! - 1;
  i32[iterator + DequeIterator.Left] = left;
  i32[iterator + DequeIterator.Index] = index + 1;
  if (index + 1 === Block.Items && left > 0) {
    i32[iterator + DequeIterator.Block] = i32[block + Block.Right]!;
    i32[iterator + DequeIterator.Index] = 0;
  }
  return rt.incref(item);
}

function nextBackward(rt: Runtime, iterator: Ref): Maybe {
  if (checked(rt, iterator, true) === 0) return 0;
  const i32 = rt.i32;
  const index = i32[iterator + DequeIterator.Index]!;
  const block = i32[iterator + DequeIterator.Block]!;
  const item = i32[block + Block.Data + 2 * index]! as Ref;
  const left = i32[iterator + DequeIterator.Left]! - 1;
  i32[iterator + DequeIterator.Left] = left;
  i32[iterator + DequeIterator.Index] = index - 1;
  if (index === 0 && left > 0) {
    i32[iterator + DequeIterator.Block] = i32[block + Block.Left]!;
    i32[iterator + DequeIterator.Index] = Block.Items - 1;
  }
  return rt.incref(item);
}

/** `_deque_iterator(deque, index)`: what `__reduce__` names. */
function construct(key: Key, next: (rt: Runtime, iterator: Ref) => Maybe) {
  return (rt: Runtime, _type: unknown, args: number, count: number): Maybe => {
    if (!checkCount(rt, key, count, 1, 2)) return 0;
    const deque = argumentAt(rt, args, 0);
    if (!rt.typeOf(deque).isSubtypeOf(rt.builtin.deque)) {
      return rt.raise('TypeError', `argument 1 must be collections.deque, not ${rt.typeOf(deque).name}`);
    }
    const skipped = count === 2 ? sizeArgument(rt, argumentAt(rt, args, 1)) : 0;
    if (skipped === undefined) return 0;
    const iterator = newDequeIterator(rt, key, deque);
    if (iterator === 0) return 0;
    for (let i = 0; i < skipped && rt.i32[iterator + DequeIterator.Left]! > 0; i++) rt.drop(next(rt, iterator));
    return iterator;
  };
}

function reduce(rt: Runtime, self: Ref): Maybe {
  const deque = rt.i32[self + DequeIterator.Deque]! as Ref;
  const index = sizeToInt(rt, dequeSize(rt, deque) - rt.i32[self + DequeIterator.Left]!);
  if (index === 0) return 0;
  const mark = rt.mark();
  rt.hold(index);
  const args = tupleOf(rt, deque, index);
  if (args === 0) return rt.finish(mark, 0);
  rt.hold(args);
  return rt.finish(mark, tupleOf(rt, rt.typeOf(self).ref, args));
}

function iteratorType(key: Key, next: (rt: Runtime, iterator: Ref) => Maybe): ModuleType {
  return {
    key,
    name: `collections.${key}`,
    final: true,
    layout: () => ({ basicSize: 56, gc: true, slots: [32], noClear: true }),
    slots: { new: construct(key, next), iter: iterSelf, next },
    methods: [
      methodNoArgs(key, '__length_hint__', (rt, self) => sizeToInt(rt, rt.i32[self + DequeIterator.Left]!)),
      methodNoArgs(key, '__reduce__', reduce),
    ],
  };
}

export const dequeIteratorTypes: readonly ModuleType[] = [
  iteratorType('_deque_iterator', nextForward),
  iteratorType('_deque_reverse_iterator', nextBackward),
];
