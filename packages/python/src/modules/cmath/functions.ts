import { type Complex, hypotenuse } from '../../text/complex-ops.js';
import { atan2, cos, sin, tan } from '../math/circular.js';
import {
  asinh as realAsinh,
  cosh as realCosh,
  exp as realExp,
  log as realLog,
  sinh as realSinh,
} from '../math/exponential.js';
import { specialValue, type Tabulated } from './special-values.js';

/**
 * The functions of complex numbers, step by step as CPython computes them, so that the last bits are the same: Kahan's formulas,
 * with a way of their own for arguments whose intermediate results would overflow or underflow.
 */

/** A result, or why there is none: C's EDOM and ERANGE. */
export type Result = Complex | 'domain' | 'range';

const LARGE = Number.MAX_VALUE / 4;
const SQRT_LARGE = Math.sqrt(LARGE);
const LOG_LARGE = realLog(LARGE);
const LEAST_NORMAL = 2 ** -1022;
const SQRT_LEAST_NORMAL = 2 ** -511;
const MANTISSA_BITS = 53;
/** Brings subnormal numbers up, by an odd power, and their root down. */
const SCALE_UP = 2 ** 53;
const SCALE_DOWN = 2 ** -27;

const areFinite = (z: Complex): boolean => z.re - z.re === 0 && z.im - z.im === 0;
const isInfinite = (x: number): boolean => x === Infinity || x === -Infinity;
const isNegative = (x: number): boolean => x < 0 || Object.is(x, -0);
const withSign = (x: number, sign: number): number => (isNegative(sign) ? -Math.abs(x) : Math.abs(x));
const isLarge = (z: Complex): boolean => Math.abs(z.re) > LARGE || Math.abs(z.im) > LARGE;

/** log(2 |z|) of a large number. */
const logOfDouble = (z: Complex): number => realLog(hypotenuse(z.re / 2, z.im / 2)) + Math.LN2 * 2;

/** i·z */
const turned = (z: Complex): Complex => ({ re: -z.im, im: z.re });

/** −i·z */
function turnedBack(z: Result): Result {
  return typeof z === 'string' ? z : { re: z.im, im: -z.re };
}

export function sqrt(z: Complex): Complex {
  const { re, im } = z;
  if (!areFinite(z)) return specialValue('sqrt', re, im);
  if (re === 0 && im === 0) return { re: 0, im };
  const x = Math.abs(re);
  const y = Math.abs(im);
  let size: number;
  if (x < LEAST_NORMAL && y < LEAST_NORMAL) {
    const scaled = x * SCALE_UP;
    size = Math.sqrt(scaled + hypotenuse(scaled, y * SCALE_UP)) * SCALE_DOWN;
  } else {
    size = 2 * Math.sqrt(x / 8 + hypotenuse(x / 8, y / 8));
  }
  const other = y / (2 * size);
  return re >= 0 ? { re: size, im: withSign(other, im) } : { re: other, im: withSign(size, im) };
}

export function acos(z: Complex): Result {
  const { re, im } = z;
  if (!areFinite(z)) return specialValue('acos', re, im);
  if (isLarge(z)) {
    const size = logOfDouble(z);
    // In two cases, so that the cut continues rightly where zeros have signs.
    return { re: atan2(Math.abs(im), re), im: re < 0 ? -withSign(size, im) : withSign(size, -im) };
  }
  const s1 = sqrt({ re: 1 - re, im: -im });
  const s2 = sqrt({ re: 1 + re, im });
  return { re: 2 * atan2(s1.re, s2.re), im: realAsinh(s2.re * s1.im - s2.im * s1.re) };
}

export function acosh(z: Complex): Result {
  const { re, im } = z;
  if (!areFinite(z)) return specialValue('acosh', re, im);
  if (isLarge(z)) return { re: logOfDouble(z), im: atan2(im, re) };
  const s1 = sqrt({ re: re - 1, im });
  const s2 = sqrt({ re: re + 1, im });
  return { re: realAsinh(s1.re * s2.re + s1.im * s2.im), im: 2 * atan2(s1.im, s2.re) };
}

export function asinh(z: Complex): Result {
  const { re, im } = z;
  if (!areFinite(z)) return specialValue('asinh', re, im);
  if (isLarge(z)) {
    const size = logOfDouble(z);
    return { re: im >= 0 ? withSign(size, re) : -withSign(size, -re), im: atan2(im, Math.abs(re)) };
  }
  const s1 = sqrt({ re: 1 + im, im: -re });
  const s2 = sqrt({ re: 1 - im, im: re });
  return { re: realAsinh(s1.re * s2.im - s2.re * s1.im), im: atan2(im, s1.re * s2.re - s1.im * s2.im) };
}

export const asin = (z: Complex): Result => turnedBack(asinh(turned(z)));

export function atanh(z: Complex): Result {
  const { re, im } = z;
  if (!areFinite(z)) return specialValue('atanh', re, im);
  if (isNegative(re)) {
    const opposite = atanh({ re: -re, im: -im });
    return typeof opposite === 'string' ? opposite : { re: -opposite.re, im: -opposite.im };
  }
  const y = Math.abs(im);
  if (re > SQRT_LARGE || y > SQRT_LARGE) {
    // About 1/z, and a quarter turn; half of it does not overflow.
    const half = hypotenuse(re / 2, im / 2);
    return { re: re / 4 / half / half, im: -withSign(Math.PI / 2, -im) };
  }
  if (re === 1 && y < SQRT_LEAST_NORMAL) {
    if (y === 0) return 'domain';
    return { re: -realLog(Math.sqrt(y) / Math.sqrt(hypotenuse(y, 2))), im: withSign(atan2(2, -y) / 2, im) };
  }
  const below = 1 - re;
  return {
    re: Math.log1p((4 * re) / (below * below + y * y)) / 4,
    im: -atan2(-2 * im, below * (1 + re) - y * y) / 2,
  };
}

