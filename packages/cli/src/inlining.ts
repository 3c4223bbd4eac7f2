import { setFlagsFromString } from 'node:v8';
import { parentPort } from 'node:worker_threads';

/**
 * How much of the functions that a function calls V8 puts into it. Compiled Python consists of many small steps that are functions of
 * the runtime, so a program wants much of it. But an import runs thousands of functions a few times each, and V8's compiler, in
 * threads of its own, takes twice the processor's time for the larger pieces: imports of files have V8's own limit of all.
 *
 * Kept code is good for the flags it was made under: that of the library is made and loaded in imports, that of the bundle is
 * made and loaded before any limit is set; so outside of a thread, where `tools/bundle.mjs` keeps it, none is.
 */
const LIMITS = { program: 4000, import: 920 } as const;

/** Bytecode of the largest function that is put into another one; V8's own limit is 460. */
const LARGEST = 1000;

export function limitInlining(what: keyof typeof LIMITS): void {
  if (parentPort === null) return;
  // Never lowered: V8's compiler threads ask for it twice in a compilation, and the process ends if a function has become too large meanwhile.
  setFlagsFromString(`--max-inlined-bytecode-size=${LARGEST}`);
  setFlagsFromString(`--max-inlined-bytecode-size-cumulative=${LIMITS[what]}`);
}
