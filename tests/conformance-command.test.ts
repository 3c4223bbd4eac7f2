import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);

/** What the command of the conformance programs prints for one program. */
async function conformance(...args: string[]): Promise<string> {
  return (await run(process.execPath, ['conformance/run.mjs', ...args])).stdout.trim();
}

test.each([
  ['compare', '2 passed, 0 failed'],
  // Each profile twice: with the invariants checked, and with a collection in each allocation.
  ['stress', '4 passed, 0 failed'],
  ['recordings', '2 passed, 0 failed'],
])(
  'the command runs a program in its mode %s',
  async (mode, said) => {
    expect(await conformance(mode, 'final_scope_end')).toBe(said);
  },
  120_000,
);
