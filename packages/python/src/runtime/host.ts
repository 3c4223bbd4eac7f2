import type { KeptCode } from '../compile/kept.js';
import type { HostFiles } from './files.js';
import type { Runtime } from './runtime.js';
import type { HostSignals } from './signals.js';

/** Everything that comes from outside of Python: output, clock, files. A program reaches only what the host passes in. */
export interface Host {
  /** sys.stdout and sys.stderr: called in the order the program writes. */
  writeOut(text: string): void;
  writeError(text: string): void;
  /** sys.stdin.readline(): a line with its newline, '' at the end. Throws an error with `code` EINTR when a signal came. */
  readLine(): string;
  /** Whether a stream (0 stdin, 1 stdout, 2 stderr) is a terminal. */
  isTerminal?(stream: number): boolean;
  /** Seconds since the epoch, and seconds of a clock that never goes back. */
  time(): number;
  monotonic(): number;
  /** Seconds of the processor's time that the process has used, if the host can tell. */
  processorTime?(): number;
  /** Blocks for so many seconds, or until `interrupted` says that a signal came (asked now and then, if the host can). */
  sleep(seconds: number, interrupted?: () => boolean): void;
  /** Source of a module's file, for imports: undefined if there is none of that path. */
  readSource(path: string): Uint8Array | undefined;
  /**
   * What the host has kept of a compilation of exactly this source: undefined if nothing. See {@link KeptCode}. Texts of the runtime itself
   * have a name in angle brackets for a path.
   */
  keptCode?(path: string, source: Uint8Array, profile: string): KeptCode | undefined;
  /** An import begins that stands within no other and loads something, or it has ended. */
  importing?(begins: boolean): void;
  /** Whether a path is a folder: without it there are no namespace packages. */
  isFolder?(path: string): boolean;
  /** The current folder, which '' in sys.path stands for. */
  cwd?(): string;
  /** The files a program may reach: without them it has none, and `open` refuses. */
  readonly files?: HostFiles;
  /** os.environ at the start. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Fills an array with random bytes (os.urandom). */
  random?(into: Uint8Array): void;
  /** Bytes to sys.stdout.buffer (1) and sys.stderr.buffer (2); without it they are written as text, decoded from UTF-8. */
  writeBytes?(stream: 1 | 2, bytes: Uint8Array): void;
  /** Number of the process. */
  readonly processId?: number;
  /** The process's signals: without it only those that a program raises itself come, and only to handlers. */
  readonly signals?: HostSignals | undefined;
  /** Called between instructions when the embedder's bits are set; false after it raised a Python exception. */
  safepoint(rt: Runtime): boolean;
}

/** A host that has nothing and grants nothing: to build on, and for interpreters that only hold memory. */
export const NO_HOST: Host = {
  writeOut: () => {},
  writeError: () => {},
  readLine: () => '',
  time: () => 0,
  monotonic: () => 0,
  sleep: () => {},
  readSource: () => undefined,
  safepoint: () => true,
};
