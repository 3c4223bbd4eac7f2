import type { Ref } from '@uroboros/heap';
import { imagPart, isComplex, newComplex, realPart } from '../../objects/complex.js';
import { complexMethod } from '../../objects/complex-type.js';
import { newFloat } from '../../objects/float.js';
import type { NativeFunction } from '../../objects/native.js';
import { tupleFromSlots } from '../../objects/tuple.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { type Complex, hypotenuse, quotient } from '../../text/complex-ops.js';
import { functionOneArg, functionPositional } from '../functions.js';
import { domainError, double, rangeError } from '../math/arguments.js';
import { type NativeModule, storeOwned } from '../module.js';
import { namedFunction } from '../named-function.js';
import * as functions from './functions.js';

/** The module cmath. */

/** A number as a complex one (PyComplex_AsCComplex); undefined on error. */
function complexOf(rt: Runtime, object: Ref): Complex | undefined {
  if (isComplex(rt, object)) return { re: realPart(rt, object), im: imagPart(rt, object) };
  const special = complexMethod(rt, object);
  if (special !== undefined || rt.failed) return special;
  const re = double(rt, object);
  return re === undefined ? undefined : { re, im: 0 };
}

function made(rt: Runtime, result: functions.Result): Maybe {
  if (result === 'domain') return domainError(rt);
  if (result === 'range') return rangeError(rt);
  return newComplex(rt, result.re, result.im);
}

function oneNumber(name: string, doc: string, code: (rt: Runtime, z: Complex) => Maybe): NativeFunction {
  const taken = (rt: Runtime, object: Ref): Maybe => {
    const z = complexOf(rt, object);
    return z === undefined ? 0 : code(rt, z);
  };
  return { ...functionOneArg('cmath', name, taken, doc), signature: '($module, z, /)' };
}

const unary = (name: string, doc: string, code: (z: Complex) => functions.Result): NativeFunction =>
  oneNumber(name, doc, (rt, z) => made(rt, code(z)));

const test = (name: string, doc: string, code: (z: Complex) => boolean): NativeFunction =>
  oneNumber(name, doc, (rt, z) => rt.bool(code(z)));

const areFinite = (z: Complex): boolean => Number.isFinite(z.re) && Number.isFinite(z.im);
const isInfinite = (z: Complex): boolean => Math.abs(z.re) === Infinity || Math.abs(z.im) === Infinity;
const isZero = (z: Complex): boolean => z.re === 0 && z.im === 0;

const log: NativeFunction = {
  ...functionPositional(
    'cmath',
    'log',
    1,
    2,
    (rt, args, count) => {
      const z = complexOf(rt, rt.i32[args]! as Ref);
      if (z === undefined) return 0;
      const natural = functions.logarithm(z);
      if (count === 1) return isZero(z) ? domainError(rt) : newComplex(rt, natural.re, natural.im);
      const base = complexOf(rt, rt.i32[args + 2]! as Ref);
      if (base === undefined) return 0;
      // Whether there is an error is the base's affair: the logarithm of 0 to a base has a value.
      const divisor = functions.logarithm(base);
      return isZero(base) || isZero(divisor) ? domainError(rt) : made(rt, quotient(natural, divisor));
    },
    'log(z[, base]) -> the logarithm of z to the given base.\n\n' +
      'If the base is not specified, returns the natural logarithm (base e) of z.',
  ),
  signature: '($module, z, base=<unrepresentable>, /)',
};

const polar = oneNumber(
  'polar',
  'Convert a complex from rectangular coordinates to polar coordinates.\n\n' +
    'r is the distance from 0 and phi the phase angle.',
  (rt, z) => {
    const length = hypotenuse(z.re, z.im);
    if (length === Infinity && areFinite(z)) return rangeError(rt);
    const mark = rt.mark();
    for (const part of [length, functions.phase(z)]) {
      const float = newFloat(rt, part);
      if (float === 0) return rt.finish(mark, 0);
      rt.hold(float);
    }
    return rt.finish(mark, tupleFromSlots(rt, mark, 2));
  },
);

const rect: NativeFunction = {
  ...functionPositional(
    'cmath',
    'rect',
    2,
    2,
    (rt, args) => {
      const r = double(rt, rt.i32[args]! as Ref);
      if (r === undefined) return 0;
      const phi = double(rt, rt.i32[args + 2]! as Ref);
      return phi === undefined ? 0 : made(rt, functions.rect(r, phi));
    },
    'Convert from polar coordinates to rectangular coordinates.',
  ),
  signature: '($module, r, phi, /)',
};

