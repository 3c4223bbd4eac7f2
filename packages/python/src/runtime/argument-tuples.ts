import type { Ref } from '@uroboros/heap';
import type { NativeFunction } from '../objects/native.js';
import { finishTuple, newTuple } from '../objects/tuple.js';
import type { Maybe, Runtime } from './runtime.js';

/**
 * Functions that CPython calls with a tuple of their arguments (METH_VARARGS): the tuple is an allocation that the collector
 * counts, and holds the arguments once more. Names with the module or the type that has them, by the last version for which
 * it is so; Infinity: for all versions.
 */
const WITH_TUPLE: Readonly<Record<string, string>> = {
  builtins: 'dir vars',
  gc: 'set_threshold get_referents',
  sys: 'getsizeof',
  _functools: 'reduce',
  str: 'format',
  dict: 'update',
  OrderedDict: 'update',
};

/** Only up to 3.12: then they were changed to take their arguments from the stack. */
const WITH_TUPLE_BEFORE_3_13: Readonly<Record<string, string>> = {
  math: 'log',
  str: 'count endswith find index rfind rindex startswith',
  bytes: 'count endswith find index rfind rindex startswith',
  bytearray: 'count endswith find index rfind rindex startswith',
  set: 'difference difference_update intersection intersection_update union update',
  frozenset: 'difference intersection union',
};

/** The function as it is called in CPython: with a tuple of its arguments if `owner` (a module or a type) has it so. */
export function asCalled(rt: Runtime, owner: string, native: NativeFunction, isMethod: boolean): NativeFunction {
  const names = WITH_TUPLE[owner];
  const before = rt.profile.versionInfo[1] < 13 ? WITH_TUPLE_BEFORE_3_13[owner] : undefined;
  // Most types: asked for each of their methods at the start.
  if (names === undefined && before === undefined) return native;
  if (!` ${names} ${before} `.includes(` ${native.name} `)) return native;
  const self = isMethod ? 1 : 0;
  return {
    ...native,
    one: undefined,
    two: undefined,
    code: (runtime, args, count, kwnames) => {
      if (count <= self) return native.code(runtime, args, count, kwnames);
      const tuple = tupleOfArguments(runtime, args + 2 * self, count - self);
      if (tuple === 0) return 0;
      const mark = runtime.mark();
      runtime.hold(tuple);
      return runtime.finish(mark, native.code(runtime, args, count, kwnames));
    },
  };
}

/** A new tuple of borrowed arguments that stand in neighbouring slots. */
export function tupleOfArguments(rt: Runtime, args: number, count: number): Maybe {
  const tuple = newTuple(rt, count);
  if (tuple === 0 || count === 0) return tuple;
  for (let i = 0; i < count; i++) rt.i32[tuple + 6 + 2 * i] = rt.incref(rt.i32[args + 2 * i]! as Ref);
  return finishTuple(rt, tuple);
}
