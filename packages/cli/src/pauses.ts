import { MessageChannel } from 'node:worker_threads';
import type { PythonOptions } from './run.js';
import { runInThread } from './thread.js';

/**
 * How long the collections of a program take. A recording has no clock, so that it is the same each time, and a recorded run takes several
 * times as long as a plain one: the program is run once more, in its fast form, and what happens is the same.
 */

/** Milliseconds of each collection of a program, in their order. */
export async function measurePauses(file: string, options: PythonOptions): Promise<readonly number[]> {
  const { port1, port2: answer } = new MessageChannel();
  const pauses = new Promise<readonly number[]>((resolve) => port1.once('message', resolve));
  await runInThread({ kind: 'pauses', options, file, answer }, [answer]);
  return pauses;
}
