import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { FloatField, IntField } from '../objects/layout.js';
import { Binary } from '../objects/typeobject.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { floatFloorDiv, floatMod, floatPow } from '../text/float-ops.js';
import { fastPaths } from './fast.js';
import { fewDigits } from './few-digits.js';

/**
 * Arithmetic on numbers that generated code does not write out: ints of two digits, an int and a float. `-1` says that the
 * operands are others, or the result too large; then they are still the caller's. Else they are used up.
 */
export function numberPaths(rt: Runtime): (op: Binary, a: Ref, b: Ref) => Maybe | -1 {
  const { i32, f64 } = rt;
  const { smallInt, bigInt, float, bool } = rt.ids;
  const { newInt, newFloat, dec } = fastPaths(rt);
  const few = fewDigits(rt, newInt);

  /** The value of an int of at most 53 bits or of a float; NaN for everything else, floats that are NaN included. */
  const numberOf = (object: Ref, id: number): number => {
    if (id === smallInt) return i32[object + IntField.Value]!;
    if (id === float) return f64[(object + FloatField.Value) >> 1]!;
    if (id !== bigInt) return Number.NaN;
    const tag = i32[object + IntField.Tag]!;
    if (tag >> 3 !== 2) return Number.NaN;
    const value = i32[object + IntField.Digits]! + i32[object + IntField.Digits + 1]! * 2 ** 30;
    if (value > Number.MAX_SAFE_INTEGER) return Number.NaN;
    return (tag & 2) !== 0 ? -value : value;
  };

  const floats = (op: Binary, x: number, y: number): number => {
    switch (op) {
      case Binary.Add:
        return x + y;
      case Binary.Sub:
        return x - y;
      case Binary.Mult:
        return x * y;
      case Binary.TrueDiv:
        return y === 0 ? Number.NaN : x / y;
      case Binary.Pow:
        return x > 0 && Math.abs(y) < 16 && x < 1e18 && x > 1e-18 ? floatPow(x, y)! : Number.NaN;
      case Binary.FloorDiv:
        return y === 0 ? Number.NaN : floatFloorDiv(x, y);
      case Binary.Mod:
        return y === 0 ? Number.NaN : floatMod(x, y);
      default:
        return Number.NaN;
    }
  };

  const ints = (op: Binary, x: number, y: number): number => {
    switch (op) {
      case Binary.Add:
        return x + y;
      case Binary.Sub:
        return x - y;
      case Binary.Mult:
        return x * y + 0;
      case Binary.Mod:
        return wholeMod(x, y);
      case Binary.FloorDiv:
        return wholeFloorDiv(x, y);
      default:
        return wholeBits(op, x, y);
    }
  };

  /** An operand could not be made an object: the exception is set. */
  const withoutMemory = (a: Maybe, b: Maybe): 0 => {
    rt.drop(a);
    rt.drop(b);
    return 0;
  };

  return (op, a, b) => {
    if ((a as Maybe) === 0 || (b as Maybe) === 0) return withoutMemory(a, b);
    const ka = i32[a + Header.TypeId]!;
    const kb = i32[b + Header.TypeId]!;
    // True and False count as ints, but not beside each other: their & is a bool.
    const x = numberOf(a, ka === bool && kb !== bool ? smallInt : ka);
    const y = numberOf(b, kb === bool && ka !== bool ? smallInt : kb);
    let result: Maybe | -1;
    if (ka === float || kb === float) {
      const value = floats(op, x, y);
      // NaN may be the result or a refusal: the general way finds out.
      if (Number.isNaN(value)) return -1;
      result = newFloat(value);
    } else {
      const value = ints(op, x, y);
      result = Number.isSafeInteger(value) ? newInt(value) : few(op, a, b);
      if (result === -1) return -1;
    }
    dec(a);
    dec(b);
    return result;
  };
}

/** Below it quotient times divisor is exact, whichever way the quotient was rounded. */
const EXACT = 2 ** 52;

/** Of two. */
const POWERS = Float64Array.from({ length: 53 }, (_, i) => 2 ** i);

/** x modulo y for whole numbers, with the sign of y; NaN for 0. */
function wholeMod(x: number, y: number): number {
  if (y > 0 && x < EXACT && x > -EXACT) {
    const rest = x - Math.floor(x / y) * y;
    // The quotient of doubles may be one too large.
    return rest < 0 ? rest + y : rest;
  }
  if (y === 0) return Number.NaN;
  const rest = x % y;
  return rest !== 0 && rest < 0 !== y < 0 ? rest + y : rest + 0;
}

/** x ÷ y for whole numbers, rounded down; NaN for 0. */
function wholeFloorDiv(x: number, y: number): number {
  return y === 0 ? Number.NaN : (x - wholeMod(x, y)) / y;
}

/** Shifts and masks of whole numbers of up to 53 bits; NaN where that many are not enough. */
function wholeBits(op: Binary, x: number, y: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  switch (op) {
    case Binary.RShift:
      return y >= 0 && y < POWERS.length ? Math.floor(x / POWERS[y]!) : Number.NaN;
    case Binary.LShift:
      return y >= 0 && y < POWERS.length ? x * POWERS[y]! + 0 : Number.NaN;
    case Binary.And:
      // What is below 2³¹ has no more bits than JavaScript's operator sees, and those of the other operand are two's complement there, too.
      return isBelow31Bits(x) || isBelow31Bits(y) ? x & y : Number.NaN;
    default:
      return Number.NaN;
  }
}

function isBelow31Bits(x: number): boolean {
  return x >= 0 && x < 2 ** 31;
}
