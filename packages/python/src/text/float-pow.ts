// x to the power y, rounded correctly but for a few cases in a hundred thousand.
//
// Engines differ in the last bit of Math.pow (V8's is off from C's in 6 of 100 random cases), and such a bit shows in
// a repr of 17 digits. So the power is computed here, by way of a logarithm and an exponential carried to some 70 bits.
//
// Where a double is not enough, a number is an unevaluated sum of two. The functions that make such sums leave them in
// `pair`, high part first. (Variables of the module would do, but V8 allocates each double that is stored in one.)

import { decompose, scaledByPowerOfTwo } from './float-digits.js';

/** Steps of the logarithm's table in a distance of 1; its entries reach from √½ to √2. */
const LOG_STEPS = 256;
/** Steps of the exponential's table in a factor of 2. */
const EXP_STEPS = 128;
/** Veltkamp's constant: splits 53 bits into halves whose products are exact. */
const SPLITTER = 2 ** 27 + 1;
/** Exponents of e past which the result is certainly infinite or zero. */
const CERTAINLY_INFINITE = 710;
const CERTAINLY_ZERO = -746;
/** Below 2^-1020 results have fewer bits, and adding up has to round to those at once. */
const MIN_PLAIN_SCALE = -1020;

/** Fixed-point numbers of the tables' making: bits behind the point. */
const SCALE = 128;

interface Tables {
  /** ln 2 in two parts. The first has 35 bits: its product with any exponent is exact. */
  readonly ln2High: number;
  readonly ln2Low: number;
  /** At `i`, a number of few bits next to LOG_STEPS / i. */
  readonly reciprocals: Float64Array;
  /** At `2i` and `2i + 1`, minus the logarithm of that number in two parts. */
  readonly logs: Float64Array;
  /** At `2i` and `2i + 1`, 2^(i / EXP_STEPS) in two parts. */
  readonly powers: Float64Array;
}

const bits = new DataView(new ArrayBuffer(8));
let tables: Tables | undefined;
const pair = new Float64Array(2);

/** `x ** y` for finite positive `x` and finite `y`: Infinity past the largest double, 0 below the smallest. */
export function power(x: number, y: number): number {
  if (y === 0.5) return Math.sqrt(x);
  tables ??= makeTables();
  logarithm(x, tables);
  const logHigh = pair[0]!;
  const logLow = pair[1]!;
  if (logHigh === 0) return 1;
  const estimate = y * logHigh;
  if (estimate > CERTAINLY_INFINITE) return Infinity;
  if (estimate < CERTAINLY_ZERO) return 0;
  exactProduct(y, logHigh);
  const scale = exponential(pair[0]!, pair[1]! + y * logLow, tables);
  const high = pair[0]!;
  const low = pair[1]!;
  if (scale < MIN_PLAIN_SCALE) return tiny(high, low, scale);
  const sum = high + low;
  if (mayBeTie(sum, high, low, y)) return exactPower(x, y);
  // sum may be a little below 1, so that a scale of 1024 need not mean overflow.
  return scale > 1023 ? sum * 2 * twoTo(1023) : sum * twoTo(scale);
}

/** `ln x` for finite positive `x`, as the sum of the two numbers it leaves in `result`. */
export function logInTwo(x: number, result: Float64Array): void {
  tables ??= makeTables();
  logarithm(x, tables);
  exactSum(pair[0]!, pair[1]!);
  result[0] = pair[0]!;
  result[1] = pair[1]!;
}

/** e to the power `high + low`: Infinity past the largest double, 0 below the smallest. */
export function expOfTwo(high: number, low: number): number {
  if (high > CERTAINLY_INFINITE) return Infinity;
  if (high < CERTAINLY_ZERO) return 0;
  tables ??= makeTables();
  const scale = exponential(high, low, tables);
  const sum = pair[0]! + pair[1]!;
  if (scale < MIN_PLAIN_SCALE) return tiny(pair[0]!, pair[1]!, scale);
  return scale > 1023 ? sum * 2 * twoTo(1023) : sum * twoTo(scale);
}

