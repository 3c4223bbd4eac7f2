import { Pool } from '../alloc/arenas.js';
import { blockBytes, blockWords, SIZE_CLASSES } from '../alloc/sizes.js';
import type { Heap } from '../heap.js';
import { Unit } from '../memory/layout.js';
import { StaticArea } from '../memory/memory.js';
import type { Invariant } from './invariant.js';

/** The pools: see `alloc/pymalloc.ts` for their three states. */
export const POOL_INVARIANTS: readonly Invariant[] = [
  {
    sentence: 'The header of a pool in use names a size class, the offsets of its blocks, and the arena it lies in',
    findFault: ({ heap }) => forEachArenaPool(heap, (pool, arenaIndex) => headerFault(heap, pool, arenaIndex)),
  },
  {
    sentence: 'The free list of a pool stays within the blocks carved from the pool and holds none twice',
    findFault: ({ heap }) => {
      const seen = new Uint8Array(heap.profile.geometry.poolBytes >> 4);
      return forEachPool(heap, (pool) => freeListFault(heap, pool, seen));
    },
  },
  {
    sentence: 'Blocks in use, freed blocks and blocks never carved add up to the capacity of their pool',
    findFault: ({ heap }) => forEachPool(heap, (pool) => sumFault(heap, pool)),
  },
  {
    sentence:
      'The ring of a size class holds exactly the pools of that class that are neither full nor empty, linked both ways',
    findFault: ({ heap }) => ringFault(heap),
  },
];

/** First fault of any pool cut from an arena. */
function forEachPool(heap: Heap, faultOf: (pool: number) => string | undefined): string | undefined {
  let fault: string | undefined;
  heap.pymalloc.forEachPool((pool) => {
    fault ??= faultOf(pool);
  });
  return fault;
}

function forEachArenaPool(
  heap: Heap,
  faultOf: (pool: number, arenaIndex: number) => string | undefined,
): string | undefined {
  let fault: string | undefined;
  heap.pymalloc.arenas.forEachArena((arena) => {
    for (let pool = arena.address; pool < arena.poolAddress; pool += heap.pymalloc.arenas.poolWords) {
      fault ??= faultOf(pool, arena.index);
    }
  });
  return fault;
}

function headerFault(heap: Heap, pool: number, arenaIndex: number): string | undefined {
  const i32 = heap.memory.i32;
  const { poolBytes } = heap.profile.geometry;
  if (i32[pool + Pool.ArenaIndex] !== arenaIndex) {
    return `pool ${pool} lies in arena ${arenaIndex} and names arena ${i32[pool + Pool.ArenaIndex]}`;
  }
  const sizeClass = i32[pool + Pool.SizeClass]!;
  if (sizeClass < 0 || sizeClass >= SIZE_CLASSES) return `pool ${pool} has size class ${sizeClass}`;
  const bytes = blockBytes(sizeClass);
  const next = i32[pool + Pool.NextOffset]!;
  const max = i32[pool + Pool.MaxNextOffset]!;
  if (max !== poolBytes - bytes)
    return `pool ${pool} of ${bytes}-byte blocks carves up to ${max}, not ${poolBytes - bytes}`;
  if (next < Pool.HeaderBytes || next > poolBytes || (next - Pool.HeaderBytes) % bytes !== 0) {
    return `pool ${pool} of ${bytes}-byte blocks would carve next at ${next}`;
  }
  return undefined;
}

function freeListFault(heap: Heap, pool: number, seen: Uint8Array): string | undefined {
  const i32 = heap.memory.i32;
  const words = blockWords(i32[pool + Pool.SizeClass]!);
  const first = pool + Pool.HeaderWords;
  const end = pool + i32[pool + Pool.NextOffset]! / Unit.WordBytes;
  seen.fill(0);
  for (let block = i32[pool + Pool.FreeBlock]!; block !== 0; block = i32[block]!) {
    if (block < first || block >= end || (block - first) % words !== 0) {
      return `the list of pool ${pool} leads to ${block}, where none of its blocks starts`;
    }
    const granule = (block - pool) >> Unit.GranuleShift;
    if (seen[granule] !== 0) return `block ${block} of pool ${pool} is in the list twice`;
    seen[granule] = 1;
  }
  return undefined;
}

function sumFault(heap: Heap, pool: number): string | undefined {
  const i32 = heap.memory.i32;
  const bytes = blockBytes(i32[pool + Pool.SizeClass]!);
  const capacity = Math.trunc((heap.profile.geometry.poolBytes - Pool.HeaderBytes) / bytes);
  const carved = (i32[pool + Pool.NextOffset]! - Pool.HeaderBytes) / bytes;
  const inUse = i32[pool + Pool.Count]!;
  let freed = 0;
  for (let block = i32[pool + Pool.FreeBlock]!; block !== 0; block = i32[block]!) freed++;
  if (inUse + freed + (capacity - carved) === capacity) return undefined;
  return `pool ${pool}: ${inUse} in use + ${freed} freed + ${capacity - carved} never carved is not ${capacity}`;
}

function ringFault(heap: Heap): string | undefined {
  const i32 = heap.memory.i32;
  const { pymalloc } = heap;
  const due = new Int32Array(SIZE_CLASSES);
  let pools = 0;
  pymalloc.forEachPool((pool) => {
    pools++;
    if (i32[pool + Pool.Count] === 0 || i32[pool + Pool.FreeBlock] === 0) return;
    const sizeClass = i32[pool + Pool.SizeClass]!;
    due[sizeClass] = due[sizeClass]! + 1;
  });
  for (let sizeClass = 0; sizeClass < SIZE_CLASSES; sizeClass++) {
    let found = 0;
    let previous = 0;
    for (let pool = i32[StaticArea.UsedPools + sizeClass]!; pool !== 0; pool = i32[pool + Pool.NextPool]!) {
      if (!pymalloc.inPool(pool) || pymalloc.poolOf(pool) !== pool) return `class ${sizeClass}: ${pool} is no pool`;
      if (i32[pool + Pool.SizeClass] !== sizeClass) {
        return `pool ${pool} of class ${i32[pool + Pool.SizeClass]} is in the ring of class ${sizeClass}`;
      }
      if (i32[pool + Pool.Count] === 0) return `pool ${pool} is empty and in the ring of class ${sizeClass}`;
      if (i32[pool + Pool.FreeBlock] === 0) return `pool ${pool} is full and in the ring of class ${sizeClass}`;
      if (i32[pool + Pool.PreviousPool] !== previous) {
        return `pool ${pool} follows ${previous} but names ${i32[pool + Pool.PreviousPool]} as the one before it`;
      }
      previous = pool;
      if (++found > pools) return `the ring of class ${sizeClass} does not end`;
    }
    if (found !== due[sizeClass])
      return `the ring of class ${sizeClass} holds ${found} pools, but ${due[sizeClass]} belong there`;
  }
  return undefined;
}
