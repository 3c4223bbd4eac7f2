import type { Ref } from '@uroboros/heap';
import { dictSet, newDict } from '../objects/dict.js';
import { checkCount, type NativeFunction } from '../objects/native.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';

/** Functions of modules: unlike methods they have no self among their arguments. */

/** No arguments (METH_NOARGS of a module). */
export function functionNoArgs(
  module: string,
  name: string,
  code: (rt: Runtime) => Maybe,
  doc?: string,
): NativeFunction {
  return {
    name,
    doc,
    signature: '($module, /)',
    code: (rt, _args, count, kwnames) => {
      if (kwnames !== 0) return rt.raise('TypeError', `${module}.${name}() takes no keyword arguments`);
      if (count !== 0) return rt.raise('TypeError', `${module}.${name}() takes no arguments (${count} given)`);
      return code(rt);
    },
  };
}

/** One positional argument (METH_O of a module). */
export function functionOneArg(
  module: string,
  name: string,
  code: (rt: Runtime, value: Ref) => Maybe,
  doc?: string,
): NativeFunction {
  return {
    name,
    doc,
    signature: '($module, object, /)',
    one: code,
    code: (rt, args, count, kwnames) => {
      if (kwnames !== 0) return rt.raise('TypeError', `${module}.${name}() takes no keyword arguments`);
      if (count !== 1) return rt.raise('TypeError', `${module}.${name}() takes exactly one argument (${count} given)`);
      return code(rt, rt.i32[args]! as Ref);
    },
  };
}

/**
 * Positional arguments only, `least` to `most` of them. The module is '' for functions that CPython calls with a tuple (METH_VARARGS): their
 * message about keywords does not name it. `code` gets the word of the first one, and their number.
 */
export function functionPositional(
  module: string,
  name: string,
  least: number,
  most: number,
  code: (rt: Runtime, args: number, count: number) => Maybe,
  doc?: string,
): NativeFunction {
  return {
    name,
    doc,
    signature: '',
    code: (rt, args, count, kwnames) => {
      const called = module === '' ? name : `${module}.${name}`;
      if (kwnames !== 0) return rt.raise('TypeError', `${called}() takes no keyword arguments`);
      return checkCount(rt, name, count, least, most) ? code(rt, args, count) : 0;
    },
  };
}

/** A new dictionary of names and owned values, in their order; 0 on error: then all values were dropped. */
export function dictOf(rt: Runtime, entries: readonly (readonly [string, Maybe])[]): Maybe {
  const mark = rt.mark();
  let whole = true;
  for (const [, value] of entries) {
    if (value === 0) whole = false;
    else rt.hold(value);
  }
  const dict = whole ? newDict(rt) : 0;
  if (dict === 0) return rt.finish(mark, 0);
  rt.hold(dict);
  for (const [name, value] of entries) {
    if (!dictSet(rt, dict, rt.name(name), value as Ref)) return rt.finish(mark, 0);
  }
  return rt.finish(mark, rt.unhold());
}
