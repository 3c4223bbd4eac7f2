import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute } from 'node:path';
import { Interpreter, PROFILES, type ProfileName } from '@uroboros/python';
import { NodeHost } from './host.js';

/** What all commands that make a Python have in common. */
export interface PythonOptions {
  readonly profile: ProfileName;
  readonly heap?: number;
  readonly debugAllocator?: boolean;
}

/** A Python on this process's streams. */
export function makePython(
  options: PythonOptions,
  host: NodeHost,
  argv: readonly string[],
  folder: string,
): Interpreter {
  return new Interpreter({
    host,
    profile: PROFILES[options.profile],
    argv,
    folder,
    debug: options.debugAllocator ?? false,
    ...(options.heap === undefined ? {} : { heapBytes: options.heap }),
  });
}

/** Runs `-c CODE`; returns the exit code. */
export function runText(options: PythonOptions, code: string, args: readonly string[]): number {
  return makePython(options, new NodeHost(), ['-c', ...args], '').runMain(code, '<string>');
}

/** Runs a program that comes from stdin. */
export function runInput(options: PythonOptions, argv: readonly string[]): number {
  const host = new NodeHost();
  return makePython(options, host, argv, '').runMain(host.readAll(), '<stdin>');
}

/** Runs a file. One that cannot be read is reported in CPython's words. */
export function runFile(options: PythonOptions, file: string, args: readonly string[]): number {
  const path = isAbsolute(file) ? file : `${process.cwd()}/${file}`;
  let source: Uint8Array;
  try {
    if (statSync(path).isDirectory()) return complain(`can't find '__main__' module in '${path}'`, 1);
    source = readFileSync(path);
  } catch (error) {
    return complain(`can't open file '${path}': ${systemMessage(error)}`, 2);
  }
  return makePython(options, new NodeHost(), [file, ...args], dirname(realpathSync(path))).runMain(source, path);
}

function complain(message: string, status: number): number {
  new NodeHost().writeError(`uroboros: ${message}\n`);
  return status;
}

const MESSAGES: Readonly<Record<string, string>> = {
  ENOENT: 'No such file or directory',
  EACCES: 'Permission denied',
  ENOTDIR: 'Not a directory',
  ELOOP: 'Too many levels of symbolic links',
  ENAMETOOLONG: 'File name too long',
};

/** `[Errno 2] No such file or directory` */
function systemMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, errno } = error as NodeJS.ErrnoException;
  const message = code === undefined ? undefined : MESSAGES[code];
  return message === undefined || errno === undefined ? error.message : `[Errno ${Math.abs(errno)}] ${message}`;
}
