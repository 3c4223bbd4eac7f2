import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { binaryOp } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { callSpecial } from '../runtime/slot-calls.js';
import { floatPow } from '../text/float-ops.js';
import {
  intFloorDivide,
  intModulo,
  intPower,
  intPowerModulo,
  intShiftLeft,
  intShiftRight,
  intToFloat,
  intTrueDivide,
} from '../text/int-ops.js';
import { isComplex } from './complex.js';
import { isFloat, newFloat } from './float.js';
import { intFromBigInt, intFromNumber, intFromWord, intNumber, intValue, isInt } from './int.js';
import {
  addLong,
  bitsLong,
  floorDivideLong,
  multiplyLong,
  remainderLong,
  shiftLeftLong,
  shiftRightLong,
} from './int-long.js';
import { IntField } from './layout.js';
import { raiseTextError } from './text-errors.js';
import { tupleFromSlots } from './tuple.js';
import { Binary, type BinarySlot } from './typeobject.js';

/**
 * The operators of int, in three steps: two numbers of one digit (a machine word each), numbers up to 2⁵³ (doubles, exact as
 * long as the result is safe), numbers of any size (`int-long.ts`, and bigint for what is left).
 *
 * A safe result proves that the operation was exact: a true result beyond 2⁵³ rounds to 2⁵³ or more.
 */

/** Both operands have at most one digit. */
function areSmall(rt: Runtime, left: Ref, right: Ref): boolean {
  const small = rt.ids.smallInt;
  return rt.i32[left + Header.TypeId] === small && rt.i32[right + Header.TypeId] === small;
}

function areInts(rt: Runtime, left: Ref, right: Ref): boolean {
  return isInt(rt, left) && isInt(rt, right);
}

/** The one-digit value of a number that {@link areSmall} has seen. */
function word(rt: Runtime, object: Ref): number {
  return rt.i32[object + IntField.Value]!;
}

/** The third step. Not in the operators themselves, so that those stay small enough to be inlined. */
function onLongs(rt: Runtime, op: Binary, left: Ref, right: Ref): Maybe {
  return onDigits(rt, op, left, right) ?? onBigInts(rt, op, left, right);
}

/** What is done digit by digit, where the numbers lie; undefined for all else. */
function onDigits(rt: Runtime, op: Binary, left: Ref, right: Ref): Maybe | undefined {
  switch (op) {
    case Binary.Add:
      return addLong(rt, left, right, false);
    case Binary.Sub:
      return addLong(rt, left, right, true);
    case Binary.Mult:
      return multiplyLong(rt, left, right);
    case Binary.LShift:
      return shiftLeftLong(rt, left, intNumber(rt, right));
    case Binary.RShift:
      return shiftRightLong(rt, left, intNumber(rt, right));
    case Binary.And:
      return bitsLong(rt, left, right, '&');
    case Binary.Or:
      return bitsLong(rt, left, right, '|');
    case Binary.Xor:
      return bitsLong(rt, left, right, '^');
    case Binary.FloorDiv:
      return floorDivideLong(rt, left, right);
    case Binary.Mod:
      return remainderLong(rt, left, right);
    default:
      return undefined;
  }
}

function onBigInts(rt: Runtime, op: Binary, left: Ref, right: Ref): Maybe {
  let value: bigint;
  try {
    value = bigIntResult(op, intValue(rt, left), intValue(rt, right));
  } catch (error) {
    return raiseTextError(rt, error);
  }
  return intFromBigInt(rt, value);
}

function bigIntResult(op: Binary, a: bigint, b: bigint): bigint {
  switch (op) {
    case Binary.Add:
      return a + b;
    case Binary.Sub:
      return a - b;
    case Binary.Mult:
      return a * b;
    case Binary.FloorDiv:
      return intFloorDivide(a, b);
    case Binary.Mod:
      return intModulo(a, b);
    case Binary.Pow:
      return intPower(a, b);
    case Binary.LShift:
      return intShiftLeft(a, b);
    case Binary.RShift:
      return intShiftRight(a, b);
    case Binary.And:
      return a & b;
    case Binary.Or:
      return a | b;
    default:
      return a ^ b;
  }
}

