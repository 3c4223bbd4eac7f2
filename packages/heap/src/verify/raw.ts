import { InvariantViolation } from '../errors.js';
import type { Heap } from '../heap.js';
import type { Invariant } from './invariant.js';

/** Of the raw allocator: its own two sentences are checked where they are written (`alloc/raw.ts`). */
export const RAW_INVARIANTS: readonly Invariant[] = [
  {
    sentence: 'The raw allocator counts the blocks in use',
    findFault: ({ heap }) => {
      let blocks = 0;
      heap.pymalloc.raw.forEachBlock(() => blocks++);
      return blocks === heap.pymalloc.raw.blocks
        ? undefined
        : `${heap.pymalloc.raw.blocks} are counted, ${blocks} exist`;
    },
  },
];

/** Throws unless the raw blocks tile the raw heap and the free ones are in their bins. */
export function assertRawHeap(heap: Heap): void {
  const fault = heap.pymalloc.raw.findFault();
  if (fault !== undefined) throw new InvariantViolation(fault.invariant, fault.detail);
}
