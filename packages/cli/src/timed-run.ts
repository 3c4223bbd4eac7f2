import { readFileSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute } from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import { NodeHost } from './host.js';
import { makePython, type PythonOptions } from './run.js';

/** A host that keeps quiet: what the program says was said, or recorded, before. */
class QuietHost extends NodeHost {
  override writeOut(): void {}
  override writeError(): void {}
}

/** Runs a program for the milliseconds that each of its collections takes: the thread's side of `pauses.ts`. */
export function runForPauses(options: PythonOptions, file: string, answer: MessagePort): number {
  const path = isAbsolute(file) ? file : `${process.cwd()}/${file}`;
  const pauses: number[] = [];
  let start = 0;
  const heap = {
    collectionStarts: () => {
      start = performance.now();
    },
    collectionStops: () => pauses.push(performance.now() - start),
  };
  const python = makePython(options, new QuietHost(), [file], dirname(realpathSync(path)), { observer: { heap } });
  const status = python.runMain(readFileSync(path), path);
  answer.postMessage(pauses);
  return status;
}
