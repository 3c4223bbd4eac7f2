import { describe, expect, test } from 'vitest';
import { type Allocator, makeAllocator, mallocMany } from '../testing/alloc-fixture.js';
import { findAllocatorFault } from '../testing/alloc-structure.js';
import type { ArenaView } from './arenas.js';
import { GEOMETRY_3_8, GEOMETRY_3_9, GEOMETRY_3_10 } from './sizes.js';

/** Blocks of 512 bytes in a 4 KiB pool. 64 pools are an arena of 256 KiB. */
const BLOCKS = 7;
const POOLS = 64;

/** An allocator with so many full arenas, and the blocks of each of their pools. */
function fullArenas(count: number, geometry = GEOMETRY_3_9): Allocator & { readonly pools: number[][][] } {
  const allocator = makeAllocator(geometry);
  const pools = Array.from({ length: count }, () =>
    Array.from({ length: POOLS }, () => mallocMany(allocator.pymalloc, BLOCKS, 512)),
  );
  return { ...allocator, pools };
}

function freePools({ pymalloc }: Allocator, pools: readonly (readonly number[])[]): void {
  for (const pool of pools) for (const block of pool) pymalloc.free(block);
}

function views({ pymalloc }: Allocator): ArenaView[] {
  const arenas: ArenaView[] = [];
  pymalloc.arenas.forEachArena((arena) => arenas.push(arena));
  return arenas;
}

describe('a new arena', () => {
  test('is taken at the highest free place, aligned to its size, and cut from the bottom', () => {
    const allocator = makeAllocator(GEOMETRY_3_10);
    const block = allocator.pymalloc.malloc(16);
    expect(block).toBe(7 * 2 ** 18 + 12);
    expect(views(allocator)).toEqual([
      {
        index: 0,
        address: 7 * 2 ** 18,
        poolAddress: 7 * 2 ** 18 + 4096,
        freePools: 63,
        totalPools: 64,
        firstFreePool: 0,
      },
    ]);
    expect(allocator.pymalloc.arenas.lastUsableWith(63)).toBe(0);
    expect(allocator.pymalloc.arenas.lastUsableWith(64)).toBe(-1);
  });

  test.each([GEOMETRY_3_8, GEOMETRY_3_10])('has 64 pools: %o', (geometry) => {
    const allocator = makeAllocator(geometry);
    const perPool = Math.trunc((geometry.poolBytes - 48) / 512);
    mallocMany(allocator.pymalloc, 64 * perPool, 512);
    expect(allocator.pymalloc.arenas.allocated).toBe(1);
    expect(allocator.pymalloc.arenas.usableIndices()).toEqual([]);
    mallocMany(allocator.pymalloc, 1, 512);
    expect(allocator.pymalloc.arenas.allocated).toBe(2);
    expect(allocator.pymalloc.arenas.usableIndices()).toEqual([1]);
  });

  test('comes when the arena objects run out, too: 16 first, then twice as many', () => {
    const { pymalloc, memory } = fullArenas(20);
    expect(pymalloc.arenas.allocated).toBe(20);
    expect(findAllocatorFault(memory, pymalloc)).toBeUndefined();
  });
});

