import { parseArgs } from 'node:util';

export interface BenchOptions {
  readonly suites: readonly string[];
  /** Small sizes and few rounds: shows that all works, not how fast. */
  readonly quick: boolean;
  readonly json: boolean;
  /** Processor time instead of the clock on the wall: for a machine that is busy with other things. */
  readonly cpu: boolean;
  /** Exit with 1 if a judged row fails. */
  readonly check: boolean;
  /** Run only comparisons whose id contains this. */
  readonly only: string;
  /** Run only CPythons whose version starts with one of these; empty for all. */
  readonly pythons: readonly string[];
  /** Run only peers of these kinds (cpython, pyodide, skulpt, brython); empty for all. Only the Python suite has kinds. */
  readonly peers: readonly string[];
  /** Rounds per comparison; the default is the suite's. */
  readonly rounds: number | undefined;
}

export function benchOptions(args: readonly string[]): BenchOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      cpu: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      python: { type: 'string', default: '' },
      peers: { type: 'string', default: '' },
      rounds: { type: 'string' },
    },
  });
  return {
    suites: positionals,
    quick: values.quick,
    json: values.json,
    cpu: values.cpu,
    check: values.check,
    only: values.only,
    pythons: values.python.split(',').filter((version) => version !== ''),
    peers: values.peers.split(',').filter((kind) => kind !== ''),
    rounds: values.rounds === undefined ? undefined : Number(values.rounds),
  };
}
