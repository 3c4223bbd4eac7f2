/** One of the threads that run programs: gets a program, answers with what it did. */
import { parentPort } from 'node:worker_threads';
import { report } from './cpython.mjs';
import { runUroboros } from './uroboros.mjs';

/** Loaded when it is asked for: the observed form is another Python. */
const recordings = () => import('./recordings.mjs');

parentPort.on('message', async ({ program, profile, stress, recorded }) => {
  const run = recorded ? (await recordings()).runRecorded : runUroboros;
  const { status, stdout, stderr, fault } = run(program, profile, stress);
  parentPort.postMessage({ text: report(status, stdout, stderr), fault });
});