export function intAdd(rt: Runtime, left: Ref, right: Ref): Maybe {
  if (areSmall(rt, left, right)) return intFromWord(rt, word(rt, left) + word(rt, right));
  if (!areInts(rt, left, right)) return rt.notImplemented();
  const sum = intNumber(rt, left) + intNumber(rt, right);
  return Number.isSafeInteger(sum) ? intFromNumber(rt, sum) : onLongs(rt, Binary.Add, left, right);
}

function intSub(rt: Runtime, left: Ref, right: Ref): Maybe {
  if (areSmall(rt, left, right)) return intFromWord(rt, word(rt, left) - word(rt, right));
  if (!areInts(rt, left, right)) return rt.notImplemented();
  const difference = intNumber(rt, left) - intNumber(rt, right);
  return Number.isSafeInteger(difference) ? intFromNumber(rt, difference) : onLongs(rt, Binary.Sub, left, right);
}

function intMul(rt: Runtime, left: Ref, right: Ref): Maybe {
  if (!areSmall(rt, left, right) && !areInts(rt, left, right)) return rt.notImplemented();
  const product = intNumber(rt, left) * intNumber(rt, right);
  return Number.isSafeInteger(product) ? intFromNumber(rt, product) : onLongs(rt, Binary.Mult, left, right);
}

function intTrueDiv(rt: Runtime, left: Ref, right: Ref): Maybe {
  if (!areInts(rt, left, right)) return rt.notImplemented();
  const divisor = intNumber(rt, right);
  if (divisor === 0) return rt.raise('ZeroDivisionError', 'division by zero');
  const quotient = intNumber(rt, left) / divisor;
  if (!Number.isNaN(quotient)) return newFloat(rt, quotient);
  try {
    return newFloat(rt, intTrueDivide(intValue(rt, left), intValue(rt, right)));
  } catch (error) {
    return raiseTextError(rt, error);
  }
}

/** ⌊a ÷ b⌋ of safe whole numbers: the remainder is exact, so what it leaves divides exactly. */
function floorOfQuotient(a: number, b: number): number {
  const rest = a % b;
  const quotient = (a - rest) / b;
  return rest !== 0 && rest < 0 !== b < 0 ? quotient - 1 : quotient;
}

/** a mod b with the sign of b. */
function floorRemainder(a: number, b: number): number {
  const rest = a % b;
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
}

function intFloorDiv(rt: Runtime, left: Ref, right: Ref): Maybe {
  if (!areInts(rt, left, right)) return rt.notImplemented();
  const divisor = intNumber(rt, right);
  if (divisor === 0) return rt.raise('ZeroDivisionError', 'integer division or modulo by zero');
  const quotient = floorOfQuotient(intNumber(rt, left), divisor);
  return Number.isSafeInteger(quotient) ? intFromNumber(rt, quotient) : onLongs(rt, Binary.FloorDiv, left, right);
}

function intMod(rt: Runtime, left: Ref, right: Ref): Maybe {
  if (!areInts(rt, left, right)) return rt.notImplemented();
  const divisor = intNumber(rt, right);
  if (divisor === 0) return rt.raise('ZeroDivisionError', 'integer modulo by zero');
  const rest = floorRemainder(intNumber(rt, left), divisor);
  return Number.isSafeInteger(rest) ? intFromNumber(rt, rest) : onLongs(rt, Binary.Mod, left, right);
}

function intDivMod(rt: Runtime, left: Ref, right: Ref): Maybe {
  const mark = rt.mark();
  const quotient = intFloorDiv(rt, left, right);
  if (quotient === 0 || quotient === rt.NotImplemented) return quotient;
  rt.hold(quotient);
  const rest = intMod(rt, left, right);
  if (rest === 0) return rt.finish(mark, 0);
  rt.hold(rest);
  const pair = tupleFromSlots(rt, mark, 2);
  rt.releaseTo(mark);
  return pair;
}

export function intPow(rt: Runtime, left: Ref, right: Ref): Maybe {
  if (!areInts(rt, left, right)) return rt.notImplemented();
  const base = intNumber(rt, left);
  const exponent = intNumber(rt, right);
  if (exponent < 0 || (Number.isNaN(exponent) && intValue(rt, right) < 0n)) return negativePower(rt, left, right);
  // Math.pow of whole numbers is exact where the result is safe, but only small exponents can give such a result.
  if (exponent <= 53) {
    let product = 1;
    for (let i = 0; i < exponent && Number.isSafeInteger(product); i++) product *= base;
    if (Number.isSafeInteger(product)) return intFromNumber(rt, product);
  }
  return onBigInts(rt, Binary.Pow, left, right);
}

