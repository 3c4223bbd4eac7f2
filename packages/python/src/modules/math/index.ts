import type { Ref } from '@uroboros/heap';
import { floatValue, isExactFloat, newFloat } from '../../objects/float.js';
import { intFromNumber, intNumber, intSign, intValue, isInt } from '../../objects/int.js';
import { intFrom } from '../../objects/int-type.js';
import type { NativeFunction } from '../../objects/native.js';
import { tupleFromSlots } from '../../objects/tuple.js';
import { indexOf } from '../../runtime/operators.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { floatPow } from '../../text/float-ops.js';
import { bitLength, intFromFloat } from '../../text/int-ops.js';
import { functionOneArg, functionPositional } from '../functions.js';
import { type NativeModule, storeOwned } from '../module.js';
import { isRecent } from '../module-types.js';
import { namedFunction } from '../named-function.js';
import { binary, domainError, double, plain, rangeError, test, unary } from './arguments.js';
import * as circular from './circular.js';
import { erf, erfc } from './error-function.js';
import * as exponential from './exponential.js';
import { gamma, lgamma } from './gamma.js';
import { integerFunctions } from './integer-functions.js';
import {
  frexpExponent,
  frexpMantissa,
  fusedMultiplyAdd,
  ieeeRemainder,
  nextAfter,
  scaleByPower,
  ulp,
} from './numbers.js';
import { sumFunctions, sumprodFunction } from './sum-functions.js';

/** The module math. */

/** math.floor, ceil, trunc: floats at once, then the special method, then as a double. */
function rounding(name: string, method: string, round: (x: number) => number): NativeFunction {
  return functionOneArg('math', name, (rt, object) => {
    if (isExactFloat(rt, object)) return roundedDouble(rt, floatValue(rt, object), round);
    const mark = rt.mark();
    const special = rt.specialMethod(object, method);
    if (special !== 0) {
      rt.hold(special);
      return rt.finish(mark, rt.call(special));
    }
    if (rt.failed) return 0;
    if (name === 'trunc') {
      return rt.raise('TypeError', `type ${rt.typeOf(object).shortName} doesn't define __trunc__ method`);
    }
    const x = double(rt, object);
    return x === undefined ? 0 : roundedDouble(rt, x, round);
  });
}

function roundedDouble(rt: Runtime, x: number, round: (x: number) => number): Maybe {
  if (Number.isNaN(x)) return rt.raise('ValueError', 'cannot convert float NaN to integer');
  if (x - x !== 0) return rt.raise('OverflowError', 'cannot convert float infinity to integer');
  return intFrom(rt, intFromFloat(round(x)));
}

/** A logarithm of a number of any size: large ints by their leading digits. undefined with an exception. */
function logarithm(rt: Runtime, object: Ref, code: (x: number) => number): number | undefined {
  if (!isInt(rt, object)) {
    const x = double(rt, object);
    if (x === undefined) return undefined;
    if (x > 0 || Number.isNaN(x)) return code(x);
    domainError(rt);
    return undefined;
  }
  if (intSign(rt, object) <= 0) {
    domainError(rt);
    return undefined;
  }
  const value = intNumber(rt, object);
  if (!Number.isNaN(value)) return code(value);
  const large = intValue(rt, object);
  const rounded = Number(large);
  if (rounded < Infinity) return code(rounded);
  const bits = bitLength(large);
  const mantissa = Number(large >> BigInt(bits - 64)) * 2 ** -64;
  return code(mantissa) + code(2) * bits;
}

const logOfBase = functionPositional('math', 'log', 1, 99, (rt, args, count) => {
  if (count > 2) {
    const old = 'math.log requires 1 to 2 arguments';
    return rt.raise('TypeError', isRecent(rt) ? `log expected at most 2 arguments, got ${count}` : old);
  }
  const numerator = logarithm(rt, rt.i32[args]! as Ref, exponential.log);
  if (numerator === undefined) return 0;
  if (count === 1) return newFloat(rt, numerator);
  const denominator = logarithm(rt, rt.i32[args + 2]! as Ref, exponential.log);
  if (denominator === undefined) return 0;
  if (denominator === 0) return rt.raise('ZeroDivisionError', 'float division by zero');
  return newFloat(rt, numerator / denominator);
});

function logFunction(name: string, code: (x: number) => number): NativeFunction {
  return functionOneArg('math', name, (rt, object) => {
    const result = logarithm(rt, object, code);
    return result === undefined ? 0 : newFloat(rt, result);
  });
}

