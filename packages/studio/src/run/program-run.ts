import type { RunReport, RunRequest } from '../workers/messages.js';

/** How a run came to its end. */
export type RunEnd =
  | { readonly t: 'done'; readonly status: number }
  | { readonly t: 'stopped' }
  /** The recording had reached its bound. */
  | { readonly t: 'full' }
  | { readonly t: 'failed'; readonly message: string };

/** Bytes of a recording with which the run is stopped: nothing that comes later could be looked at. */
export const MOST_BYTES = 64 * 2 ** 20;

/** One run of a program in a worker of its own. */
export class ProgramRun {
  readonly parts: Uint8Array[] = [];
  bytes = 0;
  /** Settles when the program has ended, by itself or not. */
  readonly ended: Promise<RunEnd>;
  #end: (end: RunEnd) => void = () => {};
  readonly #worker: Worker;

  constructor(request: RunRequest, onProgress: (bytes: number) => void) {
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
    this.#worker = warmWorker.take();
    this.#worker.onmessage = ({ data }: MessageEvent<RunReport>) => {
      if (data.t === 'bytes') this.#add(data.bytes, onProgress);
      else if (data.t === 'done' || data.t === 'failed') this.#finish(data);
    };
    this.#worker.onerror = (event) =>
      this.#finish({ t: 'failed', message: event.message || 'the worker cannot be loaded' });
    this.#worker.postMessage(request);
  }

  /** Ends the program where it stands; what was recorded so far is kept. */
  stop(): void {
    this.#finish({ t: 'stopped' });
  }

  #add(bytes: Uint8Array, onProgress: (bytes: number) => void): void {
    this.parts.push(bytes);
    this.bytes += bytes.length;
    onProgress(this.bytes);
    if (this.bytes >= MOST_BYTES) this.#finish({ t: 'full' });
  }

  #finish(end: RunEnd): void {
    this.#worker.onmessage = null;
    this.#worker.terminate();
    this.#end(end);
    warmWorker.prepare();
  }
}

/** The next worker, which loads its code while nothing runs. */
const warmWorker = {
  next: undefined as Worker | undefined,
  prepare(): void {
    this.next ??= new Worker(new URL('run.js', document.baseURI), { type: 'module', name: 'run' });
  },
  take(): Worker {
    this.prepare();
    const worker = this.next!;
    this.next = undefined;
    return worker;
  },
};
