import type { Ref } from '@uroboros/heap';
import { intFromBigInt, intFromNumber, intNumber, intSign, intValue } from '../../objects/int.js';
import type { NativeFunction } from '../../objects/native.js';
import { guarded } from '../../objects/text-errors.js';
import { indexOf } from '../../runtime/operators.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { functionOneArg, functionPositional } from '../functions.js';
import { combinations, gcdOf, gcdOfNumbers, permutations, productOfRange, squareRoot } from './integers.js';

/** math.gcd, lcm, factorial, comb, perm, isqrt. */

const LONG_MAX = 2n ** 63n - 1n;

/** Any number of ints, made one by a function of two; `start` if there is none. */
function folding(
  name: string,
  start: number,
  small: (a: number, b: number) => number,
  large: (a: bigint, b: bigint) => bigint,
): NativeFunction {
  return {
    name,
    doc: undefined,
    signature: '(*integers)',
    code: (rt, args, count, kwnames) => {
      if (kwnames !== 0) return rt.raise('TypeError', `math.${name}() takes no keyword arguments`);
      const mark = rt.mark();
      let result: Ref | 0 = intFromNumber(rt, start);
      for (let i = 0; i < count && result !== 0; i++) {
        rt.hold(result);
        const operand = indexOf(rt, rt.i32[args + 2 * i]! as Ref);
        if (operand === 0) return rt.finish(mark, 0);
        rt.hold(operand);
        const a = intNumber(rt, result);
        const b = intNumber(rt, operand);
        const folded = Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : small(Math.abs(a), Math.abs(b));
        result = Number.isSafeInteger(folded)
          ? intFromNumber(rt, folded)
          : intFromBigInt(rt, large(intValue(rt, result), intValue(rt, operand)));
        result = rt.finish(mark, result);
      }
      return result;
    },
  };
}

function lcmOf(a: bigint, b: bigint): bigint {
  if (a === 0n || b === 0n) return 0n;
  const product = (a / gcdOf(a, b)) * b;
  return product < 0n ? -product : product;
}

/** An argument as a bigint; undefined on error. */
function whole(rt: Runtime, object: Ref): bigint | undefined {
  const index = indexOf(rt, object);
  if (index === 0) return undefined;
  const value = intValue(rt, index);
  rt.decref(index);
  return value;
}

function fromBigInt(rt: Runtime, value: () => bigint): Maybe {
  const result = guarded(rt, value);
  return result === undefined ? 0 : intFromBigInt(rt, result);
}

const factorial = functionOneArg('math', 'factorial', (rt, object) => {
  const n = whole(rt, object);
  if (n === undefined) return 0;
  if (n > LONG_MAX) {
    return rt.raise('OverflowError', `factorial() argument should not exceed ${LONG_MAX}`);
  }
  if (n < 0n) return rt.raise('ValueError', 'factorial() not defined for negative values');
  if (n > 50_000_000n) return rt.noMemory();
  return fromBigInt(rt, () => productOfRange(1n, n));
});

/** n and k of comb and perm; undefined on error. */
function pair(rt: Runtime, args: number, count: number): [bigint, bigint | undefined] | undefined {
  const n = whole(rt, rt.i32[args]! as Ref);
  if (n === undefined) return undefined;
  const given = count < 2 || rt.i32[args + 2] === rt.None ? undefined : whole(rt, rt.i32[args + 2]! as Ref);
  if (rt.failed) return undefined;
  if (n < 0n) rt.raise('ValueError', 'n must be a non-negative integer');
  else if (given !== undefined && given < 0n) rt.raise('ValueError', 'k must be a non-negative integer');
  else return [n, given];
  return undefined;
}

const perm = functionPositional('math', 'perm', 1, 2, (rt, args, count) => {
  if (count === 1 || rt.i32[args + 2] === rt.None) return factorial.code(rt, args, 1, 0);
  const values = pair(rt, args, count);
  if (values === undefined) return 0;
  const [n, k] = values;
  if (k! > LONG_MAX && k! <= n) return rt.raise('OverflowError', `k must not exceed ${LONG_MAX}`);
  if (k! > 50_000_000n && k! <= n) return rt.noMemory();
  return fromBigInt(rt, () => permutations(n, k!));
});

const comb = functionPositional('math', 'comb', 2, 2, (rt, args, count) => {
  const values = pair(rt, args, count);
  if (values === undefined) return 0;
  const [n, k] = values;
  if (k === undefined) return rt.raise('TypeError', "'NoneType' object cannot be interpreted as an integer");
  const least = n - k < k ? n - k : k;
  if (least > LONG_MAX) return rt.raise('OverflowError', `min(n - k, k) must not exceed ${LONG_MAX}`);
  if (least > 50_000_000n) return rt.noMemory();
  return fromBigInt(rt, () => combinations(n, k));
});

const isqrt = functionOneArg('math', 'isqrt', (rt, object) => {
  const index = indexOf(rt, object);
  if (index === 0) return 0;
  const mark = rt.mark();
  rt.hold(index);
  if (intSign(rt, index) < 0) {
    rt.raise('ValueError', 'isqrt() argument must be nonnegative');
    return rt.finish(mark, 0);
  }
  const small = intNumber(rt, index);
  if (Number.isNaN(small)) return rt.finish(mark, intFromBigInt(rt, squareRoot(intValue(rt, index))));
  // The root of a number below 2⁵³ may be rounded up, but by no more than to the next whole number.
  const root = Math.floor(Math.sqrt(small));
  return rt.finish(mark, intFromNumber(rt, root * root > small ? root - 1 : root));
});

export const integerFunctions: readonly NativeFunction[] = [
  folding('gcd', 0, gcdOfNumbers, gcdOf),
  folding('lcm', 1, (a, b) => (a === 0 || b === 0 ? 0 : (a / gcdOfNumbers(a, b)) * b), lcmOf),
  factorial,
  perm,
  comb,
  isqrt,
];
