import { expOfTwo, logInTwo } from '../../text/float-pow.js';
import { multiply, out } from './double.js';

/**
 * Exponentials, logarithms and what is made of them. exp, exp2, log, log2 are rounded correctly but for a few cases in a hundred
 * thousand; the hyperbolic functions follow the usual C library, so that their last bits are the same.
 */

const LN2_LOW = 2.3190468138462996e-17;
const INVERSE_LN2 = Math.LOG2E;
const INVERSE_LN2_LOW = 2.0355273740931033e-17;
const parts = new Float64Array(2);

export function exp(x: number): number {
  return x - x === 0 ? expOfTwo(x, 0) : Math.exp(x);
}

export function exp2(x: number): number {
  if (x - x !== 0) return 2 ** x;
  if (x > 1024) return Infinity;
  if (x < -1080) return 0;
  multiply(x, 0, Math.LN2, LN2_LOW);
  return Math.floor(x) === x && x > -1022 ? 2 ** x : expOfTwo(out[0]!, out[1]!);
}

/** The natural logarithm of any double: NaN below zero, −Infinity at zero. */
export function log(x: number): number {
  if (!(x > 0 && x < Infinity)) return Math.log(x);
  logInTwo(x, parts);
  return parts[0]!;
}

export function log2(x: number): number {
  if (!(x > 0 && x < Infinity)) return Math.log2(x);
  logInTwo(x, parts);
  multiply(parts[0]!, parts[1]!, INVERSE_LN2, INVERSE_LN2_LOW);
  return out[0]!;
}

const INVERSE_LN10 = Math.LOG10E;
const LOG10_2_HIGH = 0.30102999566361177;
const LOG10_2_LOW = 3.694239077158931e-13;
const view = new DataView(new ArrayBuffer(8));

/** The exponent apart, which has its logarithm in two parts. */
export function log10(x: number): number {
  if (!(x > 0 && x < Infinity)) return Math.log10(x);
  const isSmall = x < 2 ** -1022;
  view.setFloat64(0, isSmall ? x * 2 ** 54 : x);
  const high = view.getInt32(0);
  const k = (high >> 20) - 1023 - (isSmall ? 54 : 0);
  const below = k < 0 ? 1 : 0;
  view.setInt32(0, (high & 0xfffff) | ((0x3ff - below) << 20));
  const y = k + below;
  return y * LOG10_2_LOW + INVERSE_LN10 * log(view.getFloat64(0)) + y * LOG10_2_HIGH;
}

export function sinh(x: number): number {
  const size = Math.abs(x);
  if (size < 2 ** -28 || x - x !== 0) return x;
  const half = x < 0 ? -0.5 : 0.5;
  if (size < 22) {
    const t = Math.expm1(size);
    return size < 1 ? half * (2 * t - (t * t) / (t + 1)) : half * (t + t / (t + 1));
  }
  return largeHyperbolic(size, half);
}

/** From about here on e^x is too large for a double. */
const LOG_MAX = 709.7822265625;

/** half × e^size, where e^size itself may be too large. */
function largeHyperbolic(size: number, half: number): number {
  if (size < LOG_MAX) return half * exp(size);
  const root = exp(0.5 * size);
  return size <= 710.4758600739439 ? half * root * root : half * Infinity;
}

export function cosh(x: number): number {
  const size = Math.abs(x);
  if (x - x !== 0) return size;
  if (size < 0.5 * Math.LN2) {
    const t = Math.expm1(size);
    const w = 1 + t;
    return size < 2 ** -55 ? w : 1 + (t * t) / (w + w);
  }
  if (size < 22) {
    const t = exp(size);
    return 0.5 * t + 0.5 / t;
  }
  return largeHyperbolic(size, 0.5);
}

export function asinh(x: number): number {
  const size = Math.abs(x);
  if (size < 2 ** -28 || x - x !== 0) return x;
  let w: number;
  if (size > 2 ** 28) w = log(size) + Math.LN2;
  else if (size > 2) w = log(2 * size + 1 / (Math.sqrt(size * size + 1) + size));
  else {
    const t = size * size;
    w = Math.log1p(size + t / (1 + Math.sqrt(1 + t)));
  }
  return x < 0 ? -w : w;
}

export function acosh(x: number): number {
  if (!(x >= 1)) return Number.NaN;
  if (x > 2 ** 28) return x === Infinity ? x : log(x) + Math.LN2;
  if (x === 1) return 0;
  if (x > 2) return log(2 * x - 1 / (x + Math.sqrt(x * x - 1)));
  const t = x - 1;
  return Math.log1p(t + Math.sqrt(2 * t + t * t));
}

export function atanh(x: number): number {
  const size = Math.abs(x);
  if (size < 2 ** -28 || !(size < 1)) return Math.atanh(x);
  const t = size + size;
  const result = 0.5 * Math.log1p(size < 0.5 ? t + (t * size) / (1 - size) : t / (1 - size));
  return x < 0 ? -result : result;
}

const CUBE_ROOTS = [1 / 1.5874010519681996, 1 / 1.2599210498948732, 1, 1.2599210498948732, 1.5874010519681996];

/** A polynomial for the mantissa, one step of Halley's method, and the exponent divided by three. */
export function cbrt(x: number): number {
  if (x === 0 || x - x !== 0) return x;
  const size = Math.abs(x);
  const isSmall = size < 2 ** -1022;
  view.setFloat64(0, isSmall ? size * 2 ** 54 : size);
  const high = view.getInt32(0);
  const exponent = (high >> 20) - 1022 - (isSmall ? 54 : 0);
  view.setInt32(0, (high & 0xfffff) | (1022 << 20));
  const m = view.getFloat64(0);
  const u =
    0.35489576504391984 +
    (1.508191937815849 -
      (2.114994941673713 -
        (2.4469312256353444 - (1.8346927748361308 - (0.7849323449766392 - 0.14526389938548637 * m) * m) * m) * m) *
        m) *
      m;
  const cube = u * u * u;
  const rest = exponent % 3;
  const root = ((u * (cube + 2 * m)) / (2 * cube + m)) * CUBE_ROOTS[2 + rest]!;
  const scaled = root * 2 ** ((exponent - rest) / 3);
  return x < 0 ? -scaled : scaled;
}