/**
 * Leaves ln x: k ln 2 - ln r + ln(1 + z), where x = 2^k m with m from √½ to √2, r is the table's reciprocal of m, and
 * z = mr - 1 is exact and below 2^-8. Next to 1, k is 0 and r is 1, so that nothing cancels.
 */
function logarithm(x: number, table: Tables): void {
  bits.setFloat64(0, x);
  let k = -1023;
  if (bits.getInt32(0) < 0x100000) {
    bits.setFloat64(0, x * 2 ** 54);
    k -= 54;
  }
  const top = bits.getInt32(0);
  k += top >> 20;
  bits.setInt32(0, (top & 0xfffff) | 0x3ff00000);
  let m = bits.getFloat64(0);
  if (m > Math.SQRT2) {
    m *= 0.5;
    k++;
  }
  const step = Math.floor(m * LOG_STEPS + 0.5);
  exactProduct(m, table.reciprocals[step]!);
  const z = pair[0]! - 1;
  const zLow = pair[1]!;
  exactProduct(z, z);
  const square = pair[0]!;
  const squareLow = pair[1]!;
  const cubed =
    z * square * (1 / 3 - z * (1 / 4 - z * (1 / 5 - z * (1 / 6 - z * (1 / 7 - z * (1 / 8 - z * (1 / 9)))))));
  exactSum(z, -0.5 * square);
  const ofZ = pair[0]!;
  let rest = pair[1]! + zLow - 0.5 * squareLow - z * zLow + cubed;
  exactSum(k * table.ln2High, table.logs[2 * step]!);
  rest += pair[1]!;
  exactSum(pair[0]!, ofZ);
  rest += pair[1]! + table.logs[2 * step + 1]! + k * table.ln2Low;
  exactSum(pair[0]!, rest);
}

/** Leaves 2^(i / EXP_STEPS) · e^r, with r below 2^-8, and returns j, such that e^(p + pLow) is 2^j times that. */
function exponential(p: number, pLow: number, table: Tables): number {
  const n = Math.floor(p * (EXP_STEPS / Math.LN2) + 0.5);
  exactSum(p - n * (table.ln2High / EXP_STEPS), pLow - n * (table.ln2Low / EXP_STEPS));
  const r = pair[0]!;
  const rLow = pair[1]!;
  const squared = r * r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r * (1 / 720 + r * (1 / 5040))))));
  const i = n & (EXP_STEPS - 1);
  const root = table.powers[2 * i]!;
  const rootLow = table.powers[2 * i + 1]!;
  exactProduct(root, r);
  const rest = pair[1]! + root * (rLow + squared) + rootLow + rootLow * r;
  exactSum(root, pair[0]!);
  pair[1]! += rest;
  return (n - i) / EXP_STEPS;
}

/**
 * Does the exact power perhaps lie halfway between two doubles? Only small whole exponents bring that about (3^34 has
 * 54 bits, and no larger odd power fits), and 70 bits cannot tell the half from what is next to it.
 */
function mayBeTie(sum: number, high: number, low: number, y: number): boolean {
  if (y < 2 || y > 34 || Math.floor(y) !== y) return false;
  const lost = low - (sum - high);
  return sum + lost * (1 + 2 ** -12) !== sum;
}

function exactPower(x: number, y: number): number {
  const { mantissa, exponent } = decompose(x);
  return scaledByPowerOfTwo(mantissa ** BigInt(y), exponent * y);
}

/** `(a + b) × 2^j`, rounded once, for results that may be denormal. */
function tiny(a: number, b: number, j: number): number {
  exactSum(a, b);
  const scaled = (BigInt(pair[0]! * 2 ** 52) << 64n) + BigInt(Math.trunc(pair[1]! * 2 ** 116));
  return scaledByPowerOfTwo(scaled, j - 116);
}

/** 2^exponent for exponents from -1022 to 1023; the language's operator takes as long as the rest of `power`. */
function twoTo(exponent: number): number {
  bits.setInt32(0, (exponent + 1023) << 20);
  bits.setInt32(4, 0);
  return bits.getFloat64(0);
}

