import { spawn } from 'node:child_process';
import type { Player } from './players.js';

/** What came of a program that a player ran. */
export interface Played {
  /** Milliseconds of each repetition; none if it failed. */
  readonly times: readonly number[];
  /** repr of what `run` returned. */
  readonly check: string;
  /** Why there are no times: the last line of what it wrote, or the time limit. */
  readonly failure?: string;
}

/** Seconds after which a program is ended. */
const TIME_LIMIT = 180;

/** Runs a file in a process of its own, and reads what the driver at its end prints. */
export async function play(player: Pick<Player, 'command' | 'args'>, file: string): Promise<Played> {
  const { output, errors, ended } = await runProcess(player.command, [...player.args, file]);
  const check = /^@check (.*)$/m.exec(output)?.[1];
  const times = /^@times (.*)$/m.exec(output)?.[1];
  if (check === undefined || times === undefined) {
    return { times: [], check: '', failure: ended ?? lastError(`${output}\n${errors}`) };
  }
  return { times: times.split(' ').map(Number), check };
}

interface Ended {
  readonly output: string;
  readonly errors: string;
  /** Set if it was ended. */
  readonly ended?: string;
}

function runProcess(command: string, args: readonly string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, PYTHONHASHSEED: '0' },
    });
    let output = '';
    let errors = '';
    let ended: string | undefined;
    const timer = setTimeout(() => {
      ended = `ended after ${TIME_LIMIT} s`;
      child.kill('SIGKILL');
    }, TIME_LIMIT * 1000);
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString();
    });
    child.stderr.on('data', (data: Buffer) => {
      errors += data.toString();
    });
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(timer);
      resolve({ output, errors, ...(ended === undefined ? {} : { ended }) });
    });
  });
}

/** The last line that looks like the name and text of an error; else the last line. */
function lastError(text: string): string {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const error = lines.findLast((line) => /^(\w+\.)*\w*(Error|Exception)\b/.test(line));
  return (error ?? lines.at(-1) ?? 'no output').slice(0, 120);
}
