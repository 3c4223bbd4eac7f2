import { parentPort, workerData } from 'node:worker_threads';
import { limitEngine } from './engine-limits.js';
import { runFile, runInput, runModule, runText } from './run.js';
import type { RunRequest } from './thread.js';
import { runForPauses } from './timed-run.js';

limitEngine('start');

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
    case 'pauses':
      return runForPauses(request.options, request.file, request.answer);
  }
}

parentPort?.postMessage(run(workerData as RunRequest));
