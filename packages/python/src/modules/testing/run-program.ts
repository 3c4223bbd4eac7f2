import { existsSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Interpreter } from '../../interpreter.js';
import { PROFILES, type ProfileName } from '../../profiles/profile.js';
import type { Host } from '../../runtime/host.js';

/** What a program has printed, with addresses made the same. */
export interface Outcome {
  readonly out: string;
  readonly err: string;
  readonly code: number;
}

/** The standard library that the build unpacks. */
export const stdlib = fileURLToPath(new URL('../../../dist/lib/python3.13', import.meta.url));

/** A host that keeps what is written, and whose input is a text. */
export class MemoryHost implements Host {
  out = '';
  err = '';
  #input: string;

  constructor(input = '') {
    this.#input = input;
  }

  writeOut(text: string): void {
    this.out += text;
  }

  writeError(text: string): void {
    this.err += text;
  }

  readLine(): string {
    const end = this.#input.indexOf('\n');
    const line = end < 0 ? this.#input : this.#input.slice(0, end + 1);
    this.#input = this.#input.slice(line.length);
    return line;
  }

  time(): number {
    return Date.now() / 1000;
  }

  monotonic(): number {
    return performance.now() / 1000;
  }

  sleep(seconds: number): void {
    const end = performance.now() + seconds * 1000;
    while (performance.now() < end);
  }

  /** The library and nothing else. */
  readSource(path: string): Uint8Array | undefined {
    return path.startsWith(stdlib) && existsSync(path) ? readFileSync(path) : undefined;
  }

  isFolder(path: string): boolean {
    return path.startsWith(stdlib) && (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);
  }

  safepoint(): boolean {
    return true;
  }
}

/** Runs a text as a file. */
export function runText(
  source: string,
  profile: ProfileName = '3.13',
  filename = '/programs/program.py',
  input = '',
): Outcome {
  const host = new MemoryHost(input);
  const python = new Interpreter({
    host,
    profile: PROFILES[profile],
    argv: [filename],
    folder: '/programs',
    stdlib,
    heapBytes: 64 * 1024 ** 2,
  });
  const code = python.runMain(source, filename);
  return { out: normal(host.out), err: normal(host.err), code };
}

function normal(text: string): string {
  return text.replace(/0x[0-9a-f]+/g, '0x?');
}

/** Runs a program of this folder. */
export function runProgram(program: string, profile: ProfileName): Outcome {
  const source = readFileSync(new URL(program, import.meta.url), 'utf8');
  return runText(source, profile, `/programs/${program}`);
}

/** What real CPythons printed, by program and version. */
export function recordedOutcomes(): Record<string, Record<ProfileName, Outcome>> {
  return JSON.parse(readFileSync(new URL('recorded.json', import.meta.url), 'utf8'));
}

/** Runs a program of this folder as one command of the prompt, which leaves everything standing, and checks the heap. */
export function runAndVerify(program: string, profile: ProfileName): void {
  const source = readFileSync(new URL(program, import.meta.url), 'utf8').replace(/^/gm, '  ');
  const python = new Interpreter({ host: new MemoryHost(), profile: PROFILES[profile], heapBytes: 64 * 1024 ** 2 });
  python.runCommand(`if 1:\n${source}\n`, '<program>');
  python.verify();
}
