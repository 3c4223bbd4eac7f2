import { setFlagsFromString } from 'node:v8';
import { parentPort } from 'node:worker_threads';

/**
 * How much of the functions that a function calls V8 puts into it. Compiled Python consists of many small steps that are functions of
 * the runtime, so a program wants much of it. But an import runs thousands of functions a few times each, and V8's compiler, in
 * threads of its own, takes twice the processor's time for the larger pieces: imports of files have V8's own limits.
 *
 * Kept code is good for the flags it was made under: that of the library is made and loaded in imports, that of the bundle is
 * made and loaded before any limit is set; so outside of a thread, where `tools/bundle.mjs` keeps it, none is.
 */
const LIMITS = { program: [1000, 4000], import: [460, 920] } as const;

export function limitInlining(what: keyof typeof LIMITS): void {
  if (parentPort === null) return;
  const [one, all] = LIMITS[what];
  setFlagsFromString(`--max-inlined-bytecode-size=${one}`);
  setFlagsFromString(`--max-inlined-bytecode-size-cumulative=${all}`);
}
