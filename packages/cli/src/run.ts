import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { parentPort, resourceLimits } from 'node:worker_threads';
import { Interpreter, PROFILES, type ProfileName, type PythonObserver } from '@uroboros/python';
import { limitEngine } from './engine-limits.js';
import { NodeHost } from './host.js';
import { KeptLibrary } from './kept-library.js';
import { builtStdlib } from './stdlib.js';
import { INTERRUPTED, receiveSignals, threadSignals } from './thread-signals.js';

/** What all commands that make a Python have in common. */
export interface PythonOptions {
  readonly profile: ProfileName;
  readonly heap?: number;
  readonly debugAllocator?: boolean;
  /** Folder of the standard library; default: the one that was built with the packages. */
  readonly stdlib?: string;
}

/** A Python on this process's streams; the process may end with it. */
export function makePython(
  options: PythonOptions,
  host: NodeHost,
  argv: readonly string[],
  folder: string,
  { endsProcess = false, observer }: { readonly endsProcess?: boolean; readonly observer?: PythonObserver } = {},
): Interpreter {
  const stdlib = options.stdlib === undefined ? builtStdlib() : resolve(options.stdlib);
  if (stdlib !== undefined && options.stdlib === undefined) host.library = new KeptLibrary(stdlib);
  const python = new Interpreter({
    host,
    profile: PROFILES[options.profile],
    argv,
    folder,
    path: (process.env['PYTHONPATH'] ?? '').split(':').filter((entry) => entry !== ''),
    ...(stdlib === undefined ? {} : { stdlib }),
    debug: options.debugAllocator ?? false,
    sharedMemory: true,
    endsProcess,
    ...(observer === undefined ? {} : { observer }),
    ...(resourceLimits.stackSizeMb === undefined ? {} : { stackBytes: resourceLimits.stackSizeMb * 2 ** 20 }),
    ...(options.heap === undefined ? {} : { heapBytes: options.heap }),
  });
  limitEngine('program');
  receiveSignals((signum) => python.interrupt(signum));
  host.interrupted = () => python.rt.tripped.any;
  return python;
}

/** The host in a thread, whose signals the main thread passes on. */
function threadHost(): NodeHost {
  const port = parentPort;
  const host: NodeHost = new NodeHost(
    port === null
      ? undefined
      : threadSignals(
          (request) => port.postMessage(request),
          (seconds) => host.sleep(seconds),
        ),
  );
  return host;
}

/** Runs a program: its exit code, or {@link INTERRUPTED}. */
function statusOf(python: Interpreter, run: () => number): number {
  const status = run();
  return python.wasInterrupted ? INTERRUPTED : status;
}

/** Runs `-c CODE`; returns the exit code. */
export function runText(options: PythonOptions, code: string, args: readonly string[]): number {
  const python = makePython(options, threadHost(), ['-c', ...args], '', { endsProcess: true });
  return statusOf(python, () => python.runMain(code, '<string>'));
}

/** Runs a program that comes from stdin. */
export function runInput(options: PythonOptions, argv: readonly string[]): number {
  const host = threadHost();
  const python = makePython(options, host, argv, '', { endsProcess: true });
  return statusOf(python, () => python.runMain(host.readAll(), '<stdin>'));
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
  const python = makePython(options, threadHost(), [file, ...args], dirname(realpathSync(path)), { endsProcess: true });
  return statusOf(python, () => python.runMain(source, path));
}

/** Runs the `__main__.py` of a folder. */
function runFolder(options: PythonOptions, path: string, file: string, args: readonly string[]): number {
  if (!existsSync(join(path, '__main__.py'))) return complain(`can't find '__main__' module in '${path}'`, 1);
  const python = makePython(options, threadHost(), [file, ...args], path, { endsProcess: true });
  return statusOf(python, () => python.runModule('__main__'));
}

/** Runs `-m NAME`: a module of sys.path, or the `__main__` of a package. */
export function runModule(options: PythonOptions, name: string, args: readonly string[]): number {
  const python = makePython(options, threadHost(), ['-m', ...args], process.cwd(), { endsProcess: true });
  return statusOf(python, () => python.runModule(name));
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
