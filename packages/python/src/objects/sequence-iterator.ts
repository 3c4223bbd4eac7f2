import type { Ref, TypeId } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { sizeToInt } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import type { BuiltinDefinition } from './catalog.js';
import { reduceByIndex } from './iterator-reduce.js';
import { IteratorField } from './layout.js';
import { noArgs, oneArg } from './native.js';
import { itemIndex } from './sequence.js';
import type { UnarySlot } from './typeobject.js';

/**
 * Iterators over lists and tuples: an index and the sequence, which is let go at the end. `next` hands out one new reference
 * to the item and holds nothing else.
 */

/** A new iterator of a type, from an index on. */
export function newSequenceIteratorOf(rt: Runtime, typeId: TypeId, sequence: Ref, index: number): Maybe {
  const iterator = rt.fresh.collectable(typeId, rt.heap.types.basicSize[typeId]!);
  if (iterator === 0) return rt.noMemory();
  rt.i32[iterator + IteratorField.Index] = index;
  rt.i32[iterator + IteratorField.Sequence] = rt.incref(sequence);
  return iterator;
}

/** The iterator is at its end: it lets its sequence go. Returns 0. */
export function exhaust(rt: Runtime, iterator: Ref): 0 {
  rt.i32[iterator + IteratorField.Index] = -1;
  rt.replace(iterator + IteratorField.Sequence, 0);
  return 0;
}

/** `next` of an iterator that goes upwards; `items` gives the word of the sequence's first item. */
function forward(items: (rt: Runtime, sequence: Ref) => number): UnarySlot {
  return (rt, iterator) => {
    const i32 = rt.i32;
    const sequence = i32[iterator + IteratorField.Sequence]! as Maybe;
    if (sequence === 0) return 0;
    const index = i32[iterator + IteratorField.Index]!;
    if (index >= i32[sequence + Header.Size]!) return exhaust(rt, iterator);
    i32[iterator + IteratorField.Index] = index + 1;
    return rt.incref(i32[items(rt, sequence) + 2 * index]! as Ref);
  };
}

function backward(items: (rt: Runtime, sequence: Ref) => number): UnarySlot {
  return (rt, iterator) => {
    const i32 = rt.i32;
    const sequence = i32[iterator + IteratorField.Sequence]! as Maybe;
    if (sequence === 0) return 0;
    const index = i32[iterator + IteratorField.Index]!;
    // From 3.13 on the sequence stays with an iterator that has handed out the first item.
    if (index < 0 && rt.profile.reversedKeepsList) return 0;
    if (index < 0 || index >= i32[sequence + Header.Size]!) return exhaust(rt, iterator);
    i32[iterator + IteratorField.Index] = index - 1;
    return rt.incref(i32[items(rt, sequence) + 2 * index]! as Ref);
  };
}

function remaining(rt: Runtime, iterator: Ref, isForward: boolean): Maybe {
  const sequence = rt.i32[iterator + IteratorField.Sequence]! as Maybe;
  if (sequence === 0) return sizeToInt(rt, 0);
  const size = rt.i32[sequence + Header.Size]!;
  const index = rt.i32[iterator + IteratorField.Index]!;
  const left = isForward ? size - index : index + 1;
  return sizeToInt(rt, left > size || left < 0 ? 0 : left);
}

function setState(rt: Runtime, iterator: Ref, state: Ref, isForward: boolean): Maybe {
  const index = itemIndex(rt, state, 'iterator');
  if (index === undefined) return 0;
  const sequence = rt.i32[iterator + IteratorField.Sequence]! as Maybe;
  if (sequence !== 0) {
    const last = rt.i32[sequence + Header.Size]! - (isForward ? 0 : 1);
    rt.i32[iterator + IteratorField.Index] = Math.min(Math.max(index, isForward ? 0 : -1), last);
  }
  return rt.none();
}

/** The definition of such an iterator type. */
export function sequenceIteratorType(
  key: BuiltinDefinition['key'],
  isForward: boolean,
  items: (rt: Runtime, sequence: Ref) => number,
): BuiltinDefinition {
  return {
    key,
    final: true,
    layout: () => ({ basicSize: 32, gc: true, slots: [24] }),
    slots: {
      iter: (rt, self) => rt.incref(self),
      next: isForward ? forward(items) : backward(items),
    },
    methods: [
      noArgs('__length_hint__', (rt, self) => remaining(rt, self, isForward)),
      oneArg('__setstate__', (rt, self, state) => setState(rt, self, state, isForward)),
      reduceByIndex(isForward ? 'iter' : 'reversed', key === 'tuple_iterator' ? 'tuple' : 'list'),
    ],
  };
}
