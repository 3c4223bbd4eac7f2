import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortByColumns, sortByKeys } from './key-sort.js';

/** Sorts of positions against the engine's own stable sort. */

const key = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.integer({ min: -5000, max: 5000 }),
  fc.integer(),
  fc.constantFrom(-(2 ** 31), 2 ** 31 - 1, 0, -0),
);
const anyKey = fc.oneof(key, fc.double({ noNaN: true }), fc.maxSafeInteger());

function identity(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, i) => i);
}

function expected(columns: readonly (readonly number[])[], order: Int32Array): number[] {
  return [...order].sort((a, b) => {
    for (const column of columns) if (column[a] !== column[b]) return column[a]! < column[b]! ? -1 : 1;
    return 0;
  });
}

describe('sorts by keys', () => {
  it('put few keys behind sorted ones in their places', () => {
    const few = fc.array(anyKey, { maxLength: 10 });
    fc.assert(
      fc.property(fc.array(anyKey, { minLength: 1, maxLength: 300 }), few, (sorted, behind) => {
        const keys = [...sorted.sort((a, b) => a - b), ...behind];
        const order = identity(keys.length);
        sortByKeys(Float64Array.from(keys), order);
        expect([...order]).toEqual(expected([keys], identity(keys.length)));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['of 32 bits', key],
    ['of any size', anyKey],
  ])('%s are stable', (_, one) => {
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 700, size: 'max' }), fc.boolean(), (keys, isTurned) => {
        const order = isTurned ? identity(keys.length).reverse() : identity(keys.length);
        const sorted = expected([keys], order);
        sortByKeys(Float64Array.from(keys), order);
        expect([...order]).toEqual(sorted);
      }),
      { numRuns: 400 },
    );
  });

  it('by columns order as tuples do', () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), key, anyKey), {
      minLength: 1,
      maxLength: 1500,
      size: 'max',
    });
    fc.assert(
      fc.property(rows, (tuples) => {
        const columns = [0, 1, 2].map((place) => tuples.map((tuple) => tuple[place]!));
        const order = identity(tuples.length);
        sortByColumns(
          columns.map((column) => Float64Array.from(column)),
          order,
        );
        expect([...order]).toEqual(expected(columns, identity(tuples.length)));
      }),
      { numRuns: 200 },
    );
  });

  it('tell equal keys apart by what they are told', () => {
    const keys = Float64Array.from({ length: 1000 }, (_, i) => i % 7);
    const order = identity(1000);
    sortByKeys(keys, order, (a, b) => a > b);
    expect([...order]).toEqual([...identity(1000)].sort((a, b) => (a % 7) - (b % 7) || b - a));
  });
});
