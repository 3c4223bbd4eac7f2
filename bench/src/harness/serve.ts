import { createInterface } from 'node:readline';
import type { BenchRequest } from './contender.js';

/** Does the work of a request and returns its timings. */
export type BenchCase = (request: BenchRequest) => readonly number[];

/** Answers requests from standard input: the other end of a `ProcessContender` that runs Node. */
export function serve(cases: Readonly<Record<string, BenchCase>>): void {
  createInterface({ input: process.stdin }).on('line', (line) => {
    const request = JSON.parse(line) as BenchRequest;
    process.stdout.write(`${JSON.stringify(answer(cases, request))}\n`);
  });
}

function answer(cases: Readonly<Record<string, BenchCase>>, request: BenchRequest): object {
  const work = cases[request.case];
  if (work === undefined) return { error: 'no such case' };
  try {
    return { values: work(request) };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/**
 * Milliseconds that the work takes: by the clock on the wall, or, with `--cpu`, of the processor, with all threads of the
 * process. The second counts our compiler and collector threads against us, and does not count what others do.
 */
export function milliseconds(work: () => void): number {
  if (process.env[CLOCK_VARIABLE] === 'cpu') {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e3;
  }
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

/** Tells the processes of a run which clock to use: 'wall' or 'cpu'. */
export const CLOCK_VARIABLE = 'BENCH_CLOCK';
