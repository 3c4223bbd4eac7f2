import { ArenaObject, type ArenaView, Pool } from '../alloc/arenas.js';
import type { Heap } from '../heap.js';
import { StaticArea } from '../memory/memory.js';
import { ARENA_OBJECT_WORDS } from '../memory/space.js';
import type { Invariant } from './invariant.js';

/** The arenas and the address space they lie in. */
export const ARENA_INVARIANTS: readonly Invariant[] = [
  {
    sentence: 'The raw heap ends at or below the lowest arena in use, which is where the floor is',
    findFault: ({ heap }) => floorFault(heap),
  },
  {
    sentence: 'The arena table names each arena in use at its place, and nothing anywhere else',
    findFault: ({ heap }) => tableFault(heap),
  },
  {
    sentence:
      'The free pools of an arena are its list of empty pools and the pools never cut, and their number is stored',
    findFault: ({ heap }) => firstFault(heap, (arena) => freePoolsFault(heap, arena)),
  },
  {
    sentence:
      'The usable arenas are exactly those with free pools, in ascending order of their number, linked both ways',
    findFault: ({ heap }) => usableFault(heap),
  },
  {
    sentence: 'An arena all of whose pools are free is given back, unless it is the last of the usable ones',
    findFault: ({ heap }) => keptArenaFault(heap),
  },
  {
    sentence: 'For each number of free pools, the last usable arena with that many is known',
    findFault: ({ heap }) => lastFault(heap),
  },
];

function arenasOf(heap: Heap): ArenaView[] {
  const arenas: ArenaView[] = [];
  heap.pymalloc.arenas.forEachArena((arena) => arenas.push(arena));
  return arenas;
}

function firstFault(heap: Heap, faultOf: (arena: ArenaView) => string | undefined): string | undefined {
  for (const arena of arenasOf(heap)) {
    const fault = faultOf(arena);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function floorFault(heap: Heap): string | undefined {
  const { baseWord, breakWord, floorWord, places, arenaShift } = heap.space;
  if (baseWord > breakWord) return `the break, ${breakWord}, is below the base, ${baseWord}`;
  if (breakWord > floorWord) return `the break, ${breakWord}, is above the floor, ${floorWord}`;
  const lowest = arenasOf(heap).reduce((least, { address }) => Math.min(least, address), places << arenaShift);
  return lowest === floorWord ? undefined : `the floor is ${floorWord}, but the lowest arena starts at ${lowest}`;
}

function tableFault(heap: Heap): string | undefined {
  const { arenaAt, arenaShift } = heap.space;
  const arenas = arenasOf(heap);
  for (const { index, address } of arenas) {
    const named = arenaAt[address >> arenaShift]! - 1;
    if (named !== index) return `arena ${index} lies at ${address}, where the table names ${named}`;
  }
  let entries = 0;
  for (const entry of arenaAt) if (entry !== 0) entries++;
  if (entries !== arenas.length) return `the table has ${entries} entries for ${arenas.length} arenas`;
  if (heap.pymalloc.arenas.allocated !== arenas.length) {
    return `${heap.pymalloc.arenas.allocated} arenas are counted, ${arenas.length} exist`;
  }
  return undefined;
}

function freePoolsFault(heap: Heap, arena: ArenaView): string | undefined {
  const i32 = heap.memory.i32;
  const { poolWords } = heap.pymalloc.arenas;
  let empty = 0;
  for (let pool = arena.address; pool < arena.poolAddress; pool += poolWords) if (i32[pool + Pool.Count] === 0) empty++;
  let listed = 0;
  for (let pool = arena.firstFreePool; pool !== 0; pool = i32[pool + Pool.NextPool]!) {
    const inArena = pool >= arena.address && pool < arena.poolAddress && (pool - arena.address) % poolWords === 0;
    if (!inArena) return `the list of arena ${arena.index} leads to ${pool}, which is no pool of it`;
    if (i32[pool + Pool.Count] !== 0)
      return `pool ${pool} has blocks in use and is in the list of arena ${arena.index}`;
    if (++listed > empty) return `the list of arena ${arena.index} does not end`;
  }
  if (listed !== empty) return `arena ${arena.index} has ${empty} empty pools and ${listed} in its list`;
  const neverCut = arena.totalPools - (arena.poolAddress - arena.address) / poolWords;
  if (listed + neverCut === arena.freePools) return undefined;
  return `arena ${arena.index} counts ${arena.freePools} free pools: ${listed} in its list, ${neverCut} never cut`;
}

function usableFault(heap: Heap): string | undefined {
  const i32 = heap.memory.i32;
  const due = new Set(
    arenasOf(heap).flatMap(({ address, freePools, index }) => (address !== 0 && freePools > 0 ? [index] : [])),
  );
  let previous = 0;
  let fewest = 0;
  for (let arena = heap.pymalloc.arenas.usable; arena !== 0; arena = i32[arena + ArenaObject.Next]!) {
    const index = (arena - StaticArea.Arenas) / ARENA_OBJECT_WORDS;
    if (!due.delete(index)) return `arena ${index} is in the list twice, or has no free pool`;
    const free = i32[arena + ArenaObject.FreePools]!;
    if (free < fewest) return `arena ${index} with ${free} free pools follows one with ${fewest}`;
    if (i32[arena + ArenaObject.Previous] !== previous) return `arena ${index} does not name the one before it`;
    fewest = free;
    previous = arena;
  }
  return due.size === 0 ? undefined : `arenas ${[...due].join(', ')} have free pools and are not in the list`;
}

function lastFault(heap: Heap): string | undefined {
  const { arenas } = heap.pymalloc;
  const last = new Map<number, number>();
  const free = new Map(arenasOf(heap).map(({ index, freePools }) => [index, freePools]));
  for (const index of arenas.usableIndices()) last.set(free.get(index)!, index);
  const poolsPerArena = heap.profile.geometry.arenaBytes / heap.profile.geometry.poolBytes;
  for (let pools = 1; pools <= poolsPerArena; pools++) {
    const known = arenas.lastUsableWith(pools);
    if (known !== (last.get(pools) ?? -1))
      return `with ${pools} free pools it is ${last.get(pools) ?? -1}, known is ${known}`;
  }
  return undefined;
}

function keptArenaFault(heap: Heap): string | undefined {
  const last = heap.pymalloc.arenas.usableIndices().at(-1);
  const idle = arenasOf(heap).find(({ index, freePools, totalPools }) => freePools === totalPools && index !== last);
  return idle && `arena ${idle.index} has ${idle.freePools} free pools and is not the last`;
}