export const atan = (z: Complex): Result => turnedBack(atanh(turned(z)));

/** The same for an infinite real part and a finite imaginary part that is not 0: the signs are those of its cosine and sine. */
const directed = (re: number, im: number, angle: number): Complex => ({
  re: withSign(re, re < 0 ? -cos(angle) : cos(angle)),
  im: withSign(im, im < 0 ? -sin(angle) : sin(angle)),
});

const isDirected = (z: Complex): boolean => isInfinite(z.re) && z.im - z.im === 0 && z.im !== 0;

const unlessInfinite = (z: Complex): Result => (isInfinite(z.re) || isInfinite(z.im) ? 'range' : z);

/** The table's value, but for an infinite angle of a real part that is a number. */
const ofTable = (name: Tabulated, z: Complex): Result =>
  isInfinite(z.im) && !Number.isNaN(z.re) ? 'domain' : specialValue(name, z.re, z.im);

export function cosh(z: Complex): Result {
  const { re, im } = z;
  if (isDirected(z)) return directed(Infinity, re, im);
  if (!areFinite(z)) return ofTable('cosh', z);
  if (Math.abs(re) > LOG_LARGE) {
    const less = re - withSign(1, re);
    return unlessInfinite({ re: cos(im) * realCosh(less) * Math.E, im: sin(im) * realSinh(less) * Math.E });
  }
  return unlessInfinite({ re: cos(im) * realCosh(re), im: sin(im) * realSinh(re) });
}

export const cosine = (z: Complex): Result => cosh(turned(z));

export function sinh(z: Complex): Result {
  const { re, im } = z;
  if (isDirected(z)) return directed(re, Infinity, im);
  if (!areFinite(z)) return ofTable('sinh', z);
  if (Math.abs(re) > LOG_LARGE) {
    const less = re - withSign(1, re);
    return unlessInfinite({ re: cos(im) * realSinh(less) * Math.E, im: sin(im) * realCosh(less) * Math.E });
  }
  return unlessInfinite({ re: cos(im) * realSinh(re), im: sin(im) * realCosh(re) });
}

export const sine = (z: Complex): Result => turnedBack(sinh(turned(z)));

export function tanh(z: Complex): Result {
  const { re, im } = z;
  if (isDirected(z)) return { re: withSign(1, re), im: withSign(0, 2 * sin(im) * cos(im)) };
  if (!areFinite(z)) {
    return isInfinite(im) && re - re === 0 ? 'domain' : specialValue('tanh', re, im);
  }
  if (Math.abs(re) > LOG_LARGE) {
    return { re: withSign(1, re), im: 4 * sin(im) * cos(im) * realExp(-2 * Math.abs(re)) };
  }
  const tx = Math.tanh(re);
  const ty = tan(im);
  const cx = 1 / realCosh(re);
  const product = tx * ty;
  const denominator = 1 + product * product;
  return { re: (tx * (1 + ty * ty)) / denominator, im: (ty / denominator) * cx * cx };
}

export const tangent = (z: Complex): Result => turnedBack(tanh(turned(z)));

export function exp(z: Complex): Result {
  const { re, im } = z;
  if (isDirected(z)) return re > 0 ? directed(Infinity, Infinity, im) : directed(0, 0, im);
  if (!areFinite(z)) {
    return isInfinite(im) && re > -Infinity ? 'domain' : specialValue('exp', re, im);
  }
  if (re > LOG_LARGE) {
    const size = realExp(re - 1);
    return unlessInfinite({ re: size * cos(im) * Math.E, im: size * sin(im) * Math.E });
  }
  const size = realExp(re);
  return unlessInfinite({ re: size * cos(im), im: size * sin(im) });
}

/** The natural logarithm; that of 0 has a value too, with which the other argument of log() may make sense. */
export function logarithm(z: Complex): Complex {
  if (!areFinite(z)) return specialValue('log', z.re, z.im);
  return { re: logOfSize(Math.abs(z.re), Math.abs(z.im)), im: atan2(z.im, z.re) };
}

function logOfSize(x: number, y: number): number {
  if (x > LARGE || y > LARGE) return realLog(hypotenuse(x / 2, y / 2)) + Math.LN2;
  if (x < LEAST_NORMAL && y < LEAST_NORMAL) {
    if (x === 0 && y === 0) return -Infinity;
    return realLog(hypotenuse(x * SCALE_UP, y * SCALE_UP)) - MANTISSA_BITS * Math.LN2;
  }
  const size = hypotenuse(x, y);
  if (!(size >= 0.71 && size <= 1.73)) return realLog(size);
  const more = Math.max(x, y);
  const less = Math.min(x, y);
  return Math.log1p((more - 1) * (more + 1) + less * less) / 2;
}

export function log10(z: Complex): Result {
  if (z.re === 0 && z.im === 0) return 'domain';
  const natural = logarithm(z);
  return { re: natural.re / Math.LN10, im: natural.im / Math.LN10 };
}

export function phase(z: Complex): number {
  return atan2(z.im, z.re);
}

/** The number of a length and an angle. */
export function rect(r: number, phi: number): Result {
  if (isDirected({ re: r, im: phi })) return directed(r, r, phi);
  if (r - r !== 0 || phi - phi !== 0) {
    return r !== 0 && !Number.isNaN(r) && isInfinite(phi) ? 'domain' : specialValue('rect', r, phi);
  }
  return phi === 0 ? { re: r, im: r * phi } : { re: r * cos(phi), im: r * sin(phi) };
}
