import { decompose, scaledByPowerOfTwo } from '../../text/float-digits.js';
import { add, exactSum, multiply, out, quotient } from './double.js';

/**
 * The circular functions and their inverses, rounded correctly but for a few cases in a hundred thousand, as those of current
 * C libraries are: the engine's own are off by one in the last place in some of a hundred cases.
 */

/** π/2 in parts of 33 bits, the products of which with whole numbers below 2²⁰ are exact; the last is the rest. */
const HALF_PI_1 = 1.5707963267341256;
const HALF_PI_2 = 6.077100506303966e-11;
const HALF_PI_3 = 2.0222662487111665e-21;
const HALF_PI_4 = 8.4784276603689e-32;
/** Up to here the parts suffice. */
const MAX_BY_PARTS = 2 ** 20;

/** Sine and cosine of the angle reduced last: high and low part of each. */
const state = new Float64Array(4);
const reduced = new Float64Array(2);

/** Leaves x − n·π/2, at most π/4 in size, in `reduced`, and returns n mod 4. */
function reduce(x: number): number {
  const size = Math.abs(x);
  if (size <= Math.PI / 4) {
    reduced[0] = x;
    reduced[1] = 0;
    return 0;
  }
  if (size > MAX_BY_PARTS) return reduceLarge(x);
  const n = Math.round(x * (2 / Math.PI));
  // The first difference is exact, because the product nearly cancels x.
  exactSum(x - n * HALF_PI_1, -n * HALF_PI_2);
  const high = out[0]!;
  const low = out[1]!;
  exactSum(low, -n * HALF_PI_3);
  const third = out[0]!;
  const fourth = out[1]! - n * HALF_PI_4;
  exactSum(high, third);
  const sum = out[0]!;
  exactSum(sum, out[1]! + fourth);
  reduced[0] = out[0]!;
  reduced[1] = out[1]!;
  return ((n % 4) + 4) % 4;
}

/** Bits of π/2 behind the point: enough for the largest double. */
const PI_BITS = 1300;
let halfPi: bigint | undefined;

/** π/2 × 2^1300 by Machin's formula. */
function makeHalfPi(): bigint {
  const one = 1n << BigInt(PI_BITS + 20);
  const arcCotangent = (n: bigint): bigint => {
    let term = one / n;
    let sum = term;
    for (let k = 3n, sign = -1n; term !== 0n; k += 2n, sign = -sign) {
      term /= n * n;
      sum += (sign * term) / k;
    }
    return sum;
  };
  return (8n * arcCotangent(5n) - 2n * arcCotangent(239n)) >> 20n;
}

function reduceLarge(x: number): number {
  halfPi ??= makeHalfPi();
  const { mantissa, exponent } = decompose(x);
  const scaled = mantissa << BigInt(PI_BITS + exponent);
  let n = scaled / halfPi;
  let rest = scaled - n * halfPi;
  if (2n * rest > halfPi) {
    rest -= halfPi;
    n += 1n;
  }
  const negative = x < 0;
  const size = rest < 0n ? -rest : rest;
  const high = scaledByPowerOfTwo(size, -PI_BITS);
  const parts = decompose(high);
  const shift = PI_BITS + parts.exponent;
  const remainder = size - (shift >= 0 ? parts.mantissa << BigInt(shift) : parts.mantissa >> BigInt(-shift));
  const low = remainder < 0n ? -scaledByPowerOfTwo(-remainder, -PI_BITS) : scaledByPowerOfTwo(remainder, -PI_BITS);
  const sign = rest < 0n !== negative ? -1 : 1;
  reduced[0] = sign * high;
  reduced[1] = sign * low;
  const quarter = Number(n & 3n);
  return negative ? (4 - quarter) & 3 : quarter;
}

const SIXTH_LOW = -9.25185853854297e-18;
const HUNDRED_TWENTIETH_LOW = 1.1564823173178714e-19;
const TWENTY_FOURTH_LOW = 2.3129646346357427e-18;
const SEVEN_HUNDRED_TWENTIETH_LOW = -5.300543954373577e-20;