/** Leaves a + b exactly. */
function exactSum(a: number, b: number): void {
  const sum = a + b;
  const taken = sum - a;
  pair[0] = sum;
  pair[1] = a - (sum - taken) + (b - taken);
}

/** Leaves a × b exactly. */
function exactProduct(a: number, b: number): void {
  const product = a * b;
  const aScaled = SPLITTER * a;
  const aTop = aScaled - (aScaled - a);
  const aRest = a - aTop;
  const bScaled = SPLITTER * b;
  const bTop = bScaled - (bScaled - b);
  const bRest = b - bTop;
  pair[0] = product;
  pair[1] = aTop * bTop - product + aTop * bRest + aRest * bTop + aRest * bRest;
}

/** A few milliseconds in cold code, once: the numbers themselves would be 20 KB of source. */
function makeTables(): Tables {
  const ln2 = scaledLog(2n, 1n);
  const ln2High = Number(ln2 >> BigInt(SCALE - 35)) * 2 ** -35;
  const reciprocals = new Float64Array(LOG_STEPS * 1.5);
  const logs = new Float64Array(2 * reciprocals.length);
  fillLogs(reciprocals, logs, 1);
  fillLogs(reciprocals, logs, -1);
  const powers = new Float64Array(2 * EXP_STEPS);
  const root = scaledExp(ln2 / BigInt(EXP_STEPS));
  let power = 1n << BigInt(SCALE);
  for (let i = 0; i < EXP_STEPS; i++) {
    storeInTwo(powers, 2 * i, power);
    power = (power * root) >> BigInt(SCALE);
  }
  return { ln2High, ln2Low: toDouble(ln2 - fromDouble(ln2High)), reciprocals, logs, powers };
}

/** From 1, where the logarithm is zero, up or down: the series for the ratio of two neighbours has but a few terms. */
function fillLogs(reciprocals: Float64Array, logs: Float64Array, step: 1 | -1): void {
  let previous = 2n ** 14n;
  let log = 0n;
  const last = Math.floor(LOG_STEPS * (step > 0 ? Math.SQRT2 : Math.SQRT1_2)) + step;
  for (let i = LOG_STEPS; i !== last + step; i += step) {
    const numerator = BigInt(Math.round((2 ** 14 * LOG_STEPS) / i));
    log += scaledLog(previous, numerator);
    previous = numerator;
    reciprocals[i] = Number(numerator) * 2 ** -14;
    storeInTwo(logs, 2 * i, log);
  }
}

/** ln(numerator / denominator) by the series of the inverse hyperbolic tangent. */
function scaledLog(numerator: bigint, denominator: bigint): bigint {
  const z = ((numerator - denominator) << BigInt(SCALE)) / (numerator + denominator);
  const square = (z * z) >> BigInt(SCALE);
  let sum = 0n;
  let term = z;
  for (let n = 1n; term !== 0n && term !== -1n; n += 2n) {
    sum += term / n;
    term = (term * square) >> BigInt(SCALE);
  }
  return 2n * sum;
}

function scaledExp(x: bigint): bigint {
  let sum = 0n;
  let term = 1n << BigInt(SCALE);
  for (let n = 1n; term !== 0n; n++) {
    sum += term;
    term = ((term * x) >> BigInt(SCALE)) / n;
  }
  return sum;
}

function storeInTwo(table: Float64Array, at: number, scaled: bigint): void {
  const first = toDouble(scaled);
  table[at] = first;
  table[at + 1] = toDouble(scaled - fromDouble(first));
}

function toDouble(scaled: bigint): number {
  return scaled < 0n ? -scaledByPowerOfTwo(-scaled, -SCALE) : scaledByPowerOfTwo(scaled, -SCALE);
}

function fromDouble(x: number): bigint {
  const { mantissa, exponent } = decompose(x);
  const shift = exponent + SCALE;
  const magnitude = shift >= 0 ? mantissa << BigInt(shift) : mantissa >> BigInt(-shift);
  return x < 0 ? -magnitude : magnitude;
}