/** A negative exponent makes both operands floats. */
function negativePower(rt: Runtime, left: Ref, right: Ref): Maybe {
  try {
    return newFloat(rt, floatPow(intToFloat(intValue(rt, left)), intToFloat(intValue(rt, right)))!);
  } catch (error) {
    return raiseTextError(rt, error);
  }
}

/** For ints of one digit and a modulus whose square a double holds exactly; −1 for others. */
function smallPowerModulo(rt: Runtime, base: Ref, exponent: Ref, modulus: Ref): number {
  const { i32 } = rt;
  const { smallInt } = rt.ids;
  if (i32[base + Header.TypeId] !== smallInt || i32[exponent + Header.TypeId] !== smallInt) return -1;
  if (i32[modulus + Header.TypeId] !== smallInt) return -1;
  const m = i32[modulus + IntField.Value]!;
  let bits = i32[exponent + IntField.Value]!;
  if (m <= 0 || m >= 2 ** 26 || bits < 0) return -1;
  let power = (i32[base + IntField.Value]! % m) | 0;
  if (power < 0) power += m;
  let result = m === 1 ? 0 : 1;
  for (; bits > 0; bits >>= 1) {
    if ((bits & 1) !== 0) result = moduloOf(result * power, m);
    power = moduloOf(power * power, m);
  }
  return result;
}

/** x modulo m for whole numbers 0 ≤ x < m²: the quotient may be rounded to one too many or too few. */
function moduloOf(x: number, m: number): number {
  const rest = x - Math.floor(x / m) * m;
  return rest < 0 ? rest + m : rest >= m ? rest - m : rest;
}

/** pow(base, exponent, modulus): of ints, or what the class of the base makes of it (PyNumber_Power). */
export function intPow3(rt: Runtime, base: Ref, exponent: Ref, modulus: Ref): Maybe {
  const small = smallPowerModulo(rt, base, exponent, modulus);
  if (small >= 0) return rt.fast.newInt(small);
  if (modulus === rt.None) return binaryOp(rt, Binary.Pow, base, exponent);
  const own = isInt(rt, base) && rt.typeOf(base).binary[Binary.Pow] === intPow;
  if (own && isInt(rt, exponent) && isInt(rt, modulus)) {
    try {
      return intFromBigInt(rt, intPowerModulo(intValue(rt, base), intValue(rt, exponent), intValue(rt, modulus)));
    } catch (error) {
      return raiseTextError(rt, error);
    }
  }
  if (isComplex(rt, base) || isComplex(rt, exponent) || isComplex(rt, modulus)) {
    return rt.raise('ValueError', 'complex modulo');
  }
  // Only a class of the program has a `__pow__` that is not this function.
  if (!own && rt.typeOf(base).heapType) {
    const result = callSpecial(rt, base, rt.name('__pow__'), [exponent, modulus]);
    if (result !== rt.NotImplemented && (result !== 0 || rt.failed)) return result;
    rt.drop(result);
  }
  if (isFloat(rt, base) || isFloat(rt, exponent) || isFloat(rt, modulus)) {
    return rt.raise('TypeError', 'pow() 3rd argument not allowed unless all arguments are integers');
  }
  const names = [base, exponent, modulus].map((operand) => `'${rt.typeOf(operand).name}'`).join(', ');
  return rt.raise('TypeError', `unsupported operand type(s) for ** or pow(): ${names}`);
}

function intLShift(rt: Runtime, left: Ref, right: Ref): Maybe {
  if (!areInts(rt, left, right)) return rt.notImplemented();
  const count = intNumber(rt, right);
  // 2⁵³ and more as a factor give no safe result, unless the product is 0: then bigint says so.
  const shifted = count >= 0 && count < 53 ? intNumber(rt, left) * 2 ** count : Number.NaN;
  return Number.isSafeInteger(shifted) ? intFromNumber(rt, shifted) : onLongs(rt, Binary.LShift, left, right);
}

