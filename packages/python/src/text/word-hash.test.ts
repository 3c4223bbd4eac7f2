import { expect, test } from 'vitest';
import { hashBytes, ZERO_SECRET } from './hash.js';
import { wordHasher } from './word-hash.js';

test('texts of all lengths have the hash of their bytes, whatever stands behind them', () => {
  const i32 = new Int32Array(64);
  const u8 = new Uint8Array(i32.buffer);
  const hash = wordHasher(i32);
  const halves = new Int32Array(2);
  const differ: number[] = [];
  for (let length = 1; length < 100; length++) {
    for (let i = 0; i < 4 * 48; i++) u8[i] = (i * 89 + length * 31) ^ (i >> 3);
    hashBytes(u8, 16, length, ZERO_SECRET, halves);
    hash(4, length, 60);
    if (i32[60] !== halves[0] || i32[61] !== halves[1]) differ.push(length);
  }
  expect(differ).toEqual([]);
});
