import type { Ref } from '@uroboros/heap';
import { indexAsSize, lengthOf, sizeToInt } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { IteratorField } from './layout.js';
import { newList } from './list.js';
import { type NativeFunction, noArgs, oneArg } from './native.js';
import { tupleOf } from './tuple.js';

/** How iterators are copied and pickled: as a call of `iter` and the place where they are. */

/** A function of builtins, as the program's builtins have it; owned. */
function builtinFunction(rt: Runtime, name: string): Maybe {
  const fn = rt.globalNamed(rt.builtinsDict, name);
  return fn === 0 ? rt.raise('AttributeError', name) : rt.incref(fn);
}

/** (function, (argument, …)) or, with a state, (function, (argument, …), state); the arguments are borrowed. */
export function reduction(rt: Runtime, fn: Ref, args: readonly Ref[], state: Maybe = 0): Maybe {
  const mark = rt.mark();
  const tuple = tupleOf(rt, ...args);
  if (tuple === 0) return 0;
  rt.hold(tuple);
  return rt.finish(mark, state === 0 ? tupleOf(rt, fn, tuple) : tupleOf(rt, fn, tuple, state));
}

/** (iter, (owned,)) */
export function iterOf(rt: Runtime, owned: Maybe): Maybe {
  if (owned === 0) return 0;
  const mark = rt.mark();
  rt.hold(owned);
  const iter = builtinFunction(rt, 'iter');
  if (iter === 0) return rt.finish(mark, 0);
  rt.hold(iter);
  return rt.finish(mark, reduction(rt, iter, [owned]));
}

/** What an iterator that is at its end goes over. */
export type Empty = 'list' | 'tuple' | 'str';

export function emptyOf(rt: Runtime, empty: Empty): Maybe {
  if (empty === 'list') return newList(rt, 0);
  return rt.incref(empty === 'str' ? rt.emptyStr : rt.emptyTuple);
}

/** The reduction of an iterator at its end; since 3.12 it names the function that made it. */
function emptied(rt: Runtime, fn: 'iter' | 'reversed', empty: Empty): Maybe {
  const nothing = emptyOf(rt, empty);
  if (nothing === 0 || fn === 'iter' || rt.profile.versionInfo[1] < 12) return iterOf(rt, nothing);
  const mark = rt.mark();
  rt.hold(nothing);
  const make = builtinFunction(rt, fn);
  if (make === 0) return rt.finish(mark, 0);
  return rt.finish(mark, reduction(rt, rt.hold(make), [nothing]));
}

/** `__reduce__` of an iterator over a sequence by index. */
export function reduceByIndex(fn: 'iter' | 'reversed', empty: Empty): NativeFunction {
  return noArgs(
    '__reduce__',
    (rt, self) => {
      const sequence = rt.i32[self + IteratorField.Sequence]! as Maybe;
      const at = rt.i32[self + IteratorField.Index]!;
      if (sequence === 0 || at < 0) return emptied(rt, fn, empty);
      const mark = rt.mark();
      const make = builtinFunction(rt, fn);
      if (make === 0) return 0;
      rt.hold(make);
      const index = sizeToInt(rt, at);
      if (index === 0) return rt.finish(mark, 0);
      return rt.finish(mark, reduction(rt, make, [sequence], rt.hold(index)));
    },
    'Return state information for pickling.',
  );
}

/** `__setstate__` of the same: an index, within the sequence if that has a length. */
export function setIndexState(bounded: boolean): NativeFunction {
  return oneArg(
    '__setstate__',
    (rt, self, state) => {
      const index = indexAsSize(rt, state, 'OverflowError');
      if (index === undefined) return 0;
      const sequence = rt.i32[self + IteratorField.Sequence]! as Maybe;
      if (sequence === 0) return rt.none();
      let place = Math.max(0, index);
      if (bounded) {
        const length = lengthOf(rt, sequence);
        if (length < 0) return 0;
        place = Math.min(place, length);
      }
      rt.i32[self + IteratorField.Index] = place;
      return rt.none();
    },
    'Set state information for unpickling.',
  );
}

/** (type, (parts…)) of fields that hold references. */
export function reduceToParts(parts: (rt: Runtime, self: Ref) => readonly Ref[]): NativeFunction {
  return noArgs('__reduce__', (rt, self) => reduction(rt, rt.typeOf(self).ref, parts(rt, self)));
}
