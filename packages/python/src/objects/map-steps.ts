import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { callOne } from '../runtime/calls.js';
import { Frame, SLOT, State } from '../runtime/frame.js';
import { isTrue, slotNext } from '../runtime/operators.js';
import { CALL_LEVELS, type Maybe, type Runtime } from '../runtime/runtime.js';
import { Filter, MapField } from './iterator-layout.js';
import { IntField, NativeField, TupleField, TypeField } from './layout.js';
import { NOT_QUICK } from './quick-types.js';

/**
 * The steps of map over one iterable and of filter(None, …), as closures over one runtime's memory: built-in functions and types of one argument are
 * called where the item stands. Everything else is for the iterator's slot.
 */
export interface MapSteps {
  /** The next result of a map, owned; 0 at the end or on error. */
  nextMapped(self: Ref): Maybe;
  /** The next item of a filter. */
  nextFiltered(self: Ref): Maybe;
}

/** What the steps are made of. */
interface Parts {
  next(iterator: Ref): Maybe;
  dec(object: Ref): void;
}

export function mapSteps(rt: Runtime, { next, dec }: Parts): MapSteps {
  const { i32, nativeOnes, nativeBound, None } = rt;
  const { native, staticType, smallInt, bool } = rt.ids;
  const frameWord = rt.state + State.Frame;
  const levels = rt.state + State.NativeLeft;

  /** The function called with an item that stands in a slot. */
  const apply = (called: Ref, at: number): Maybe => {
    const item = i32[at]! as Ref;
    const id = i32[called + Header.TypeId]!;
    const left = i32[levels]!;
    if (left < CALL_LEVELS || (id !== native && id !== staticType)) return callOne(rt, called, item);
    if (id === native) {
      const index = i32[called + NativeField.Native]!;
      const one = nativeOnes[index];
      if (one === undefined || nativeBound[index]) return callOne(rt, called, item);
      i32[levels] = left - CALL_LEVELS;
      const result = one(rt, item);
      i32[levels] = i32[levels]! + CALL_LEVELS;
      return result;
    }
    const make = rt.makers[i32[called + TypeField.InstanceId]!];
    if (make === undefined) return callOne(rt, called, item);
    i32[levels] = left - CALL_LEVELS;
    const made = make(at, 1);
    i32[levels] = i32[levels]! + CALL_LEVELS;
    return made === NOT_QUICK ? callOne(rt, called, item) : made;
  };

  /** A StopIteration ends the iteration, whoever raised it. */
  const ended = (): 0 => {
    if (rt.failed && rt.errorIs(rt.builtin.StopIteration)) rt.clearError();
    return 0;
  };

  /** Whether an item is true; below 0 on error. It is in a slot while code of the program answers. */
  const truth = (item: Ref): number => {
    const id = i32[item + Header.TypeId]!;
    if (id === smallInt || id === bool) return i32[item + IntField.Value] === 0 ? 0 : 1;
    rt.hold(item);
    const answer = isTrue(rt, item);
    rt.unhold();
    return answer;
  };

  return {
    nextMapped: (self) => {
      const iterators = i32[self + MapField.Iterators]!;
      if (iterators === 0 || i32[iterators + Header.Size] !== 1) return slotNext(rt, self);
      const item = next(i32[iterators + TupleField.Items]! as Ref);
      if (item === 0) return 0;
      const fp = i32[frameWord]!;
      const size = i32[fp + Frame.Size]!;
      const at = fp + size;
      i32[at] = item;
      i32[fp + Frame.Size] = size + SLOT;
      const result = apply(i32[self + MapField.Function]! as Ref, at);
      // What a call that failed has left.
      if (i32[fp + Frame.Size] !== size + SLOT) rt.finish(at + SLOT, result);
      // The death of the item may run code of the program, which finds the result in a slot.
      i32[at] = result;
      dec(item);
      i32[at] = 0;
      i32[fp + Frame.Size] = size;
      return result === 0 ? ended() : result;
    },
    nextFiltered: (self) => {
      const iterator = i32[self + Filter.Iterator]! as Maybe;
      if (iterator === 0 || i32[self + Filter.Function] !== None) return slotNext(rt, self);
      for (;;) {
        const item = next(iterator);
        if (item === 0) return 0;
        const passes = truth(item);
        if (passes > 0) return item;
        dec(item);
        if (passes < 0) return ended();
      }
    },
  };
}
