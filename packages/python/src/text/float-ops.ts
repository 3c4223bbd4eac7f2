// Arithmetic of Python's float where it differs from the language's: floor division, modulo, powers, rounding.

import { overflowError, TextError, zeroDivisionError } from './errors.js';
import { fixedDigits, plainFixed } from './float-digits.js';
import { power } from './float-pow.js';
import { intFromFloat } from './int-ops.js';

/** C's ERANGE: math errors carry it as the exception's first argument. */
const ERANGE = 34;
/** Rounding to more places than this changes no double; to fewer, every double becomes zero. */
const MAX_NDIGITS = 323;
const MIN_NDIGITS = -308;

/** `x / y`. */
export function floatTrueDivide(x: number, y: number): number {
  if (y === 0) throw zeroDivisionError('float division by zero');
  return x / y;
}

/** `x // y`. */
export function floatFloorDiv(x: number, y: number): number {
  if (y === 0) throw zeroDivisionError('float floor division by zero');
  return quotient(x, y, x % y);
}

/** `x % y`, with the sign of `y`. */
export function floatMod(x: number, y: number): number {
  if (y === 0) throw zeroDivisionError('float modulo by zero');
  return remainder(x % y, y);
}

/** `divmod(x, y)`. */
export function floatDivmod(x: number, y: number): [quotient: number, remainder: number] {
  if (y === 0) throw zeroDivisionError('float divmod()');
  const rest = x % y;
  return [quotient(x, y, rest), remainder(rest, y)];
}

/**
 * `x ** y`. Throws ZeroDivisionError, and OverflowError with errno.
 *
 * A negative base with a fractional exponent gives a complex number in Python: undefined here, for the caller to
 * take elsewhere.
 */
export function floatPow(x: number, y: number): number | undefined {
  if (y === 2) return finiteOr(x * x, x, y);
  if (y === 0 || x === 1) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  const oddExponent = Math.abs(y % 2) === 1;
  if (Math.abs(y) === Infinity) {
    const magnitude = Math.abs(x);
    return magnitude === 1 ? 1 : y > 0 === magnitude > 1 ? Infinity : 0;
  }
  if (Math.abs(x) === Infinity) {
    if (y > 0) return oddExponent ? x : Infinity;
    return oddExponent && x < 0 ? -0 : 0;
  }
  if (x === 0) {
    if (y < 0) throw zeroDivisionError('0.0 cannot be raised to a negative power');
    return oddExponent ? x : 0;
  }
  if (x < 0 && Math.floor(y) !== y) return undefined;
  const magnitude = x === -1 ? 1 : power(Math.abs(x), y);
  return finiteOr(x < 0 && oddExponent ? -magnitude : magnitude, x, y);
}

/** `round(x)`: to the nearest integer, ties to even. */
export function roundHalfEven(x: number): number | bigint {
  return intFromFloat(nearestEven(x));
}

/** `round(x, ndigits)`, as if the exact value of `x` were rounded in decimal. `ndigits` may be infinite. */
export function floatRound(x: number, ndigits: number): number {
  if (x - x !== 0 || x === 0 || ndigits > MAX_NDIGITS) return x;
  if (ndigits < MIN_NDIGITS) return x < 0 ? -0 : 0;
  if (ndigits >= 0 && ndigits <= 15) {
    // The product is off by less than a thousandth: only near a tie does it not say which whole number is the nearest. That and
    // the power are exact, so their quotient is the double nearest to the decimal.
    const power = POWERS[ndigits]!;
    const scaled = Math.abs(x) * power;
    const whole = Math.floor(scaled);
    const over = scaled - whole;
    if (scaled < 2 ** 40 && (over < 0.499 || over > 0.501)) {
      const rounded = (over < 0.5 ? whole : whole + 1) / power;
      return x < 0 ? -rounded : rounded;
    }
  }
  const plain = plainFixed(x, ndigits);
  if (plain !== undefined) return Number(plain);
  const { digits, point } = fixedDigits(Math.abs(x), ndigits);
  const magnitude = digits === '' ? 0 : Number(`0.${digits}e${point}`);
  if (magnitude === Infinity) throw overflowError('rounded value too large to represent');
  return x < 0 ? -magnitude : magnitude;
}

/** Powers of ten that a double holds exactly. */
const POWERS = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);

/** The nearest whole number as a float, ties to even; infinities and NaN stay. */
export function nearestEven(x: number): number {
  const floor = Math.floor(x);
  const over = x - floor;
  if (over < 0.5) return floor;
  return over > 0.5 || floor % 2 !== 0 ? floor + 1 : floor;
}

/** The quotient that belongs to the remainder, not the floor of the rounded quotient: 1.0 // 0.1 is 9.0. */
function quotient(x: number, y: number, rest: number): number {
  let divided = (x - rest) / y;
  if (rest !== 0 && y < 0 !== rest < 0) divided -= 1;
  if (divided === 0) {
    const sign = x / y;
    return sign < 0 || Object.is(sign, -0) ? -0 : 0;
  }
  const floor = Math.floor(divided);
  return divided - floor > 0.5 ? floor + 1 : floor;
}

function remainder(rest: number, y: number): number {
  if (rest === 0) return y < 0 ? -0 : 0;
  return y < 0 !== rest < 0 ? rest + y : rest;
}

function finiteOr(result: number, x: number, y: number): number {
  if (result - result !== 0 && x - x === 0 && y - y === 0) {
    throw new TextError('OverflowError', 'Numerical result out of range', ERANGE);
  }
  return result;
}
