import { setFlagsFromString } from 'node:v8';
import { parentPort } from 'node:worker_threads';

/** What a thread is doing: making a Python, running a program, importing. */
export type Phase = 'start' | 'program' | 'import';

/**
 * What V8 may do in each phase (docs/decisions/0008 and 0009).
 *
 * `inlined`: how much bytecode of the functions that a function calls V8 puts into it. Compiled Python consists of many small
 * steps that are functions of the runtime, so a program wants much of it. But an import runs thousands of functions a few times
 * each, and V8's compiler, in threads of its own, takes twice the processor's time for the larger pieces: there it is V8's own limit.
 *
 * `ticks`: how often a function must have used up its budget of bytecode before it is optimized; V8's own number is 3. What
 * the start runs will hardly run again, and the process has to wait at its end for what the compiler still works on. A function that
 * was held back counts on, so that one which is hot is optimized as soon as the next phase begins.
 *
 * `small`: bytecode of the functions that are optimized at the first tick, whatever `ticks` says; V8's own number is 81.
 */
const LIMITS: Readonly<Record<Phase, { readonly inlined: number; readonly ticks: number; readonly small: number }>> = {
  start: { inlined: 4000, ticks: 1000, small: 0 },
  program: { inlined: 4000, ticks: 3, small: 81 },
  import: { inlined: 920, ticks: 12, small: 81 },
};

/** Bytecode of the largest function that is put into another one; V8's own limit is 460. */
const LARGEST = 1000;

/**
 * Tells V8 what this thread does now; nothing outside of a thread.
 *
 * Kept code is good for the flags it was made under: that of the library is made and loaded in imports, that of the bundle is
 * made and loaded before any limit is set; so outside of a thread, where `tools/bundle.mjs` keeps it, none is.
 */
export function limitEngine(phase: Phase): void {
  if (parentPort === null) return;
  const { inlined, ticks, small } = LIMITS[phase];
  // Never lowered: V8's compiler threads ask for it twice in a compilation, and the process ends if a function has become too large meanwhile.
  setFlagsFromString(`--max-inlined-bytecode-size=${LARGEST}`);
  setFlagsFromString(`--max-inlined-bytecode-size-cumulative=${inlined}`);
  setFlagsFromString(`--ticks-before-optimization=${ticks}`);
  setFlagsFromString(`--max-bytecode-size-for-early-opt=${small}`);
}
