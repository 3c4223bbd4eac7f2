import { beforeEach, describe, expect, test } from 'vitest';
import { StaticArea } from '../memory/memory.js';
import { type Allocator, makeAllocator } from '../testing/alloc-fixture.js';
import { GEOMETRY_3_10 } from './sizes.js';

let allocator: Allocator;

beforeEach(() => {
  allocator = makeAllocator(GEOMETRY_3_10, 4 * 2 ** 20);
});

function malloc(...sizes: number[]): number[] {
  return sizes.map((bytes) => allocator.pymalloc.raw.malloc(bytes));
}

function free(...blocks: (number | undefined)[]): void {
  for (const block of blocks) allocator.pymalloc.raw.free(block!);
}

function sound(): void {
  expect(allocator.pymalloc.raw.findFault()).toBeUndefined();
}

/** Words from one block to the next, header included. */
function wordsFor(bytes: number): number {
  return 4 + Math.ceil(bytes / 16) * 4;
}

describe('placement', () => {
  test('blocks lie one above the other from the base, 16-byte aligned, each behind its header', () => {
    const { baseWord } = allocator.space;
    const [a, b, c] = malloc(600, 1000, 513);
    expect(a).toBe(baseWord + 4);
    expect(b).toBe(a! + wordsFor(600));
    expect(c).toBe(b! + wordsFor(1000));
    for (const block of [a, b, c]) expect((block! * 4) % 16).toBe(0);
    expect(allocator.space.breakWord).toBe(c! + wordsFor(513) - 4);
    sound();
  });

  test('a block freed and asked for again is the same, whatever its size', () => {
    for (const bytes of [513, 1000, 10_000, 123_456]) {
      const [block, above] = malloc(bytes, 600);
      free(block);
      expect(malloc(bytes)).toEqual([block]);
      free(block, above);
    }
  });

  test('the rest of a larger free block is given back', () => {
    const [large, above] = malloc(4000, 600);
    free(large);
    const [a, b] = malloc(1000, 2000);
    expect(a).toBe(large);
    expect(b).toBe(large! + wordsFor(1000));
    sound();
    free(above);
    sound();
  });

  test('the smallest rest that can be a block is 32 bytes; less stays with the block', () => {
    const [first, x] = malloc(1024, 600);
    free(first);
    const [a] = malloc(1024 - 16);
    expect(allocator.pymalloc.raw.usableBytes(a!)).toBe(1024);
    free(a);
    const [b] = malloc(1024 - 32);
    expect(allocator.pymalloc.raw.usableBytes(b!)).toBe(1024 - 32);
    sound();
    free(b, x);
  });

  test('a block of 0 bytes is a block', () => {
    const [a, b] = malloc(0, 0);
    expect(b! - a!).toBe(8);
    sound();
  });
});

describe('coalescing', () => {
  test.each([
    ['below', [0, 1]],
    ['above', [1, 0]],
    ['on both sides', [0, 2, 1]],
  ] as const)('with the free neighbour %s', (_, order) => {
    const blocks = malloc(600, 600, 600, 600);
    for (const index of order) {
      free(blocks[index]);
      sound();
    }
    const together = order.length * wordsFor(600) * 4 - 16;
    expect(malloc(together)).toEqual([blocks[0]]);
  });

  test('the break goes down when the last block is freed, past what is free below it', () => {
    const { space } = allocator;
    const [a, b, c] = malloc(600, 700, 800);
    const above = space.breakWord;
    free(b);
    expect(space.breakWord).toBe(above);
    free(c);
    expect(space.breakWord).toBe(b! - 4);
    free(a);
    expect(space.breakWord).toBe(space.baseWord);
    sound();
    expect(malloc(900)).toEqual([a]);
  });

  test('counts of blocks and bytes return to 0', () => {
    const { raw } = allocator.pymalloc;
    const blocks = malloc(600, 10_000, 700);
    expect(raw.blocks).toBe(3);
    expect(raw.bytes).toBe((wordsFor(600) + wordsFor(10_000) + wordsFor(700)) * 4);
    free(...blocks);
    expect([raw.blocks, raw.bytes]).toEqual([0, 0]);
  });
});

