import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Interpreter, PROFILES, type ProfileName } from '@uroboros/python';
import { NodeHost } from './host.js';

/** What all commands that make a Python have in common. */
export interface PythonOptions {
  readonly profile: ProfileName;
  readonly heap?: number;
  readonly debugAllocator?: boolean;
  /** Folder of the standard library; default: the one that was built with the packages. */
  readonly stdlib?: string;
}

/** The standard library that `npm run build` unpacks into @uroboros/python. */
function builtStdlib(): string | undefined {
  const folder = join(dirname(fileURLToPath(import.meta.resolve('@uroboros/python'))), 'lib/python3.13');
  return existsSync(folder) ? folder : undefined;
}

/** A Python on this process's streams. */
export function makePython(
  options: PythonOptions,
  host: NodeHost,
  argv: readonly string[],
  folder: string,
): Interpreter {
  const stdlib = options.stdlib === undefined ? builtStdlib() : resolve(options.stdlib);
  return new Interpreter({
    host,
    profile: PROFILES[options.profile],
    argv,
    folder,
    path: (process.env['PYTHONPATH'] ?? '').split(':').filter((entry) => entry !== ''),
    ...(stdlib === undefined ? {} : { stdlib }),
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
    if (statSync(path).isDirectory()) return runFolder(options, path, file, args);
    source = readFileSync(path);
  } catch (error) {
    return complain(`can't open file '${path}': ${systemMessage(error)}`, 2);
  }
  return makePython(options, new NodeHost(), [file, ...args], dirname(realpathSync(path))).runMain(source, path);
}

/** Runs the `__main__.py` of a folder. */
function runFolder(options: PythonOptions, path: string, file: string, args: readonly string[]): number {
  if (!existsSync(join(path, '__main__.py'))) return complain(`can't find '__main__' module in '${path}'`, 1);
  return makePython(options, new NodeHost(), [file, ...args], path).runModule('__main__');
}

/** Runs `-m NAME`: a module of sys.path, or the `__main__` of a package. */
export function runModule(options: PythonOptions, name: string, args: readonly string[]): number {
  return makePython(options, new NodeHost(), ['-m', ...args], process.cwd()).runModule(name);
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
