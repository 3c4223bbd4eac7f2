import type { Ref } from '@uroboros/heap';
import { newFloat } from '../objects/float.js';
import { functionPositional } from './functions.js';
import { double } from './math/arguments.js';
import { log } from './math/exponential.js';
import type { NativeModule } from './module.js';

/** The module _statistics: quantiles of the normal distribution (Wichura's algorithm AS 241: three rational functions). */

const CENTER_NUMERATOR = [
  2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513,
  133.14166789178438, 3.3871328727963665,
];
const CENTER_DENOMINATOR = [
  5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579,
  42.31333070160091, 1.0,
];
const SIDE_NUMERATOR = [
  0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
  5.769497221460691, 4.630337846156546, 1.4234371107496835,
];
const SIDE_DENOMINATOR = [
  1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
  1.6763848301838038, 2.053191626637759, 1.0,
];
const TAIL_NUMERATOR = [
  2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124, 0.29656057182850487,
  1.7848265399172913, 5.463784911164114, 6.657904643501103,
];
const TAIL_DENOMINATOR = [
  2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133, 0.014875361290850615,
  0.1369298809227358, 0.599832206555888, 1.0,
];

/** The value of a polynomial whose coefficients stand in falling order. */
function polynomial(coefficients: readonly number[], x: number): number {
  let sum = coefficients[0]!;
  for (let i = 1; i < coefficients.length; i++) sum = sum * x + coefficients[i]!;
  return sum;
}

/** The standard normal quantile of a probability between 0 and 1. */
function quantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (polynomial(CENTER_NUMERATOR, r) * q) / polynomial(CENTER_DENOMINATOR, r);
  }
  const r = Math.sqrt(-log(q <= 0 ? p : 1 - p));
  const x =
    r <= 5
      ? polynomial(SIDE_NUMERATOR, r - 1.6) / polynomial(SIDE_DENOMINATOR, r - 1.6)
      : polynomial(TAIL_NUMERATOR, r - 5) / polynomial(TAIL_DENOMINATOR, r - 5);
  return q < 0 ? -x : x;
}

const inverse = functionPositional('_statistics', '_normal_dist_inv_cdf', 3, 3, (rt, args) => {
  const numbers: number[] = [];
  for (let i = 0; i < 3; i++) {
    const x = double(rt, rt.i32[args + 2 * i]! as Ref);
    if (x === undefined) return 0;
    numbers.push(x);
  }
  const [p, mu, sigma] = numbers as [number, number, number];
  if (!(p > 0 && p < 1 && sigma > 0)) return rt.raise('ValueError', 'inv_cdf undefined for these parameters');
  return newFloat(rt, mu + quantile(p) * sigma);
});

export const statisticsModule: NativeModule = {
  name: '_statistics',
  doc: 'Accelerators for the statistics module.',
  functions: [inverse],
};
