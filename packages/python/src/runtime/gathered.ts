import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { dictSet, newDict } from '../objects/dict.js';
import { newTuple } from '../objects/tuple.js';
import { tupleOfArguments } from './argument-tuples.js';
import { SLOT } from './frame.js';
import type { Maybe, Runtime } from './runtime.js';

/**
 * What C code holds of the arguments while it calls. A class, and an instance with a `__call__`, get a tuple and a dictionary
 * (_PyObject_MakeTpCall); their methods in Python get what is in them, with keywords from a vector (_PyStack_UnpackDict).
 */

/** The call slots that gather: of classes, and of instances with a `__call__` in Python. */
export const GATHERING = new Set<unknown>();

/** Whether a callable gathers its arguments. */
export function isGathering(rt: Runtime, callable: Ref): boolean {
  const id = rt.i32[callable + Header.TypeId]!;
  if (id === rt.ids.function || id === rt.ids.method || id === rt.ids.native) return false;
  return GATHERING.has(rt.typeOf(callable).slots.call);
}

/** Where the arguments of a call of something that gathers come from. */
export const enum Gathered {
  /** From the stack, which keeps them. */
  Not,
  /** From a tuple and a dictionary that others hold. */
  Before,
  /** From a tuple and a dictionary made for this call, or from C code: the window has their references. */
  InWindow,
}

/**
 * Holds a tuple of the positional arguments and a dictionary of those by keyword (see {@link Gathered}): empty ones if the
 * window has the references. False without memory.
 */
export function holdGathered(rt: Runtime, from: Gathered, args: number, count: number, kwnames: Maybe): boolean {
  if (from === Gathered.Before) return true;
  const filled = from === Gathered.Not;
  const tuple = filled ? tupleOfArguments(rt, args, count) : newTuple(rt, count);
  if (tuple === 0) return false;
  rt.hold(tuple);
  if (kwnames === 0) return true;
  const dict = newDict(rt);
  if (dict === 0) return false;
  rt.hold(dict);
  for (let i = 0; i < rt.tupleSize(kwnames) && filled; i++) {
    const value = rt.i32[args + SLOT * (count + i)]! as Ref;
    if (!dictSet(rt, dict, rt.tupleItem(kwnames, i), value)) return false;
  }
  return true;
}

/** Holds all arguments, and a tuple of the keywords' names, if there are any: 0 for no self. False without memory. */
export function holdVector(rt: Runtime, self: Maybe, args: number, count: number, kwnames: Maybe): boolean {
  if (kwnames === 0) return true;
  const keywords = rt.tupleSize(kwnames);
  if (self !== 0) rt.hold(rt.incref(self));
  for (let i = 0; i < count + keywords; i++) rt.hold(rt.incref(rt.i32[args + SLOT * i]! as Ref));
  const mark = rt.top();
  for (let i = 0; i < keywords; i++) rt.hold(rt.incref(rt.tupleItem(kwnames, i)));
  const names = tupleOfArguments(rt, mark, keywords);
  if (names === 0) return false;
  rt.releaseTo(mark);
  rt.hold(names);
  return true;
}
