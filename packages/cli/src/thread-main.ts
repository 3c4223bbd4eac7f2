import { setFlagsFromString } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import { runFile, runInput, runModule, runText } from './run.js';
import type { RunRequest } from './thread.js';

/**
 * Compiled Python consists of many small steps that are functions of the runtime: the engine may put more of them into one
 * piece than it does by default. Set after the code is loaded, because kept code is good for the flags it was made with; so they
 * are not set where `tools/bundle.mjs` keeps it, outside of a thread.
 */
if (parentPort !== null) {
  setFlagsFromString('--max-inlined-bytecode-size=1000');
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=4000');
}

/** The thread's side of `thread.ts`. */
function run(request: RunRequest): number {
  switch (request.kind) {
    case 'text':
      return runText(request.options, request.code, request.args);
    case 'module':
      return runModule(request.options, request.name, request.args);
    case 'input':
      return runInput(request.options, request.argv);
    case 'file':
      return runFile(request.options, request.file, request.args);
  }
}

parentPort?.postMessage(run(workerData as RunRequest));
