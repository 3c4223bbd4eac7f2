import type { CountSeries, RunView } from '@uroboros/instruments';
import { describe, expect, it } from 'vitest';
import { axisOf, countAtNote, countsOfLines, lastAtOrBelow, lastBelow, nextAbove, stopAt, stopsOf } from './stops.js';

const run = {
  notes: 100,
  programEnd: 80,
  steps: {
    notes: Int32Array.of(10, 20, 30, 40, 90),
    lines: Int32Array.of(1, 2, 7, 3, 5),
    own: Uint8Array.of(1, 1, 0, 1, 1),
  },
} as unknown as RunView;

const series = {
  born: 12,
  died: 85,
  notes: Int32Array.of(13, 15, 42, 44, 85),
  counts: Int32Array.of(1, 2, 3, 2, 0),
} as unknown as CountSeries;

describe('the axis of a run', () => {
  it('stops at the statements of the program, at its end, and at the very end', () => {
    expect([...stopsOf(run)]).toEqual([10, 20, 40, 80, 90, 100]);
  });

  it('has one unit for each stop', () => {
    const stops = stopsOf(run);
    expect([10, 15, 20, 30, 100].map((note) => axisOf(stops, note))).toEqual([0, 0.5, 1, 1.5, 5]);
    expect(axisOf(stops, 3)).toBe(0);
    expect([stopAt(stops, 1.4), stopAt(stops, -3), stopAt(stops, 9)]).toEqual([20, 10, 100]);
  });

  it('finds neighbours', () => {
    expect([lastAtOrBelow([1, 3], 0), lastAtOrBelow([1, 3], 1), lastAtOrBelow([1, 3], 9)]).toEqual([-1, 0, 1]);
    expect([nextAbove([1, 3], 1), nextAbove([1, 3], 3), lastBelow([1, 3], 3), lastBelow([1, 3], 1)]).toEqual([
      3,
      undefined,
      1,
      undefined,
    ]);
  });
});

describe('counts at lines', () => {
  it('tell the count after the last run of each line, and the largest while it ran', () => {
    const lines = countsOfLines(run, series, 80);
    expect(lines.get(1)).toEqual({ line: 1, after: 2, most: 2 });
    expect(lines.get(2)).toEqual({ line: 2, after: 2, most: 2 });
    expect(lines.get(3)).toEqual({ line: 3, after: 2, most: 3 });
    expect(lines.has(7)).toBe(false);
    expect(lines.has(5)).toBe(false);
  });

  it('know when the object does not live', () => {
    expect([countAtNote(series, 5), countAtNote(series, 14), countAtNote(series, 85)]).toEqual([
      undefined,
      1,
      undefined,
    ]);
  });
});
