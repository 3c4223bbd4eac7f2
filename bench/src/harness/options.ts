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

export const USAGE = `node bench/run.mjs [SUITE …] [options]

suites, all if none is named: heap, python, instruments, studio

  --quick          small sizes and few rounds: shows that all works, not how fast
  --only=ID        only comparisons whose id contains this
  --python=3.13    only CPythons whose version starts so; several with commas
  --peers=KIND     only peers of this kind: cpython, pyodide, skulpt, brython; several with commas
  --rounds=N       rounds of each comparison
  --cpu            processor time in place of the clock on the wall
  --json           samples and all
  --check          exit with 1 if a judged row fails
`;

/** A command line that means nothing. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/**
 * What a command line asks for; undefined for help.
 * @throws UsageError for an option, a value or a suite that does not exist
 */
export function benchOptions(args: readonly string[], suites: readonly string[]): BenchOptions | undefined {
  const { values, positionals } = parsed(args);
  if (values.help) return undefined;
  const unknown = positionals.find((name) => !suites.includes(name));
  if (unknown !== undefined) throw new UsageError(`there is no suite '${unknown}'`);
  if (values.rounds !== undefined && !/^[1-9]\d*$/.test(values.rounds))
    throw new UsageError(`--rounds is a number from 1 up, not '${values.rounds}'`);
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

function parsed(args: readonly string[]): ReturnType<typeof parse> {
  try {
    return parse(args);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw code?.startsWith('ERR_PARSE_ARGS') ? new UsageError(message) : error;
  }
}

function parse(args: readonly string[]) {
  return parseArgs({
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
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
}
