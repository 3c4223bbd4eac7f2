/** Runs programs on Uroboros in a few threads. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/** Megabytes; deep recursion needs as much as the command gives its thread. */
const STACK_MEGABYTES = 256;
/** A thread is replaced after so many programs: each leaves code behind that V8 keeps. */
const PROGRAMS_PER_THREAD = 40;

/** @typedef {{ program: string, profile: string, stress?: import('@uroboros/python').StressOptions, recorded?: boolean }} Job */
/** @typedef {{ text: string, fault: string | undefined }} Result */

/**
 * Runs all jobs; `done` is called with each as it ends.
 * @template {Job} J
 * @param {readonly J[]} jobs
 * @param {(job: J, result: Result) => void} done
 * @param {number} threads
 */
export async function runAll(jobs, done, threads = Math.min(2, availableParallelism())) {
  let next = 0;
  const runSome = async () => {
    while (next < jobs.length) {
      const worker = new Worker(new URL('./worker.mjs', import.meta.url), {
        resourceLimits: { stackSizeMb: STACK_MEGABYTES },
      });
      for (let n = 0; n < PROGRAMS_PER_THREAD && next < jobs.length; n++) {
        const job = jobs[next++];
        done(job, await ask(worker, job));
      }
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: threads }, runSome));
}

/** A thread that dies tells how: the program is then to blame. */
function ask(worker, job) {
  return new Promise((resolve) => {
    const fail = (error) => finish({ text: '', fault: `the thread died: ${error?.stack ?? error}` });
    const finish = (result) => {
      worker.off('message', finish);
      worker.off('error', fail);
      worker.off('exit', fail);
      resolve(result);
    };
    worker.on('message', finish);
    worker.on('error', fail);
    worker.on('exit', fail);
    const { program, profile, stress, recorded } = job;
    worker.postMessage({ program, profile, stress, recorded });
  });
}
