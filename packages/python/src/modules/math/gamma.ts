import { floatPow } from '../../text/float-ops.js';
import { sinPi } from './circular.js';
import { exp, log } from './exponential.js';

/** gamma and lgamma by Lanczos's approximation with 13 terms, as CPython computes them itself. */

const G = 6.02468004077673;
const G_MINUS_HALF = 5.52468004077673;
const NUMERATOR = [
  23531376880.41076, 42919803642.6491, 35711959237.35567, 17921034426.03721, 6039542586.352028, 1439720407.3117216,
  248874557.86205417, 31426415.585400194, 2876370.6289353725, 186056.26539522348, 8071.672002365816, 210.82427775157936,
  2.5066282746310002,
];
const DENOMINATOR = [
  0, 39916800, 120543840, 150917976, 105258076, 45995730, 13339535, 2637558, 357423, 32670, 1925, 66, 1,
];
/** (n − 1)! for whole n up to 23, all of them exact. */
const FACTORIALS = Array.from({ length: 23 }, (_, n) => {
  let product = 1;
  for (let i = 2; i <= n; i++) product *= i;
  return product;
});

/** The rational function; in powers of 1/x from 5 up, so that nothing overflows. */
function lanczosSum(x: number): number {
  let numerator = 0;
  let denominator = 0;
  if (x < 5) {
    for (let i = 12; i >= 0; i--) {
      numerator = numerator * x + NUMERATOR[i]!;
      denominator = denominator * x + DENOMINATOR[i]!;
    }
  } else {
    for (let i = 0; i < 13; i++) {
      numerator = numerator / x + NUMERATOR[i]!;
      denominator = denominator / x + DENOMINATOR[i]!;
    }
  }
  return numerator / denominator;
}

/** Γ(x): NaN for a domain error, an infinity of either sign for a range error. */
export function gamma(x: number): number {
  if (x - x !== 0) return x > 0 || Number.isNaN(x) ? x : Number.NaN;
  if (x === 0) return Number.NaN;
  if (Math.floor(x) === x) {
    if (x < 0) return Number.NaN;
    if (x <= FACTORIALS.length) return FACTORIALS[x - 1]!;
  }
  const size = Math.abs(x);
  if (size < 1e-20) return 1 / x;
  if (size > 200) return x < 0 ? 0 / sinPi(x) : Infinity;
  const y = size + G_MINUS_HALF;
  // What the addition rounded off.
  let z: number;
  if (size > G_MINUS_HALF) {
    const q = y - size;
    z = q - G_MINUS_HALF;
  } else {
    const q = y - G_MINUS_HALF;
    z = q - size;
  }
  z = (z * G) / y;
  let r: number;
  if (x < 0) {
    r = ((-Math.PI / sinPi(size) / size) * exp(y)) / lanczosSum(size);
    r -= z * r;
    if (size < 140) return r / power(y, size - 0.5);
    const root = power(y, size / 2 - 0.25);
    return r / root / root;
  }
  r = lanczosSum(size) / exp(y);
  r += z * r;
  if (size < 140) return r * power(y, size - 0.5);
  const root = power(y, size / 2 - 0.25);
  return r * root * root;
}

function power(x: number, y: number): number {
  return floatPow(x, y) ?? Number.NaN;
}

/** ln |Γ(x)|: Infinity for a domain error at whole numbers up to 0. */
export function lgamma(x: number): number {
  if (x - x !== 0) return Number.isNaN(x) ? x : Infinity;
  if (Math.floor(x) === x && x <= 2) return x <= 0 ? Infinity : 0;
  const size = Math.abs(x);
  if (size < 1e-20) return -log(size);
  let r = log(lanczosSum(size)) - G;
  r += (size - 0.5) * (log(size + G - 0.5) - 1);
  if (x < 0) r = log(Math.PI) - log(Math.abs(sinPi(size))) - log(size) - r;
  return r;
}
