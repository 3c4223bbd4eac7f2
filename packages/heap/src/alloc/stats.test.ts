import { expect, test } from 'vitest';
import { Heap } from '../heap.js';

test('the statistics are those of the pools', () => {
  const heap = new Heap({ bytes: 4 * 2 ** 20, profile: '3.13' });
  const Blob = heap.defineType({ name: 'Blob', basicSize: 24, itemSize: 8 });
  const handles = Array.from({ length: 100 }, () => heap.allocate(Blob, 59));
  const large = heap.allocate(Blob, 1000);
  const stats = heap.stats();
  // 24 + 59 * 8 = 496 bytes: 32 blocks in a pool.
  expect(stats.sizeClasses[30]).toEqual({ blockBytes: 496, pools: 4, blocksInUse: 100, blocksAvailable: 28 });
  expect(stats.arenas).toEqual({ allocated: 1, timesAllocated: 1, highwater: 1, bytesEach: 2 ** 20 });
  expect(stats.large).toEqual({ blocks: 1, bytes: 16 + 8032 });
  expect(stats.limitBytes).toBe(4 * 2 ** 20);
  expect(stats.allocatedBlocks).toBe(heap.pymalloc.allocatedBlocks());
  for (const handle of [...handles, large]) handle.release();
  const after = heap.stats();
  expect(after.sizeClasses[30]).toEqual({ blockBytes: 496, pools: 0, blocksInUse: 0, blocksAvailable: 0 });
  expect(after.pools).toEqual({ used: stats.pools.used - 4, free: stats.pools.free + 4, bytesEach: 2 ** 14 });
  expect(after.large).toEqual({ blocks: 0, bytes: 0 });
});
