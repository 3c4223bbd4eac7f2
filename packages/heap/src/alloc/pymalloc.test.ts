import { beforeEach, describe, expect, test } from 'vitest';
import { HeapExhausted } from '../errors.js';
import { Heap } from '../heap.js';
import { StaticArea } from '../memory/memory.js';
import { type Allocator, makeAllocator, mallocMany, offsetInPool } from '../testing/alloc-fixture.js';
import { findAllocatorFault } from '../testing/alloc-structure.js';
import { Pool } from './arenas.js';
import { GEOMETRY_3_9, GEOMETRY_3_10, sizeClassOf } from './sizes.js';

let allocator: Allocator;

beforeEach(() => {
  allocator = makeAllocator();
});

/** Pools in the ring of a size class, first to last. */
function ringOf({ memory }: Allocator, bytes: number): number[] {
  const ring: number[] = [];
  for (let pool = memory.i32[StaticArea.UsedPools + sizeClassOf(bytes)]!; pool !== 0; ) {
    ring.push(pool);
    pool = memory.i32[pool + Pool.NextPool]!;
  }
  return ring;
}

function field({ memory }: Allocator, pool: number, offset: Pool): number {
  return memory.i32[pool + offset]!;
}

describe('a new pool', () => {
  test('hands out its first block behind the header, then one after the other', () => {
    const blocks = mallocMany(allocator.pymalloc, 4, 48);
    expect(blocks.map((block) => offsetInPool(allocator.pymalloc, block))).toEqual([48, 96, 144, 192]);
  });

  test('has two blocks cut when the first is handed out', () => {
    const block = allocator.pymalloc.malloc(64);
    const pool = allocator.pymalloc.poolOf(block);
    expect(field(allocator, pool, Pool.Count)).toBe(1);
    expect(field(allocator, pool, Pool.SizeClass)).toBe(3);
    expect(field(allocator, pool, Pool.FreeBlock)).toBe(block + 16);
    expect(field(allocator, pool, Pool.NextOffset)).toBe(48 + 2 * 64);
    expect(field(allocator, pool, Pool.MaxNextOffset)).toBe(16384 - 64);
  });

  // geometry, bytes, blocks in a pool
  test.each([
    [GEOMETRY_3_10, 16, 1021],
    [GEOMETRY_3_10, 32, 510],
    [GEOMETRY_3_10, 512, 31],
    [GEOMETRY_3_9, 16, 253],
    [GEOMETRY_3_9, 32, 126],
    [GEOMETRY_3_9, 512, 7],
  ])('of %o has room for blocks of %i bytes: %i', (geometry, bytes, capacity) => {
    allocator = makeAllocator(geometry);
    const { pymalloc } = allocator;
    const blocks = mallocMany(pymalloc, capacity + 1, bytes);
    const pool = pymalloc.poolOf(blocks[0]!);
    expect(blocks.filter((block) => pymalloc.poolOf(block) === pool)).toHaveLength(capacity);
    expect(pymalloc.poolOf(blocks.at(-1)!)).toBe(pool + geometry.poolBytes / 4);
    expect(field(allocator, pool, Pool.Count)).toBe(capacity);
    expect(field(allocator, pool, Pool.FreeBlock)).toBe(0);
    expect(ringOf(allocator, bytes)).toEqual([pool + geometry.poolBytes / 4]);
  });
});

describe('freed blocks', () => {
  test('are reused last in, first out, before a new one is cut', () => {
    const { pymalloc } = allocator;
    const blocks = mallocMany(pymalloc, 5, 64);
    for (const block of blocks) pymalloc.free(block);
    expect(mallocMany(pymalloc, 5, 64)).toEqual(blocks.toReversed());
    expect(offsetInPool(pymalloc, pymalloc.malloc(64))).toBe(48 + 5 * 64);
  });

  test('a block freed and asked for again is the same', () => {
    const { pymalloc } = allocator;
    const block = pymalloc.malloc(40);
    pymalloc.free(block);
    expect(pymalloc.malloc(48)).toBe(block);
  });

  test('are in the free list of their pool in that order', () => {
    const { pymalloc } = allocator;
    const [a, b, c] = mallocMany(pymalloc, 3, 32) as [number, number, number];
    pymalloc.free(b);
    pymalloc.free(a);
    expect(pymalloc.freeBlocksOf(pymalloc.poolOf(c))).toEqual([a, b, c + 8]);
  });

  test('free(0) does nothing', () => {
    allocator.pymalloc.free(0);
    expect(findAllocatorFault(allocator.memory, allocator.pymalloc)).toBeUndefined();
  });
});

