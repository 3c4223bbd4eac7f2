import { describe, expect, it } from 'vitest';
import { runUroboros } from '../conformance/uroboros.mjs';

/**
 * A program that takes all memory, again and again: MemoryError each time, it can go on, and in the end the accounting is true
 * and no block is left. CPython has no such limit to compare with, and dies of some of these under `ulimit -v`.
 */
describe('programs that take all memory', () => {
  for (const profile of ['3.11', '3.13'] as const) {
    it(`get MemoryError and go on under ${profile}`, { timeout: 120_000 }, () => {
      const { status, stdout, stderr, fault } = runUroboros('tests/endless.py', profile, undefined, 24 * 2 ** 20);
      expect(fault).toBeUndefined();
      expect(stderr).toBe('');
      expect(status).toBe(0);
      const lines = stdout.trimEnd().split('\n');
      const outcomes = lines.slice(0, -2).map((line) => line.slice(line.lastIndexOf(' ') + 1));
      expect(outcomes.length).toBe(26);
      expect(outcomes.filter((outcome) => outcome !== 'MemoryError')).toEqual(['integer']);
      expect(lines.slice(-2)).toEqual(['endless_list list', 'True [0, 1, 2, 3, 4] still here 2']);
    });
  }
});
