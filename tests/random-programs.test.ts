import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { report } from '../conformance/cpython.mjs';
import { recordOfRandom, writeRecorded } from '../conformance/random/run.mjs';
import { runUroboros } from '../conformance/uroboros.mjs';

/** Programs made by chance (conformance/random) print what the real CPython printed, and the same with all invariants checked. */
describe('random programs, CPython 3.13', () => {
  const recorded = readFileSync(recordOfRandom('3.13'), 'utf8');

  it('print what CPython prints', { timeout: 60_000 }, () => {
    const { status, stdout, stderr, fault } = runUroboros(writeRecorded(), '3.13');
    expect(fault).toBeUndefined();
    expect(report(status, stdout, stderr)).toBe(recorded);
  });

  it('print it with the invariants checked again and again', { timeout: 120_000 }, () => {
    const { stdout, fault } = runUroboros(writeRecorded(8), '3.13', { verifyEvery: 20 });
    expect(fault).toBeUndefined();
    expect(stdout.length).toBeGreaterThan(1000);
    expect(recorded.startsWith(stdout)).toBe(true);
  });
});
