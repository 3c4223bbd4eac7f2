import { constants } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { DOOR, type SignalRequest } from './thread-signals.js';

/**
 * Signals come to the main thread, Python runs in another. Its memory is not shared, for that would make every access slower; so
 * the main thread asks V8 to run a function there, in the middle of whatever runs, as a debugger does. Nothing of it exists before
 * the first signal comes.
 */

const SIGALRM = 14;

const NAMES = new Map(Object.entries(constants.signals).map(([name, number]) => [number, name as NodeJS.Signals]));

/** Main thread's side: passes signals on to a worker, and does what it asks for. */
export class SignalSender {
  readonly #worker: Worker;
  readonly #listeners = new Map<number, () => void>();
  #send: Promise<(signum: number) => void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(worker: Worker) {
    this.#worker = worker;
    this.#listen(constants.signals.SIGINT, 'trip');
  }

  /** Does what the thread asks for. */
  handle(request: SignalRequest): void {
    if (request.ask === 'listen') this.#listen(request.signum, request.action);
    else if (request.ask === 'raise') dieOf(request.signum);
    else this.#alarm(request.seconds, request.interval);
  }

  /** The thread has ended: signals are this process's own again. */
  stop(): void {
    clearTimeout(this.#timer);
    for (const signum of [...this.#listeners.keys()]) this.#listen(signum, 'default');
  }

  #listen(signum: number, action: 'default' | 'ignore' | 'trip'): void {
    const name = NAMES.get(signum);
    if (name === undefined) return;
    const known = this.#listeners.get(signum);
    if (known !== undefined) process.off(name, known);
    this.#listeners.delete(signum);
    if (action === 'default') return;
    const listener = action === 'ignore' ? (): void => {} : (): void => this.#pass(signum);
    this.#listeners.set(signum, listener);
    try {
      process.on(name, listener);
    } catch {
      // What the system does not let anybody catch: signals of faults, which then do what they do.
    }
  }

  #pass(signum: number): void {
    // A thread that cannot take it has not begun or is at its end: the process ends as any other would.
    this.#send ??= openDoor(this.#worker, () => dieOf(signum));
    this.#send.then((send) => send(signum));
  }

  #alarm(seconds: number, interval: number): void {
    clearTimeout(this.#timer);
    if (seconds === 0) return;
    this.#timer = setTimeout(() => {
      this.#pass(SIGALRM);
      this.#alarm(interval, interval);
    }, seconds * 1000);
  }
}

/** Sends a signal to this process, to its default. */
export function dieOf(signum: number): void {
  const name = NAMES.get(signum);
  if (name === undefined) return;
  process.removeAllListeners(name);
  process.kill(process.pid, name);
}

interface Answer {
  readonly id?: number;
  readonly result?: { readonly result?: { readonly value?: unknown } };
}

/** A way to call the thread's function while it is busy. */
async function openDoor(worker: Worker, closed: () => void): Promise<(signum: number) => void> {
  const { Session } = await import('node:inspector');
  const session = new Session();
  session.connect();
  worker.once('exit', () => session.disconnect());
  // There may be other threads: the one that writes a recording. The title of each begins with its number.
  let sessionId: string | undefined;
  session.on('NodeWorker.attachedToWorker', ({ params }) => {
    if (params.workerInfo.title.startsWith(`[worker ${worker.threadId}]`)) sessionId = params.sessionId;
  });
  session.on('NodeWorker.receivedMessageFromWorker', ({ params }) => {
    const answer = JSON.parse(params.message) as Answer;
    if (answer.id !== undefined && answer.result?.result?.value !== true) closed();
  });
  // All threads that there are have been attached to when this has been answered.
  await new Promise((resolve) => session.post('NodeWorker.enable', { waitForDebuggerOnStart: false }, resolve));
  let id = 0;
  return (signum) => {
    if (sessionId === undefined) {
      closed();
      return;
    }
    const evaluate = {
      id: ++id,
      method: 'Runtime.evaluate',
      params: { expression: `globalThis.${DOOR}?.(${signum})`, silent: true },
    };
    session.post('NodeWorker.sendMessageToWorker', { sessionId, message: JSON.stringify(evaluate) });
  };
}
