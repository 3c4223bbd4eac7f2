import { InvariantViolation } from '@uroboros/heap';
import { onEachAllocation, Pending, StaticArea } from '@uroboros/heap/internal';
import { lineOf } from '../compile/compiled.js';
import { Frame } from './frame.js';
import type { Runtime } from './runtime.js';

/**
 * Stress: a program runs as ever, but where Python code, a collection or an allocation may come in between, the invariants
 * are checked, or a collection really comes. What a function keeps in a JavaScript variable alone shows at once.
 */
export interface StressOptions {
  /**
   * Check every invariant at each n-th place where other code may run: the start of a function, the end of a loop's round,
   * a call of built-in code, the allocation of a collectable object. Every {@link BEFORE_RARER} checks the distance doubles,
   * so that a small program is checked everywhere and a long one comes to its end. Default: never.
   */
  readonly verifyEvery?: number;
  /**
   * Run a full collection in every allocation of a collectable object, while automatic collection is on; rarer in long
   * programs, as above. Default false.
   */
  readonly collect?: boolean;
}

/** The bit of the eval breaker that is never taken away, so that every safepoint is seen. */
const STRESS = Pending.Embedder << 16;

/** After so many checks, and so many collections, they become rarer. */
const BEFORE_RARER = 500;

/** Puts a runtime under stress. `verify` throws what it finds. */
export function putUnderStress(rt: Runtime, options: StressOptions, verify: () => void): void {
  const check = nowAndThen(options.verifyEvery ?? 0, () => {
    try {
      verify();
    } catch (error) {
      if (!(error instanceof InvariantViolation)) throw error;
      throw new InvariantViolation(error.invariant, `${error.detail}\n${whereIs(rt)}`);
    }
  });
  const collect = nowAndThen(options.collect ? 1 : 0, () => {
    if (rt.heap.gc.enabled && !rt.failed) rt.heap.collector.collectQuietly();
  });
  if (options.verifyEvery !== undefined) {
    rt.i32[StaticArea.Pending] = rt.i32[StaticArea.Pending]! | STRESS;
    rt.onSafepoint = check;
  }
  onEachAllocation(rt.heap, () => {
    check();
    collect();
  });
}

/** A function that acts at every n-th call, and never while it acts: never at all if `every` is 0. */
function nowAndThen(every: number, act: () => void): () => void {
  let distance = every;
  let left = every;
  let done = 0;
  let busy = false;
  return () => {
    if (busy || every === 0 || --left > 0) return;
    if (++done % BEFORE_RARER === 0) distance *= 2;
    left = distance;
    busy = true;
    try {
      act();
    } finally {
      busy = false;
    }
  };
}

/** The Python functions that run, innermost first. */
function whereIs(rt: Runtime): string {
  const lines: string[] = [];
  for (let fp = rt.frame; fp !== rt.bottom && lines.length < 8; fp = rt.i32[fp + Frame.Previous]!) {
    const compiled = rt.compiled[rt.i32[fp + Frame.Compiled]!];
    if (compiled === undefined) continue;
    lines.push(`  in ${compiled.name}, line ${lineOf(compiled, rt.i32[fp + Frame.Position]!)}`);
  }
  return lines.join('\n');
}
