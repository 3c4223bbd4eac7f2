// The decimal digits of doubles: shortest, to a number of digits, to a number of places.
//
// The engine's toExponential and toFixed are exact but for two things: they round ties away from zero where Python
// rounds them to even, and they stop at 100 digits. Both cases are recognised beforehand and computed with bigints.

/** `0.DIGITS × 10^point`, without trailing zeros. Zero is '0' with point 1; what rounds to nothing has no digits. */
export interface Digits {
  readonly digits: string;
  readonly point: number;
}

/** No double has more digits than this after its first, nor more places. */
const MAX_SIGNIFICANT = 767;
const MAX_PLACES = 1074;
/** What toExponential and toFixed accept. */
const HOST_MAX = 100;
const HOST_FIXED_BELOW = 1e21;

const bits = new DataView(new ArrayBuffer(8));

/** The fewest digits that read back as `x`. Here and below `x` is finite and not negative. */
export function shortestDigits(x: number): Digits {
  return fromExponential(x.toExponential());
}

/** Rounded to `count` (at least 1) significant digits, ties to even. */
export function significantDigits(x: number, count: number): Digits {
  if (x === 0) return { digits: '0', point: 1 };
  if (count <= HOST_MAX) {
    const host = x.toExponential(count - 1);
    // A tie that was rounded up into the next power of ten lies one place further left than `host` says.
    const places = count - 1 - Number(host.slice(host.indexOf('e') + 1));
    if (!isTie(x, places) && !isTie(x, places + 1)) return fromExponential(host);
  }
  const exponent = Number(x.toExponential(HOST_MAX).split('e')[1]);
  return fromScaled(x, Math.min(count, MAX_SIGNIFICANT) - 1 - exponent);
}

/** Rounded to `places` after the point (before it, where negative), ties to even. */
export function fixedDigits(x: number, places: number): Digits {
  if (x === 0) return { digits: '0', point: 1 };
  const host = plainFixed(x, places);
  if (host === undefined) return fromScaled(x, Math.min(places, MAX_PLACES));
  const dot = host.indexOf('.');
  return dot < 0 ? fromInteger(host, 0) : fromInteger(host.slice(0, dot) + host.slice(dot + 1), places);
}

/**
 * `x` to so many places as the engine writes it, sign included, where that is Python's text too; undefined elsewhere:
 * ties, zeros (whose sign it drops), large numbers and more than 100 places. Most of what programs print goes this way.
 */
export function plainFixed(x: number, places: number): string | undefined {
  const magnitude = Math.abs(x);
  const within = places >= 0 && places <= HOST_MAX && magnitude < HOST_FIXED_BELOW && magnitude > 0;
  return within && !isTie(magnitude, places) ? x.toFixed(places) : undefined;
}

/** Mantissa and exponent of a finite double: `|x| = mantissa × 2^exponent`, the mantissa a whole number below 2^53. */
export function decompose(x: number): { mantissa: bigint; exponent: number } {
  bits.setFloat64(0, x);
  const high = bits.getUint32(0);
  const biased = (high >>> 20) & 0x7ff;
  const fraction = (BigInt(high & 0xfffff) << 32n) | BigInt(bits.getUint32(4));
  return biased === 0
    ? { mantissa: fraction, exponent: -1074 }
    : { mantissa: fraction | (1n << 52n), exponent: biased - 1075 };
}

/** `numerator / denominator` rounded to a whole number, ties to even; both positive. */
export function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  const twice = (numerator - quotient * denominator) * 2n;
  const up = twice > denominator || (twice === denominator && (quotient & 1n) === 1n);
  return up ? quotient + 1n : quotient;
}

/** `mantissa × 2^exponent`, rounded once, ties to even. Infinity where that is too large. */
export function scaledByPowerOfTwo(mantissa: bigint, exponent: number): number {
  if (mantissa === 0n) return 0;
  const length = mantissa.toString(2).length;
  if (length + exponent > 1024) return Infinity;
  if (length + exponent < -1074) return 0;
  // Keep 53 bits, or as many as the smallest exponent leaves; 2^exponent itself may not be a double.
  const drop = Math.max(length - 53, -1074 - exponent);
  const kept = drop <= 0 ? Number(mantissa) : Number(divideHalfEven(mantissa, 1n << BigInt(drop)));
  const rest = drop <= 0 ? exponent : exponent + drop;
  return rest < -1000 ? kept * 2 ** (rest + 60) * 2 ** -60 : kept * 2 ** (rest >> 1) * 2 ** (rest - (rest >> 1));
}

/**
 * May `x` lie exactly between two decimals of so many places? Then 2x·10^places is odd, so that x's lowest set bit
 * is worth 2^-(places+1); scaling by a power of two is exact, and numbers above 2^53 are even.
 */
function isTie(x: number, places: number): boolean {
  const scaled = x * 2 ** (places + 1);
  return scaled % 2 === 1;
}

function fromExponential(text: string): Digits {
  const e = text.indexOf('e');
  const mantissa = text.charAt(0) + text.slice(2, e);
  return { digits: withoutTrailingZeros(mantissa) || '0', point: Number(text.slice(e + 1)) + 1 };
}

/** Round-half-even of `x × 10^places`, exactly. */
function fromScaled(x: number, places: number): Digits {
  const { mantissa, exponent } = decompose(x);
  let numerator = mantissa;
  let denominator = 1n;
  if (exponent >= 0) numerator <<= BigInt(exponent);
  else denominator <<= BigInt(-exponent);
  // Past 10^400 every double rounds to nothing: no need for the power itself.
  if (places >= 0) numerator *= 10n ** BigInt(places);
  else denominator *= 10n ** BigInt(Math.min(-places, 400));
  return fromInteger(divideHalfEven(numerator, denominator).toString(), places);
}

/** Digits of `integer × 10^-places`. */
function fromInteger(integer: string, places: number): Digits {
  let start = 0;
  while (integer.charCodeAt(start) === 0x30) start++;
  const digits = withoutTrailingZeros(integer.slice(start));
  return { digits, point: digits === '' ? -places : integer.length - start - places };
}

function withoutTrailingZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits.charCodeAt(end - 1) === 0x30) end--;
  return end === digits.length ? digits : digits.slice(0, end);
}
