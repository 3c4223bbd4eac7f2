import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDigits, writeDigits } from './int-digits.js';

describe('digits of ints', () => {
  const memory = new Int32Array(5000);

  it('are 30 bits each, the lowest first', () => {
    writeDigits(memory, 10, 3, (5n << 60n) | (7n << 30n) | 1n);
    expect([...memory.subarray(10, 13)]).toEqual([1, 7, 5]);
  });

  it('give back the number they were written from', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 1n << 4000n }), fc.integer({ min: 0, max: 130 }), (number, shift) => {
        const value = number >> BigInt(30 * shift);
        const digits = Math.max(1, Math.ceil(value.toString(2).length / 30));
        memory.fill(-1);
        writeDigits(memory, 100, digits, value);
        expect(readDigits(memory, 100, digits)).toBe(value);
        expect([memory[99], memory[100 + digits]]).toEqual([-1, -1]);
        expect(memory.subarray(100, 100 + digits).every((digit) => digit >= 0 && digit < 2 ** 30)).toBe(true);
      }),
    );
  });
});