describe('the states of a pool', () => {
  test('full to used: the pool goes to the front of its ring', () => {
    const { pymalloc } = allocator;
    const blocks = mallocMany(pymalloc, 31 * 2 + 1, 512);
    const [first, second, third] = [0, 31, 62].map((n) => pymalloc.poolOf(blocks[n]!)) as [number, number, number];
    expect(ringOf(allocator, 512)).toEqual([third]);
    pymalloc.free(blocks[40]!);
    expect(ringOf(allocator, 512)).toEqual([second, third]);
    pymalloc.free(blocks[7]!);
    expect(ringOf(allocator, 512)).toEqual([first, second, third]);
    expect(mallocMany(pymalloc, 3, 512)).toEqual([blocks[7], blocks[40], blocks[62]! + 128]);
    expect(ringOf(allocator, 512)).toEqual([third]);
  });

  test('used to empty: the pool leaves the ring and is the next one taken, by any class', () => {
    const { pymalloc } = allocator;
    const [block] = mallocMany(pymalloc, 3, 512) as [number];
    const pool = pymalloc.poolOf(block);
    for (const other of [block, block + 128, block + 256]) pymalloc.free(other);
    expect(ringOf(allocator, 512)).toEqual([]);
    expect(field(allocator, pool, Pool.Count)).toBe(0);
    expect(pymalloc.malloc(16)).toBe(pool + Pool.HeaderWords);
    expect(field(allocator, pool, Pool.NextOffset)).toBe(48 + 2 * 16);
  });

  test('a pool reused by the same class keeps its free list', () => {
    const { pymalloc } = allocator;
    const [a, b, c] = mallocMany(pymalloc, 3, 256) as [number, number, number];
    for (const block of [b, c, a]) pymalloc.free(block);
    // The fourth block was cut when the third was handed out.
    expect(mallocMany(pymalloc, 5, 256)).toEqual([a, c, b, b + 128, b + 192]);
  });

  test('an emptied pool is reused before one never used', () => {
    const { pymalloc } = allocator;
    const blocks = mallocMany(pymalloc, 32, 512);
    pymalloc.free(blocks[31]!);
    expect(pymalloc.poolOf(pymalloc.malloc(16))).toBe(pymalloc.poolOf(blocks[31]!));
  });
});

describe('realloc', () => {
  /** What it does to a block of 64 bytes. */
  test.each([
    [64, 'stays'],
    [63, 'stays'],
    [49, 'stays'],
    [48, 'moves'],
    [1, 'moves'],
    [65, 'moves'],
  ])('of 64 bytes to %i: %s', (bytes, what) => {
    const { pymalloc } = allocator;
    const block = pymalloc.malloc(64);
    const other = pymalloc.realloc(block, bytes);
    expect(other === block ? 'stays' : 'moves').toBe(what);
    expect(pymalloc.allocatedBlocks()).toBe(1);
  });

  test('keeps the content on the way through all kinds of blocks', () => {
    const { pymalloc, memory } = allocator;
    let block = pymalloc.malloc(20);
    for (let word = 0; word < 5; word++) memory.i32[block + word] = 1000 + word;
    for (const bytes of [60, 512, 513, 5000, 300, 100_000, 20]) {
      block = pymalloc.realloc(block, bytes);
      expect(Array.from(memory.i32.subarray(block, block + 5))).toEqual([1000, 1001, 1002, 1003, 1004]);
    }
    expect(pymalloc.inPool(block), 'what was large stays large').toBe(false);
  });

  test('of 0 allocates', () => {
    const block = allocator.pymalloc.realloc(0, 100);
    expect(allocator.pymalloc.usableBytes(block)).toBe(112);
  });

  test('to 0 bytes moves a small block out of its pool', () => {
    const { pymalloc } = allocator;
    const block = pymalloc.realloc(pymalloc.malloc(16), 0);
    expect(pymalloc.inPool(block)).toBe(false);
    expect(pymalloc.allocatedBlocks()).toBe(0);
  });
});

describe('calloc', () => {
  test.each([1, 16, 100, 512, 513, 70_000])('clears %i bytes that were in use before', (bytes) => {
    const { pymalloc, memory } = allocator;
    const before = pymalloc.malloc(bytes);
    memory.u8.fill(0xff, before * 4, before * 4 + bytes);
    pymalloc.free(before);
    const block = pymalloc.calloc(bytes);
    expect(memory.u8.subarray(block * 4, block * 4 + bytes).every((byte) => byte === 0)).toBe(true);
  });
});

