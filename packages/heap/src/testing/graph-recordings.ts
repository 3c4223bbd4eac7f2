import { readFileSync } from 'node:fs';

/** What `graph-record.py` recorded: by version and experiment, the order as runs of first number, step, count. */
type Recordings = Readonly<Record<string, Readonly<Record<string, readonly (readonly [number, number, number])[]>>>>;

const RECORDINGS = JSON.parse(readFileSync(new URL('./graph-recordings.json', import.meta.url), 'utf8')) as Recordings;

/** The order in which a real CPython ran the finalizers of an experiment. */
export function recordedOrder(version: string, experiment: string): number[] {
  const runs = RECORDINGS[version]?.[experiment];
  if (runs === undefined) throw new RangeError(`no recording of ${experiment} by ${version}`);
  return runs.flatMap(([first, step, count]) => Array.from({ length: count }, (_, i) => first + i * step));
}
