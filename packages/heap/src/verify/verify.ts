import type { Heap } from '../heap.js';
import { COUNT_INVARIANTS, REFERENCE_INVARIANTS } from './accounting.js';
import { ARENA_INVARIANTS } from './arenas.js';
import { BLOCK_INVARIANTS } from './blocks.js';
import { FREE_LIST_INVARIANTS } from './freelists.js';
import { GUARD_INVARIANTS } from './guards.js';
import { Inspection, type OutsideHolders } from './inspection.js';
import { assertHolds, type Invariant } from './invariant.js';
import { LIST_INVARIANTS, PLACE_INVARIANTS } from './lists.js';
import { POOL_INVARIANTS } from './pools.js';
import { assertRawHeap, RAW_INVARIANTS } from './raw.js';
import { WEAKREF_INVARIANTS } from './weakrefs.js';

export type { OutsideHolders } from './inspection.js';

/**
 * All sentences, from the ground up: each check may rely on those before it, and so need not be afraid of wild pointers.
 * The two of the raw allocator come before all of these (`raw.ts`).
 */
export const INVARIANTS: readonly Invariant[] = [
  ...RAW_INVARIANTS,
  ...ARENA_INVARIANTS,
  ...POOL_INVARIANTS,
  ...GUARD_INVARIANTS,
  ...LIST_INVARIANTS,
  ...FREE_LIST_INVARIANTS,
  ...REFERENCE_INVARIANTS,
  ...PLACE_INVARIANTS,
  ...BLOCK_INVARIANTS,
  ...WEAKREF_INVARIANTS,
  ...COUNT_INVARIANTS,
];

/**
 * Checks a heap against every sentence of this folder: executable documentation, and the oracle of all random tests.
 * Time and memory are linear in what is in use. It may be called wherever user code may run (finalizers, callbacks of weak
 * references, collection hooks), but not from an observer, which sees the passes of a collection half done.
 */
export class Verifier {
  readonly #heap: Heap;
  /** Made at the first run: most heaps are never verified, and its tables are as long as the reservation. */
  #inspection: Inspection | undefined;

  constructor(heap: Heap) {
    this.#heap = heap;
  }

  /** @throws InvariantViolation that names the first sentence that does not hold. */
  verify(outside: OutsideHolders = {}): void {
    this.#inspection ??= new Inspection(this.#heap);
    const inspection = this.#inspection;
    inspection.begin(outside);
    try {
      assertRawHeap(this.#heap);
      for (const invariant of INVARIANTS) assertHolds(invariant, inspection);
    } finally {
      inspection.end();
    }
  }
}
