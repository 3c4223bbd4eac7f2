// Arithmetic of Python's int where it differs from bigint's.
//
// Operands and results are bigints: small ints have their fast paths in the runtime and never come here. See
// `normalizeInt` for the way back.

import { overflowError, TextError, valueError, zeroDivisionError } from './errors.js';
import { decompose, divideHalfEven, scaledByPowerOfTwo } from './float-digits.js';
import { normalizeInt } from './int-text.js';

/** The longest bigint that V8 makes; CPython would go on for as long as there is memory. */
const MAX_BITS = 2 ** 30;
/** Where CPython says that the digits of a shifted number can not even be counted. */
const MAX_SHIFT = (30n * 0x7fff_ffff_ffff_ffffn) / 4n;

/** `a // b`. */
export function intFloorDivide(a: bigint, b: bigint): bigint {
  if (b === 0n) throw zeroDivisionError('integer division or modulo by zero');
  const quotient = a / b;
  return a < 0n !== b < 0n && quotient * b !== a ? quotient - 1n : quotient;
}

/** `a % b`, with the sign of `b`. */
export function intModulo(a: bigint, b: bigint): bigint {
  if (b === 0n) throw zeroDivisionError('integer modulo by zero');
  const remainder = a % b;
  return remainder !== 0n && remainder < 0n !== b < 0n ? remainder + b : remainder;
}

/** `divmod(a, b)`. */
export function intDivmod(a: bigint, b: bigint): [quotient: bigint, remainder: bigint] {
  const quotient = intFloorDivide(a, b);
  return [quotient, a - quotient * b];
}

/** `a ** b` for b ≥ 0; a negative power is a float's (`floatPow` of both). MemoryError past 2^30 bits. */
export function intPower(a: bigint, b: bigint): bigint {
  if (a === 0n || a === 1n || b === 0n) return b === 0n ? 1n : a;
  if (a === -1n) return b & 1n ? -1n : 1n;
  // A number of n bits to the power b has more than (n - 1) × b bits.
  if (b > MAX_BITS || (bitLength(a) - 1) * Number(b) > MAX_BITS) throw new TextError('MemoryError', '');
  return a ** b;
}

/** `pow(a, b, modulus)`, with the sign of the modulus. A negative `b` asks for the inverse. */
export function intPowerModulo(a: bigint, b: bigint, modulus: bigint): bigint {
  if (modulus === 0n) throw valueError('pow() 3rd argument cannot be 0');
  const positive = modulus < 0n ? -modulus : modulus;
  let exponent = b;
  let square = intModulo(a, positive);
  if (exponent < 0n) {
    square = inverse(square, positive);
    exponent = -exponent;
  }
  let result = 1n % positive;
  for (const bit of exponent.toString(2).split('').reverse()) {
    if (bit === '1') result = (result * square) % positive;
    square = (square * square) % positive;
  }
  return intModulo(result, modulus);
}

/** `a << count`. */
export function intShiftLeft(a: bigint, count: bigint): bigint {
  if (count < 0n) throw valueError('negative shift count');
  if (a === 0n) return 0n;
  if (count > MAX_SHIFT) throw overflowError('too many digits in integer');
  if (count > MAX_BITS || bitLength(a) + Number(count) > MAX_BITS) throw new TextError('MemoryError', '');
  return a << count;
}

/** `a >> count`. */
export function intShiftRight(a: bigint, count: bigint): bigint {
  if (count < 0n) throw valueError('negative shift count');
  if (count > MAX_BITS) return a < 0n ? -1n : 0n;
  return a >> count;
}

/** `a / b`: the float nearest to the exact quotient, however large the operands are. */
export function intTrueDivide(a: bigint, b: bigint): number {
  if (b === 0n) throw zeroDivisionError('division by zero');
  const small = normalizeInt(a);
  const smallDivisor = normalizeInt(b);
  if (typeof small === 'number' && typeof smallDivisor === 'number') {
    return small / smallDivisor;
  }
  const negative = a < 0n !== b < 0n;
  let numerator = a < 0n ? -a : a;
  let denominator = b < 0n ? -b : b;
  // 60 bits of quotient, and one that stands for all that follow, round like the whole.
  const shift = 60 - (bitLength(a) - bitLength(b));
  if (shift >= 0) numerator <<= BigInt(shift);
  else denominator <<= BigInt(-shift);
  const quotient = numerator / denominator;
  const sticky = quotient * denominator === numerator ? 0n : 1n;
  const magnitude = scaledByPowerOfTwo((quotient << 1n) | sticky, -shift - 1);
  if (magnitude === Infinity) throw overflowError('integer division result too large for a float');
  return negative ? -magnitude : magnitude;
}

