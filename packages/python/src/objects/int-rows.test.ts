import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digitRows, subtractProduct } from './int-rows.js';

/** Rows of digits against bigint, digits at the ends of their range among them. */

const BASE = 2 ** 30;
const SIZE = 40;
const A = 10;
const B = 100;
const OUT = 200;

const digit = fc.oneof(
  fc.integer({ min: 0, max: BASE - 1 }),
  fc.integer({ min: 0, max: 20 }),
  fc.integer({ min: BASE - 20, max: BASE - 1 }),
  fc
    .tuple(fc.integer({ min: 0, max: 29 }), fc.integer({ min: -1, max: 1 }))
    .map(([bits, off]) => Math.max(0, 2 ** bits + off)),
);
const row = fc.array(digit, { minLength: 0, maxLength: SIZE });
const pairOfRows = row.chain((a) =>
  fc.tuple(fc.constant(a), fc.array(digit, { minLength: a.length, maxLength: a.length })),
);

const memory = new Int32Array(400);
const rows = digitRows(memory);

function put(word: number, digits: readonly number[]): void {
  for (const [i, value] of digits.entries()) memory[word + i] = value;
}

function numberOf(digits: Iterable<number>): bigint {
  return [...digits].reduceRight((sum, value) => sum * BigInt(BASE) + BigInt(value), 0n);
}

function written(size: number): bigint {
  const digits = memory.subarray(OUT, OUT + size);
  expect(digits.every((value) => value >= 0 && value < BASE)).toBe(true);
  return numberOf(digits);
}

const above = (size: number): bigint => BigInt(BASE) ** BigInt(size);

describe('rows of digits', () => {
  it('multiply', () => {
    fc.assert(
      fc.property(digit, row, (x, b) => {
        put(B, b);
        const carry = rows.multiply(OUT, x, B, b.length);
        expect(carry).toBeLessThan(BASE);
        expect(written(b.length) + BigInt(carry) * above(b.length)).toBe(BigInt(x) * numberOf(b));
      }),
      { numRuns: 5000 },
    );
  });

  it('add a product', () => {
    fc.assert(
      fc.property(digit, pairOfRows, (x, [b, sum]) => {
        put(B, b);
        put(OUT, sum);
        const carry = rows.addProduct(OUT, x, B, b.length);
        expect(carry).toBeLessThan(BASE);
        expect(written(b.length) + BigInt(carry) * above(b.length)).toBe(numberOf(sum) + BigInt(x) * numberOf(b));
      }),
      { numRuns: 5000 },
    );
  });

  it('subtract a product', () => {
    fc.assert(
      fc.property(digit, pairOfRows, (x, [b, rest]) => {
        put(B, b);
        put(OUT, rest);
        const carry = subtractProduct(memory, OUT, x, memory, B, b.length);
        expect(carry).toBeLessThan(BASE);
        expect(written(b.length) - BigInt(carry) * above(b.length)).toBe(numberOf(rest) - BigInt(x) * numberOf(b));
      }),
      { numRuns: 5000 },
    );
  });

  it('add and subtract', () => {
    fc.assert(
      fc.property(pairOfRows, ([a, b]) => {
        put(A, a);
        put(B, b);
        const carry = rows.add(OUT, A, B, a.length);
        expect(written(a.length) + BigInt(carry) * above(a.length)).toBe(numberOf(a) + numberOf(b));
        const borrow = rows.subtract(OUT, A, B, a.length);
        expect(written(a.length) + BigInt(borrow) * above(a.length)).toBe(numberOf(a) - numberOf(b));
      }),
      { numRuns: 5000 },
    );
  });

  it('carry on', () => {
    const runs = fc.array(fc.constantFrom(0, 1, BASE - 1), { maxLength: 2 * SIZE });
    fc.assert(
      fc.property(runs, fc.integer({ min: -1, max: 1 }), (a, carried) => {
        put(A, a);
        const carry = rows.carry(OUT, A, a.length, carried);
        expect(written(a.length) + BigInt(carry) * above(a.length)).toBe(numberOf(a) + BigInt(carried));
      }),
      { numRuns: 5000 },
    );
  });

  it('multiply digits whose product is next to a multiple of the base', () => {
    for (let x = BASE - 1; x > BASE - 300; x--) {
      for (let y = BASE - 1; y > BASE - 300; y--) {
        put(B, [y, y]);
        const carry = rows.multiply(OUT, x, B, 2);
        if (written(2) + BigInt(carry) * above(2) !== BigInt(x) * numberOf([y, y])) throw new Error(`${x} × ${y}`);
      }
    }
  });
});
