import { describe, expect, test } from 'vitest';
import { runGraphs } from '../testing/graph-runner.js';

/** `GRAPHS=10000` is the long form (`npm run test:long:graphs`). */
const GRAPHS = Number(process.env['GRAPHS'] ?? 300);

describe.each(['3.8', '3.11', '3.13'] as const)(
  'random programs on the heap and on a model of CPython (%s)',
  (profile) => {
    test.each([false, true])(
      'agree in every count, list and event (collecting at every allocation: %s)',
      {
        timeout: 60_000 + GRAPHS * 100,
      },
      (stress) => {
        const report = runGraphs({ seed: 1, graphs: GRAPHS, stress, profile });
        expect(report.steps).toBeGreaterThan(10_000);
        expect(report.finalizers).toBeGreaterThan(1000);
        expect(report.callbacks).toBeGreaterThan(100);
        expect(report.collections).toBeGreaterThan(1000);
      },
    );
  },
);
