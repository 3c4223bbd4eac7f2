import type { Ref } from '@uroboros/heap';
import { isInt } from '../../objects/int.js';
import { reduction } from '../../objects/iterator-reduce.js';
import { TupleField } from '../../objects/layout.js';
import { type NativeFunction, noArgs, oneArg } from '../../objects/native.js';
import { finishTuple, isTuple, newTuple, tupleItem, tupleSize } from '../../objects/tuple.js';
import { indexAsSize, sizeToInt } from '../../runtime/operators.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { warn } from '../../runtime/warn.js';
import { isRecent } from '../module-types.js';

/** How the iterators of itertools are copied and pickled: what their `__reduce__` and `__setstate__` have in common. */

/** Since 3.12 each use warns; false if the warning was made an error. */
function isAllowed(rt: Runtime): boolean {
  const text = 'Pickle, copy, and deepcopy support will be removed from itertools in Python 3.14.';
  return !isRecent(rt) || warn(rt, 'DeprecationWarning', text);
}

export function reduceMethod(code: (rt: Runtime, self: Ref) => Maybe): NativeFunction {
  return noArgs(
    '__reduce__',
    (rt, self) => (isAllowed(rt) ? code(rt, self) : 0),
    'Return state information for pickling.',
  );
}

export function stateMethod(code: (rt: Runtime, self: Ref, state: Ref) => boolean): NativeFunction {
  return oneArg(
    '__setstate__',
    (rt, self, state) => (isAllowed(rt) && code(rt, self, state) ? rt.none() : 0),
    'Set state information for unpickling.',
  );
}

/** Makes an argument or a state, owned: each is held before the next is made. */
export type Part = () => Maybe;

/** (type, (arguments…)) or, with a state, (type, (arguments…), state). */
export function reduceTo(rt: Runtime, self: Ref, args: readonly Part[], state?: Part): Maybe {
  const mark = rt.mark();
  const made: Ref[] = [];
  for (const make of state === undefined ? args : [...args, state]) {
    const part = make();
    if (part === 0) return rt.finish(mark, 0);
    made.push(rt.hold(part));
  }
  const given = made.slice(0, args.length);
  return rt.finish(mark, reduction(rt, rt.typeOf(self).ref, given, made[args.length] ?? 0));
}

/** What a field holds. */
export function fieldPart(rt: Runtime, word: number): Part {
  return () => rt.incref(rt.i32[word]! as Ref);
}

/** A tuple of so many numbers of 8 bytes that stand in a block. */
export function tupleOfNumbers(rt: Runtime, block: number, count: number): Maybe {
  const tuple = newTuple(rt, count);
  if (tuple === 0 || count === 0) return tuple;
  const mark = rt.mark();
  rt.hold(tuple);
  for (let i = 0; i < count; i++) {
    const number = sizeToInt(rt, rt.i32[block + 2 * i]!);
    if (number === 0) return rt.finish(mark, 0);
    rt.i32[tuple + TupleField.Items + 2 * i] = number;
  }
  finishTuple(rt, tuple);
  return rt.unhold();
}

/** Reads the numbers of a tuple into a block, each moved to the nearest that may stand there; false on error. */
export function readNumbers(
  rt: Runtime,
  numbers: Ref,
  block: number,
  bounds: (place: number) => readonly [least: number, most: number],
): boolean {
  for (let i = 0; i < tupleSize(rt, numbers); i++) {
    const value = stateNumber(rt, tupleItem(rt, numbers, i));
    if (value === undefined) return false;
    const [least, most] = bounds(i);
    rt.i32[block + 2 * i] = Math.max(least, Math.min(value, most));
  }
  return true;
}

/** PyLong_AsSsize_t: undefined on error. */
export function stateNumber(rt: Runtime, object: Ref): number | undefined {
  if (isInt(rt, object))
    return indexAsSize(rt, object, 'OverflowError', 'Python int too large to convert to C ssize_t');
  rt.raise('TypeError', 'an integer is required');
  return undefined;
}

/** The parts of a state that must be a tuple of `least` to `most`; undefined on error. */
export function stateParts(rt: Runtime, state: Ref, least: number, most = least): readonly Ref[] | undefined {
  if (!isTuple(rt, state)) {
    rt.raise('TypeError', 'state is not a tuple');
    return undefined;
  }
  const size = tupleSize(rt, state);
  if (size >= least && size <= most) return Array.from({ length: size }, (_, i) => tupleItem(rt, state, i));
  const bound = size < least ? least : most;
  const exact = least === most ? 'exactly' : size < least ? 'at least' : 'at most';
  rt.raise('TypeError', `function takes ${exact} ${bound} argument${bound === 1 ? '' : 's'} (${size} given)`);
  return undefined;
}
