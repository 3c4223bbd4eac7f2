import type { Ref } from '@uroboros/heap';
import { floatValue, isExactFloat, newFloat } from '../../objects/float.js';
import { doubleOf } from '../../objects/float-type.js';
import { isSmallInt } from '../../objects/int.js';
import { IntField } from '../../objects/layout.js';
import type { NativeFunction } from '../../objects/native.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { functionOneArg, functionPositional } from '../functions.js';

/** Functions of doubles as functions of Python, with the errors of C's mathematics (math_1, math_2). */

/** A number as a double, at once for floats and small ints; undefined on error. */
export function double(rt: Runtime, object: Ref): number | undefined {
  if (isExactFloat(rt, object)) return floatValue(rt, object);
  if (isSmallInt(rt, object)) return rt.i32[object + IntField.Value]!;
  return doubleOf(rt, object);
}

export function domainError(rt: Runtime): 0 {
  return rt.raise('ValueError', 'math domain error');
}

export function rangeError(rt: Runtime): 0 {
  return rt.raise('OverflowError', 'math range error');
}

/**
 * A function of one double. NaN from a number is a domain error; an infinity from a finite number is a range error if the
 * function can overflow, else a domain error.
 */
export function unary(name: string, code: (x: number) => number, canOverflow: boolean, doc?: string): NativeFunction {
  return functionOneArg(
    'math',
    name,
    (rt, object) => {
      const x = double(rt, object);
      if (x === undefined) return 0;
      const result = code(x);
      if (result - result === 0) return rt.fast.newFloat(result);
      if (Number.isNaN(result)) return Number.isNaN(x) ? newFloat(rt, result) : domainError(rt);
      if (x - x !== 0) return newFloat(rt, result);
      return canOverflow ? rangeError(rt) : domainError(rt);
    },
    doc,
  );
}

/** A function of two doubles: NaN from numbers is a domain error, an infinity from finite numbers a range error. */
export function binary(name: string, code: (x: number, y: number) => number, doc?: string): NativeFunction {
  const two = (rt: Runtime, first: Ref, second: Ref): Maybe => {
    const x = double(rt, first);
    if (x === undefined) return 0;
    const y = double(rt, second);
    if (y === undefined) return 0;
    const result = code(x, y);
    if (result - result === 0) return rt.fast.newFloat(result);
    if (Number.isNaN(result)) return Number.isNaN(x) || Number.isNaN(y) ? newFloat(rt, result) : domainError(rt);
    return x - x === 0 && y - y === 0 ? rangeError(rt) : newFloat(rt, result);
  };
  const general = functionPositional(
    'math',
    name,
    2,
    2,
    (rt, args) => two(rt, rt.i32[args]! as Ref, rt.i32[args + 2]! as Ref),
    doc,
  );
  return { ...general, two };
}

/** A function of one double without errors of its own. */
export function plain(name: string, code: (x: number) => number, doc?: string): NativeFunction {
  return functionOneArg(
    'math',
    name,
    (rt, object) => {
      const x = double(rt, object);
      return x === undefined ? 0 : rt.fast.newFloat(code(x));
    },
    doc,
  );
}

/** A function of one double that answers yes or no. */
export function test(name: string, code: (x: number) => boolean, doc?: string): NativeFunction {
  return functionOneArg(
    'math',
    name,
    (rt, object): Maybe => {
      const x = double(rt, object);
      return x === undefined ? 0 : rt.bool(code(x));
    },
    doc,
  );
}
