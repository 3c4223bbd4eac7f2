import type { Heap } from '../heap.js';
import { Unit } from '../memory/layout.js';
import { Pool } from './arenas.js';
import { blockBytes, SIZE_CLASSES } from './sizes.js';

/** One row of the size-class table. */
export interface SizeClassStats {
  readonly blockBytes: number;
  readonly pools: number;
  readonly blocksInUse: number;
  readonly blocksAvailable: number;
}

/** The state of the allocator, computed from memory when asked for. */
export interface HeapStats {
  readonly arenas: {
    readonly allocated: number;
    readonly timesAllocated: number;
    readonly highwater: number;
    readonly bytesEach: number;
  };
  readonly pools: { readonly used: number; readonly free: number; readonly bytesEach: number };
  readonly sizeClasses: readonly SizeClassStats[];
  /** Blocks of pools in use: sys.getallocatedblocks(). */
  readonly allocatedBlocks: number;
  /** Blocks over 512 bytes, and their bytes with headers. */
  readonly large: { readonly blocks: number; readonly bytes: number };
  /** Objects kept in free lists: their blocks are in use as far as the pools know. */
  readonly freeListObjects: number;
  readonly limitBytes: number;
}

/** Walks all pools. */
export function heapStats(heap: Heap): HeapStats {
  const i32 = heap.memory.i32;
  const classes = Array.from({ length: SIZE_CLASSES }, () => ({ pools: 0, inUse: 0, available: 0 }));
  const { arenaBytes, poolBytes } = heap.profile.geometry;
  let usedPools = 0;
  let cutPools = 0;
  heap.pymalloc.forEachPool((pool) => {
    cutPools++;
    const inUse = i32[pool + Pool.Count]!;
    if (inUse === 0) return;
    usedPools++;
    const sizeClass = i32[pool + Pool.SizeClass]!;
    const row = classes[sizeClass]!;
    row.pools++;
    row.inUse += inUse;
    row.available += Math.trunc((poolBytes - Pool.HeaderBytes) / blockBytes(sizeClass)) - inUse;
  });
  let freeListObjects = 0;
  heap.objects.freeLists.forEach(() => {
    freeListObjects++;
  });
  const { allocated, timesAllocated, highwater } = heap.pymalloc.arenas;
  return {
    arenas: { allocated, timesAllocated, highwater, bytesEach: arenaBytes },
    pools: { used: usedPools, free: cutPools - usedPools, bytesEach: poolBytes },
    sizeClasses: classes.map((row, sizeClass) => ({
      blockBytes: blockBytes(sizeClass),
      pools: row.pools,
      blocksInUse: row.inUse,
      blocksAvailable: row.available,
    })),
    allocatedBlocks: classes.reduce((sum, row) => sum + row.inUse, 0),
    large: { blocks: heap.pymalloc.raw.blocks, bytes: heap.pymalloc.raw.bytes },
    freeListObjects,
    limitBytes: heap.memory.limitWords * Unit.WordBytes,
  };
}
