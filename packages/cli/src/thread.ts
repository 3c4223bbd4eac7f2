import { type MessagePort, Worker } from 'node:worker_threads';
import { EXIT_INTERRUPTED } from './complaints.js';
import type { PythonOptions } from './run.js';
import { dieOf, SignalSender } from './signals.js';
import { INTERRUPTED, type SignalRequest } from './thread-signals.js';

/** What a thread is asked to run. */
export type RunRequest =
  | { readonly kind: 'text'; readonly options: PythonOptions; readonly code: string; readonly args: readonly string[] }
  | {
      readonly kind: 'module';
      readonly options: PythonOptions;
      readonly name: string;
      readonly args: readonly string[];
    }
  | { readonly kind: 'input'; readonly options: PythonOptions; readonly argv: readonly string[] }
  | { readonly kind: 'file'; readonly options: PythonOptions; readonly file: string; readonly args: readonly string[] }
  | { readonly kind: 'pauses'; readonly options: PythonOptions; readonly file: string; readonly answer: MessagePort };

/**
 * Megabytes of JavaScript stack: how deep Python may recurse is Python's to say (sys.setrecursionlimit), and a thread's stack
 * can be as large as that takes; the main thread's cannot. It costs nothing until it is touched.
 */
const STACK_MEGABYTES = 256;

/** Exit status after a fault of ours: EX_SOFTWARE. */
const INTERNAL_FAULT = 70;

/** Exit status after an uncaught exception. */
const UNCAUGHT = 1;

/**
 * The Python heap has a limit of its own, and a MemoryError that programs can catch. This is the engine's memory for code and syntax
 * trees, and when it is full nothing runs any more.
 */
const OUT_OF_MEMORY =
  'MemoryError: no memory is left for compiled code (node --max-old-space-size=MB sets the limit)\n';

const SIGINT = 2;

/** Runs a program in a thread with a large stack; the exit code. A program that Ctrl-C has ended ends this process as it would any other. */
export async function runInThread(request: RunRequest, transferList: MessagePort[] = []): Promise<number> {
  const status = await runWorker('thread-main.js', request, transferList);
  return status === INTERRUPTED ? dieOfInterrupt() : status;
}

/** Ends the process as Ctrl-C does; the exit code where the system lets it live. */
export function dieOfInterrupt(): number {
  dieOf(SIGINT);
  return EXIT_INTERRUPTED;
}

/**
 * Runs the thread of a file beside this one: its exit code, or {@link INTERRUPTED}. What the thread had to do is done then; it
 * may still be taking its memory apart.
 */
export function runWorker(file: string, request: unknown, transferList: MessagePort[] = []): Promise<number> {
  const worker = new Worker(new URL(`./${file}`, import.meta.url), {
    workerData: request,
    transferList,
    resourceLimits: { stackSizeMb: STACK_MEGABYTES },
    // The host writes to the descriptors. Streams that nobody uses need not be led through this thread, which would have to make its own.
    stdout: true,
    stderr: true,
  });
  return new Promise((resolve) => {
    const signals = new SignalSender(worker);
    const finish = (status: number): void => {
      signals.stop();
      resolve(status);
    };
    worker.on('message', (message: number | SignalRequest) => {
      if (typeof message === 'number') finish(message);
      else signals.handle(message);
    });
    let failed = INTERNAL_FAULT;
    worker.on('error', (error: Error & { code?: string }) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
        process.stderr.write(OUT_OF_MEMORY);
        failed = UNCAUGHT;
        return;
      }
      const text = error instanceof Error ? error.stack : String(error);
      process.stderr.write(`uroboros: internal fault, please report it\n${text}\n`);
    });
    // A host that cannot write any more ends the thread itself, with a status of its own.
    worker.on('exit', (code) => finish(code === 0 || code === 1 ? failed : code));
  });
}
