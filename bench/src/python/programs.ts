import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A Python program that defines `SIZE` and `run(size)`, which returns a checksum; its docstring says what it exercises. */
export interface Program {
  readonly name: string;
  readonly title: string;
  readonly source: string;
}

/** Folders below bench/python. */
export type ProgramFolder = 'programs' | 'growth';

const PYTHON = fileURLToPath(new URL('../../python/', import.meta.url));

/** The programs of a folder whose name contains `only`, by name. */
export function findPrograms(folder: ProgramFolder, only: string): Program[] {
  return readdirSync(`${PYTHON}${folder}`)
    .filter((file) => file.endsWith('.py') && file.includes(only))
    .sort()
    .map((file) => {
      const source = readFileSync(`${PYTHON}${folder}/${file}`, 'utf8');
      const title = /^"""(.*)"""/.exec(source)?.[1];
      if (title === undefined) throw new Error(`${file} does not begin with a docstring of one line`);
      return { name: file.slice(0, -'.py'.length), title, source };
    });
}

/** How often a program runs within its process. */
export interface Effort {
  readonly clock: 'perf_counter' | 'process_time';
  readonly warmUps: number;
  readonly repetitions: number;
  /** Warming up, and then measuring, end early after so many seconds. */
  readonly seconds: number;
}

/** The text of a program with the driver that runs and times it. */
export function driven(program: Program, { clock, warmUps, repetitions, seconds }: Effort): string {
  const driver = readFileSync(`${PYTHON}driver.py`, 'utf8');
  return `${program.source}\n\n${driver}timed('${clock}', ${warmUps}, ${repetitions}, ${seconds})\n`;
}

/** The text of a program with the driver that times it at its size and at four times its size. */
export function grown(program: Program, { clock, repetitions }: Effort): string {
  const driver = readFileSync(`${PYTHON}grown.py`, 'utf8');
  return `${program.source}\n\n${driver}grown('${clock}', ${repetitions})\n`;
}
