import {
  Interpreter,
  type InterpreterOptions,
  PROFILES,
  type ProfileName,
  Recorder,
  RecordingWriter,
} from '@uroboros/instruments/observed';
import { LIBRARY, type RunRequest } from './messages.js';

/**
 * One run of a program in its observed form. The program is granted output and a clock that begins at 0, and nothing else.
 */

/** Milliseconds after which what was noted is written: the log itself only speaks when it is full, and a stopped run must lose little. */
const FLUSH_EVERY = 60;

/** Statements between two looks at the clock. */
const LINES_PER_LOOK = 16;

/** Bytes of JavaScript stack that a worker of a browser surely has. */
const STACK_BYTES = 700 * 1024;

class PageHost {
  recorder: Recorder | undefined;
  readonly #begin = performance.now();
  #slept = 0;
  #flushed = 0;
  #lines = 0;
  readonly #library: Readonly<Record<string, string>>;

  constructor(library: Readonly<Record<string, string>>) {
    this.#library = library;
  }

  writeOut(text: string): void {
    this.#write(1, text);
  }

  writeError(text: string): void {
    this.#write(2, text);
  }

  #write(stream: 1 | 2, text: string): void {
    this.recorder?.output(stream, text);
    this.#flush();
  }

  #flush(): void {
    if (performance.now() - this.#flushed < FLUSH_EVERY) return;
    this.#flushed = performance.now();
    this.recorder?.flush();
  }

  /** A statement begins: a moment at which what was noted is whole. */
  line(position: number): void {
    this.recorder?.observer.line?.(position);
    if (++this.#lines % LINES_PER_LOOK === 0) this.#flush();
  }

  readLine(): string {
    return '';
  }

  /** As a terminal's, output is to be seen when its line is. */
  isTerminal(stream: number): boolean {
    return stream > 0;
  }

  time(): number {
    return this.monotonic();
  }

  monotonic(): number {
    return (performance.now() - this.#begin) / 1000 + this.#slept;
  }

  /** Nobody waits: the clock is put forward. */
  sleep(seconds: number): void {
    this.#slept += seconds;
  }

  readSource(path: string): Uint8Array | undefined {
    if (!path.startsWith(`${LIBRARY}/`)) return undefined;
    const text = this.#library[path.slice(LIBRARY.length + 1)];
    return text === undefined ? undefined : new TextEncoder().encode(text);
  }

  safepoint(): boolean {
    return true;
  }
}

/** Runs a program; the recording goes to `sink` while it runs. Returns the program's exit code. */
export function recordProgram(
  { source, filename, profile, thresholds, heapBytes, library }: RunRequest,
  sink: (bytes: Uint8Array<ArrayBuffer>) => void,
): number {
  const host = new PageHost(library);
  const recorder = new Recorder(new RecordingWriter({ sink: (bytes) => sink(bytes.slice()) }));
  const options: InterpreterOptions = {
    host,
    profile: PROFILES[profile as ProfileName],
    argv: [filename],
    folder: '',
    stdlib: LIBRARY,
    heapBytes,
    sharedMemory: true,
    stackBytes: STACK_BYTES,
    observer: { ...recorder.observer, line: (position) => host.line(position) },
  };
  const python = new Interpreter(options);
  if (thresholds !== undefined) python.rt.heap.gc.setThreshold(...thresholds);
  recorder.begin(python, { uroboros: '0.1.0', argv: [filename], file: filename, library: LIBRARY });
  recorder.source(filename, source);
  host.recorder = recorder;
  const status = python.runMain(source, filename);
  recorder.end(status);
  return status;
}