describe('usable arenas', () => {
  test('are in ascending order of their free pools; a full one comes in at the front', () => {
    const allocator = fullArenas(3);
    const { arenas } = allocator.pymalloc;
    freePools(allocator, allocator.pools[0]!.slice(0, 1));
    freePools(allocator, allocator.pools[1]!.slice(0, 1));
    expect(arenas.usableIndices()).toEqual([1, 0]);
    expect(arenas.lastUsableWith(1)).toBe(0);
    freePools(allocator, allocator.pools[1]!.slice(1, 2));
    expect(arenas.usableIndices()).toEqual([0, 1]);
    expect([1, 2].map((free) => arenas.lastUsableWith(free))).toEqual([0, 1]);
    freePools(allocator, allocator.pools[2]!.slice(0, 2));
    // The second pool takes the arena past those with one, and in front of those with two.
    expect(arenas.usableIndices()).toEqual([0, 2, 1]);
    freePools(allocator, allocator.pools[0]!.slice(1, 3));
    expect(arenas.usableIndices()).toEqual([2, 1, 0]);
    expect([1, 2, 3].map((free) => arenas.lastUsableWith(free))).toEqual([-1, 1, 0]);
  });

  test('the last of its group stays where it is', () => {
    const allocator = fullArenas(2);
    const { arenas } = allocator.pymalloc;
    freePools(allocator, allocator.pools[0]!.slice(0, 1));
    freePools(allocator, allocator.pools[1]!.slice(0, 1));
    freePools(allocator, allocator.pools[0]!.slice(1, 2));
    expect(arenas.usableIndices()).toEqual([1, 0]);
    expect([1, 2].map((free) => arenas.lastUsableWith(free))).toEqual([1, 0]);
  });

  test('the fullest serves the next pool, and leaves the list when it is full', () => {
    const allocator = fullArenas(2);
    const { pymalloc } = allocator;
    freePools(allocator, allocator.pools[0]!.slice(0, 3));
    freePools(allocator, allocator.pools[1]!.slice(10, 11));
    const [next] = mallocMany(pymalloc, BLOCKS, 512);
    expect(pymalloc.poolOf(next!)).toBe(pymalloc.poolOf(allocator.pools[1]![10]![0]!));
    expect(pymalloc.arenas.usableIndices()).toEqual([0]);
    // Of the three pools of the other, the one freed last.
    expect(pymalloc.poolOf(pymalloc.malloc(512))).toBe(pymalloc.poolOf(allocator.pools[0]![2]![0]!));
    expect(pymalloc.arenas.lastUsableWith(2)).toBe(0);
    expect(pymalloc.arenas.lastUsableWith(3)).toBe(-1);
  });
});

describe('an arena without blocks', () => {
  test('is given back', () => {
    const allocator = fullArenas(2);
    const { arenas } = allocator.pymalloc;
    // Another usable arena with more free pools makes this one not the last of the list.
    freePools(allocator, allocator.pools[1]!.slice(0, 63));
    freePools(allocator, allocator.pools[0]!.slice(0, 63));
    expect(arenas.usableIndices()).toEqual([0, 1]);
    freePools(allocator, allocator.pools[0]!.slice(63));
    expect(arenas.allocated).toBe(1);
    expect(arenas.usableIndices()).toEqual([1]);
    expect(arenas.highwater).toBe(2);
    expect(allocator.pymalloc.inPool(allocator.pools[0]![0]![0]!)).toBe(false);
    expect(findAllocatorFault(allocator.memory, allocator.pymalloc)).toBeUndefined();
  });

  test('is kept if it is the last of the list', () => {
    const allocator = fullArenas(2);
    const { arenas } = allocator.pymalloc;
    freePools(allocator, allocator.pools[0]!);
    expect(arenas.allocated).toBe(2);
    freePools(allocator, allocator.pools[1]!.slice(0, 1));
    expect(arenas.usableIndices()).toEqual([1, 0]);
    expect(arenas.lastUsableWith(64)).toBe(0);
    freePools(allocator, allocator.pools[1]!.slice(1));
    expect(arenas.allocated).toBe(1);
    expect(arenas.usableIndices()).toEqual([0]);
  });

  test('is given back in any case to 3.8', () => {
    const allocator = fullArenas(2, GEOMETRY_3_8);
    freePools(allocator, allocator.pools[0]!);
    expect(allocator.pymalloc.arenas.allocated).toBe(1);
    freePools(allocator, allocator.pools[1]!);
    expect(allocator.pymalloc.arenas.allocated).toBe(0);
    expect(allocator.space.floorWord).toBe(allocator.memory.limitWords);
  });

  test('leaves its place and its arena object to the next', () => {
    const allocator = fullArenas(3);
    const [first] = views(allocator);
    freePools(allocator, allocator.pools[1]!.slice(0, 1));
    freePools(allocator, allocator.pools[0]!);
    // The other arena has fewer free pools: the empty one was the last, and was kept. Now a third one comes behind it.
    expect(allocator.pymalloc.arenas.allocated).toBe(3);
    freePools(allocator, allocator.pools[2]!);
    expect(allocator.pymalloc.arenas.allocated).toBe(2);
    mallocMany(allocator.pymalloc, (1 + 64 + 1) * BLOCKS, 512);
    expect(allocator.pymalloc.arenas.allocated).toBe(3);
    expect(allocator.pymalloc.arenas.timesAllocated).toBe(4);
    expect(views(allocator)[0]).toMatchObject({ index: 0, address: first!.address });
    expect(findAllocatorFault(allocator.memory, allocator.pymalloc)).toBeUndefined();
  });
});
