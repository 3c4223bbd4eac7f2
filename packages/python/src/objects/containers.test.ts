import { readdirSync, readFileSync } from 'node:fs';
import { type Host, Interpreter, NO_HOST } from '@uroboros/python';
import { describe, expect, it } from 'vitest';

/**
 * The containers and their iterators against CPython 3.13.0: the programs in `testing/containers` print, line by line, what
 * `testing/record_containers.py` recorded. Afterwards every reference is accounted for.
 */

const FOLDER = new URL('testing/containers/', import.meta.url);

interface Outcome {
  readonly status: number;
  readonly output: string;
  readonly errors: string;
}

function run(name: string): Outcome {
  let output = '';
  let errors = '';
  const host: Host = {
    ...NO_HOST,
    writeOut: (text) => {
      output += text;
    },
    writeError: (text) => {
      errors += text;
    },
  };
  const python = new Interpreter({ host, heapBytes: 256 * 1024 ** 2 });
  const status = python.runMain(readFileSync(new URL(`${name}.py`, FOLDER)), `${name}.py`);
  python.verify();
  return { status, output, errors };
}

const programs = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.py'))
  .map((file) => file.slice(0, -3));

describe('containers behave as in CPython 3.13', () => {
  it.each(programs)('%s', (name) => {
    const outcome = run(name);
    const expected = readFileSync(new URL(`${name}.txt`, FOLDER), 'utf8');
    // What is recorded is stdout; the compiler warns of literals that a program means to fail.
    expect(outcome.errors.replace(/^.*: SyntaxWarning: .*\n/gm, '')).toBe('');
    expect(outcome.output.split('\n')).toEqual(expected.split('\n'));
    expect(outcome.status).toBe(0);
  });
});
