import { outsideNumbers } from '../memory/memory.js';
import type { HeapProfile } from '../profile.js';

/** Bits of gc.set_debug(). */
export const enum GcDebug {
  Stats = 1,
  Collectable = 2,
  Uncollectable = 4,
  SaveAll = 32,
  Leak = 38,
}

/** One entry of gc.get_stats(). */
export interface GenerationStats {
  collections: number;
  collected: number;
  uncollectable: number;
}

/** The collector's settings and counters (`struct _gc_runtime_state`). */
export class GcState {
  /**
   * gc.get_count(): [0] GC allocations minus frees since the last collection, never below 0; [1] and [2] collections of
   * the generation before since the last one of this generation.
   */
  readonly counts: Int32Array = outsideNumbers(3);
  readonly thresholds: Int32Array = outsideNumbers(3);
  enabled = true;
  /** A collection is running: further requests do nothing. */
  collecting = false;
  /** {@link GcDebug} bits. */
  debug = 0;
  /** Objects that survived a collection of the middle generation since the last full one. */
  longLivedPending = 0;
  /** Objects that survived the last full collection. */
  longLivedTotal = 0;
  readonly stats: readonly GenerationStats[] = [newStats(), newStats(), newStats()];

  constructor(profile: HeapProfile) {
    this.thresholds.set(profile.thresholds);
  }

  /**
   * The generation an automatic collection would take: the oldest whose count is over its threshold, -1 if none is. The
   * oldest of all only if what is new in it is at least a quarter of what survived the last full collection: this
   * keeps the total work of full collections linear in the number of objects.
   */
  selectGeneration(): number {
    for (let generation = 2; generation >= 0; generation--) {
      if (this.counts[generation]! <= this.thresholds[generation]!) continue;
      if (generation === 2 && this.longLivedPending < Math.trunc(this.longLivedTotal / 4)) continue;
      return generation;
    }
    return -1;
  }
}

function newStats(): GenerationStats {
  return { collections: 0, collected: 0, uncollectable: 0 };
}
