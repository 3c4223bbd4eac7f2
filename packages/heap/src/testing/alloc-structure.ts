import { type ArenaView, Pool } from '../alloc/arenas.js';
import type { PyMalloc } from '../alloc/pymalloc.js';
import type { AllocatorFault } from '../alloc/raw.js';
import { blockBytes, SIZE_CLASSES } from '../alloc/sizes.js';
import { Unit } from '../memory/layout.js';
import { type Memory, StaticArea } from '../memory/memory.js';

/** The first sentence about arenas, pools or large blocks that does not hold; undefined if all hold. Walks everything. */
export function findAllocatorFault(memory: Memory, pymalloc: PyMalloc): AllocatorFault | undefined {
  const { i32 } = memory;
  return (
    findUsableFault(pymalloc) ??
    findFreePoolFault(i32, pymalloc) ??
    findPoolFault(i32, pymalloc) ??
    findRingFault(i32, pymalloc) ??
    pymalloc.raw.findFault()
  );
}

function arenasOf(pymalloc: PyMalloc): Map<number, ArenaView> {
  const arenas = new Map<number, ArenaView>();
  pymalloc.arenas.forEachArena((arena) => arenas.set(arena.index, arena));
  return arenas;
}

function findUsableFault(pymalloc: PyMalloc): AllocatorFault | undefined {
  const { arenas } = pymalloc;
  const views = arenasOf(pymalloc);
  const invariant = 'usable holds the arenas with free pools, the fullest first; only its last arena may be all free';
  const usable = arenas.usableIndices();
  const free = usable.map((index) => views.get(index)?.freePools ?? 0);
  const unordered = free.findIndex((count, position) => count === 0 || count < (free[position - 1] ?? 1));
  if (unordered >= 0) return { invariant, detail: `usable are ${usable.join(' ')}, with ${free.join(' ')} free pools` };
  for (const { index, freePools, totalPools } of views.values()) {
    if (freePools > 0 !== usable.includes(index))
      return { invariant, detail: `arena ${index} has ${freePools} free pools` };
    if (freePools === totalPools && usable.at(-1) !== index) return { invariant, detail: `arena ${index} is all free` };
    const last = usable[free.lastIndexOf(freePools)] ?? -1;
    if (arenas.lastUsableWith(freePools) === last) continue;
    return { invariant: 'lastWith[n] is the last usable arena with n free pools', detail: `not for n = ${freePools}` };
  }
  return undefined;
}

function findFreePoolFault(i32: Int32Array, pymalloc: PyMalloc): AllocatorFault | undefined {
  const invariant = 'nfreepools counts the pools of an arena that are in its free list or not cut yet';
  const { poolWords } = pymalloc.arenas;
  for (const arena of arenasOf(pymalloc).values()) {
    const cut = (arena.poolAddress - arena.address) / poolWords;
    let free = arena.totalPools - cut;
    for (let pool = arena.firstFreePool; pool !== 0 && free <= arena.freePools; pool = i32[pool + Pool.NextPool]!) {
      const detail = `pool ${pool} is in the free list of arena ${arena.index}`;
      if (pool < arena.address || pool >= arena.poolAddress || i32[pool + Pool.Count] !== 0)
        return { invariant, detail };
      free++;
    }
    if (free === arena.freePools) continue;
    return { invariant, detail: `arena ${arena.index} says ${arena.freePools}, counted are ${free}` };
  }
  return undefined;
}

function findPoolFault(i32: Int32Array, pymalloc: PyMalloc): AllocatorFault | undefined {
  const invariant = 'The blocks cut from a pool are in use or in its free list, each once';
  let fault: AllocatorFault | undefined;
  pymalloc.forEachPool((pool) => {
    const sizeClass = i32[pool + Pool.SizeClass]!;
    const bytes = blockBytes(sizeClass);
    const cut = (i32[pool + Pool.NextOffset]! - Pool.HeaderBytes) / bytes;
    const free = pymalloc.freeBlocksOf(pool);
    const misplaced = free.find((block) => {
      const number = ((block - pool) * Unit.WordBytes - Pool.HeaderBytes) / bytes;
      return !Number.isInteger(number) || number < 0 || number >= cut;
    });
    if (misplaced !== undefined) {
      fault ??= {
        invariant,
        detail: `the free list of pool ${pool} holds ${misplaced}, which is no block cut from it`,
      };
    } else if (new Set(free).size !== free.length || free.length + i32[pool + Pool.Count]! !== cut) {
      const detail = `pool ${pool}: ${cut} blocks cut, ${i32[pool + Pool.Count]} in use, ${free.length} in its free list`;
      fault ??= { invariant, detail };
    }
  });
  return fault;
}

function findRingFault(i32: Int32Array, pymalloc: PyMalloc): AllocatorFault | undefined {
  const invariant =
    'usedpools holds, for each size class, exactly the pools that have both blocks in use and free ones';
  const linked = new Set<number>();
  for (let sizeClass = 0; sizeClass < SIZE_CLASSES; sizeClass++) {
    let previous = 0;
    for (let pool = i32[StaticArea.UsedPools + sizeClass]!; pool !== 0; pool = i32[pool + Pool.NextPool]!) {
      const detail = `pool ${pool} in the list of class ${sizeClass}`;
      if (!pymalloc.inPool(pool) || linked.has(pool))
        return { invariant, detail: `${detail} is no pool, or there twice` };
      if (i32[pool + Pool.SizeClass] !== sizeClass) return { invariant, detail: `${detail} is of another class` };
      if (i32[pool + Pool.PreviousPool] !== previous)
        return { invariant, detail: `${detail} does not know ${previous}` };
      linked.add(pool);
      previous = pool;
    }
  }
  let fault: AllocatorFault | undefined;
  pymalloc.forEachPool((pool) => {
    const used = i32[pool + Pool.Count]! > 0 && i32[pool + Pool.FreeBlock] !== 0;
    if (used === linked.has(pool)) return;
    fault ??= { invariant, detail: `pool ${pool} is ${used ? 'used but in no list' : 'in a list but full or empty'}` };
  });
  return fault;
}
