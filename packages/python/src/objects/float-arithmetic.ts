import type { Ref } from '@uroboros/heap';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { complexPower } from '../text/complex-ops.js';
import { floatDivmod, floatFloorDiv, floatMod, floatPow } from '../text/float-ops.js';
import { compareIntFloat } from '../text/int-ops.js';
import { comparisonResult } from './compare.js';
import { newComplex } from './complex.js';
import { floatValue, isExactFloat, isFloat, newFloat } from './float.js';
import { intNumber, intValue, isInt } from './int.js';
import { guarded, raiseTextError } from './text-errors.js';
import { tupleFromSlots } from './tuple.js';
import { Binary, type BinarySlot, type Compare } from './typeobject.js';

/** The operators of float: the other operand may be an int, which becomes a float first. Comparisons are exact. */

/** What {@link asDouble} found. */
const enum Operand {
  Double,
  /** Neither a float nor an int. */
  Other,
  /** An int beyond every float: OverflowError is set. */
  Failed,
}

/** The double that {@link asDouble} read last: a field, because a pair as its result would have to be allocated. */
let double = 0;

function asDouble(rt: Runtime, object: Ref): Operand {
  if (isFloat(rt, object)) {
    double = floatValue(rt, object);
    return Operand.Double;
  }
  if (!isInt(rt, object)) return Operand.Other;
  double = intNumber(rt, object);
  if (!Number.isNaN(double)) return Operand.Double;
  double = Number(intValue(rt, object));
  if (double - double === 0) return Operand.Double;
  rt.raise('OverflowError', 'int too large to convert to float');
  return Operand.Failed;
}

/** The results of the operators that cannot simply be a JavaScript expression. May throw TextError. */
function compute(op: Binary, a: number, b: number): number | undefined {
  switch (op) {
    case Binary.FloorDiv:
      return floatFloorDiv(a, b);
    case Binary.Mod:
      return floatMod(a, b);
    default:
      return floatPow(a, b);
  }
}

/** Whatever the fast paths leave: operands of mixed types. */
function mixed(rt: Runtime, op: Binary, left: Ref, right: Ref): Maybe {
  const first = asDouble(rt, left);
  const a = double;
  if (first !== Operand.Double) return first === Operand.Other ? rt.notImplemented() : 0;
  const second = asDouble(rt, right);
  if (second !== Operand.Double) return second === Operand.Other ? rt.notImplemented() : 0;
  return operate(rt, op, a, double);
}

function operate(rt: Runtime, op: Binary, a: number, b: number): Maybe {
  switch (op) {
    case Binary.Add:
      return newFloat(rt, a + b);
    case Binary.Sub:
      return newFloat(rt, a - b);
    case Binary.Mult:
      return newFloat(rt, a * b);
    case Binary.TrueDiv:
      return b === 0 ? rt.raise('ZeroDivisionError', 'float division by zero') : newFloat(rt, a / b);
    case Binary.DivMod:
      return divMod(rt, a, b);
    default:
      return throughText(rt, op, a, b);
  }
}

function throughText(rt: Runtime, op: Binary, a: number, b: number): Maybe {
  let value: number | undefined;
  try {
    value = compute(op, a, b);
  } catch (error) {
    if (op === Binary.Mod && rt.profile.versionInfo[1] < 13) return rt.raise('ZeroDivisionError', 'float modulo');
    return raiseTextError(rt, error);
  }
  return value === undefined ? complexRoot(rt, a, b) : newFloat(rt, value);
}

/** A negative number to a fractional power is a complex number. */
function complexRoot(rt: Runtime, a: number, b: number): Maybe {
  const value = guarded(rt, () => complexPower({ re: a, im: 0 }, { re: b, im: 0 }));
  return value === undefined ? 0 : newComplex(rt, value.re, value.im);
}

function divMod(rt: Runtime, a: number, b: number): Maybe {
  let pair: [number, number];
  try {
    pair = floatDivmod(a, b);
  } catch (error) {
    return raiseTextError(rt, error);
  }
  const mark = rt.mark();
  const quotient = newFloat(rt, pair[0]);
  if (quotient === 0) return 0;
  rt.hold(quotient);
  const rest = newFloat(rt, pair[1]);
  if (rest === 0) return rt.finish(mark, 0);
  rt.hold(rest);
  const tuple = tupleFromSlots(rt, mark, 2);
  rt.releaseTo(mark);
  return tuple;
}

function floatAdd(rt: Runtime, left: Ref, right: Ref): Maybe {
  if (!isExactFloat(rt, left) || !isExactFloat(rt, right)) return mixed(rt, Binary.Add, left, right);
  return newFloat(rt, floatValue(rt, left) + floatValue(rt, right));
}

function floatSub(rt: Runtime, left: Ref, right: Ref): Maybe {
  if (!isExactFloat(rt, left) || !isExactFloat(rt, right)) return mixed(rt, Binary.Sub, left, right);
  return newFloat(rt, floatValue(rt, left) - floatValue(rt, right));
}

function floatMul(rt: Runtime, left: Ref, right: Ref): Maybe {
  if (!isExactFloat(rt, left) || !isExactFloat(rt, right)) return mixed(rt, Binary.Mult, left, right);
  return newFloat(rt, floatValue(rt, left) * floatValue(rt, right));
}

/** By {@link Binary}. */
export function floatOperators(): (BinarySlot | undefined)[] {
  const slots: (BinarySlot | undefined)[] = new Array(Binary.Count).fill(undefined);
  slots[Binary.Add] = floatAdd;
  slots[Binary.Sub] = floatSub;
  slots[Binary.Mult] = floatMul;
  slots[Binary.TrueDiv] = (rt, left, right) => mixed(rt, Binary.TrueDiv, left, right);
  slots[Binary.FloorDiv] = (rt, left, right) => mixed(rt, Binary.FloorDiv, left, right);
  slots[Binary.Mod] = (rt, left, right) => mixed(rt, Binary.Mod, left, right);
  slots[Binary.DivMod] = (rt, left, right) => mixed(rt, Binary.DivMod, left, right);
  slots[Binary.Pow] = (rt, left, right) => mixed(rt, Binary.Pow, left, right);
  return slots;
}

/** Comparison with floats and ints, by value, however large the int is. */
export function floatCompare(rt: Runtime, self: Ref, other: Ref, op: Compare): Maybe {
  const value = floatValue(rt, self);
  if (isFloat(rt, other)) return comparisonResult(rt, order(value, floatValue(rt, other)), op);
  if (!isInt(rt, other)) return rt.notImplemented();
  const number = intNumber(rt, other);
  if (!Number.isNaN(number)) return comparisonResult(rt, order(value, number), op);
  return comparisonResult(rt, -compareIntFloat(intValue(rt, other), value), op);
}

/** −1, 0, 1, or NaN: the difference would be NaN for equal infinities. */
function order(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : a === b ? 0 : Number.NaN;
}
