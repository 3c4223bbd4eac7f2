import { DebugMalloc } from '../alloc/debug.js';
import { HeapCorruption } from '../errors.js';
import type { Invariant } from './invariant.js';

/** In debug mode: see `alloc/debug.ts`. */
export const GUARD_INVARIANTS: readonly Invariant[] = [
  {
    sentence: 'The guard bytes around blocks, and freed memory, hold what the debug allocator wrote there',
    findFault: ({ heap }) => {
      if (!(heap.blocks instanceof DebugMalloc)) return undefined;
      try {
        heap.blocks.checkAll();
        return undefined;
      } catch (error) {
        if (error instanceof HeapCorruption) return error.message;
        throw error;
      }
    },
  },
];
