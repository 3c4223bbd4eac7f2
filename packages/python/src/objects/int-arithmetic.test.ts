import { Interpreter, NO_HOST } from '@uroboros/python';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intFromBigInt, intValue } from './int.js';
import { intOperators } from './int-arithmetic.js';
import { compareInts } from './int-type.js';
import { Binary } from './typeobject.js';

/** The operators against bigint, with operands around the sizes where the steps change. */

const { rt } = new Interpreter({ host: NO_HOST, heapBytes: 64 * 1024 ** 2 });
const operators = intOperators();

/** Numbers of any size, and neighbours of powers of two. */
const numbers = fc.oneof(
  fc.bigInt({ min: -300n, max: 300n }),
  fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }),
  fc.bigInt({ min: -(2n ** 1500n), max: 2n ** 1500n }),
  fc
    .tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: -2, max: 2 }), fc.boolean())
    .map(([bits, offset, negative]) => (negative ? -1n : 1n) * ((1n << BigInt(bits)) + BigInt(offset))),
);

function compute(op: Binary, a: bigint, b: bigint): bigint {
  const left = intFromBigInt(rt, a);
  const right = intFromBigInt(rt, b);
  if (left === 0 || right === 0) throw new Error('the heap is full');
  const result = operators[op]!(rt, left, right);
  rt.decref(left);
  rt.decref(right);
  if (result === 0) throw new Error('the operation raised');
  const value = intValue(rt, result);
  rt.decref(result);
  return value;
}

const floorDiv = (a: bigint, b: bigint): bigint => (a % b !== 0n && a < 0n !== b < 0n ? a / b - 1n : a / b);

const expected: readonly [string, Binary, (a: bigint, b: bigint) => bigint][] = [
  ['+', Binary.Add, (a, b) => a + b],
  ['-', Binary.Sub, (a, b) => a - b],
  ['*', Binary.Mult, (a, b) => a * b],
  ['//', Binary.FloorDiv, floorDiv],
  ['%', Binary.Mod, (a, b) => a - floorDiv(a, b) * b],
  ['&', Binary.And, (a, b) => a & b],
  ['|', Binary.Or, (a, b) => a | b],
  ['^', Binary.Xor, (a, b) => a ^ b],
];

describe('int operators', () => {
  it.each(expected)('%s agrees with bigint', (_, op, reference) => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        if (b === 0n && (op === Binary.FloorDiv || op === Binary.Mod)) return;
        expect(compute(op, a, b)).toBe(reference(a, b));
      }),
      { numRuns: 3000 },
    );
  });

  it('shifts agree with bigint', () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 0, max: 200 }), (a, count) => {
        expect(compute(Binary.LShift, a, BigInt(count))).toBe(a << BigInt(count));
        expect(compute(Binary.RShift, a, BigInt(count))).toBe(a >> BigInt(count));
      }),
      { numRuns: 3000 },
    );
  });

  it('the order agrees with bigint', () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        const left = intFromBigInt(rt, a);
        const right = intFromBigInt(rt, b);
        if (left === 0 || right === 0) return;
        expect(Math.sign(compareInts(rt, left, right))).toBe(a < b ? -1 : a > b ? 1 : 0);
        rt.decref(left);
        rt.decref(right);
      }),
      { numRuns: 3000 },
    );
  });
});
