import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * The reference program, run in every way there is, under every profile: how many references a string has depends on who still
 * holds the code. The command runs as built.
 */

const root = resolve(import.meta.dirname, '..');
const command = join(root, 'packages/cli/bin/uroboros.js');
const program = readFileSync(join(root, 'examples/reference_counts.py'), 'utf8').replace(/^#.*\n/gm, '');
const lines = `${program}\nc = 0\nprint(f'count {sys.getrefcount(a)}')\n`;

const IMMORTAL = [4294967295, 4294967295, 4294967295, 4294967295, 4294967295];
const EXPECTED = {
  '3.11': { script: [4, 5, 6, 5, 4], prompt: [2, 3, 4, 3, 2] },
  '3.12': { script: IMMORTAL, prompt: IMMORTAL },
  '3.13': { script: [4, 5, 6, 5, 4], prompt: [2, 3, 4, 3, 2] },
} as const;

function counts(args: readonly string[], input?: string): number[] {
  const result = spawnSync(process.execPath, [command, ...args], { cwd: root, encoding: 'utf8', input });
  return numbersIn(result.stdout);
}

function numbersIn(text: string): number[] {
  return [...text.matchAll(/^(?:>>> )*count (\d+)\r?$/gm)].map((match) => Number(match[1]));
}

/** At a terminal: `script` gives the command a pseudo-terminal and types the input. */
function countsAtTerminal(profile: string): number[] {
  const line = `'${process.execPath}' '${command}' repl --profile ${profile}`;
  const result = spawnSync('script', ['-qec', line, '/dev/null'], {
    cwd: root,
    encoding: 'utf8',
    input: `${lines}exit()\n`,
    env: { ...process.env, TERM: 'dumb', NO_COLOR: '1', HOME: '/nonexistent' },
    timeout: 60_000,
  });
  if (result.error !== undefined) throw result.error;
  return numbersIn(result.stdout);
}

describe.each(['3.11', '3.12', '3.13'] as const)('profile %s', (profile) => {
  const { script, prompt } = EXPECTED[profile];

  it('as a script', () => {
    expect(counts(['run', '--profile', profile, 'examples/reference_counts.py'])).toEqual(script.slice(0, 4));
  });

  it('through -c', () => {
    expect(counts(['run', '--profile', profile, '-c', lines])).toEqual(script);
  });

  it('from a pipe as a program', () => {
    expect(counts(['--profile', profile], lines)).toEqual(script);
  });

  it('line by line at the prompt, from a pipe', () => {
    expect(counts(['repl', '--profile', profile], lines)).toEqual(prompt);
  });

  it('line by line at the prompt, from a terminal', () => {
    expect(countsAtTerminal(profile)).toEqual(prompt);
  });
});