function powerOf(x: number, y: number): number {
  if (x === 0 && y < 0 && y > -Infinity) return Number.NaN;
  if (x === 0 && y === -Infinity) return Infinity;
  try {
    return floatPow(x, y) ?? Number.NaN;
  } catch {
    const isOdd = Math.abs(y % 2) === 1;
    return x < 0 && isOdd ? -Infinity : Infinity;
  }
}

function pairOf(rt: Runtime, mark: number, first: Maybe, second: () => Maybe): Maybe {
  if (first === 0) return 0;
  rt.hold(first);
  const other = second();
  if (other === 0) return rt.finish(mark, 0);
  rt.hold(other);
  return rt.finish(mark, tupleFromSlots(rt, mark, 2));
}

const frexp = functionOneArg('math', 'frexp', (rt, object) => {
  const x = double(rt, object);
  if (x === undefined) return 0;
  return pairOf(rt, rt.mark(), newFloat(rt, frexpMantissa(x)), () => intFromNumber(rt, frexpExponent(x)));
});

const modf = functionOneArg('math', 'modf', (rt, object) => {
  const x = double(rt, object);
  if (x === undefined) return 0;
  const finite = x - x === 0;
  const whole = finite ? Math.trunc(x) : x;
  const negative = x < 0 || Object.is(x, -0);
  const size = Number.isNaN(x) ? x : finite ? Math.abs(x - whole) : 0;
  return pairOf(rt, rt.mark(), newFloat(rt, negative ? -size : size), () => newFloat(rt, whole));
});

const ldexp = functionPositional('math', 'ldexp', 2, 2, (rt, args) => {
  const x = double(rt, rt.i32[args]! as Ref);
  if (x === undefined) return 0;
  const given = rt.i32[args + 2]! as Ref;
  if (!isInt(rt, given)) return rt.raise('TypeError', 'Expected an int as second argument to ldexp.');
  const exponent = intNumber(rt, given);
  const power = Number.isNaN(exponent) ? (intSign(rt, given) < 0 ? -5000 : 5000) : exponent;
  const result = scaleByPower(x, power);
  return x - x === 0 && result - result !== 0 ? rangeError(rt) : newFloat(rt, result);
});

const isclose = namedFunction('isclose', 'a, b, *, rel_tol=1e-09, abs_tol=0.0', (rt, values) => {
  const numbers: number[] = [];
  for (let i = 0; i < 4; i++) {
    const x = values[i] === 0 ? (i === 2 ? 1e-9 : 0) : double(rt, values[i]! as Ref);
    if (x === undefined) return 0;
    numbers.push(x);
  }
  const [a, b, relative, absolute] = numbers as [number, number, number, number];
  if (relative < 0 || absolute < 0) return rt.raise('ValueError', 'tolerances must be non-negative');
  if (a === b) return rt.bool(true);
  if (Math.abs(a) === Infinity || Math.abs(b) === Infinity) return rt.bool(false);
  const difference = Math.abs(b - a);
  const isClose =
    difference <= Math.abs(relative * b) || difference <= Math.abs(relative * a) || difference <= absolute;
  return rt.bool(isClose);
});

const nextafter = namedFunction('nextafter', 'x, y, /, *, steps=None', (rt, values) => {
  const x = double(rt, values[0]! as Ref);
  const y = x === undefined ? undefined : double(rt, values[1]! as Ref);
  if (x === undefined || y === undefined) return 0;
  if (values[2] === 0 || values[2] === rt.None) {
    const next = nextAfter(x, y, 1);
    // C's function keeps the sign on the way to zero, where counted steps end at y.
    return newFloat(rt, next === 0 && x < 0 ? -0 : next === 0 && x > 0 ? 0 : next);
  }
  if (rt.profile.versionInfo[1] < 12) return rt.raise('TypeError', 'nextafter() takes no keyword arguments');
  const steps = indexOf(rt, values[2]! as Ref);
  if (steps === 0) return 0;
  const count = intNumber(rt, steps);
  const sign = intSign(rt, steps);
  rt.decref(steps);
  if (sign < 0) return rt.raise('ValueError', 'steps must be a non-negative integer');
  return newFloat(rt, nextAfter(x, y, Number.isNaN(count) ? Infinity : count));
});