describe('realloc', () => {
  test('grows into the free block above, and gives the rest back', () => {
    const { raw } = allocator.pymalloc;
    const [a, b, c] = malloc(600, 2000, 600);
    free(b);
    expect(raw.realloc(a!, 1000)).toBe(a);
    sound();
    expect(raw.usableBytes(a!)).toBe(1008);
    expect(malloc(1000)).toEqual([a! + wordsFor(1000)]);
    expect(raw.requestOf(c!)).toBe(600);
  });

  test('grows in place at the break', () => {
    const { raw } = allocator.pymalloc;
    const [a, b] = malloc(600, 600);
    expect(raw.realloc(b!, 50_000)).toBe(b);
    expect(allocator.space.breakWord).toBe(b! - 4 + wordsFor(50_000));
    expect(raw.realloc(a!, 50_000)).not.toBe(a);
    sound();
  });

  test('shrinks in place, and the rest can be used', () => {
    const { raw } = allocator.pymalloc;
    const [a, b] = malloc(5000, 600);
    expect(raw.realloc(a!, 100)).toBe(a);
    expect(raw.requestOf(a!)).toBe(100);
    expect(raw.usableBytes(a!)).toBe(112);
    expect(malloc(4000)[0]).toBeLessThan(b!);
    sound();
  });

  test('moves with the content when the block above is in use', () => {
    const { raw } = allocator.pymalloc;
    const [a] = malloc(600, 600);
    const { i32 } = allocator.memory;
    for (let word = 0; word < 150; word++) i32[a! + word] = word * 7;
    const moved = raw.realloc(a!, 2000);
    expect(moved).not.toBe(a);
    expect(Array.from(i32.subarray(moved, moved + 150))).toEqual(Array.from({ length: 150 }, (_, word) => word * 7));
    expect(raw.blocks).toBe(2);
    sound();
  });

  test('that finds no room leaves everything as it was', () => {
    const { raw } = allocator.pymalloc;
    const [a] = malloc(600, 600);
    const before = allocator.memory.u8.slice();
    expect(raw.realloc(a!, 4 * 2 ** 20)).toBe(0);
    expect(Buffer.compare(allocator.memory.u8, before)).toBe(0);
  });
});

describe('exhaustion', () => {
  test('a free block that fits is found even when no larger one is left', () => {
    const [large, , small] = malloc(10_100, 600, 10_000, 600);
    while (malloc(600)[0] !== 0);
    free(large);
    free(small);
    // Both are in the bin of the request, and the one freed last, which is looked at first, is too small.
    expect(malloc(10_100)).toEqual([large]);
    expect(malloc(10_100)).toEqual([0]);
    expect(malloc(10_000)).toEqual([small]);
    sound();
  });
});

describe('findFault', () => {
  test('sees a length that was overwritten', () => {
    const [a] = malloc(600, 600);
    allocator.memory.i32[a! - 4] = 12;
    expect(allocator.pymalloc.raw.findFault()).toMatchObject({ invariant: expect.stringContaining('tile') });
  });

  test('sees a mark that was overwritten', () => {
    const [a] = malloc(600, 600);
    free(a);
    const { i32 } = allocator.memory;
    i32[a! - 4] = i32[a! - 4]! & ~1;
    expect(allocator.pymalloc.raw.findFault()).toMatchObject({ invariant: expect.stringContaining('bin') });
  });

  test('sees a bitmap that was overwritten', () => {
    malloc(600);
    const { i32 } = allocator.memory;
    i32[StaticArea.RawBins] = 1 << 9;
    expect(allocator.pymalloc.raw.findFault()).toMatchObject({ detail: expect.stringContaining('level 9') });
  });
});
