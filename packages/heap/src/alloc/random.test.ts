import { describe, expect, test } from 'vitest';
import { type AllocatorRun, runAllocatorOperations } from '../testing/alloc-runner.js';

/** 200,000 operations in all. */
const RUNS: readonly AllocatorRun[] = [
  { seed: 4, operations: 40_000, profile: '3.13' },
  { seed: 10, operations: 40_000, profile: '3.8' },
  { seed: 12, operations: 40_000, profile: '3.9' },
  { seed: 9, operations: 40_000, profile: '3.13', debug: true },
  { seed: 10, operations: 40_000, profile: '3.8', debug: true },
];

/** The long form: ALLOCATOR_OPERATIONS=10000000 npx vitest run packages/heap/src/alloc/random.test.ts */
const longForm = Number(process.env['ALLOCATOR_OPERATIONS'] ?? 0);

describe('random requests, compared with the model', () => {
  test.each(RUNS)('seed $seed, profile $profile, debug $debug', (run) => {
    const report = runAllocatorOperations({ ...run, bytes: 5 * 2 ** 20, checkEvery: 2000 });
    expect(report.refused, 'requests refused').toBeGreaterThan(0);
    expect(report.reallocsInPlace).toBeGreaterThan(1000);
    expect(report.reallocsMoved).toBeGreaterThan(1000);
    expect(report.arenasTaken).toBeGreaterThan(1);
  });

  test('the same seed gives the same run', () => {
    const run = { seed: 6, operations: 3000 };
    expect(runAllocatorOperations(run)).toEqual(runAllocatorOperations(run));
  });

  test.runIf(longForm > 0)(`the long form: ${longForm} operations`, { timeout: 3_600_000 }, () => {
    const seed = Number(process.env['ALLOCATOR_SEED'] ?? 20261122);
    console.log(runAllocatorOperations({ seed, operations: longForm }));
  });
});