const isclose: NativeFunction = {
  ...namedFunction(
    'isclose',
    'a, b, *, rel_tol=1e-09, abs_tol=0.0',
    (rt, values) => {
      const a = complexOf(rt, values[0]! as Ref);
      if (a === undefined) return 0;
      const b = complexOf(rt, values[1]! as Ref);
      if (b === undefined) return 0;
      const relative = values[2] === 0 ? 1e-9 : double(rt, values[2]! as Ref);
      if (relative === undefined) return 0;
      const absolute = values[3] === 0 ? 0 : double(rt, values[3]! as Ref);
      if (absolute === undefined) return 0;
      if (relative < 0 || absolute < 0) return rt.raise('ValueError', 'tolerances must be non-negative');
      return rt.bool(areClose(a, b, relative, absolute));
    },
    'Determine whether two complex numbers are close in value.\n\n' +
      '  rel_tol\n    maximum difference for being considered "close", relative to the\n    magnitude of the input values\n' +
      '  abs_tol\n    maximum difference for being considered "close", regardless of the\n    magnitude of the input values\n\n' +
      'Return True if a is close in value to b, and False otherwise.\n\n' +
      'For the values to be considered close, the difference between them must be\nsmaller than at least one of the tolerances.\n\n' +
      '-inf, inf and NaN behave similarly to the IEEE 754 Standard. That is, NaN is\n' +
      'not close to anything, even itself. inf and -inf are only close to themselves.',
  ),
  signature: '($module, /, a, b, *, rel_tol=1e-09, abs_tol=0.0)',
};

function areClose(a: Complex, b: Complex, relative: number, absolute: number): boolean {
  if (a.re === b.re && a.im === b.im) return true;
  if (isInfinite(a) || isInfinite(b)) return false;
  const difference = hypotenuse(a.re - b.re, a.im - b.im);
  const size = (z: Complex): number => hypotenuse(z.re, z.im);
  return difference <= relative * size(b) || difference <= relative * size(a) || difference <= absolute;
}

const FUNCTIONS: readonly NativeFunction[] = [
  unary('acos', 'Return the arc cosine of z.', functions.acos),
  unary('acosh', 'Return the inverse hyperbolic cosine of z.', functions.acosh),
  unary('asin', 'Return the arc sine of z.', functions.asin),
  unary('asinh', 'Return the inverse hyperbolic sine of z.', functions.asinh),
  unary('atan', 'Return the arc tangent of z.', functions.atan),
  unary('atanh', 'Return the inverse hyperbolic tangent of z.', functions.atanh),
  unary('cos', 'Return the cosine of z.', functions.cosine),
  unary('cosh', 'Return the hyperbolic cosine of z.', functions.cosh),
  unary('exp', 'Return the exponential value e**z.', functions.exp),
  isclose,
  test('isfinite', 'Return True if both the real and imaginary parts of z are finite, else False.', areFinite),
  test('isinf', 'Checks if the real or imaginary part of z is infinite.', isInfinite),
  test(
    'isnan',
    'Checks if the real or imaginary part of z not a number (NaN).',
    (z) => Number.isNaN(z.re) || Number.isNaN(z.im),
  ),
  log,
  unary('log10', 'Return the base-10 logarithm of z.', functions.log10),
  oneNumber('phase', 'Return argument, also known as the phase angle, of a complex.', (rt, z) => {
    const angle = functions.phase(z);
    // C's atan2 tells when an angle is too small for a double, and here somebody listens.
    return angle === 0 && z.im !== 0 && Number.isFinite(z.re) ? rangeError(rt) : newFloat(rt, angle);
  }),
  polar,
  rect,
  unary('sin', 'Return the sine of z.', functions.sine),
  unary('sinh', 'Return the hyperbolic sine of z.', functions.sinh),
  unary('sqrt', 'Return the square root of z.', functions.sqrt),
  unary('tan', 'Return the tangent of z.', functions.tangent),
  unary('tanh', 'Return the hyperbolic tangent of z.', functions.tanh),
];

export const cmathModule: NativeModule = {
  name: 'cmath',
  doc: 'This module provides access to mathematical functions for complex\nnumbers.',
  functions: FUNCTIONS,
  init: (rt, dict) => {
    const store = (name: string, value: Maybe): boolean => storeOwned(rt, dict, name, value);
    return (
      store('pi', newFloat(rt, Math.PI)) &&
      store('e', newFloat(rt, Math.E)) &&
      store('tau', newFloat(rt, 2 * Math.PI)) &&
      store('inf', newFloat(rt, Infinity)) &&
      store('infj', newComplex(rt, 0, Infinity)) &&
      store('nan', newFloat(rt, Number.NaN)) &&
      store('nanj', newComplex(rt, 0, Number.NaN))
    );
  },
};