/** Since 3.13. */
const fma = functionPositional('math', 'fma', 3, 3, (rt, args) => {
  const numbers: number[] = [];
  for (let i = 0; i < 3; i++) {
    const x = double(rt, rt.i32[args + 2 * i]! as Ref);
    if (x === undefined) return 0;
    numbers.push(x);
  }
  const [x, y, z] = numbers as [number, number, number];
  const finite = numbers.every((number) => number - number === 0);
  const result = finite ? fusedMultiplyAdd(x, y, z) : fusedSpecial(x, y, z);
  if (result - result === 0) return newFloat(rt, result);
  if (Number.isNaN(result)) {
    if (!numbers.some(Number.isNaN)) return rt.raise('ValueError', 'invalid operation in fma');
    return newFloat(rt, result);
  }
  return finite ? rt.raise('OverflowError', 'overflow in fma') : newFloat(rt, result);
});

/** A product of finite numbers that overflows does not make an infinite sum with an infinity of the other sign NaN. */
function fusedSpecial(x: number, y: number, z: number): number {
  const isProductFinite = x - x === 0 && y - y === 0;
  return isProductFinite ? z : x * y + z;
}

const noNan = (code: (x: number) => number) => (x: number) =>
  x - x === 0 ? code(x) : Number.isNaN(x) ? x : Number.NaN;

const doubles: readonly NativeFunction[] = [
  unary('acos', circular.acos, false),
  unary('acosh', exponential.acosh, false),
  unary('asin', circular.asin, false),
  unary('asinh', exponential.asinh, false),
  unary('atan', circular.atan, false),
  unary('atanh', (x) => (Math.abs(x) === 1 ? Number.NaN : exponential.atanh(x)), false),
  unary('cbrt', exponential.cbrt, false),
  unary('cos', noNan(circular.cos), false),
  unary('cosh', exponential.cosh, true),
  unary('erf', erf, false),
  unary('erfc', erfc, false),
  unary('exp', exponential.exp, true),
  unary('exp2', exponential.exp2, true),
  unary('expm1', Math.expm1, true),
  unary('fabs', Math.abs, false),
  unary('gamma', gamma, true),
  unary('lgamma', (x) => (x === Math.floor(x) && x <= 0 && x > -Infinity ? Number.NaN : lgamma(x)), true),
  unary('log1p', (x) => (x === -1 ? Number.NaN : Math.log1p(x)), false),
  unary('sin', noNan(circular.sin), false),
  unary('sinh', exponential.sinh, true),
  unary('sqrt', Math.sqrt, false),
  unary('tan', noNan(circular.tan), false),
  unary('tanh', Math.tanh, false),
  unary('ulp', ulp, true),
  plain('degrees', (x) => x * (180 / Math.PI)),
  plain('radians', (x) => x * (Math.PI / 180)),
  binary('atan2', circular.atan2),
  binary('copysign', (x, y) => (y < 0 || Object.is(y, -0) ? -Math.abs(x) : Math.abs(x))),
  binary('fmod', (x, y) => x % y),
  binary('pow', powerOf),
  binary('remainder', ieeeRemainder),
  test('isfinite', Number.isFinite),
  test('isinf', (x) => Math.abs(x) === Infinity),
  test('isnan', Number.isNaN),
];

const others: readonly NativeFunction[] = [
  rounding('ceil', '__ceil__', Math.ceil),
  rounding('floor', '__floor__', Math.floor),
  rounding('trunc', '__trunc__', Math.trunc),
  logOfBase,
  logFunction('log2', exponential.log2),
  logFunction('log10', exponential.log10),
  frexp,
  modf,
  ldexp,
  isclose,
  nextafter,
  ...integerFunctions,
  ...sumFunctions,
];

const CONSTANTS: readonly (readonly [string, number])[] = [
  ['pi', Math.PI],
  ['e', Math.E],
  ['tau', 2 * Math.PI],
  ['inf', Infinity],
  ['nan', Number.NaN],
];

/** Functions that came with a version. */
function addRecent(rt: Runtime, dict: Ref): boolean {
  if (rt.profile.versionInfo[1] >= 13) return true;
  const missing = rt.profile.versionInfo[1] >= 12 ? ['fma'] : ['fma', 'sumprod'];
  return missing.every((name) => {
    const removed = rt.callMethod(dict, 'pop', rt.name(name));
    rt.drop(removed);
    return removed !== 0;
  });
}

export const mathModule: NativeModule = {
  name: 'math',
  doc: 'This module provides access to the mathematical functions\ndefined by the C standard.',
  functions: [...doubles, ...others, fma, sumprodFunction],
  init: (rt, dict) =>
    CONSTANTS.every(([name, value]) => storeOwned(rt, dict, name, newFloat(rt, value))) && addRecent(rt, dict),
};
