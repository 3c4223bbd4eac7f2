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
   * a call of built-in code, the allocation of a collectable object. Every {@link CHECKS_BEFORE_RARER} checks the distance
   * doubles, so that a small program is checked everywhere and a long one comes to its end. Default: never.
   */
  readonly verifyEvery?: number;
  /** Run a full collection in every allocation of a collectable object, while automatic collection is on. Default false. */
  readonly collect?: boolean;
}

/** The bit of the eval breaker that is never taken away, so that every safepoint is seen. */
const STRESS = Pending.Embedder << 16;

/** After so many checks they become rarer. */
const CHECKS_BEFORE_RARER = 1000;

/** Puts a runtime under stress. `verify` throws what it finds. */
export function putUnderStress(rt: Runtime, options: StressOptions, verify: () => void): void {
  let every = options.verifyEvery ?? 0;
  let left = every;
  let checks = 0;
  let busy = false;
  const check = (): void => {
    if (every === 0 || busy || --left > 0) return;
    if (++checks % CHECKS_BEFORE_RARER === 0) every *= 2;
    left = every;
    busy = true;
    try {
      verify();
    } catch (error) {
      if (!(error instanceof InvariantViolation)) throw error;
      throw new InvariantViolation(error.invariant, `${error.detail}\n${whereIs(rt)}`);
    } finally {
      busy = false;
    }
  };
  if (every > 0) {
    rt.i32[StaticArea.Pending] = rt.i32[StaticArea.Pending]! | STRESS;
    rt.onSafepoint = check;
  }
  onEachAllocation(rt.heap, () => {
    check();
    if (options.collect && rt.heap.gc.enabled && !rt.failed) rt.heap.collector.collectQuietly();
  });
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