describe('enumeration', () => {
  test('names the blocks in use, small ones first', () => {
    const { pymalloc } = allocator;
    const small = mallocMany(pymalloc, 4, 100);
    const large = mallocMany(pymalloc, 3, 1000);
    pymalloc.free(small[1]!);
    pymalloc.free(large[1]!);
    const seen: [number, number][] = [];
    pymalloc.forEachBlock((block, bytes) => seen.push([block, bytes]));
    expect(seen).toEqual([
      [small[0], 112],
      [small[2], 112],
      [small[3], 112],
      [large[0], 1000],
      [large[2], 1000],
    ]);
  });

  test('a free list that leaves its pool is an error, not an endless loop', () => {
    const { pymalloc, memory } = allocator;
    const [a, b] = mallocMany(pymalloc, 2, 64) as [number, number];
    pymalloc.free(a);
    memory.i32[a] = b + 4096;
    expect(() => pymalloc.freeBlocksOf(pymalloc.poolOf(a))).toThrow(RangeError);
    memory.i32[a] = a;
    expect(() => pymalloc.freeBlocksOf(pymalloc.poolOf(a))).toThrow(RangeError);
  });
});

describe('exhaustion', () => {
  const smallest = 4 * 2 ** 20;

  test('malloc returns 0, changes nothing, and works again after a free', () => {
    allocator = makeAllocator(GEOMETRY_3_10, smallest);
    const { pymalloc, memory } = allocator;
    const blocks: number[] = [];
    for (let block = pymalloc.malloc(512); block !== 0; block = pymalloc.malloc(512)) blocks.push(block);
    // The lowest of four places for arenas holds the tables.
    expect(blocks).toHaveLength(3 * 64 * 31);
    const before = memory.u8.slice();
    for (const bytes of [1, 16, 512]) expect(pymalloc.malloc(bytes)).toBe(0);
    expect(pymalloc.calloc(512)).toBe(0);
    expect(pymalloc.realloc(blocks[0]!, 2 ** 20)).toBe(0);
    expect(Buffer.compare(memory.u8, before)).toBe(0);
    pymalloc.free(blocks[100]!);
    expect(pymalloc.malloc(512)).toBe(blocks[100]);
    for (const block of blocks) pymalloc.free(block);
    expect(pymalloc.arenas.allocated).toBe(1);
    expect(findAllocatorFault(memory, pymalloc)).toBeUndefined();
  });

  test('shrinking that finds no room for the smaller block keeps the larger', () => {
    allocator = makeAllocator(GEOMETRY_3_10, smallest);
    const { pymalloc } = allocator;
    const block = pymalloc.malloc(512);
    while (pymalloc.malloc(512) !== 0);
    expect(pymalloc.realloc(block, 16)).toBe(block);
  });

  test('large blocks and arenas share the reservation', () => {
    allocator = makeAllocator(GEOMETRY_3_10, smallest);
    const { pymalloc } = allocator;
    const large = pymalloc.malloc(3.5 * 2 ** 20);
    expect(large).not.toBe(0);
    expect(pymalloc.malloc(16)).toBe(0);
    pymalloc.free(large);
    expect(pymalloc.malloc(16)).not.toBe(0);
    expect(pymalloc.malloc(3.5 * 2 ** 20)).toBe(0);
  });

  test.each([4 * 2 ** 20, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 32 + 1, 2 ** 40])('%i bytes are refused', (bytes) => {
    allocator = makeAllocator(GEOMETRY_3_10, smallest);
    const { pymalloc } = allocator;
    const block = pymalloc.malloc(600);
    for (const refused of [pymalloc.malloc(bytes), pymalloc.calloc(bytes), pymalloc.realloc(block, bytes)]) {
      expect(refused).toBe(0);
    }
    expect(pymalloc.raw.blocks).toBe(1);
  });

  test('a heap reports it as HeapExhausted, and goes on', () => {
    const heap = new Heap({ bytes: smallest });
    const Blob = heap.defineType({ name: 'Blob', basicSize: 24, itemSize: 8 });
    expect(() => heap.allocate(Blob, 2 ** 20)).toThrow(HeapExhausted);
    expect(() => heap.allocate(Blob, 2 ** 29)).toThrow(HeapExhausted);
    const blocks = heap.stats().allocatedBlocks;
    using small = heap.allocate(Blob, 10);
    expect(heap.size(small.ref)).toBe(10);
    expect(heap.stats().allocatedBlocks).toBe(blocks + 1);
  });
});