/** `float(value)`, ties to even. */
export function intToFloat(value: bigint): number {
  const float = Number(value);
  if (float - float !== 0) throw overflowError('int too large to convert to float');
  return float;
}

/** `round(value, ndigits)`: to a multiple of a power of ten where `ndigits` is negative, ties to even. */
export function intRound(value: bigint, ndigits: number): bigint {
  if (ndigits >= 0) return value;
  // A number of n bits has at most 0.302 n + 1 digits: past those it rounds to zero.
  if (-ndigits > bitLength(value) * 0.302 + 2) return 0n;
  const unit = 10n ** BigInt(-ndigits);
  const rounded = divideHalfEven(value < 0n ? -value : value, unit) * unit;
  return value < 0n ? -rounded : rounded;
}

/** `value.bit_length()`: bits of the magnitude. */
export function bitLength(value: bigint | number): number {
  if (typeof value === 'number') {
    const magnitude = Math.abs(value);
    const high = Math.floor(magnitude / 0x1_0000_0000);
    return high > 0 ? 64 - Math.clz32(high) : 32 - Math.clz32(magnitude);
  }
  const hex = (value < 0n ? -value : value).toString(16);
  return value === 0n ? 0 : 4 * (hex.length - 1) + 32 - Math.clz32(parseInt(hex.charAt(0), 16));
}

/** `value.bit_count()`: ones in the magnitude. */
export function bitCount(value: bigint | number): number {
  const hex = (value < 0 ? -value : value).toString(16);
  let count = 0;
  for (let end = hex.length; end > 0; end -= 7) {
    count += ones(parseInt(hex.slice(Math.max(end - 7, 0), end), 16));
  }
  return count;
}

/** `int(x)`: towards zero. */
export function intFromFloat(x: number): number | bigint {
  if (Number.isNaN(x)) throw valueError('cannot convert float NaN to integer');
  if (x - x !== 0) throw overflowError('cannot convert float infinity to integer');
  const whole = Math.trunc(x) + 0;
  return Number.isSafeInteger(whole) ? whole : BigInt(whole);
}

/** `x.as_integer_ratio()`. */
export function floatAsIntegerRatio(x: number): [numerator: bigint, denominator: bigint] {
  if (Number.isNaN(x)) throw valueError('cannot convert NaN to integer ratio');
  if (x - x !== 0) throw overflowError('cannot convert Infinity to integer ratio');
  if (x === 0) return [0n, 1n];
  let { mantissa, exponent } = decompose(x);
  while ((mantissa & 1n) === 0n) {
    mantissa >>= 1n;
    exponent++;
  }
  const numerator = exponent > 0 ? mantissa << BigInt(exponent) : mantissa;
  return [x < 0 ? -numerator : numerator, exponent < 0 ? 1n << BigInt(-exponent) : 1n];
}

/** -1, 0 or 1 as `a` is below, equal to or above `x`, exactly; NaN where `x` is. */
export function compareIntFloat(a: bigint | number, x: number): number {
  // The language compares a bigint with a number by value, without rounding either.
  if (a < x) return -1;
  if (a > x) return 1;
  return Number.isNaN(x) ? NaN : 0;
}

function ones(word: number): number {
  let bits = word - ((word >>> 1) & 0x5555_5555);
  bits = (bits & 0x3333_3333) + ((bits >>> 2) & 0x3333_3333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}

/** The inverse of `a` (reduced) modulo `modulus`, by Euclid's algorithm. */
function inverse(a: bigint, modulus: bigint): bigint {
  let [remainder, nextRemainder] = [modulus, a];
  let [factor, nextFactor] = [0n, 1n];
  while (nextRemainder !== 0n) {
    const quotient = remainder / nextRemainder;
    [remainder, nextRemainder] = [nextRemainder, remainder - quotient * nextRemainder];
    [factor, nextFactor] = [nextFactor, factor - quotient * nextFactor];
  }
  if (remainder !== 1n) throw valueError('base is not invertible for the given modulus');
  return intModulo(factor, modulus);
}
