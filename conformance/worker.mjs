/** One of the threads that run programs: gets a program, answers with what it did. */
import { parentPort } from 'node:worker_threads';
import { report } from './cpython.mjs';
import { runUroboros } from './uroboros.mjs';

parentPort.on('message', ({ program, profile, stress }) => {
  const { status, stdout, stderr, fault } = runUroboros(program, profile, stress);
  parentPort.postMessage({ text: report(status, stdout, stderr), fault });
});
