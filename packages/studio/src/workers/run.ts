import {
  Interpreter,
  type InterpreterOptions,
  PROFILES,
  type ProfileName,
  Recorder,
  RecordingWriter,
} from '@uroboros/instruments/observed';
import { LIBRARY, type RunReport, type RunRequest } from './messages.js';

/**
 * The worker in which one program runs in its observed form. It grants the program output and a clock that begins at 0, and nothing
 * else. The page ends the worker to stop the program: what was recorded until then has left it already.
 */

/** Milliseconds between two reports of what was recorded so far: the log itself only speaks when it is full. */
const REPORT_EVERY = 60;

/** Bytes of JavaScript stack that a worker of a browser surely has. */
const STACK_BYTES = 700 * 1024;

function report(message: RunReport, transfer: Transferable[] = []): void {
  (self as unknown as { postMessage(message: unknown, transfer: Transferable[]): void }).postMessage(message, transfer);
}

class PageHost {
  recorder: Recorder | undefined;
  readonly #begin = performance.now();
  #slept = 0;
  #reported = 0;
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
    if (performance.now() - this.#reported < REPORT_EVERY) return;
    this.#reported = performance.now();
    this.recorder?.flush();
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

function run({ source, filename, profile, thresholds, heapBytes, library }: RunRequest): number {
  const host = new PageHost(library);
  const writer = new RecordingWriter({
    sink: (bytes) => {
      const own = bytes.slice();
      report({ t: 'bytes', bytes: own }, [own.buffer]);
    },
  });
  const recorder = new Recorder(writer);
  const options: InterpreterOptions = {
    host,
    profile: PROFILES[profile as ProfileName],
    argv: [filename],
    folder: '',
    stdlib: LIBRARY,
    heapBytes,
    sharedMemory: true,
    stackBytes: STACK_BYTES,
    observer: recorder.observer,
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

self.onmessage = ({ data }: MessageEvent<RunRequest>) => {
  try {
    report({ t: 'done', status: run(data) });
  } catch (error) {
    report({ t: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
};
report({ t: 'ready' });
