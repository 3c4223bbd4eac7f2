import { expect, test } from 'vitest';
import { compare } from './comparison.js';
import type { Contender } from './contender.js';
import { benchOptions, UsageError } from './options.js';
import { resultText } from './report.js';
import { median, medianDeviation } from './statistics.js';
import { verdictOf } from './target.js';

test('the median and its deviation ignore one disturbed sample', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(median([])).toBeNaN();
  expect(medianDeviation([10, 11, 9, 10, 500])).toBe(1);
});

test('a command line that means nothing is refused before anything is measured', () => {
  const options = (...args: string[]) => benchOptions(args, ['heap', 'python']);
  expect(options('heap', '--quick', '--python=3.13,3.11', '--rounds=2')).toMatchObject({
    suites: ['heap'],
    quick: true,
    pythons: ['3.13', '3.11'],
    rounds: 2,
  });
  expect(options('heap', '--help')).toBeUndefined();
  expect(options('-h')).toBeUndefined();
  expect(() => options('heep')).toThrow("there is no suite 'heep'");
  expect(() => options('--rounds=0')).toThrow("--rounds is a number from 1 up, not '0'");
  expect(() => options('--fast')).toThrow(UsageError);
  expect(() => options('--only')).toThrow(UsageError);
});

test('a verdict compares parts of the time, or times faster', () => {
  expect(verdictOf({ kind: 'part of the time', must: 0.7, goal: 0.33 }, 0.5)).toEqual({
    must: '≤ 0.7×',
    goal: '≤ 0.33×',
    passes: true,
    reachesGoal: false,
  });
  expect(verdictOf({ kind: 'times faster', must: 10 }, 0.2).passes).toBe(false);
});

test('contenders take turns, and the first round does not count', async () => {
  const turns: string[] = [];
  const contender = (name: string, time: number): Contender => ({
    name,
    measure: async () => {
      turns.push(name);
      return [turns.length <= 2 ? 1000 : time];
    },
    stop: () => {},
  });
  const result = await compare({
    id: 'x',
    title: 'a title',
    method: 'a method',
    unit: 'ms',
    request: { case: 'x' },
    ours: contender('ours', 1),
    peers: [{ contender: contender('peer', 4), target: { kind: 'part of the time', must: 0.5 } }],
    repetitions: 2,
    warmUps: 1,
  });
  expect(turns).toEqual(['ours', 'peer', 'ours', 'peer', 'ours', 'peer']);
  expect(result.rows.map((row) => row.median)).toEqual([1, 4]);
  expect(result.rows[1]!.ratio).toBe(0.25);
  expect(resultText(result)).toContain('PASS');
});