function intRShift(rt: Runtime, left: Ref, right: Ref): Maybe {
  if (!areInts(rt, left, right)) return rt.notImplemented();
  const count = intNumber(rt, right);
  const shifted = count >= 0 ? Math.floor(intNumber(rt, left) / 2 ** Math.min(count, 60)) : Number.NaN;
  return Number.isSafeInteger(shifted) ? intFromNumber(rt, shifted) : onLongs(rt, Binary.RShift, left, right);
}

/** The upper part of a safe whole number in two's complement; `value | 0` is the lower 32 bits. */
function upper(value: number): number {
  return Math.floor(value / 2 ** 32);
}

function join(high: number, low: number): number {
  return high * 2 ** 32 + (low >>> 0);
}

export function intAnd(rt: Runtime, left: Ref, right: Ref): Maybe {
  if (areSmall(rt, left, right)) return intFromWord(rt, word(rt, left) & word(rt, right));
  if (!areInts(rt, left, right)) return rt.notImplemented();
  const a = intNumber(rt, left);
  const b = intNumber(rt, right);
  const bits = Number.isNaN(a - b) ? Number.NaN : join(upper(a) & upper(b), a & b);
  return Number.isSafeInteger(bits) ? intFromNumber(rt, bits) : onLongs(rt, Binary.And, left, right);
}

export function intOr(rt: Runtime, left: Ref, right: Ref): Maybe {
  if (areSmall(rt, left, right)) return intFromWord(rt, word(rt, left) | word(rt, right));
  if (!areInts(rt, left, right)) return rt.notImplemented();
  const a = intNumber(rt, left);
  const b = intNumber(rt, right);
  const bits = Number.isNaN(a - b) ? Number.NaN : join(upper(a) | upper(b), a | b);
  return Number.isSafeInteger(bits) ? intFromNumber(rt, bits) : onLongs(rt, Binary.Or, left, right);
}

export function intXor(rt: Runtime, left: Ref, right: Ref): Maybe {
  if (areSmall(rt, left, right)) return intFromWord(rt, word(rt, left) ^ word(rt, right));
  if (!areInts(rt, left, right)) return rt.notImplemented();
  const a = intNumber(rt, left);
  const b = intNumber(rt, right);
  const bits = Number.isNaN(a - b) ? Number.NaN : join(upper(a) ^ upper(b), a ^ b);
  return Number.isSafeInteger(bits) ? intFromNumber(rt, bits) : onLongs(rt, Binary.Xor, left, right);
}

export function intNegative(rt: Runtime, self: Ref): Maybe {
  // `0 -` rather than `-`: there is no negative zero.
  const value = 0 - intNumber(rt, self);
  return Number.isNaN(value) ? intFromBigInt(rt, -intValue(rt, self)) : intFromNumber(rt, value);
}

/** +x, int(x), x.real, …: the number itself, as an int of exact type. */
export function intCopy(rt: Runtime, self: Ref): Maybe {
  const id = rt.typeId(self);
  if (id === rt.ids.smallInt || id === rt.ids.bigInt) return rt.incref(self);
  const value = intNumber(rt, self);
  return Number.isNaN(value) ? intFromBigInt(rt, intValue(rt, self)) : intFromNumber(rt, value);
}

export function intAbsolute(rt: Runtime, self: Ref): Maybe {
  return rt.i32[self + IntField.Tag]! & 2 ? intNegative(rt, self) : intCopy(rt, self);
}

export function intInvert(rt: Runtime, self: Ref): Maybe {
  const value = -1 - intNumber(rt, self);
  return Number.isSafeInteger(value) ? intFromNumber(rt, value) : intFromBigInt(rt, ~intValue(rt, self));
}

/** By {@link Binary}. */
export function intOperators(): (BinarySlot | undefined)[] {
  const slots: (BinarySlot | undefined)[] = new Array(Binary.Count).fill(undefined);
  slots[Binary.Add] = intAdd;
  slots[Binary.Sub] = intSub;
  slots[Binary.Mult] = intMul;
  slots[Binary.TrueDiv] = intTrueDiv;
  slots[Binary.FloorDiv] = intFloorDiv;
  slots[Binary.Mod] = intMod;
  slots[Binary.DivMod] = intDivMod;
  slots[Binary.Pow] = intPow;
  slots[Binary.LShift] = intLShift;
  slots[Binary.RShift] = intRShift;
  slots[Binary.And] = intAnd;
  slots[Binary.Or] = intOr;
  slots[Binary.Xor] = intXor;
  return slots;
}
