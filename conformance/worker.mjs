/** One of the threads that run programs: gets a program, answers with what it did. */
import { parentPort } from 'node:worker_threads';
import { report } from './cpython.mjs';
import { runUroboros } from './uroboros.mjs';

/** Loaded when it is asked for: the observed form is another Python. */
const recordings = () => import('./recordings.mjs');

parentPort.on('message', async ({ program, profile, stress, moments }) => {
  const run = moments === undefined ? runUroboros : (await recordings()).runRecorded;
  const { status, stdout, stderr, fault } = run(program, profile, stress ?? moments);
  parentPort.postMessage({ text: report(status, stdout, stderr), fault });
});
