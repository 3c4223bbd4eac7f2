import { decompose, scaledByPowerOfTwo } from '../../text/float-digits.js';

/** Doubles taken apart and put together: what has no rounding of its own, or exactly one. */

const view = new DataView(new ArrayBuffer(8));

/** Mantissa of frexp, from ½ to 1 in size; its exponent is {@link frexpExponent}. */
export function frexpMantissa(x: number): number {
  if (x === 0 || x - x !== 0) return x;
  return scaleByPower(x, -frexpExponent(x));
}

export function frexpExponent(x: number): number {
  if (x === 0 || x - x !== 0) return 0;
  view.setFloat64(0, x);
  const biased = (view.getUint32(0) >>> 20) & 0x7ff;
  if (biased !== 0) return biased - 1022;
  view.setFloat64(0, x * 2 ** 54);
  return ((view.getUint32(0) >>> 20) & 0x7ff) - 1076;
}

/** x × 2^n, rounded once; n may be any whole number. */
export function scaleByPower(x: number, n: number): number {
  if (x === 0 || x - x !== 0) return x;
  if (n >= -1000 && n <= 1000) {
    const plain = x * 2 ** n;
    if (Math.abs(plain) >= 2 ** -1021) return plain;
  }
  const { mantissa, exponent } = decompose(x);
  const size = scaledByPowerOfTwo(mantissa, exponent + Math.max(-5000, Math.min(5000, n)));
  return x < 0 ? -size : size;
}

/** The double `steps` further from x towards y (a whole number of steps; Infinity for very many). */
export function nextAfter(x: number, y: number, steps: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return x + y;
  if (steps === 0) return x;
  if (x === y) return y;
  const from = ordinal(x);
  const to = ordinal(y);
  const distance = to > from ? to - from : from - to;
  if (!Number.isFinite(steps) || BigInt(steps) >= distance) return y;
  const result = to > from ? from + BigInt(steps) : from - BigInt(steps);
  // Zero reached from below is −0.
  if (result === 0n) return x < 0 ? -0 : 0;
  view.setBigInt64(0, result > 0n ? result : -result);
  const size = view.getFloat64(0);
  return result > 0n ? size : -size;
}

/** Number of a double in their order, both zeros being 0. */
function ordinal(x: number): bigint {
  view.setFloat64(0, Math.abs(x));
  const size = view.getBigInt64(0);
  return x < 0 ? -size : size;
}

/** The value of the last place. */
export function ulp(x: number): number {
  if (Number.isNaN(x)) return x;
  const size = Math.abs(x);
  if (size === Infinity) return size;
  const next = nextAfter(size, Infinity, 1);
  return next === Infinity ? size - nextAfter(size, 0, 1) : next - size;
}

/** C's remainder(): x − n·y for the n nearest to x / y, the even one of two. */
export function ieeeRemainder(x: number, y: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return x + y;
  if (y === Infinity || y === -Infinity) return x - x === 0 ? x : Number.NaN;
  if (x - x !== 0 || y === 0) return Number.NaN;
  const size = Math.abs(x);
  const divisor = Math.abs(y);
  const m = size % divisor;
  const c = divisor - m;
  let r: number;
  if (m < c) r = m;
  else if (m > c) r = -c;
  else r = m - 2 * ((0.5 * (size - m)) % divisor);
  return x < 0 || Object.is(x, -0) ? -r : r;
}

/** x·y + z for finite numbers, rounded once. */
export function fusedMultiplyAdd(x: number, y: number, z: number): number {
  if (x === 0 || y === 0 || z === 0) {
    const plain = x * y + z;
    // A product that is not zero but whose rounding lost something still has to be rounded only once.
    if (z !== 0 || x === 0 || y === 0) return plain;
  }
  const a = decompose(x);
  const b = decompose(y);
  const c = decompose(z);
  const productExponent = a.exponent + b.exponent;
  const least = z === 0 ? productExponent : Math.min(productExponent, c.exponent);
  const product = (a.mantissa * b.mantissa) << BigInt(productExponent - least);
  const addend = z === 0 ? 0n : c.mantissa << BigInt(c.exponent - least);
  const isNegative = x < 0 !== y < 0;
  const sum = (isNegative ? -product : product) + (z < 0 ? -addend : addend);
  if (sum === 0n) return z === 0 && isNegative ? -0 : 0;
  return sum < 0n ? -scaledByPowerOfTwo(-sum, least) : scaledByPowerOfTwo(sum, least);
}
