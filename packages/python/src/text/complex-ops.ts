// Arithmetic of complex numbers as C Python does it, operation by operation: the last bits show in a repr.

import { overflowError, zeroDivisionError } from './errors.js';
import { power } from './float-pow.js';

export interface Complex {
  readonly re: number;
  readonly im: number;
}

const ONE: Complex = { re: 1, im: 0 };
/** Whole exponents up to this are computed by multiplication. */
const MAX_SMALL_EXPONENT = 100;
/** Veltkamp's constant: splits 53 bits into halves whose products are exact. */
const SPLITTER = 2 ** 27 + 1;

export function product(a: Complex, b: Complex): Complex {
  return { re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re };
}

/** `a / b`, dividing by the larger part of b first. Throws ZeroDivisionError. */
export function quotient(a: Complex, b: Complex): Complex {
  const re = Math.abs(b.re);
  const im = Math.abs(b.im);
  if (re >= im) {
    if (re === 0) throw zeroDivisionError('complex division by zero');
    const ratio = b.im / b.re;
    const denominator = b.re + b.im * ratio;
    return { re: (a.re + a.im * ratio) / denominator, im: (a.im - a.re * ratio) / denominator };
  }
  if (im >= re) {
    const ratio = b.re / b.im;
    const denominator = b.re * ratio + b.im;
    return { re: (a.re * ratio + a.im) / denominator, im: (a.im * ratio - a.re) / denominator };
  }
  return { re: NaN, im: NaN };
}

/** `a ** b`. Throws ZeroDivisionError and OverflowError. */
export function complexPower(a: Complex, b: Complex): Complex {
  const small = b.im === 0 && b.re === Math.floor(b.re) && Math.abs(b.re) <= MAX_SMALL_EXPONENT;
  let result: Complex;
  if (!small) result = generalPower(a, b);
  else if (b.re > 0) result = repeatedProduct(a, b.re);
  else {
    const divisor = repeatedProduct(a, -b.re);
    if (divisor.re === 0 && divisor.im === 0) throw zeroToNegative();
    result = quotient(ONE, divisor);
  }
  if (Math.abs(result.re) === Infinity || Math.abs(result.im) === Infinity) {
    throw overflowError('complex exponentiation');
  }
  return result;
}

function zeroToNegative(): Error | object {
  return zeroDivisionError('0.0 to a negative or complex power');
}

function repeatedProduct(base: Complex, exponent: number): Complex {
  let result = ONE;
  let factor = base;
  for (let mask = 1; exponent >= mask; mask *= 2) {
    if ((exponent & mask) !== 0) result = product(result, factor);
    factor = product(factor, factor);
  }
  return result;
}

function generalPower(a: Complex, b: Complex): Complex {
  if (b.re === 0 && b.im === 0) return ONE;
  if (a.re === 0 && a.im === 0) {
    if (b.im !== 0 || b.re < 0) throw zeroToNegative();
    return { re: 0, im: 0 };
  }
  const magnitude = hypotenuse(a.re, a.im);
  const angle = Math.atan2(a.im, a.re);
  let length = magnitude - magnitude === 0 && b.re - b.re === 0 ? power(magnitude, b.re) : magnitude ** b.re;
  let phase = angle * b.re;
  if (b.im !== 0) {
    length *= Math.exp(-angle * b.im);
    phase += b.im * Math.log(magnitude);
  }
  // C's sine and cosine of infinity set EDOM, which is taken for this.
  if (Math.abs(phase) === Infinity) throw zeroToNegative();
  return { re: length * Math.cos(phase), im: length * Math.sin(phase) };
}

/** `abs(a)`. Throws OverflowError. */
export function magnitude(a: Complex): number {
  const result = hypotenuse(a.re, a.im);
  if (result === Infinity && a.re - a.re === 0 && a.im - a.im === 0) throw overflowError('absolute value too large');
  return result;
}

/** √(x² + y²), rounded once: the root of the rounded sum is corrected by what its square misses. */
export function hypotenuse(x: number, y: number): number {
  const a = Math.max(Math.abs(x), Math.abs(y));
  const b = Math.min(Math.abs(x), Math.abs(y));
  if (Math.abs(x) === Infinity || Math.abs(y) === Infinity) return Infinity;
  if (b === 0 || Number.isNaN(a)) return a;
  if (a > 2 ** 500) return hypotenuse(a * 2 ** -600, b * 2 ** -600) * 2 ** 600;
  if (b < 2 ** -450) return a > 2 ** -400 ? a : hypotenuse(a * 2 ** 600, b * 2 ** 600) * 2 ** -600;
  const root = Math.sqrt(a * a + b * b);
  const missing = a * a - root * root + b * b + squareError(a) + squareError(b) - squareError(root);
  return root + missing / (2 * root);
}

/** What x * x loses by rounding. */
function squareError(x: number): number {
  const big = x * SPLITTER;
  const high = big - (big - x);
  const low = x - high;
  return high * high - x * x + 2 * high * low + low * low;
}
