/**
 * Arithmetic with numbers that are the unevaluated sum of two doubles, some 105 bits.
 *
 * Functions leave their result in `out`: the high part at 0, the low part at 1. (Variables would do, but the engine allocates
 * each double that is stored in one.)
 */

export const out = new Float64Array(2);

/** Veltkamp's constant: splits 53 bits into halves whose products are exact. */
const SPLITTER = 2 ** 27 + 1;

/** a + b exactly. */
export function exactSum(a: number, b: number): void {
  const sum = a + b;
  const taken = sum - a;
  out[0] = sum;
  out[1] = a - (sum - taken) + (b - taken);
}

/** a × b exactly, for numbers whose product and its parts neither overflow nor underflow. */
export function exactProduct(a: number, b: number): void {
  const product = a * b;
  const aScaled = SPLITTER * a;
  const aTop = aScaled - (aScaled - a);
  const aRest = a - aTop;
  const bScaled = SPLITTER * b;
  const bTop = bScaled - (bScaled - b);
  const bRest = b - bTop;
  out[0] = product;
  out[1] = aTop * bTop - product + aTop * bRest + aRest * bTop + aRest * bRest;
}

/** (a + aLow) + (b + bLow). */
export function add(a: number, aLow: number, b: number, bLow: number): void {
  exactSum(a, b);
  const high = out[0]!;
  const low = out[1]! + aLow + bLow;
  out[0] = high + low;
  out[1] = high - out[0]! + low;
}

/** (a + aLow) × (b + bLow). */
export function multiply(a: number, aLow: number, b: number, bLow: number): void {
  exactProduct(a, b);
  const high = out[0]!;
  const low = out[1]! + (a * bLow + aLow * b);
  out[0] = high + low;
  out[1] = high - out[0]! + low;
}

/** (a + aLow) ÷ (b + bLow), rounded to a double. */
export function quotient(a: number, aLow: number, b: number, bLow: number): number {
  const first = a / b;
  exactProduct(first, b);
  const rest = a - out[0]! - out[1]! + aLow - first * bLow;
  return first + rest / b;
}