/** Leaves sine and cosine of r + rLow, at most π/4 in size, in `state`. */
function kernels(r: number, rLow: number): void {
  multiply(r, rLow, r, rLow);
  const s = out[0]!;
  const sLow = out[1]!;
  // Sine: what is left behind the fifth power is small enough for doubles.
  const sineRest =
    s *
    (-1 / 5040 +
      s * (1 / 362880 + s * (-1 / 39916800 + s * (1 / 6227020800 + s * (-1 / 1307674368000 + s / 355687428096000)))));
  add(1 / 120, HUNDRED_TWENTIETH_LOW, sineRest, 0);
  multiply(out[0]!, out[1]!, s, sLow);
  add(-1 / 6, SIXTH_LOW, out[0]!, out[1]!);
  multiply(out[0]!, out[1]!, s, sLow);
  multiply(out[0]!, out[1]!, r, rLow);
  add(r, rLow, out[0]!, out[1]!);
  state[0] = out[0]!;
  state[1] = out[1]!;
  const cosineRest =
    s *
    (1 / 40320 +
      s *
        (-1 / 3628800 +
          s * (1 / 479001600 + s * (-1 / 87178291200 + s * (1 / 20922789888000 - s / 6402373705728000)))));
  add(-1 / 720, -SEVEN_HUNDRED_TWENTIETH_LOW, cosineRest, 0);
  multiply(out[0]!, out[1]!, s, sLow);
  add(1 / 24, TWENTY_FOURTH_LOW, out[0]!, out[1]!);
  multiply(out[0]!, out[1]!, s, sLow);
  add(-0.5, 0, out[0]!, out[1]!);
  multiply(out[0]!, out[1]!, s, sLow);
  add(1, 0, out[0]!, out[1]!);
  state[2] = out[0]!;
  state[3] = out[1]!;
}

/** Leaves sine and cosine of any finite x in `state`, high and low parts. */
function sineAndCosine(x: number): void {
  const quarter = reduce(x);
  kernels(reduced[0]!, reduced[1]!);
  if ((quarter & 1) === 1) {
    const sine = state[0]!;
    const sineLow = state[1]!;
    state[0] = state[2]!;
    state[1] = state[3]!;
    state[2] = -sine;
    state[3] = -sineLow;
  }
  if ((quarter & 2) === 0) return;
  for (let i = 0; i < 4; i++) state[i] = -state[i]!;
}

/** Angles so small that their sine is the angle. */
const TINY = 2 ** -27;

export function sin(x: number): number {
  if (Math.abs(x) < TINY || x - x !== 0) return Math.sin(x);
  sineAndCosine(x);
  return state[0]!;
}

export function cos(x: number): number {
  if (Math.abs(x) < TINY || x - x !== 0) return Math.cos(x);
  sineAndCosine(x);
  return state[2]!;
}

export function tan(x: number): number {
  if (Math.abs(x) < TINY || x - x !== 0) return Math.tan(x);
  sineAndCosine(x);
  return quotient(state[0]!, state[1]!, state[2]!, state[3]!);
}

/** The engine's results are off by little: one step of Newton's method, in two doubles, gives the bits that are missing. */
export function asin(x: number): number {
  const angle = Math.asin(x);
  if (Math.abs(x) < TINY || !(Math.abs(x) < 1)) return angle;
  sineAndCosine(angle);
  return angle + (x - state[0]! - state[1]!) / state[2]!;
}

export function acos(x: number): number {
  const angle = Math.acos(x);
  if (Math.abs(x) < 2 ** -60 || !(Math.abs(x) < 1)) return angle;
  sineAndCosine(angle);
  return angle + (state[2]! - x + state[3]!) / state[0]!;
}

export function atan(x: number): number {
  const angle = Math.atan(x);
  if (Math.abs(x) < TINY || !(Math.abs(x) < 2 ** 60)) return angle;
  return angle + correction(angle, x, 1);
}

/** How much the angle of the point (x, y) differs from an estimate: small enough to be its own tangent. */
function correction(angle: number, y: number, x: number): number {
  sineAndCosine(angle);
  multiply(state[2]!, state[3]!, y, 0);
  const first = out[0]!;
  const firstLow = out[1]!;
  multiply(state[0]!, state[1]!, -x, 0);
  add(first, firstLow, out[0]!, out[1]!);
  return (out[0]! + out[1]!) / (x * state[2]! + y * state[0]!);
}

const MOST_APART = 2 ** 60;

export function atan2(y: number, x: number): number {
  const angle = Math.atan2(y, x);
  const ySize = Math.abs(y);
  const xSize = Math.abs(x);
  const isPlain = ySize > 0 && xSize > 0 && ySize < Infinity && xSize < Infinity;
  if (!isPlain) return angle;
  if (ySize / xSize > MOST_APART) return angle;
  if (xSize / ySize > MOST_APART) return x > 0 ? y / x : angle;
  // Powers of two bring both near 1, so that nothing overflows or gets lost.
  const scale = 2 ** -Math.floor(Math.log2(Math.max(ySize, xSize)) / 2);
  return angle + correction(angle, y * scale * scale, x * scale * scale);
}

/** sin(πx) as CPython's gamma functions need it: exact where x is whole or half. */
export function sinPi(x: number): number {
  const y = Math.abs(x) % 2;
  const n = Math.round(2 * y);
  const sign = x < 0 || Object.is(x, -0) ? -1 : 1;
  switch (n) {
    case 0:
      return sign * sin(Math.PI * y);
    case 1:
      return sign * cos(Math.PI * (y - 0.5));
    case 2:
      // −sin(π(y − 1)), but with a zero of the right sign.
      return sign * sin(Math.PI * (1 - y));
    case 3:
      return sign * -cos(Math.PI * (y - 1.5));
    default:
      return sign * sin(Math.PI * (y - 2));
  }
}
